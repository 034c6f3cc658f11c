// What a number given for unix seconds probably is, where it cannot be: julian days, or parts of a second.
#pragma once

#include <cmath>
#include <string_view>

#include "core/value.h"

namespace synth {

/// What is allowed, with how to come to it, for the sentence of a refusal; empty where the value may be unix seconds or
/// where nothing is to be guessed. Read the value by as_number() before.
///
/// (1) A REAL within the julian days of the years 1 to 9999 is refused though it may be one of January to March 1970: a
///     time that comes as a REAL of this size is julianday()'s. An INTEGER of this size is seconds.
/// (2) Beyond the year 9999 the smaller part of a second is taken that makes a moment up to that year of it.
inline std::string_view unix_seconds_in_place_of(const Value& value) noexcept {
  constexpr double kFirstJulianDay = 1721425.5, kAfterJulianDays = 5373484.5, kAfter = 253402300800.0;
  if (value.type() == Value::Type::kText) return "unix seconds (unixepoch() makes them of a date in text)";
  if (value.type() == Value::Type::kBlob) return "unix seconds (an integer of NumPy arrives as a BLOB: pass int(x))";
  const bool real = value.type() == Value::Type::kReal;
  if (real && value.as_real() >= kFirstJulianDay && value.as_real() < kAfterJulianDays)
    return "unix seconds (unixepoch(x) makes them of a julian day)";
  if (!real && value.type() != Value::Type::kInteger) return {};
  const double size = std::abs(real ? value.as_real() : static_cast<double>(value.as_integer()));
  if (size < kAfter) return {};
  if (size < kAfter * 1e3) return "unix seconds up to the year 9999 (milliseconds are to be divided by 1000)";
  // Of 1990 to 2105. As microseconds they would be moments of the sixth millennium.
  constexpr double kFirstTicks = 1.22e17, kAfterTicks = 1.59e17;
  if (size >= kFirstTicks && size < kAfterTicks)
    return "unix seconds (of Windows' ticks of 100 ns since 1601, x / 10000000 - 11644473600 makes them)";
  if (size < kAfter * 1e6) return "unix seconds up to the year 9999 (microseconds are to be divided by 1000000)";
  if (size < 1e19) return "unix seconds up to the year 9999 (nanoseconds are to be divided by 1000000000)";
  return {};
}

}  // namespace synth
