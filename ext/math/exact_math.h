// exp and log from + − × ÷ and bit operations only, so that a model has the same bytes on every platform; those of libm
// differ. math/elementary.h has another pair: merging the two would change the bytes of rows or of models.
//
//   exact_exp(1.0);   // 2.718281828459045
//   exact_log(2.0);   // 0.6931471805599453
#pragma once

#include <bit>
#include <cstdint>

namespace synth {

/// e^x to about one unit in the last place; 0 below −708, 2^1023 · e above 709.
constexpr double exact_exp(double x) noexcept {
  if (!(x > -708.0)) return 0.0;
  if (x > 709.0) x = 709.0;
  constexpr double kLog2E = 1.4426950408889634074, kRound = 0x1.8p52;
  constexpr double kLn2High = 0x1.62e42fee00000p-1, kLn2Low = 0x1.a39ef35793c76p-33;
  const double turns = (x * kLog2E + kRound) - kRound;
  const double r = (x - turns * kLn2High) - turns * kLn2Low;  // |r| <= ln(2) / 2
  double sum = 1.0;
  for (int i = 13; i > 0; --i) sum = 1.0 + sum * r / i;
  const auto exponent = static_cast<std::int64_t>(turns);
  return sum * std::bit_cast<double>(static_cast<std::uint64_t>(exponent + 1023) << 52);
}

/// ln x to about one unit in the last place. REQUIRES: x is positive, finite and normal.
constexpr double exact_log(double x) noexcept {
  std::uint64_t bits = std::bit_cast<std::uint64_t>(x);
  auto exponent = static_cast<std::int64_t>(bits >> 52) - 1023;
  bits = (bits & 0x000FFFFFFFFFFFFFULL) | 0x3FF0000000000000ULL;
  double m = std::bit_cast<double>(bits);  // [1, 2)
  if (m > 1.4142135623730951) {
    m *= 0.5;
    ++exponent;
  }
  const double s = (m - 1.0) / (m + 1.0), s2 = s * s;  // |s| <= 0.1716
  double sum = 0.0;
  for (int i = 21; i > 1; i -= 2) sum = (sum + 1.0 / i) * s2;
  constexpr double kLn2High = 0x1.62e42fee00000p-1, kLn2Low = 0x1.a39ef35793c76p-33;
  const auto turns = static_cast<double>(exponent);
  return turns * kLn2High + (2.0 * s * (1.0 + sum) + turns * kLn2Low);
}

}  // namespace synth
