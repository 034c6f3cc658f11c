#include "world/synth_video_clicks.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <numbers>
#include <set>
#include <unordered_map>
#include <vector>

#include "support/reader.h"
#include "support/statistics.h"
#include "world/synth_emotion_logs.h"
#include "world/synth_users.h"
#include "world/synth_videos.h"

namespace synth::world {
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
  for (const WorldSpec::MapEntry& entry : default_spec().map)
    mapped.emplace(default_spec().emotions[entry.emotion].name, default_spec().categories[entry.category].id);
  int matched = 0;
  for (std::uint64_t i = 0; i < clicks.size(); ++i) {
    const Clicks::Row& row = clicks.at(i, ColumnSet::of(Clicks::kMatched));
    matched += row.engagement.choice.matched ? 1 : 0;
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
  const ChoiceModel law(default_spec(), 0, 0.8);
  std::vector<double> counts(7 * 24 * 15);
  std::vector<double> expected(counts.size());
  double surprise = 0;
  double entropy = 0;
  double variance = 0;
  for (std::uint64_t i = 0; i < clicks.size(); ++i) {
    const Engagement& engagement = clicks.at(i, ColumnSet::of(Clicks::kVideoCategory, Clicks::kCity)).engagement;
    const int hour = local_time(engagement.time, default_spec().cities[engagement.place].utc_offset).hour;
    const std::size_t cell = (engagement.log.emotion * 24U + static_cast<std::size_t>(hour)) * 15;
    const std::vector<double> p = law.probabilities(engagement.log.emotion, engagement.log.seat.person.user, hour);
    ASSERT_EQ(engagement.choice.probability, p[engagement.choice.category]);
    counts[cell + engagement.choice.category] += 1;
    double mean = 0;
    double square = 0;
    for (std::size_t c = 0; c < 15; ++c) {
      expected[cell + c] += p[c];
      mean -= p[c] * std::log(p[c]);
      square += p[c] * std::log(p[c]) * std::log(p[c]);
    }
    surprise -= std::log(engagement.choice.probability);
    entropy += mean;
    variance += square - mean * mean;
  }
  EXPECT_LT(ChiSquare(counts, expected).sigmas(), 4);
  EXPECT_NEAR((surprise - entropy) / std::sqrt(variance), 0, 4);  // avg(-ln(probability)) is the entropy
}

// With tastes switched off the law is side * weight * exp(hour_strength * cos(hour - peak_hour)) within each side: here
// from the WorldSpec alone. Clicks come most of an hour after their logs and half of them from another country, so that
// neither the log's hour nor its place, nor UTC, will do for the click's own.
TEST(SynthVideoClicks, TheHourTiltsTheChoiceTowardsThePeakHours) {
  const WorldSpec& spec = default_spec();
  constexpr std::int64_t kRows = 150000;
  Reader<Clicks> clicks(
      {{Clicks::kN, integer(kRows)}, {Clicks::kSamePlaceRate, real(0.5)}, {Clicks::kUntil, integer(kUntil)}},
      R"({"choice": {"taste_strength": 0}, "delay": {"seconds": 2400, "sigma": 0.3}, "trip": {"abroad_rate": 1}})");
  const std::size_t categories = spec.categories.size();
  const auto radians_from_peak = [&spec](int hour, std::size_t category) {
    return 2 * std::numbers::pi / 24 * (hour - spec.categories[category].peak_hour);
  };
  std::vector<std::vector<double>> law;  // by emotion and hour
  for (std::size_t e = 0; e < spec.emotions.size(); ++e)
    for (int hour = 0; hour < 24; ++hour) {
      std::vector<double> weight(categories);
      std::vector<bool> mapped(categories);
      for (std::size_t c = 0; c < categories; ++c) weight[c] = spec.categories[c].weight;
      for (const WorldSpec::MapEntry& entry : spec.map)
        if (entry.emotion == e) {
          weight[entry.category] = entry.weight;
          mapped[entry.category] = true;
        }
      std::array<double, 2> total{};
      for (std::size_t c = 0; c < categories; ++c)
        total[mapped[c]] += weight[c] *= std::exp(spec.hour_strength * std::cos(radians_from_peak(hour, c)));
      for (std::size_t c = 0; c < categories; ++c) weight[c] *= (mapped[c] ? 0.8 : 0.2) / total[mapped[c]];
      law.push_back(weight);
    }
  double furthest = 0;
  std::vector<Score> near(categories);   // to the peak, against far from it
  std::vector<Score> after(categories);  // against before
  std::vector<double> counts(24 * categories);
  std::vector<double> expected(counts.size());
  for (std::uint64_t i = 0; i < clicks.size(); ++i) {
    const Engagement& r =
        clicks.at(i, ColumnSet::of(Clicks::kVideoCategory, Clicks::kCity, Clicks::kProbability)).engagement;
    const int hour = static_cast<int>((r.time / 60 + spec.cities[r.place].utc_offset) / 60 % 24);
    const std::vector<double>& p = law[r.log.emotion * 24U + static_cast<std::size_t>(hour)];
    furthest = std::max(furthest, std::fabs(r.choice.probability - p[r.choice.category]));
    for (std::size_t c = 0; c < categories; ++c) {
      near[c].add(c == r.choice.category, p[c], std::cos(radians_from_peak(hour, c)));
      after[c].add(c == r.choice.category, p[c], std::sin(radians_from_peak(hour, c)));
      expected[static_cast<std::size_t>(hour) * categories + c] += p[c];
    }
    counts[static_cast<std::size_t>(hour) * categories + r.choice.category] += 1;
  }
  EXPECT_LT(furthest, 1e-6);
  for (std::size_t c = 0; c < categories; ++c) {
    EXPECT_NEAR(near[c].sigmas(), 0, 4.5) << spec.categories[c].genre;
    EXPECT_NEAR(after[c].sigmas(), 0, 4.5) << spec.categories[c].genre;
  }
  EXPECT_LT(ChiSquare(counts, expected).sigmas(), 4);
}

// The delay is lognormal, in whole seconds from 1 to 3600.
TEST(SynthVideoClicks, DelaysHaveTheirMedianAndSigma) {
  const auto delays_are = [](Reader<Clicks>& clicks, Reader<Logs>& logs, double median, double sigma) {
    constexpr std::array<double, 7> kAt{-2, -1, -0.5, 0, 0.5, 1, 2};
    std::array<Score, kAt.size()> below;
    Score cut;
    double longest = 0;
    for (std::uint64_t i = 0; i < clicks.size(); ++i) {
      const auto log = static_cast<std::uint64_t>(clicks.at(i, ColumnSet::of(Clicks::kLogId)).engagement.log_row);
      const auto time = static_cast<double>(logs.at(log, ColumnSet::of(Logs::kTimestamp)).log.time);
      // Those near the end are cut; the end is another test's.
      if (time > kUntil - 3602) continue;
      const auto delay = static_cast<double>(clicks.at(i, ColumnSet::of(Clicks::kTimestamp)).engagement.time) - time;
      for (std::size_t k = 0; k < kAt.size(); ++k) {
        const double bound = std::min(3600.0, std::round(median * std::exp(sigma * kAt[k])));
        below[k].add(delay < bound, normal_cdf(std::log(bound / median) / sigma));
      }
      cut.add(delay >= 3600, 1 - normal_cdf(std::log(3600 / median) / sigma));
      longest = std::max(longest, delay);
      ASSERT_GE(delay, 1);
    }
    for (std::size_t k = 0; k < kAt.size(); ++k) EXPECT_NEAR(below[k].sigmas(), 0, 4.5) << kAt[k] << " sigma";
    EXPECT_NEAR(cut.sum, 0, 4.5 * std::sqrt(cut.variance) + 1);
    EXPECT_LE(longest, 3600);
  };
  Reader<Clicks> clicks({{Clicks::kN, integer(100000)}, {Clicks::kUntil, integer(kUntil)}});
  Reader<Logs> logs({{Logs::kN, integer(250000)}, {Logs::kUntil, integer(kUntil)}});
  delays_are(clicks, logs, default_spec().delay_seconds, default_spec().delay_sigma);
  constexpr std::string_view kSlow = R"({"delay": {"seconds": 700, "sigma": 0.6}})";
  Reader<Clicks> slow({{Clicks::kN, integer(40000)}, {Clicks::kUntil, integer(kUntil)}}, kSlow);
  Reader<Logs> logs_of_slow({{Logs::kN, integer(100000)}, {Logs::kUntil, integer(kUntil)}}, kSlow);
  delays_are(slow, logs_of_slow, 700, 0.6);
}

// A window of two hours: a delay that is too long for what is left is drawn anew among those that fit, so that no
// second collects the clicks that would come later.
TEST(SynthVideoClicks, LateLogsHaveTheirClicksInsideTheWindow) {
  constexpr std::int64_t kRows = 60000;
  Reader<Clicks> clicks(
      {{Clicks::kN, integer(kRows)}, {Clicks::kDays, real(2.0 / 24)}, {Clicks::kUntil, integer(kUntil)}});
  ASSERT_EQ(clicks.size(), static_cast<std::uint64_t>(kRows));
  const auto below = [](double seconds) {  // whole seconds from 1: P(delay < seconds)
    return normal_cdf(std::log(seconds / default_spec().delay_seconds) / default_spec().delay_sigma);
  };
  constexpr std::array<std::int64_t, 5> kLeft{10, 60, 300, 1000, 3600};  // upper bounds of the seconds that are left
  std::array<Score, 5> last, early, late;
  Score cut;
  for (std::uint64_t i = 0; i < clicks.size(); ++i) {
    const Engagement& r = clicks.at(i, ColumnSet::of(Clicks::kTimestamp)).engagement;
    const std::int64_t left = kUntil - 1 - r.log.time;
    ASSERT_GE(left, 1) << i;
    ASSERT_GT(r.time, r.log.time) << i;
    ASSERT_LE(r.time - r.log.time, 3600) << i;
    ASSERT_LT(r.time, kUntil) << i;
    if (left >= 3600) continue;
    std::size_t k = 0;
    while (left >= kLeft[k]) ++k;
    const auto delay = static_cast<double>(r.time - r.log.time), room = static_cast<double>(left);
    const double fits = below(room + 1);
    last[k].add(delay == room, left == 1 ? 1 : 1 - below(room) / fits);
    cut.add(delay == room, left == 1 ? 1 : 1 - below(room));
    early[k].add(delay <= std::floor(room / 4), left < 4 ? 0 : below(std::floor(room / 4) + 1) / fits);
    late[k].add(delay > std::floor(room / 2), left < 2 ? 1 : 1 - below(std::floor(room / 2) + 1) / fits);
  }
  for (std::size_t k = 0; k < kLeft.size(); ++k) {
    EXPECT_NEAR(last[k].sum, 0, 4.5 * std::sqrt(last[k].variance) + 1) << kLeft[k];
    EXPECT_NEAR(early[k].sum, 0, 4.5 * std::sqrt(early[k].variance) + 1) << kLeft[k];
    EXPECT_NEAR(late[k].sum, 0, 4.5 * std::sqrt(late[k].variance) + 1) << kLeft[k];
  }
  EXPECT_LT(cut.sigmas(), -20);  // they are not as they would be if long delays were cut
}

// Where no delay fits, they spread evenly.
TEST(SynthVideoClicks, DelaysThatNeverFitSpreadOverTheWindow) {
  constexpr std::int64_t kRows = 20000, kSeconds = 600;
  Reader<Clicks> clicks({{Clicks::kN, integer(kRows)},
                         {Clicks::kDays, real(static_cast<double>(kSeconds) / 86400)},
                         {Clicks::kUntil, integer(kUntil)}},
                        R"({"delay": {"seconds": 3600, "sigma": 0.1}})");
  std::array<Score, 4> quarter;
  for (std::uint64_t i = 0; i < clicks.size(); ++i) {
    const Engagement& r = clicks.at(i, ColumnSet::of(Clicks::kTimestamp)).engagement;
    const std::int64_t left = kUntil - 1 - r.log.time, delay = r.time - r.log.time;
    ASSERT_GE(delay, 1);
    ASSERT_LE(delay, left);
    for (std::int64_t k = 0; k < 4; ++k)
      quarter[static_cast<std::size_t>(k)].add(
          delay <= left * k / 4, std::floor(static_cast<double>(left * k) / 4) / static_cast<double>(left));
  }
  for (const Score& each : quarter) EXPECT_NEAR(each.sum, 0, 4.5 * std::sqrt(each.variance) + 1e-9);
}

TEST(SynthVideoClicks, IsWorthLearning) {
  // The truth is 0.15 to 0.40 nats better than knowing only the emotion.
  Reader<Clicks> clicks(
      {{Clicks::kN, integer(200000)}, {Clicks::kUsers, integer(1000)}, {Clicks::kUntil, integer(kUntil)}});
  std::vector<double> counts(7 * 15);
  std::vector<double> of_emotion(7);
  double truth = 0;
  for (std::uint64_t i = 0; i < clicks.size(); ++i) {
    const Engagement& engagement = clicks.at(i, ColumnSet::of(Clicks::kProbability)).engagement;
    truth -= std::log(engagement.choice.probability) / 200000;
    counts[engagement.log.emotion * 15U + engagement.choice.category] += 1;
    of_emotion[engagement.log.emotion] += 1;
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

// Video v is the (v / categories)-th most popular of its category, by Zipf; the clicks on each category against it.
TEST(SynthVideoClicks, VideosAreChosenByTheirPopularity) {
  struct Case {
    std::int64_t clicks;
    std::size_t ranks;
    double exponent;
    std::string_view document;
  };
  // A rank after the 128th has the mean weight of a few ranks around it.
  for (const Case& world :
       {Case{150000, 100, default_spec().video_exponent, "{}"}, Case{150000, 600, default_spec().video_exponent, "{}"},
        Case{50000, 100, 0.3, R"({"video_exponent": 0.3})"}}) {
    // The last four categories lack the last rank; its clicks go to the last but one.
    const std::size_t categories = default_spec().categories.size();
    const std::size_t size = categories * world.ranks - 4;
    Reader<Clicks> clicks({{Clicks::kN, integer(world.clicks)},
                           {Clicks::kVideos, integer(static_cast<std::int64_t>(size))},
                           {Clicks::kUntil, integer(kUntil)}},
                          world.document);
    Reader<SynthVideos> videos({{SynthVideos::kVideos, integer(static_cast<std::int64_t>(size))}}, world.document);
    ASSERT_EQ(videos.size(), size);
    const auto weight = [&world](std::size_t rank) { return std::pow(static_cast<double>(rank + 1), -world.exponent); };
    double total = 0;
    for (std::size_t rank = 0; rank < world.ranks; ++rank) total += weight(rank);
    std::unordered_map<std::string, std::size_t> number;
    std::vector<double> popularity(size);
    double furthest_alone = 0;
    double furthest_in_step = 0;
    for (std::size_t v = 0; v < size; ++v) {
      const std::size_t rank = v / categories;
      number[videos.text(v, SynthVideos::kVideoId)] = v;
      popularity[v] = weight(rank) / total;
      if (rank + 2 == world.ranks && v + categories >= size) popularity[v] += weight(rank + 1) / total;
      const double told = videos.value(v, SynthVideos::kPopularity).as_real();
      double& furthest = rank < 128 ? furthest_alone : furthest_in_step;
      furthest = std::max(furthest, std::fabs(told / popularity[v] - 1));
      ASSERT_EQ(videos.text(v, SynthVideos::kVideoCategory), default_spec().categories[v % categories].id) << v;
    }
    EXPECT_LT(furthest_alone, 1e-4) << world.ranks;
    EXPECT_LT(furthest_in_step, 0.03) << world.ranks;
    std::vector<double> counts(size);
    std::vector<double> of_category(categories);
    for (std::uint64_t i = 0; i < clicks.size(); ++i) {
      const auto found = number.find(clicks.text(i, Clicks::kVideoId));
      ASSERT_NE(found, number.end()) << i;
      counts[found->second] += 1;
      of_category[found->second % categories] += 1;
    }
    for (std::size_t c = 0; c < categories; ++c) {
      std::vector<double> ranks;
      std::vector<double> expected;
      for (std::size_t v = c; v < size; v += categories) {
        ranks.push_back(counts[v]);
        expected.push_back(popularity[v] * of_category[c]);
      }
      EXPECT_LT(ChiSquare(ranks, expected).sigmas(), 4.5) << default_spec().categories[c].genre << " " << world.ranks;
    }
  }
}

// categories.<id>.videos and .popularity: the clicks on a category against its curve, here computed anew.
TEST(SynthVideoClicks, ACategoryMayHaveItsOwnCatalogue) {
  constexpr std::string_view kDocument = R"({"categories": {
      "10": {"videos": 50, "popularity": [9, 9, 9, 8, 4, 2, 1, 0.5]},
      "24": {"videos": 117, "popularity": [1, 1, 1, 1, 1, 1, 1, 1, 1]},
      "27": {"videos": 1, "popularity": [1, 1, 1, 1, 1, 1, 1, 1]},
      "28": {"popularity": [100, 90, 20, 19, 18, 17, 16, 1, 1, 1, 1, 1, 1, 1, 1, 0.001]}}})";
  const std::vector<std::pair<std::string, std::vector<double>>> curves = {
      {"10", {9, 9, 9, 8, 4, 2, 1, 0.5}},
      {"24", {1, 1, 1, 1, 1, 1, 1, 1, 1}},
      {"27", {1, 1, 1, 1, 1, 1, 1, 1}},
      {"28", {100, 90, 20, 19, 18, 17, 16, 1, 1, 1, 1, 1, 1, 1, 1, 0.001}}};
  Reader<Clicks> clicks(
      {{Clicks::kN, integer(80000)}, {Clicks::kVideos, integer(168 + 12 * 64)}, {Clicks::kUntil, integer(kUntil)}},
      kDocument);
  Reader<SynthVideos> videos({{SynthVideos::kVideos, integer(168 + 12 * 64)}}, kDocument);
  ASSERT_EQ(videos.size(), 168U + 12 * 64);
  std::unordered_map<std::string, std::uint64_t> row_of;
  std::unordered_map<std::string, std::vector<std::uint64_t>> of_category;  // rows, by rank
  for (std::uint64_t v = 0; v < videos.size(); ++v) {
    row_of[videos.text(v, SynthVideos::kVideoId)] = v;
    of_category[videos.text(v, SynthVideos::kVideoCategory)].push_back(v);
  }
  std::vector<double> counts(videos.size());
  for (std::uint64_t i = 0; i < clicks.size(); ++i) {
    const auto found = row_of.find(clicks.text(i, Clicks::kVideoId));
    ASSERT_NE(found, row_of.end());
    counts[found->second] += 1;
  }
  for (const auto& [category, knots] : curves) {
    const std::vector<std::uint64_t>& rows = of_category[category];
    const auto n = static_cast<double>(rows.size());
    std::vector<double> weight, of_rank;
    double total = 0, all = 0;
    for (std::size_t rank = 0; rank < rows.size(); ++rank) {
      const double x =
          n == 1 ? 0 : std::log(static_cast<double>(rank + 1)) / std::log(n) * static_cast<double>(knots.size() - 1);
      const std::size_t k = std::min(static_cast<std::size_t>(x), knots.size() - 2);
      weight.push_back(knots[k] * std::pow(knots[k + 1] / knots[k], x - static_cast<double>(k)));
      total += weight.back();
      of_rank.push_back(counts[rows[rank]]);
      all += of_rank.back();
    }
    for (std::size_t rank = 0; rank < rows.size(); ++rank) {
      weight[rank] /= total;
      EXPECT_NEAR(videos.value(rows[rank], SynthVideos::kPopularity).as_real() / weight[rank], 1, 1e-6) << category;
      weight[rank] *= all;
    }
    EXPECT_GT(all, 3000);
    if (rows.size() > 1) {
      EXPECT_LT(ChiSquare(of_rank, weight).sigmas(), 4.5) << category;
    }
  }
  EXPECT_EQ(of_category["10"].size(), 50U);
  EXPECT_EQ(of_category["24"].size(), 117U);
  EXPECT_EQ(of_category["27"].size(), 1U);
  EXPECT_EQ(of_category["28"].size(), 64U);
  EXPECT_EQ(of_category["1"].size(), 64U);
}

