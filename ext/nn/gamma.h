// ln Γ and its derivative from exact_log: the same on every platform.
#pragma once

#include "math/exact_math.h"

namespace synth::nn {

/// To some units of 1e-11. REQUIRES: x > 0
constexpr double log_gamma(double x) noexcept {
  double down = 1;
  while (x < 8) down *= x++;
  const double square = 1 / (x * x);
  return (x - 0.5) * exact_log(x) - x + 0.91893853320467274 +
         (1.0 / 12 - square * (1.0 / 360 - square * (1.0 / 1260 - square / 1680))) / x - exact_log(down);
}

/// ln Γ(a + n) − ln Γ(a): what n rows multiply, where the first meets a. REQUIRES: a > 0, n >= 0
constexpr double log_rising(double a, double n) noexcept {
  constexpr double kMaxFactors = 24;
  const auto whole = static_cast<double>(static_cast<std::int64_t>(n));
  if (whole != n || n > kMaxFactors) return log_gamma(a + n) - log_gamma(a);
  double product = 1;  // below 10⁴ each: no overflow
  for (double factor = a; factor < a + n - 0.5; ++factor) product *= factor;
  return exact_log(product);
}

/// The derivative of log_gamma. REQUIRES: x > 0
constexpr double digamma(double x) noexcept {
  double down = 0;
  while (x < 8) down += 1 / x++;
  const double square = 1 / (x * x);
  return exact_log(x) - 0.5 / x - square * (1.0 / 12 - square * (1.0 / 120 - square / 252)) - down;
}

}  // namespace synth::nn
