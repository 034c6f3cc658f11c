#include "world/mood.h"

#include <gtest/gtest.h>

#include <numeric>

#include "support/statistics.h"
#include "world/activity.h"

namespace synth::world {
namespace {

using testing::ChiSquare;

constexpr std::int64_t kNoon = 1748779200;
constexpr std::uint64_t kPeople = 60000;  // one row of each: rows of one person are not independent

TEST(Mood, RatesByHourAverageToTheBaseRates) {
  const Mood mood(default_spec(), 1);
  for (std::size_t e = 0; e < default_spec().emotions.size(); ++e) {
    double mean = 0;
    for (int hour = 0; hour < 24; ++hour) mean += mood.rates(hour)[e] / 24;
    EXPECT_NEAR(mean, default_spec().emotions[e].rate, 1e-12) << e;
  }
  for (int hour = 0; hour < 24; ++hour)
    EXPECT_NEAR(std::accumulate(mood.rates(hour).begin(), mood.rates(hour).end(), 0.0), 1, 1e-12);
}

TEST(Mood, FollowsItsProbabilitiesForEachPerson) {
  const Mood mood(default_spec(), 1);
  std::vector<double> counts(7);
  std::vector<double> expected(7);
  const std::int64_t step = mood.step_at(kNoon);
  for (std::uint64_t user = 0; user < kPeople; ++user) {
    counts[mood.at(user, 60, step)] += 1;
    const std::vector<double> law = mood.probability(user, 60, step);
    ASSERT_NEAR(std::accumulate(law.begin(), law.end(), 0.0), 1, 1e-9);
    for (std::size_t e = 0; e < 7; ++e) expected[e] += law[e];
  }
  EXPECT_LT(ChiSquare(counts, expected).sigmas(), 4);
}

TEST(Mood, OfManyPeopleFollowsTheBaseRatesOfTheHour) {
  // Over a day the tilt cancels; the mean over people of the favourites is the mean rate.
  const Mood mood(default_spec(), 1);
  std::vector<double> counts(7);
  std::vector<double> expected(7);
  for (std::uint64_t user = 0; user < kPeople; ++user)
    counts[mood.at(user, 0, mood.step_at(kNoon + static_cast<std::int64_t>(user % 24) * 3600))] += 1;
  for (std::size_t e = 0; e < 7; ++e) expected[e] = default_spec().emotions[e].rate * kPeople;
  EXPECT_LT(ChiSquare(counts, expected).sigmas(), 4);
}

TEST(Mood, LastsAlsoWhereRegenerationsAreRarerThanALookBackIsLong) {
  WorldSpec spec = default_spec();
  spec.mood_persistence = 0.999;
  const Mood mood(spec, 1);
  const std::int64_t step = mood.step_at(kNoon);
  int changes = 0;
  for (std::uint64_t user = 0; user < kPeople; ++user)
    changes += mood.at(user, 60, step) != mood.at(user, 60, step + 1) ? 1 : 0;
  EXPECT_GT(changes, 0);
  EXPECT_LT(changes, kPeople * 0.002);
}

TEST(Mood, MovesAsTheTransitionsSay) {
  // P(next = j | now = i) = persistence * [i = j] + (1 - persistence) * baseline(j)
  const Mood mood(default_spec(), 2);
  const std::int64_t step = mood.step_at(kNoon);
  const double stay = std::round(default_spec().mood_persistence * 65536) / 65536;
  std::vector<double> counts(49);
  std::vector<double> expected(49);
  for (std::uint64_t user = 0; user < kPeople; ++user) {
    const std::size_t now = mood.at(user, 0, step);
    const std::size_t next = mood.at(user, 0, step + 1);
    counts[now * 7 + next] += 1;
    // What is known of the person: favourites only, so take them from the law one step later, solved for the baseline.
    const std::vector<double> law = mood.probability(user, 0, step);
    const std::vector<double> later = mood.probability(user, 0, step + 1);
    for (std::size_t j = 0; j < 7; ++j) {
      const double baseline = (later[j] - stay * law[j]) / (1 - stay);
      expected[now * 7 + j] += (now == j ? stay : 0) + (1 - stay) * baseline;
    }
  }
  EXPECT_LT(ChiSquare(counts, expected).sigmas(), 4);
}

TEST(Mood, AutocorrelationFallsGeometrically) {
  const Mood mood(default_spec(), 3);
  const std::int64_t step = mood.step_at(kNoon);
  for (const int lag : {1, 2, 4, 8}) {
    double same = 0;
    double by_chance = 0;
    for (std::uint64_t user = 0; user < kPeople; ++user) {
      same += mood.at(user, 0, step) == mood.at(user, 0, step + lag) ? 1.0 / kPeople : 0;
      const std::vector<double> now = mood.probability(user, 0, step);
      const std::vector<double> later = mood.probability(user, 0, step + lag);
      for (std::size_t e = 0; e < 7; ++e) by_chance += now[e] * later[e] / kPeople;
    }
    const double expected = std::pow(default_spec().mood_persistence, lag);
    EXPECT_NEAR((same - by_chance) / (1 - by_chance), expected, 0.012) << lag;
  }
}

TEST(Mood, IsTheSameWalkedForwardAsLookedUp) {
  // Between two regenerations the mood is one; a change of mood is a regeneration.
  const Mood mood(default_spec(), 4);
  int changes = 0;
  std::uint16_t before = mood.at(7, 0, 1000);
  for (std::int64_t step = 1001; step < 3000; ++step) {
    const std::uint16_t now = mood.at(7, 0, step);
    changes += now != before ? 1 : 0;
    before = now;
  }
  EXPECT_GT(changes, 2000 * 0.26 * 0.3);
  EXPECT_LT(changes, 2000 * 0.26 * 0.9);
}

TEST(Mood, StepsFloorBefore1970Too) {
  const Mood mood(default_spec(), 4);
  EXPECT_EQ(mood.step_at(0), 0);
  EXPECT_EQ(mood.step_at(1799), 0);
  EXPECT_EQ(mood.step_at(1800), 1);
  EXPECT_EQ(mood.step_at(-1), -1);
  EXPECT_EQ(mood.step_at(-62135596800), -34519776);
}

// With any tilts, what the hour adds to one emotion it takes from others that can spare it.
TEST(Mood, NoEmotionHasANegativeRateAtAnyHour) {
  for (const double happy : {0.33, 1.0, 5.0, 1e9})
    for (const double disgust_tilt : {0.0, 0.9})
      for (const double night : {-1.0, 0.5, 1.0}) {
        WorldSpec spec = default_spec();
        spec.emotions.front().rate = happy;
        spec.emotions.front().hour_tilt = 0.9;
        spec.emotions.back().hour_tilt = disgust_tilt;
        for (std::size_t hour = 0; hour < 24; ++hour) spec.mood_by_hour[hour] = hour == 3 ? night : -night;
        const auto rates = mood_rates(spec);
        double total = 0;
        for (const WorldSpec::Emotion& emotion : spec.emotions) total += emotion.rate;
        for (std::size_t e = 0; e < spec.emotions.size(); ++e) {
          double mean = 0;
          for (const auto& hour : rates) {
            EXPECT_GE(hour[e], 0) << happy << " " << night;
            mean += hour[e] / 24;
          }
          EXPECT_NEAR(mean, spec.emotions[e].rate / total, 1e-9) << spec.emotions[e].name << " " << happy;
        }
        for (const auto& hour : rates) {
          double sum = 0;
          for (const double rate : hour) sum += rate;
          EXPECT_NEAR(sum, 1, 1e-9);
        }
      }
}

// With any curve, an emotion keeps its rate over the day, and the others share the rest.
TEST(Mood, TheHourMovesRatesAroundTheirMean) {
  WorldSpec spec = default_spec();
  for (std::size_t hour = 0; hour < 24; ++hour) spec.mood_by_hour[hour] = hour < 6 ? 1 : 0.2;
  const auto rates = mood_rates(spec);
  double total = 0;
  for (const WorldSpec::Emotion& emotion : spec.emotions) total += emotion.rate;
  for (std::size_t e = 0; e < spec.emotions.size(); ++e) {
    const double rate = spec.emotions[e].rate / total;
    double mean = 0;
    for (const auto& hour : rates) mean += hour[e] / 24;
    EXPECT_NEAR(mean, rate, 1e-12) << spec.emotions[e].name;
    if (spec.emotions[e].hour_tilt == 0) continue;
    EXPECT_NEAR(rates[3][e], rate * (1 + spec.emotions[e].hour_tilt * 0.6), 1e-12);
    EXPECT_NEAR(rates[12][e], rate * (1 - spec.emotions[e].hour_tilt * 0.2), 1e-12);
  }
}

}  // namespace
}  // namespace synth::world
