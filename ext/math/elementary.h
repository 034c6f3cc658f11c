// exp, log, pow and the normal quantile from + - * / and sqrt alone, and the cosines of the hours as a table. They give
// the same bits with every compiler, C library and processor. For building tables, not for single rows.
#pragma once

#include <array>
#include <cstddef>

namespace synth {

/// cos(2 pi n / 24), to 17 digits: the hours of a day around the clock.
constexpr double cosine_of_hour(std::size_t n) noexcept {
  constexpr std::array<double, 7> kQuarter{
      1.0, 0.96592582628906829, 0.86602540378443865, 0.70710678118654752, 0.5, 0.25881904510252076, 0.0};
  n %= 24;
  if (n > 12) n = 24 - n;
  return n <= 6 ? kQuarter[n] : -kQuarter[12 - n];
}

/// Natural logarithm, within 2 units in the last place. REQUIRES: x > 0 and finite and normal.
double portable_log(double x) noexcept;

/// e to the x, within 2 units in the last place. REQUIRES: |x| <= 700.
double portable_exp(double x) noexcept;

/// REQUIRES: base > 0.
double portable_pow(double base, double exponent) noexcept;

/// The x with P(Z <= x) = p for a standard normal Z, within 1.2e-9 relative (P. J. Acklam 2003). REQUIRES: 0 < p < 1.
double normal_quantile(double p) noexcept;

}  // namespace synth
