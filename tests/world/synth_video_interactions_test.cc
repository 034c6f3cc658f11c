#include "world/synth_video_interactions.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "rows/categories.h"
#include "support/reader.h"
#include "support/statistics.h"
#include "world/synth_emotion_logs.h"
#include "world/synth_video_clicks.h"

namespace synth::world {
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
    both += interactions.at(i, ColumnSet::of(Interactions::kMatched)).engagement.choice.matched &&
                    clicks.at(i, ColumnSet::of(SynthVideoClicks::kMatched)).engagement.choice.matched
                ? 1
                : 0;
  EXPECT_NEAR(both / kRows, 0.64, 4 * std::sqrt(0.64 * 0.36 / kRows));
}

TEST(SynthVideoInteractions, ProbabilityIsTheFrequencyAlsoGivenTheTopic) {
  Reader<Interactions> interactions({{Interactions::kN, integer(40000)},
                                     {Interactions::kLogs, integer(10000)},
                                     {Interactions::kUsers, integer(500)},
                                     {Interactions::kUntil, integer(kUntil)}},
                                    R"({"session": {"topic": 0.4}})");
  WorldSpec spec = default_spec();
  spec.session_topic = 0.4;
  const ChoiceModel law(spec, 0, 0.8);
  Score again;
  for (std::uint64_t i = 0; i < interactions.size(); ++i) {
    const Engagement& r = interactions.at(i, ColumnSet::of(Interactions::kVideoGenre, Interactions::kCity)).engagement;
    const int hour = local_time(r.time, default_spec().cities[r.place].utc_offset).hour;
    const std::vector<double> p = law.probabilities(r.log.emotion, r.log.seat.person.user, hour, r.topic);
    ASSERT_EQ(r.choice.probability, p[r.choice.category]);
    ASSERT_EQ(interactions.value(i, Interactions::kTopicCategory).is_null(), r.topic == kNoTopic);
    if (r.topic != kNoTopic) again.add(r.choice.category == r.topic, p[r.topic]);
  }
  EXPECT_GT(again.variance, 2000);
  EXPECT_NEAR(again.sigmas(), 0, 4.5);
}

TEST(SynthVideoInteractions, ProbabilityIsTheFrequencyGivenWhatAModelMayKnow) {
  Reader<Interactions> interactions({{Interactions::kN, integer(100000)},
                                     {Interactions::kUsers, integer(500)},
                                     {Interactions::kUntil, integer(kUntil)}});
  const ChoiceModel law(default_spec(), 0, 0.8);
  std::vector<double> counts(7 * 24 * 15);
  std::vector<double> expected(counts.size());
  for (std::uint64_t i = 0; i < interactions.size(); ++i) {
    const Engagement& r = interactions.at(i, ColumnSet::of(Interactions::kVideoGenre, Interactions::kCity)).engagement;
    const int hour = local_time(r.time, default_spec().cities[r.place].utc_offset).hour;
    const std::size_t cell = (r.log.emotion * 24U + static_cast<std::size_t>(hour)) * 15;
    const std::vector<double> p = law.probabilities(r.log.emotion, r.log.seat.person.user, hour);
    ASSERT_EQ(r.choice.probability, p[r.choice.category]);
    counts[cell + r.choice.category] += 1;
    for (std::size_t c = 0; c < 15; ++c) expected[cell + c] += p[c];
  }
  EXPECT_LT(ChiSquare(counts, expected).sigmas(), 4);
}

