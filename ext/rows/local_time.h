// Local time: hour and weekday of a moment at a place, and the quarters of an hour in which moments are counted (time
// zones in use differ by whole quarters).
#pragma once

#include <cstdint>

namespace synth {

inline constexpr std::int64_t kSecondsPerDay = 86400;
inline constexpr std::int64_t kQuarterSeconds = 900;
inline constexpr std::int32_t kQuartersPerHour = 4, kQuartersPerDay = 96;
/// 0000-01-01 and 9999-12-31T23:59:59, the range of SQLite's date functions.
inline constexpr std::int64_t kEarliest = -62167219200, kLatest = 253402300799;

/// Quotient and remainder, with the remainder in [0, b) also for negative numbers. REQUIRES: b > 0.
constexpr std::int64_t floor_mod(std::int64_t a, std::int64_t b) noexcept {
  const std::int64_t remainder = a % b;
  return remainder + (remainder < 0 ? b : 0);
}
constexpr std::int64_t floor_div(std::int64_t a, std::int64_t b) noexcept {
  return a / b - (a % b < 0 ? 1 : 0);
}

constexpr std::int32_t quarter_of(std::int64_t unix_seconds) noexcept {
  return static_cast<std::int32_t>(floor_div(unix_seconds, kQuarterSeconds));
}

struct LocalTime {
  std::int32_t hour;     ///< 0..23; at half past five it is 5
  std::int32_t weekday;  ///< 0 = Monday
};

/// `utc_offset` is in minutes east of UTC.
constexpr LocalTime local_time(std::int64_t unix_seconds, std::int32_t utc_offset) noexcept {
  constexpr std::int64_t kEpochWeekday = 3;  // 1970-01-01 was a Thursday
  const std::int64_t local = unix_seconds + utc_offset * std::int64_t{60};
  return {static_cast<std::int32_t>(floor_mod(local, kSecondsPerDay) / 3600),
          static_cast<std::int32_t>(floor_mod(floor_div(local, kSecondsPerDay) + kEpochWeekday, 7))};
}

}  // namespace synth