struct WorldOfTopics {
  double rate;
  std::string_view document;
};
constexpr WorldOfTopics kWorldsOfTopics[] = {{0.1, R"({"session": {"topic": 0.1}})"},
                                             {0.5, R"({"session": {"topic": 0.5, "rows": 12}})"},
                                             {1, R"({"session": {"topic": 1}})"}};

// session.topic: given topic, emotion, person and hour, each category is as frequent as `probability` says, and the
// share of matches is what it is without topics.
TEST(SynthVideoClicks, ProbabilityIsTheFrequencyAlsoGivenTheTopic) {
  for (const WorldOfTopics& world : kWorldsOfTopics)
    for (const std::int64_t logs : {4000, 100000}) {  // sessions that follow one another, and that overlap
      Reader<Clicks> clicks({{Clicks::kN, integer(40000)},
                             {Clicks::kLogs, integer(logs)},
                             {Clicks::kUsers, integer(500)},
                             {Clicks::kUntil, integer(kUntil)}},
                            world.document);
      WorldSpec spec = default_spec();
      spec.session_topic = world.rate;
      const ChoiceModel law(spec, 0, 0.8);
      std::vector<double> counts(16 * 15), expected(counts.size());
      Score again;
      double surprise = 0, entropy = 0, variance = 0;
      int matched = 0, topics = 0;
      for (std::uint64_t i = 0; i < clicks.size(); ++i) {
        const Engagement& r = clicks.at(i, ColumnSet::of(Clicks::kVideoCategory, Clicks::kCity)).engagement;
        const int hour = local_time(r.time, default_spec().cities[r.place].utc_offset).hour;
        const std::vector<double> p = law.probabilities(r.log.emotion, r.log.seat.person.user, hour, r.topic);
        ASSERT_EQ(r.choice.probability, p[r.choice.category]);
        matched += r.choice.matched ? 1 : 0;
        const std::size_t cell = (r.topic == kNoTopic ? 15 : r.topic) * 15U;
        counts[cell + r.choice.category] += 1;
        double mean = 0, square = 0;
        for (std::size_t c = 0; c < 15; ++c) {
          expected[cell + c] += p[c];
          if (p[c] > 0) {
            mean -= p[c] * std::log(p[c]);
            square += p[c] * std::log(p[c]) * std::log(p[c]);
          }
        }
        surprise -= std::log(r.choice.probability);
        entropy += mean;
        variance += square - mean * mean;
        if (r.topic == kNoTopic) continue;
        again.add(r.choice.category == r.topic, p[r.topic]);
        ++topics;
      }
      EXPECT_GT(topics, logs == 4000 ? 20000 : 4000) << world.rate;
      EXPECT_LT(ChiSquare(counts, expected).sigmas(), 4) << world.rate << " " << logs;
      EXPECT_NEAR(again.sigmas(), 0, 4.5) << world.rate << " " << logs;
      EXPECT_NEAR((surprise - entropy) / std::sqrt(variance), 0, 4.5) << world.rate << " " << logs;
      EXPECT_GT(binomial_p_value(matched, 40000, 0.8), 0.0001) << world.rate << " " << matched;
    }
}

