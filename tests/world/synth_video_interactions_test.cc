#include "world/synth_video_interactions.h"

#include <gtest/gtest.h>

#include <cmath>

#include "core/categories.h"
#include "support/reader.h"
#include "world/synth_emotion_logs.h"
#include "world/synth_video_clicks.h"

namespace synth {
namespace {

using namespace testing;
using Interactions = SynthVideoInteractions;
using Logs = SynthEmotionLogs;

TEST(SynthVideoInteractions, EveryInteractionFindsItsLog) {
  Reader<Interactions> interactions({{Interactions::kN, integer(3000)}, {Interactions::kUntil, integer(kUntil)}});
  Reader<Logs> logs({{Logs::kN, integer(5000)}, {Logs::kUntil, integer(kUntil)}});
  for (std::uint64_t i = 0; i < interactions.size(); ++i) {
    const auto log = static_cast<std::uint64_t>(interactions.number(i, Interactions::kLogId) - 1);
    ASSERT_LT(log, logs.size());
    ASSERT_EQ(interactions.text(i, Interactions::kName), logs.text(log, Logs::kName));
    ASSERT_EQ(interactions.text(i, Interactions::kEmotion), logs.text(log, Logs::kEmotion));
    const std::int64_t delay = interactions.number(i, Interactions::kTimestamp) - logs.number(log, Logs::kTimestamp);
    ASSERT_GE(delay, 1);
    ASSERT_LE(delay, 3600);
  }
}

TEST(SynthVideoInteractions, GenresAreThoseOfAssignableCategories) {
  Reader<Interactions> interactions({{Interactions::kN, integer(2000)}, {Interactions::kUntil, integer(kUntil)}});
  double matched = 0;
  for (std::uint64_t i = 0; i < interactions.size(); ++i) {
    const Category* category = category_of_genre(interactions.text(i, Interactions::kVideoGenre));
    ASSERT_NE(category, nullptr);
    ASSERT_TRUE(category->assignable);
    matched += static_cast<double>(interactions.number(i, Interactions::kMatched));
  }
  EXPECT_NEAR(matched / 2000, 0.8, 4 * std::sqrt(0.16 / 2000));
}

TEST(SynthVideoInteractions, AreIndependentOfTheClicksGivenTheLog) {
  // With as many logs as rows on both sides, row i of each table responds to a log near i: both match in 0.64.
  constexpr std::int64_t kRows = 40000;
  Reader<Interactions> interactions({{Interactions::kN, integer(kRows)},
                                     {Interactions::kLogs, integer(kRows)},
                                     {Interactions::kUntil, integer(kUntil)}});
  Reader<SynthVideoClicks> clicks({{SynthVideoClicks::kN, integer(kRows)},
                                   {SynthVideoClicks::kLogs, integer(kRows)},
                                   {SynthVideoClicks::kUntil, integer(kUntil)}});
  double both = 0;
  for (std::uint64_t i = 0; i < kRows; ++i)
    both += interactions.at(i, ColumnSet::of(Interactions::kMatched)).response.choice.matched &&
                    clicks.at(i, ColumnSet::of(SynthVideoClicks::kMatched)).response.choice.matched
                ? 1
                : 0;
  EXPECT_NEAR(both / kRows, 0.64, 4 * std::sqrt(0.64 * 0.36 / kRows));
}

}  // namespace
}  // namespace synth
