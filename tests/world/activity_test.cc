#include "world/activity.h"

#include <gtest/gtest.h>

#include <cmath>

#include "support/test_host.h"

namespace synth::world {
namespace {

constexpr std::int64_t kSunday = 1748736000;  // 2025-06-01 00:00 UTC

Activity european() {
  testing::TestHost host;
  return Activity(LocalWeek(default_spec()), {{60, 0.7}, {0, 0.3}}, host);
}

TEST(Activity, GrowsBySevenInAnyWeek) {
  const Activity activity = european();
  for (const std::int64_t from : {kSunday, kSunday + 12345, std::int64_t{-987654321}, std::int64_t{0}})
    EXPECT_NEAR(activity.at(from + kSecondsPerWeek) - activity.at(from), 7, 1e-9) << from;
}

TEST(Activity, NeitherItNorItsInverseEverFalls) {
  const Activity activity = european();
  double before = activity.at(-kSecondsPerWeek);
  for (std::int64_t time = -kSecondsPerWeek; time < kSecondsPerWeek; time += 397) {
    EXPECT_GE(activity.at(time), before);
    before = activity.at(time);
  }
  double time_before = activity.find(2800).time;
  for (double days = 2800; days < 2815; days += 1e-3) {
    EXPECT_GE(activity.find(days).time, time_before);
    time_before = activity.find(days).time;
  }
}

TEST(Activity, FindIsTheInverse) {
  const Activity activity = european();
  for (std::int64_t time = kSunday - 100000; time < kSunday + 900000; time += 997)
    EXPECT_NEAR(activity.find(activity.at(time)).time, static_cast<double>(time), 1e-3);
}

TEST(Activity, RateIsTheSlope) {
  const Activity activity = european();
  const std::int64_t noon = kSunday + 12 * 3600 + 450;  // the middle of a quarter of an hour
  const double slope = (activity.at(noon + 300) - activity.at(noon - 300)) / 600;
  EXPECT_NEAR(activity.find(activity.at(noon)).rate, slope, 1e-12);
}

TEST(Activity, EveningsAreBusierThanNightsInLocalTime) {
  const LocalWeek week(default_spec());
  const std::int32_t evening = LocalWeek::quarter_utc(kSunday + 2 * kSecondsPerDay + 20 * 3600);
  EXPECT_GT(week.at_quarter_utc(evening, 0), 10 * week.at_quarter_utc(evening, 7 * 60));  // 03:00 there
  EXPECT_EQ(week.at_quarter_utc(evening, 24 * 60), week.at_quarter_utc(evening, 0));      // a weekday like the next
}

TEST(Trend, AddsUpWeeksByTheirWeightsAndGoesOn) {
  const Trend none({});
  EXPECT_EQ(none.at(3.5), 3.5);
  EXPECT_EQ(none.find(3.5).days, 3.5);
  const Trend trend({{1, 3, 0, 4}});  // mean 2
  for (const auto& [days, weighted] : std::vector<std::pair<double, double>>{
           {0, 0}, {3.5, 1.75}, {7, 3.5}, {14, 14}, {20, 14}, {21, 14}, {28, 28}, {35, 42}, {280, 532}}) {
    EXPECT_NEAR(trend.at(days), weighted, 1e-12) << days;
    EXPECT_NEAR(trend.find(weighted).days, days == 14 || days == 20 ? 21 : days, 1e-12) << days;
  }
  EXPECT_EQ(trend.find(1).weight, 0.5);
  EXPECT_EQ(trend.find(500).weight, 2);
}

TEST(Trend, NeverFallsWhateverTheWeights) {
  for (const std::vector<double>& weights :
       std::vector<std::vector<double>>{{1e-9, 1e6, 1e-9, 0, 1}, {0, 0, 1e-6}, {1e6, 1e-6, 1e6, 1e-6}}) {
    const Trend trend(weights);
    double before = 0;
    for (double weighted = 0; weighted < 40; weighted += 1e-3) {
      ASSERT_GE(trend.find(weighted).days, before);
      before = trend.find(weighted).days;
    }
  }
}

TEST(LocalWeek, ReadsTheWeekFromMonday) {
  WorldSpec spec = default_spec();
  spec.week.emplace();
  (*spec.week)[2][17] = 4;  // Wednesday
  (*spec.week)[6][3] = 1;   // Sunday
  const LocalWeek week(spec);
  const std::int64_t wednesday = kSunday + 3 * kSecondsPerDay + 17 * 3600;
  EXPECT_EQ(week.at_quarter_utc(LocalWeek::quarter_utc(wednesday), 0), 1);
  EXPECT_EQ(week.at_quarter_utc(LocalWeek::quarter_utc(wednesday + 3600), 0), 0);
  EXPECT_EQ(week.at_quarter_utc(LocalWeek::quarter_utc(wednesday - 3600), 60), 1);
  EXPECT_EQ(week.at_quarter_utc(LocalWeek::quarter_utc(kSunday + 3 * 3600), 0), 0.25);
  EXPECT_NEAR(week.mean(), 1.25 / 168, 1e-9);
}

}  // namespace
}  // namespace synth::world