// The topic is the category of the click before it in the session, as far as a block of 64 clicks goes.
TEST(SynthVideoClicks, TheTopicIsTheCategoryOfTheClickBefore) {
  for (const std::int64_t logs : {20, 4000, 100000}) {
    Reader<Clicks> clicks(
        {{Clicks::kN, integer(3000)}, {Clicks::kLogs, integer(logs)}, {Clicks::kUntil, integer(kUntil)}},
        kWorldsOfTopics[1].document);
    std::unordered_map<std::int64_t, std::string> category;  // by session
    int topics = 0;
    for (std::uint64_t i = 0; i < clicks.size(); ++i) {
      if (i % Engagements::kBlock == 0) category.clear();
      const std::int64_t session = clicks.number(i, Clicks::kSessionId);
      const Value topic = clicks.value(i, Clicks::kTopicCategory);
      const auto before = category.find(session);
      ASSERT_EQ(topic.is_null(), before == category.end()) << i;
      if (before != category.end()) {
        ASSERT_EQ(std::string(topic.as_bytes()), before->second) << i;
        ++topics;
      }
      category[session] = clicks.text(i, Clicks::kVideoCategory);
    }
    EXPECT_GT(topics, 100);
  }
  Reader<Clicks> without({{Clicks::kN, integer(300)}, {Clicks::kUntil, integer(kUntil)}});
  for (std::uint64_t i = 0; i < without.size(); ++i) ASSERT_TRUE(without.value(i, Clicks::kTopicCategory).is_null());
}

