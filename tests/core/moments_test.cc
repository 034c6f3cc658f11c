#include "core/moments.h"

#include <gtest/gtest.h>

namespace synth {
namespace {

std::string_view hint(double number) {
  return unix_seconds_in_place_of(Value::real(number));
}
std::string_view hint(std::int64_t number) {
  return unix_seconds_in_place_of(Value::integer(number));
}

TEST(Moments, UnixSecondsAreUnixSeconds) {
  for (const std::int64_t number : {INT64_C(0), INT64_C(2460000), INT64_C(1700000000), INT64_C(-62167219200),
                                    INT64_C(253402300799), INT64_C(-253402300799)})
    EXPECT_EQ(hint(number), "") << number;
  for (const double number : {0.0, 1.5, 1721425.0, 5373484.5, 1700000000.25, 253402300799.9})
    EXPECT_EQ(hint(number), "");
}

TEST(Moments, ARealOfAJulianDayIsOne) {
  for (const double number : {1721425.5, 2440587.5, 2460000.0, 5373484.4999})
    EXPECT_EQ(hint(number), "unix seconds (unixepoch(x) converts a julian day)") << number;
}

TEST(Moments, PartsOfASecondAreTakenByTheirSize) {
  const auto of = [](std::string_view text) {
    const std::size_t at = text.find("divide ");
    return at == std::string_view::npos ? std::string_view() : text.substr(at + 7, 5);
  };
  for (const std::int64_t sign : {1, -1}) {
    EXPECT_EQ(of(hint(sign * 253402300800)), "milli");
    EXPECT_EQ(of(hint(sign * 1700000000000)), "milli");
    EXPECT_EQ(of(hint(sign * 253402300799999)), "milli");
    EXPECT_EQ(of(hint(sign * 1700000000000000)), "micro");
    EXPECT_EQ(of(hint(sign * 1700000000000000000)), "nanos");
    EXPECT_EQ(of(hint(static_cast<double>(sign) * 1.7e18)), "nanos");
    EXPECT_EQ(of(hint(static_cast<double>(sign) * 1e300)), "");
  }
  EXPECT_EQ(of(hint(INT64_MIN)), "nanos");
}

// As microseconds, 2026-01-01 in Windows ticks would be in the year 6228.
TEST(Moments, TicksOfWindowsAreNotMicroseconds) {
  EXPECT_NE(hint((INT64_C(1767225600) + 11644473600) * 10000000).find("100 ns since 1601"), std::string_view::npos);
}

TEST(Moments, TextsAndBlobsAreNotSeconds) {
  EXPECT_NE(unix_seconds_in_place_of(Value::literal("2024-05-01")).find("unixepoch()"), std::string_view::npos);
  EXPECT_NE(unix_seconds_in_place_of(Value::blob("12345678", Value::Lifetime::kForever)).find("int(x)"),
            std::string_view::npos);
}

}  // namespace
}  // namespace synth
