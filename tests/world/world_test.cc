#include "world/world.h"

#include <gtest/gtest.h>

#include "support/reader.h"
#include "world/synth_emotion_logs.h"
#include "world/synth_users.h"
#include "world/synth_video_clicks.h"

namespace synth::world {
namespace {

using namespace testing;
using Clicks = SynthVideoClicks;
using Logs = SynthEmotionLogs;

// What depends on seed, users and law is made once; the number of rows and their times are not part of it.
TEST(World, WindowsOfOnePopulationShareIt) {
  TestHost host;
  const auto population = [&host](std::int64_t n, double days, std::int64_t until) {
    std::vector<Value> values(Clicks::kDescription.arguments.size());
    values[Clicks::kN] = integer(n);
    values[Clicks::kUsers] = integer(50);
    values[Clicks::kDays] = real(days);
    values[Clicks::kUntil] = integer(until);
    const Clicks clicks(Arguments(Clicks::kDescription.arguments, values), host);
    return &clicks.window().world.population();
  };
  const Population* const first = population(20, 30, kUntil);
  EXPECT_EQ(population(2000000, 30, kUntil), first);
  EXPECT_EQ(population(20, 3, kUntil), first);
  EXPECT_EQ(population(20, 30, kUntil - 1), first);
}

// A memo may go from world to world and back: equal session numbers mean different sessions there.
TEST(World, AMemoRemembersTheSessionsOfOneWorld) {
  TestHost host;
  const auto open = [&host](std::uint64_t seed) {
    return World(Population::open({.seed = seed, .users = 1000}, std::nullopt, host), kUntil, 5000, std::nullopt);
  };
  const World worlds[] = {open(1), open(2)};
  World::Memo shared;
  // One row of each in turn, then too many for the room of one session, then the first again.
  for (const std::uint64_t rows : {1, 1, 300, 1, 300})
    for (const World& world : worlds)
      for (std::uint64_t row = 0; row < rows; ++row) {
        Moment moment;
        world.moments({&row, 1}, &moment);
        World::Memo fresh;
        const Log expected = world.log(row, moment, fresh), log = world.log(row, moment, shared);
        ASSERT_EQ(log.seat.person.user, expected.seat.person.user);
        ASSERT_EQ(log.seat.place, expected.seat.place);
        ASSERT_EQ(log.emotion, expected.emotion);
        const Name &name = world.name(log, shared), &as = world.name(expected, fresh);
        ASSERT_EQ(std::string_view(name.text, name.length), std::string_view(as.text, as.length));
      }
}

}  // namespace
}  // namespace synth::world