// A row alone, in any order, with any columns, of a longer table.
TEST(SynthVideoClicks, TopicsAndOrdersDoNotDependOnWhatIsRead) {
  constexpr std::string_view kDocument =
      R"({"session": {"topic": 0.6}, "video_repeat": 0.2, "mood": {"noise": 0.3}, "since": 1748736000,
          "users": 40, "videos": 200, "logs_per_day": 3000, "clicks_per_day": 4000})";
  for (const std::int64_t n : {5, 63, 64, 65, 1000}) {
    Reader<Clicks> scan({{Clicks::kN, integer(1500)}}, kDocument), alone({{Clicks::kN, integer(n)}}, kDocument);
    std::vector<std::string> lines;
    for (std::uint64_t i = 0; i < scan.size(); ++i)
      lines.push_back(scan.line(i) + "|" + show(scan.value(i, Clicks::kTopicCategory)));
    for (std::uint64_t k = 0; k < static_cast<std::uint64_t>(n); ++k) {
      const std::uint64_t i = k * 1009 % static_cast<std::uint64_t>(n);
      const std::string topic = show(alone.value(i, Clicks::kTopicCategory));
      const std::string id = alone.text(i, Clicks::kVideoId);
      const std::string line = alone.line(i);
      ASSERT_EQ(line + "|" + topic, lines[i]) << n << " " << i;
      ASSERT_NE(line.find(id), std::string::npos);
    }
  }
}

