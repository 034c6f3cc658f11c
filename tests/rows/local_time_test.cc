#include "rows/local_time.h"

#include <gtest/gtest.h>

namespace synth {
namespace {

constexpr std::int64_t kMonday = 1704153000;  // 2024-01-01T23:50:00Z

TEST(LocalTime, IsThatOfTheOffset) {
  EXPECT_EQ(local_time(kMonday, 0).hour, 23);
  EXPECT_EQ(local_time(kMonday, 0).weekday, 0);
  EXPECT_EQ(local_time(kMonday, 330).hour, 5);  // twenty past five in India, on Tuesday
  EXPECT_EQ(local_time(kMonday, 330).weekday, 1);
  EXPECT_EQ(local_time(kMonday, -24 * 60).weekday, 6);
}

TEST(LocalTime, WorksBefore1970) {
  EXPECT_EQ(local_time(0, 0).hour, 0);
  EXPECT_EQ(local_time(0, 0).weekday, 3);  // Thursday
  EXPECT_EQ(local_time(-1, 0).hour, 23);
  EXPECT_EQ(local_time(-1, 0).weekday, 2);
  EXPECT_EQ(local_time(kEarliest, 0).weekday, 5);  // as strftime('%w') has it
}

// The quarter of an hour that a moment belongs to has the same hour and weekday, since zones differ by whole quarters.
TEST(LocalTime, IsThatOfItsQuarter) {
  for (std::int64_t time = kMonday - 100000; time < kMonday + 100000; time += 997)
    for (const std::int32_t offset : {0, 330, 345, -210}) {
      const LocalTime exact = local_time(time, offset),
                      counted = local_time(quarter_of(time) * kQuarterSeconds, offset);
      ASSERT_EQ(exact.hour, counted.hour) << time;
      ASSERT_EQ(exact.weekday, counted.weekday) << time;
    }
}

}  // namespace
}  // namespace synth
