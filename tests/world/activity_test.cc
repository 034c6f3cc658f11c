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

}  // namespace
}  // namespace synth::world