// video_repeat: each click alone follows the popularities, but of two in a session and a category, at a share's
// distance of u, few have the same video.
TEST(SynthVideoClicks, FewClicksOfASessionHaveTheSameVideo) {
  struct Case {
    double repeat;
    std::string_view document;
  };
  for (const Case& world :
       {Case{1, R"({"session": {"rows": 16}})"}, Case{0.7, R"({"session": {"rows": 16}, "video_repeat": 0.7})"},
        Case{0.3, R"({"session": {"rows": 16}, "video_repeat": 0.3})"},
        Case{0, R"({"session": {"rows": 16}, "video_repeat": 0})"}}) {
    constexpr std::int64_t kVideos = 15 * 60;
    Reader<Clicks> clicks({{Clicks::kN, integer(20000)},
                           {Clicks::kLogs, integer(20000)},
                           {Clicks::kUsers, integer(2000)},
                           {Clicks::kVideos, integer(kVideos)},
                           {Clicks::kUntil, integer(kUntil)}},
                          world.document);
    Reader<SynthVideos> videos({{SynthVideos::kVideos, integer(kVideos)}}, world.document);
    std::vector<double> popularity;
    for (std::uint64_t v = 0; v < videos.size(); ++v)
      popularity.push_back(videos.value(v, SynthVideos::kPopularity).as_real());
    std::vector<double> counts(kVideos), of_category(15);
    Score same;
    std::unordered_map<std::uint64_t, std::vector<std::uint64_t>> rows_of;  // by session, within a block
    std::set<std::uint64_t> paired;
    const auto pair_up = [&] {
      for (const auto& [session, rows] : rows_of) {
        const auto n = static_cast<double>(rows.size());
        for (std::size_t a = 0; a < rows.size() && !paired.contains(session); ++a)
          for (std::size_t b = a + 1; b < rows.size() && !paired.contains(session); ++b) {
            const auto number = [&](std::size_t k) {
              return clicks.at(rows[k], ColumnSet::of(Clicks::kVideoId)).own.video;
            };
            const std::uint64_t one = number(a), other = number(b);
            if (one % 15 != other % 15) continue;
            paired.insert(session);
            const double distance = static_cast<double>(b - a) / n;
            double apart = 0, alone = 0;
            for (std::uint64_t v = one % 15; v < kVideos; v += 15) {
              apart += std::max(0.0, popularity[v] - distance) + std::max(0.0, popularity[v] - (1 - distance));
              alone += popularity[v] * popularity[v];
            }
            const double both = (1 - world.repeat) * (1 - world.repeat);
            same.add(one == other, both * apart + (1 - both) * alone);
          }
      }
      rows_of.clear();
    };
    for (std::uint64_t i = 0; i < clicks.size(); ++i) {
      if (i % Engagements::kBlock == 0) pair_up();
      const auto& row = clicks.at(i, ColumnSet::of(Clicks::kVideoId, Clicks::kSessionId));
      counts[row.own.video] += 1;
      of_category[row.own.video % 15] += 1;
      rows_of[row.engagement.log.session].push_back(i);
    }
    pair_up();
    EXPECT_GT(paired.size(), 700U);
    if (same.variance > 0.1) {
      EXPECT_NEAR(same.sigmas(), 0, 4.5) << world.repeat;
    } else {
      EXPECT_NEAR(same.sum, 0, 2) << world.repeat;
    }
    std::vector<double> expected;
    for (std::uint64_t v = 0; v < kVideos; ++v) expected.push_back(popularity[v] * of_category[v % 15]);
    EXPECT_LT(ChiSquare(counts, expected).sigmas(), 4) << world.repeat;
  }
}

