#include "nn/gamma.h"

#include <gtest/gtest.h>

#include <cmath>

namespace synth::nn {
namespace {

TEST(Gamma, IsThatOfTheCLibrary) {
  for (double x = 1e-9; x < 1e7; x *= 1.7) {
    EXPECT_NEAR(log_gamma(x), std::lgamma(x), 1e-9 * std::max(1.0, std::abs(std::lgamma(x)))) << x;
    const double step = x * 1e-4;
    const double slope = (std::lgamma(x + step) - std::lgamma(x - step)) / (2 * step);
    EXPECT_NEAR(digamma(x), slope, 1e-4 * std::max(1.0, std::abs(slope))) << x;
  }
}

TEST(Gamma, OfRisingFactorsTheShortWayIsTheLongOne) {
  for (const double a : {1e-9, 0.3, 1.0, 7.5, 4000.0})
    for (const double n : {0.0, 1.0, 2.0, 23.0, 24.0, 25.0, 0.5, 3.25, 1000.0})
      EXPECT_NEAR(log_rising(a, n), std::lgamma(a + n) - std::lgamma(a), 1e-8 * std::max(1.0, std::lgamma(a + n)))
          << a << " " << n;
}

}  // namespace
}  // namespace synth::nn
