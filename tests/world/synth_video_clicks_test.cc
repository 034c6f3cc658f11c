#include "world/synth_video_clicks.h"

#include <gtest/gtest.h>

#include <set>
#include <unordered_map>

#include "support/reader.h"
#include "support/statistics.h"
#include "world/synth_emotion_logs.h"
#include "world/synth_users.h"
#include "world/synth_videos.h"

namespace synth {
namespace {

using namespace testing;
using Clicks = SynthVideoClicks;
using Logs = SynthEmotionLogs;

TEST(SynthVideoClicks, EveryClickFindsItsLog) {
  for (const std::int64_t n : {20, 4000}) {
    Reader<Clicks> clicks({{Clicks::kN, integer(n)}, {Clicks::kUntil, integer(kUntil)}});
    Reader<Logs> logs({{Logs::kN, integer(n * 5 / 2)}, {Logs::kUntil, integer(kUntil)}});
    std::int64_t before = 0;
    for (std::uint64_t i = 0; i < clicks.size(); ++i) {
      const std::int64_t log_id = clicks.number(i, Clicks::kLogId);
      ASSERT_GE(log_id, before);  // in the order of the logs
      before = log_id;
      const auto log = static_cast<std::uint64_t>(log_id - 1);
      ASSERT_LT(log, logs.size());
      ASSERT_EQ(clicks.text(i, Clicks::kName), logs.text(log, Logs::kName));
      ASSERT_EQ(clicks.text(i, Clicks::kEmotion), logs.text(log, Logs::kEmotion));
      ASSERT_EQ(clicks.number(i, Clicks::kUserId), logs.number(log, Logs::kUserId));
      ASSERT_EQ(clicks.number(i, Clicks::kSessionId), logs.number(log, Logs::kSessionId));
      const std::int64_t delay = clicks.number(i, Clicks::kTimestamp) - logs.number(log, Logs::kTimestamp);
      ASSERT_GE(delay, 1);
      ASSERT_LE(delay, 3600);
      ASSERT_LT(clicks.number(i, Clicks::kTimestamp), kUntil);
    }
  }
}

TEST(SynthVideoClicks, MatchesEightOfTenExactly) {
  Reader<Clicks> clicks({{Clicks::kN, integer(100000)}, {Clicks::kUntil, integer(kUntil)}});
  std::set<std::pair<std::string, std::string>> mapped;
  for (const Spec::MapEntry& entry : default_spec().map)
    mapped.emplace(default_spec().emotions[entry.emotion].name, default_spec().categories[entry.category].id);
  int matched = 0;
  for (std::uint64_t i = 0; i < clicks.size(); ++i) {
    const Clicks::Row& row = clicks.at(i, ColumnSet::of(Clicks::kMatched));
    matched += row.response.choice.matched ? 1 : 0;
    if (i % 10 == 0) {
      ASSERT_EQ(mapped.count({clicks.text(i, Clicks::kEmotion), clicks.text(i, Clicks::kVideoCategory)}),
                static_cast<std::size_t>(clicks.number(i, Clicks::kMatched)));
    }
  }
  EXPECT_GT(binomial_p_value(matched, 100000, 0.8), 0.001) << matched;
  EXPECT_LT(binomial_p_value(80500, 100000, 0.8), 0.001);  // the test would see half a per cent
}

TEST(SynthVideoClicks, ProbabilityIsTheFrequencyGivenWhatAModelMayKnow) {
  // Cells of (emotion, person, local hour), merged over persons by their exact probabilities: χ² over all categories.
  Reader<Clicks> clicks(
      {{Clicks::kN, integer(200000)}, {Clicks::kUsers, integer(500)}, {Clicks::kUntil, integer(kUntil)}});
  const ChoiceLaw law(default_spec(), 0, 0.8);
  std::vector<double> counts(7 * 24 * 15);
  std::vector<double> expected(counts.size());
  double surprise = 0;
  double entropy = 0;
  double variance = 0;
  for (std::uint64_t i = 0; i < clicks.size(); ++i) {
    const Response& response = clicks.at(i, ColumnSet::of(Clicks::kVideoCategory, Clicks::kCity)).response;
    const int hour = local_hour(response.time, default_spec().cities[response.place].utc_offset);
    const std::size_t cell = (response.log.emotion * 24U + static_cast<std::size_t>(hour)) * 15;
    const std::vector<double> p = law.probabilities(response.log.emotion, response.log.seat.person.user, hour);
    ASSERT_EQ(response.choice.probability, p[response.choice.category]);
    counts[cell + response.choice.category] += 1;
    double mean = 0;
    double square = 0;
    for (std::size_t c = 0; c < 15; ++c) {
      expected[cell + c] += p[c];
      mean -= p[c] * std::log(p[c]);
      square += p[c] * std::log(p[c]) * std::log(p[c]);
    }
    surprise -= std::log(response.choice.probability);
    entropy += mean;
    variance += square - mean * mean;
  }
  EXPECT_LT(ChiSquare(counts, expected).sigmas(), 4);
  EXPECT_NEAR((surprise - entropy) / std::sqrt(variance), 0, 4);  // avg(-ln(probability)) is the entropy
}

TEST(SynthVideoClicks, IsWorthLearning) {
  // The truth is 0.15 to 0.40 nats below what the emotion alone tells.
  Reader<Clicks> clicks(
      {{Clicks::kN, integer(200000)}, {Clicks::kUsers, integer(1000)}, {Clicks::kUntil, integer(kUntil)}});
  std::vector<double> counts(7 * 15);
  std::vector<double> of_emotion(7);
  double truth = 0;
  for (std::uint64_t i = 0; i < clicks.size(); ++i) {
    const Response& response = clicks.at(i, ColumnSet::of(Clicks::kProbability)).response;
    truth -= std::log(response.choice.probability) / 200000;
    counts[response.log.emotion * 15U + response.choice.category] += 1;
    of_emotion[response.log.emotion] += 1;
  }
  double of_emotion_alone = 0;
  for (std::size_t k = 0; k < counts.size(); ++k)
    if (counts[k] > 0) of_emotion_alone -= counts[k] / 200000 * std::log(counts[k] / of_emotion[k / 15]);
  EXPECT_GT(of_emotion_alone - truth, 0.15);
  EXPECT_LT(of_emotion_alone - truth, 0.40);
}

TEST(SynthVideoClicks, AnIdHasOneTitleAndOneCategoryAndIsInTheCatalogue) {
  Reader<Clicks> clicks({{Clicks::kN, integer(20000)}, {Clicks::kUntil, integer(kUntil)}});
  Reader<SynthVideos> videos({{SynthVideos::kClicks, integer(20000)}});
  EXPECT_EQ(clicks.table().parameter(Clicks::kVideos).as_integer(), static_cast<std::int64_t>(videos.size()));
  std::unordered_map<std::string, std::string> catalogue;
  for (std::uint64_t i = 0; i < videos.size(); ++i)
    catalogue[videos.text(i, SynthVideos::kVideoId)] =
        videos.text(i, SynthVideos::kVideoTitle) + "|" + videos.text(i, SynthVideos::kVideoCategory);
  EXPECT_EQ(catalogue.size(), videos.size());
  for (std::uint64_t i = 0; i < clicks.size(); ++i) {
    const std::string id = clicks.text(i, Clicks::kVideoId);
    ASSERT_EQ(catalogue[id], clicks.text(i, Clicks::kVideoTitle) + "|" + clicks.text(i, Clicks::kVideoCategory)) << id;
  }
}

TEST(SynthVideoClicks, ThePlaceIsMostlyThatOfTheLog) {
  Reader<Clicks> clicks({{Clicks::kN, integer(50000)}, {Clicks::kUntil, integer(kUntil)}});
  double same = 0;
  for (std::uint64_t i = 0; i < clicks.size(); ++i) {
    const Response& response = clicks.at(i, ColumnSet::of(Clicks::kCity)).response;
    same += response.place == response.log.seat.place ? 1 : 0;
  }
  EXPECT_NEAR(same / 50000, 0.9, 4 * std::sqrt(0.09 / 50000));
}

TEST(SynthVideoClicks, AColumnDoesNotDependOnWhichOthersAreRead) {
  Reader<Clicks> clicks({{Clicks::kN, integer(3000)}, {Clicks::kUntil, integer(kUntil)}});
  for (std::uint64_t i = 0; i < 300; ++i) {
    std::string alone;
    for (std::size_t column = 0; column < Clicks::kDescription.columns.size(); ++column) {
      const Value value = clicks.value(i, column);
      alone += (column > 0 ? "|" : "");
      alone += value.type() == Value::Type::kText ? std::string(value.as_bytes()) : show(value);
    }
    ASSERT_EQ(alone, clicks.line(i));
  }
}

TEST(SynthVideoClicks, AnotherMatchRateChangesNothingElse) {
  Reader<Clicks> high({{Clicks::kN, integer(5000)}, {Clicks::kUntil, integer(kUntil)}});
  Reader<Clicks> low({{Clicks::kN, integer(5000)}, {Clicks::kUntil, integer(kUntil)}, {Clicks::kMatchRate, real(0.7)}});
  double moved = 0;
  for (std::uint64_t i = 0; i < 5000; ++i) {
    if (high.number(i, Clicks::kMatched) != low.number(i, Clicks::kMatched)) {
      moved += 1;
      continue;
    }
    for (std::size_t column = 0; column < Clicks::kProbability; ++column)
      ASSERT_EQ(show(high.value(i, column)), show(low.value(i, column))) << i << " " << column;
  }
  EXPECT_NEAR(moved / 5000, 0.1, 0.02);
}

TEST(SynthVideoClicks, ClicksKeepTheirLogsAsBothGrow) {
  Reader<Clicks> window({{Clicks::kN, integer(2000)}, {Clicks::kUntil, integer(kUntil)}});
  Reader<Clicks> grown({{Clicks::kN, integer(4000)},
                        {Clicks::kUsers, window.table().parameter(Clicks::kUsers)},
                        {Clicks::kSince, window.table().parameter(Clicks::kSince)},
                        {Clicks::kPerDay, window.table().parameter(Clicks::kPerDay)},
                        {Clicks::kLogsPerDay, window.table().parameter(Clicks::kLogsPerDay)},
                        {Clicks::kVideos, window.table().parameter(Clicks::kVideos)}});
  for (std::uint64_t i = 0; i < 2000; ++i) {
    ASSERT_EQ(window.number(i, Clicks::kLogId), grown.number(i, Clicks::kLogId)) << i;
    // Only what the window's end cut off differs.
    if (grown.number(i, Clicks::kTimestamp) < kUntil - 1) {
      ASSERT_EQ(window.line(i), grown.line(i));
    }
  }
}

TEST(SynthVideoClicks, TimeRangesHoldAllTheirRows) {
  Reader<Clicks> clicks({{Clicks::kN, integer(2000)}, {Clicks::kUntil, integer(kUntil)}});
  for (std::int64_t low = kUntil - 31 * 86400; low < kUntil + 86400; low += 99991) {
    const RowRange range = clicks.table().rows_between(low, low + 30000);
    EXPECT_LE(range.first, range.last);
    EXPECT_LE(range.last, clicks.size());
    for (std::uint64_t i = 0; i < clicks.size(); ++i) {
      const std::int64_t time = clicks.number(i, Clicks::kTimestamp);
      if (time >= low && time <= low + 30000) {
        ASSERT_TRUE(i >= range.first && i < range.last) << i;
      }
    }
  }
  EXPECT_EQ(clicks.table().rows_between(INT64_MIN, INT64_MAX).last, 2000U);
  EXPECT_EQ(clicks.table().rows_between(INT64_MIN, INT64_MIN).last, 0U);
}

TEST(SynthVideoClicks, TheEndsOfEveryRangeWork) {
  EXPECT_FALSE(Reader<Clicks>({{Clicks::kN, integer(kMostRows)}}).line(kMostRows - 1).empty());
  EXPECT_FALSE(Reader<Clicks>({{Clicks::kN, integer(10)}, {Clicks::kLogs, integer(kMostRows)}}).line(9).empty());
  EXPECT_FALSE(Reader<Clicks>({{Clicks::kN, integer(1000)}, {Clicks::kLogs, integer(1)}}).line(999).empty());
  EXPECT_FALSE(Reader<Clicks>({{Clicks::kDays, real(1e-9)}}).line(19).empty());
  EXPECT_EQ(Reader<Clicks>({{Clicks::kN, integer(0)}}).size(), 0U);
  Reader<Clicks> sparse_on_dense({{Clicks::kN, integer(36000)},
                                  {Clicks::kSince, integer(0)},
                                  {Clicks::kPerDay, integer(1)},
                                  {Clicks::kLogsPerDay, real(1e14)}});
  EXPECT_FALSE(sparse_on_dense.line(35999).empty());
  // The largest numbers of logs that there are: still numbers, and in the order of the clicks.
  Reader<Clicks> dense({{Clicks::kN, integer(36500)},
                        {Clicks::kSince, integer(0)},
                        {Clicks::kPerDay, integer(1)},
                        {Clicks::kLogsPerDay, real(2.5e14)}});
  EXPECT_GT(dense.number(0, Clicks::kLogId), 0);
  for (std::uint64_t i = 1; i < 36500; i += 499)
    EXPECT_GT(dense.number(i, Clicks::kLogId), dense.number(i - 1, Clicks::kLogId)) << i;
  EXPECT_EQ(
      refusal<Clicks>({{Clicks::kSince, integer(0)}, {Clicks::kPerDay, integer(1)}, {Clicks::kLogsPerDay, real(3e14)}}),
      "logs_per_day must be between 1e-06 and 250000000000000, not 300000000000000");
  EXPECT_EQ(refusal<Clicks>({{Clicks::kLogs, integer(0)}}), "logs must be between 1 and 9007199254740991, not 0");
  EXPECT_EQ(refusal<Clicks>({{Clicks::kVideos, integer(3)}}), "videos must be between 15 and 1099511627776, not 3");
}

}  // namespace
}  // namespace synth