TEST(SynthVideoClicks, ThePlaceIsMostlyThatOfTheLog) {
  Reader<Clicks> clicks({{Clicks::kN, integer(50000)}, {Clicks::kUntil, integer(kUntil)}});
  double same = 0;
  for (std::uint64_t i = 0; i < clicks.size(); ++i) {
    const Engagement& engagement = clicks.at(i, ColumnSet::of(Clicks::kCity)).engagement;
    same += engagement.place == engagement.log.seat.place ? 1 : 0;
  }
  EXPECT_NEAR(same / 50000, 0.9, 4 * std::sqrt(0.09 / 50000));
}

TEST(SynthVideoClicks, AColumnDoesNotDependOnWhichOthersAreRead) {
  Reader<Clicks> clicks({{Clicks::kN, integer(3000)}, {Clicks::kUntil, integer(kUntil)}});
  for (std::uint64_t i = 0; i < 300; ++i) {
    std::string alone;
    for (std::size_t column = 0; column < columns_of_rows<Clicks>(); ++column) {
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
    // Only those that come after the window's end have another delay.
    if (grown.number(i, Clicks::kTimestamp) < kUntil) {
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
  EXPECT_FALSE(Reader<Clicks>({{Clicks::kN, integer(kMaxRows)}}).line(kMaxRows - 1).empty());
  EXPECT_FALSE(Reader<Clicks>({{Clicks::kN, integer(10)}, {Clicks::kLogs, integer(kMaxRows)}}).line(9).empty());
  EXPECT_FALSE(Reader<Clicks>({{Clicks::kN, integer(1000)}, {Clicks::kLogs, integer(1)}}).line(999).empty());
  EXPECT_FALSE(Reader<Clicks>({{Clicks::kDays, real(1e-9)}}).line(19).empty());
  EXPECT_EQ(Reader<Clicks>({{Clicks::kN, integer(0)}}).size(), 0U);
  Reader<Clicks> sparse_on_dense({{Clicks::kN, integer(36000)},
                                  {Clicks::kSince, integer(0)},
                                  {Clicks::kPerDay, integer(1)},
                                  {Clicks::kLogsPerDay, real(1e14)}});
  EXPECT_FALSE(sparse_on_dense.line(35999).empty());
  // The largest row numbers of logs are still valid, and in the order of the clicks.
  Reader<Clicks> dense({{Clicks::kN, integer(36500)},
                        {Clicks::kSince, integer(0)},
                        {Clicks::kPerDay, integer(1)},
                        {Clicks::kLogsPerDay, real(2.5e14)}});
  EXPECT_GT(dense.number(0, Clicks::kLogId), 0);
  for (std::uint64_t i = 1; i < 36500; i += 499)
    EXPECT_GT(dense.number(i, Clicks::kLogId), dense.number(i - 1, Clicks::kLogId)) << i;
  EXPECT_EQ(
      refusal<Clicks>({{Clicks::kSince, integer(0)}, {Clicks::kPerDay, integer(1)}, {Clicks::kLogsPerDay, real(3e14)}}),
      "logs_per_day must be between 1e-06 and 2.5e+14, not 300000000000000");
  EXPECT_EQ(refusal<Clicks>({{Clicks::kLogs, integer(0)}}), "logs must be between 1 and 9007199254740991, not 0");
  EXPECT_EQ(refusal<Clicks>({{Clicks::kVideos, integer(3)}}), "videos must be between 15 and 1099511627776, not 3");
}

}  // namespace
}  // namespace synth::world
