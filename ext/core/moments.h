// Recognises values that cannot be unix seconds, such as julian days or milliseconds, to give a helpful error.
#pragma once

#include <cmath>
#include <string_view>

#include "core/value.h"

namespace synth {

/// For an error message: what is allowed, and how to convert the value to it. Empty if the value may be unix seconds,
/// or if there is nothing to suggest. REQUIRES: the value went through as_number().
///
/// (1) A REAL in the range of the julian days of the years 1 to 9999 is refused, although it could be a moment of
/// January
///     to March 1970: in practice it comes from julianday(). An INTEGER in that range is seconds.
/// (2) A number beyond the year 9999 is taken for milliseconds, microseconds or nanoseconds: the first of these that
///     gives a moment up to that year.
inline std::string_view unix_seconds_in_place_of(const Value& value) noexcept {
  constexpr double kFirstJulianDay = 1721425.5, kAfterJulianDays = 5373484.5, kAfter = 253402300800.0;
  if (value.type() == Value::Type::kText) return "unix seconds (unixepoch() converts a date in text)";
  if (value.type() == Value::Type::kBlob) return "unix seconds (a NumPy integer arrives as a BLOB: pass int(x))";
  const bool real = value.type() == Value::Type::kReal;
  if (real && value.as_real() >= kFirstJulianDay && value.as_real() < kAfterJulianDays)
    return "unix seconds (unixepoch(x) converts a julian day)";
  if (!real && value.type() != Value::Type::kInteger) return {};
  const double size = std::abs(real ? value.as_real() : static_cast<double>(value.as_integer()));
  if (size < kAfter) return {};
  if (size < kAfter * 1e3) return "unix seconds up to the year 9999 (divide milliseconds by 1000)";
  // The ticks of 1990 to 2105. As microseconds they would be moments of the sixth millennium.
  constexpr double kFirstTicks = 1.22e17, kAfterTicks = 1.59e17;
  if (size >= kFirstTicks && size < kAfterTicks)
    return "unix seconds (for Windows ticks of 100 ns since 1601: x / 10000000 - 11644473600)";
  if (size < kAfter * 1e6) return "unix seconds up to the year 9999 (divide microseconds by 1000000)";
  if (size < 1e19) return "unix seconds up to the year 9999 (divide nanoseconds by 1000000000)";
  return {};
}

}  // namespace synth
