// Worlds of random documents with the keys of choices, at the ends of every range too: a row alone is the row of a
// scan, and what a row says of itself holds. With SYNTH_LARGE=1, 33,750 of them.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <string>
#include <vector>

#include "math/rng.h"
#include "support/reader.h"
#include "world/synth_emotion_logs.h"
#include "world/synth_video_clicks.h"
#include "world/synth_video_interactions.h"

namespace synth::world {
namespace {

using namespace testing;
using Clicks = SynthVideoClicks;
using Interactions = SynthVideoInteractions;

class Worlds {
 public:
  explicit Worlds(std::uint64_t number) : rng_(key_for(1, 9401), number) {}

  template <class T, std::size_t kSize>
  T one(const T (&of)[kSize]) {
    return of[rng_.below(kSize)];
  }
  std::string document() {
    std::string text =
        "{\"session\": {\"topic\": " + text_of(one(kShares)) + ", \"rows\": " + text_of(one(kRows)) +
        "}, \"video_repeat\": " + text_of(one(kShares)) + ", \"match_rate\": " + text_of(one(kShares)) +
        ", \"same_place_rate\": " + text_of(one(kShares)) + ", \"mood\": {\"noise\": " + text_of(one(kShares)) +
        "}, \"video_exponent\": " + text_of(one(kExponents)) + ", \"delay\": {\"seconds\": " + text_of(one(kDelays)) +
        ", \"sigma\": " + text_of(one(kSigmas)) + "}, \"categories\": {";
    bool first = true;
    for (const char* id : {"10", "24", "27", "2", "chess"}) {
      if (rng_.below(3) == 0) continue;
      text += std::string(first ? "\"" : ", \"") + id +
              "\": {\"videos\": " + (rng_.below(2) == 0 ? "null" : std::to_string(one(kVideos))) + ", \"popularity\": ";
      first = false;
      if (rng_.below(2) == 0) {
        text += "null}";
        continue;
      }
      double knot = 1e9;
      for (std::uint32_t k = 0, knots = 8 + rng_.below(9); k < knots; ++k) {
        text += (k == 0 ? "[" : ", ") + text_of(knot);
        if (rng_.below(3) > 0) knot = std::max(1e-9, knot * std::exp(-20 * rng_.unit()));
      }
      text += "]}";
    }
    return text + "}}";
  }
  std::int64_t n() { return one(kSizes); }
  double days() { return one(kDays); }
  std::int64_t users() { return one(kUsers); }
  std::int64_t logs(std::int64_t n) {
    const double wanted = std::clamp(static_cast<double>(n) * one(kLogs), 1.0, 0x1p53 - 1);
    return static_cast<std::int64_t>(wanted);
  }
  std::uint64_t below(std::uint64_t n) { return multiply128(rng_.bits64(), n).high; }

 private:
  static constexpr double kShares[] = {0, 1e-9, 0.3, 0.5, 0.999, 1};
  static constexpr double kRows[] = {1, 4, 32};
  static constexpr double kExponents[] = {0, 0.9, 1, 1.0000000000000002, 0.9999999999999999, 3};
  static constexpr double kDelays[] = {1, 120, 3600};
  static constexpr double kSigmas[] = {0, 1.1, 4};
  static constexpr std::int64_t kVideos[] = {1, 2, 40, 1'000'000'000};
  static constexpr std::int64_t kSizes[] = {1, 2, 63, 64, 65, 1000, 1'000'000, kMaxRows};
  static constexpr double kDays[] = {1e-9, 0.1, 30, kMaxDays};
  static constexpr std::int64_t kUsers[] = {1, 7, 1000, kMaxUsers};
  static constexpr double kLogs[] = {1e-3, 0.1, 1, 2.5, 1000};
  static std::string text_of(double number) {
    char text[40];
    std::snprintf(text, sizeof text, "%.17g", number);
    return text;
  }

  Rng rng_;
};

template <class Table>
void try_world(Worlds& worlds, std::uint64_t number) {
  const std::string document = worlds.document();
  const std::int64_t n = worlds.n();
  const typename Reader<Table>::Parameters parameters = {{Table::kN, integer(n)},
                                                         {Table::kSeed, integer(static_cast<std::int64_t>(number))},
                                                         {Table::kLogs, integer(worlds.logs(n))},
                                                         {Table::kUsers, integer(worlds.users())},
                                                         {Table::kDays, real(worlds.days())},
                                                         {Table::kUntil, integer(kUntil)}};
  Reader<Table> scan(parameters, document), alone(parameters, document);
  ASSERT_EQ(scan.size(), static_cast<std::uint64_t>(n));
  const World& world = scan.table().window().world;
  const auto line = [](Reader<Table>& reader, std::uint64_t i) {
    return reader.line(i) + "|" + show(reader.value(i, Table::kTopicCategory));
  };
  for (int place = 0; place < 3; ++place) {
    const std::uint64_t size = scan.size();
    const std::uint64_t first = place == 0 ? 0 : worlds.below(size), last = std::min(size, first + 5);
    for (std::uint64_t i = first; i < last; ++i) {
      const std::string text = line(scan, i);
      const Engagement r = scan.at(i).engagement;
      ASSERT_GT(r.time, r.log.time) << document << " " << i;
      ASSERT_LE(r.time - r.log.time, 3600);
      ASSERT_LT(r.time, kUntil);
      ASSERT_GE(r.log.time, world.since());
      ASSERT_GT(r.choice.probability, 0) << document << " " << i;
      ASSERT_LE(r.choice.probability, 1 + 1e-12);
      bool mapped = false;
      for (const WorldSpec::MapEntry& entry : world.spec().map)
        mapped = mapped || (entry.emotion == r.log.emotion && entry.category == r.choice.category);
      ASSERT_EQ(r.choice.matched, mapped) << document << " " << i;
      if (r.topic != kNoTopic) {
        ASSERT_GT(world.spec().session_topic, 0);
        ASSERT_GT(i % Engagements::kBlock, 0U);
      }
      if constexpr (std::is_same_v<Table, Clicks>) {
        const auto& own = scan.at(i).own;
        const std::size_t categories = world.spec().categories.size();
        ASSERT_EQ(own.video % categories, r.choice.category);
        const auto videos = world.spec().categories[r.choice.category].videos;
        if (videos) {
          ASSERT_LT(own.video / categories, *videos);
        }
      }
      const std::uint64_t other = worlds.below(size);
      static_cast<void>(alone.value(other, Table::kProbability));
      ASSERT_EQ(line(alone, i), text) << document << " " << i;
    }
  }
}

TEST(RandomChoices, ARowAloneIsTheRowOfAScan) {
  const std::uint64_t worlds = std::getenv("SYNTH_LARGE") != nullptr ? 33750 : 600;
  for (std::uint64_t number = 0; number < worlds; ++number) {
    Worlds world(number);
    if (number % 3 < 2)
      try_world<Clicks>(world, number);
    else
      try_world<Interactions>(world, number);
    ASSERT_FALSE(HasFatalFailure()) << number;
  }
}

}  // namespace
}  // namespace synth::world