// Whether each stays, how long it takes, what it chooses and where it goes: given their log, a click says nothing about
// the interaction with the same log.
TEST(SynthVideoInteractions, ShareNothingWithAClickOfTheSameLogButTheLog) {
  constexpr std::int64_t kRows = 60000;
  constexpr double kSame = 0.5;  // half move on, so that where they go is seen too
  Reader<Interactions> interactions({{Interactions::kN, integer(kRows)},
                                     {Interactions::kLogs, integer(kRows)},
                                     {Interactions::kSamePlaceRate, real(kSame)},
                                     {Interactions::kUntil, integer(kUntil)}});
  Reader<SynthVideoClicks> clicks({{SynthVideoClicks::kN, integer(kRows)},
                                   {SynthVideoClicks::kLogs, integer(kRows)},
                                   {SynthVideoClicks::kSamePlaceRate, real(kSame)},
                                   {SynthVideoClicks::kUntil, integer(kUntil)}});
  const WorldSpec& spec = default_spec();
  const ChoiceModel law(spec, 0, 0.8);
  // How often two who leave a city arrive in the same one: by weight, abroad in abroad_rate of all cases or where the
  // country has no other city.
  std::vector<double> meet(spec.cities.size());
  for (std::size_t from = 0; from < spec.cities.size(); ++from) {
    double home = 0;
    double abroad = 0;
    for (std::size_t c = 0; c < spec.cities.size(); ++c)
      if (c != from) (spec.cities[c].country == spec.cities[from].country ? home : abroad) += spec.cities[c].weight;
    const double abroad_rate = home == 0 ? 1 : spec.abroad_rate;
    for (std::size_t c = 0; c < spec.cities.size(); ++c) {
      if (c == from) continue;
      const double p = spec.cities[c].country == spec.cities[from].country
                           ? (1 - abroad_rate) * spec.cities[c].weight / home
                           : abroad_rate * spec.cities[c].weight / abroad;
      meet[from] += p * p;
    }
  }
  Score both_stay;
  Score same_city;
  std::vector<double> quantiles(10 * 10);  // tenths of each one's delay
  std::vector<double> counts(15 * 15);
  std::vector<double> expected(counts.size());
  Score long_and_stays;  // does a longer wait before an interaction go with less travel before a click?
  Score long_and_matches;
  double pairs = 0;
  const auto tenth = [&spec](const Engagement& r) {
    const double z = std::log((static_cast<double>(r.time - r.log.time) + 0.5) / spec.delay_seconds) / spec.delay_sigma;
    return std::min<std::size_t>(9, static_cast<std::size_t>(10 * normal_cdf(z)));
  };
  std::vector<double> of_interaction(10);
  std::vector<double> of_click(10);
  for (std::uint64_t i = 0; i < kRows; ++i) {
    const Engagement& a = interactions.at(i).engagement;
    const Engagement& b = clicks.at(i).engagement;
    ASSERT_EQ(a.log_row, b.log_row);
    if (a.log.time > kUntil - 3602) continue;  // the window's end cuts both
    pairs += 1;
    const bool a_stays = a.place == a.log.seat.place;
    const bool b_stays = b.place == b.log.seat.place;
    both_stay.add(a_stays && b_stays, kSame * kSame);
    if (!a_stays && !b_stays) same_city.add(a.place == b.place, meet[a.log.seat.place]);
    const std::size_t tenth_of_a = tenth(a);
    const std::size_t tenth_of_b = tenth(b);
    quantiles[tenth_of_a * 10 + tenth_of_b] += 1;
    of_interaction[tenth_of_a] += 1;
    of_click[tenth_of_b] += 1;
    long_and_stays.add(b_stays, kSame, tenth_of_a >= 5 ? 1 : -1);
    long_and_matches.add(b.choice.matched, 0.8, tenth_of_a >= 5 ? 1 : -1);
    const auto law_of = [&](const Engagement& r) {
      return law.probabilities(r.log.emotion, r.log.seat.person.user,
                               local_time(r.time, spec.cities[r.place].utc_offset).hour);
    };
    const std::vector<double> p = law_of(a);
    const std::vector<double> q = law_of(b);
    counts[a.choice.category * 15U + b.choice.category] += 1;
    for (std::size_t c = 0; c < 15; ++c)
      for (std::size_t d = 0; d < 15; ++d) expected[c * 15 + d] += p[c] * q[d];
  }
  EXPECT_NEAR(both_stay.sigmas(), 0, 4.5);
  EXPECT_NEAR(same_city.sigmas(), 0, 4.5);
  EXPECT_NEAR(long_and_stays.sigmas(), 0, 4.5);
  EXPECT_NEAR(long_and_matches.sigmas(), 0, 4.5);
  EXPECT_LT(ChiSquare(counts, expected).sigmas(), 4);
  std::vector<double> product;
  for (const double x : of_interaction)
    for (const double y : of_click) product.push_back(x * y / pairs);
  EXPECT_LT(ChiSquare(quantiles, product).sigmas(), 4);
}

}  // namespace
}  // namespace synth::world
