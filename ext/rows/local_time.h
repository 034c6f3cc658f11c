// Local hour and weekday of a moment, and the quarters of an hour in which moments are counted (time zones differ by
// whole quarters).
#pragma once

#include <cstdint>

namespace synth {

inline constexpr std::int64_t kQuarterSeconds = 900;
inline constexpr std::int32_t kQuartersPerHour = 4;
/// 0000-01-01 and 9999-12-31T23:59:59: what SQLite's date functions know.
inline constexpr std::int64_t kEarliest = -62167219200, kLatest = 253402300799;

constexpr std::int64_t floor_divide(std::int64_t a, std::int64_t b) noexcept {
  return a / b - (a % b < 0 ? 1 : 0);
}

constexpr std::int32_t quarter_of(std::int64_t unix_seconds) noexcept {
  return static_cast<std::int32_t>(floor_divide(unix_seconds, kQuarterSeconds));
}

struct LocalTime {
  std::int32_t hour;     ///< 0..23
  std::int32_t weekday;  ///< 0 = Monday
};

constexpr LocalTime local_time(std::int32_t quarter, std::int32_t utc_offset_minutes) noexcept {
  const std::int64_t hours = floor_divide(quarter + floor_divide(utc_offset_minutes, 15), kQuartersPerHour);
  const std::int64_t days = floor_divide(hours, 24);
  return {static_cast<std::int32_t>(hours - days * 24),
          static_cast<std::int32_t>(days + 3 - floor_divide(days + 3, 7) * 7)};  // 1970-01-01 was a Thursday
}

}  // namespace synth
