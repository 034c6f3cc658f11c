#include "math/elementary.h"

#include <gtest/gtest.h>

#include <cmath>

namespace synth {
namespace {

// libm is the reference here and only here: it may differ in the last bit from machine to machine.
TEST(Elementary, LogAgreesWithLibm) {
  for (double x = 1e-300; x < 1e300; x *= 1.7)
    EXPECT_NEAR(portable_log(x), std::log(x), 4e-16 * std::max(1.0, std::fabs(std::log(x)))) << x;
  EXPECT_EQ(portable_log(1), 0);
}

TEST(Elementary, ExpAgreesWithLibm) {
  for (double x = -690; x < 690; x += 0.37)
    EXPECT_NEAR(portable_exp(x) / std::exp(x), 1, 6e-16 * (1 + std::fabs(x) / 50)) << x;
  EXPECT_EQ(portable_exp(0), 1);
}

TEST(Elementary, PowOfKnownPairs) {
  EXPECT_NEAR(portable_pow(2, 10), 1024, 1e-11);
  EXPECT_NEAR(portable_pow(41913, 0.8), std::pow(41913, 0.8), 1e-9);
}

TEST(Elementary, CosinesOfTheHoursAgreeWithLibm) {
  for (std::size_t n = 0; n < 72; ++n)
    EXPECT_NEAR(cosine_of_hour(n), std::cos(static_cast<double>(n) * 3.14159265358979324 / 12), 1e-14) << n;
  EXPECT_EQ(cosine_of_hour(0), 1);
  EXPECT_EQ(cosine_of_hour(18), 0);
}

TEST(Elementary, NormalQuantileOfTheTextbook) {
  EXPECT_NEAR(normal_quantile(0.5), 0, 1e-12);
  EXPECT_NEAR(normal_quantile(0.975), 1.959963984540054, 1e-8);
  EXPECT_NEAR(normal_quantile(0.001), -3.090232306167813, 1e-8);
  EXPECT_NEAR(normal_quantile(1 - 0.001), 3.090232306167813, 1e-8);
}

}  // namespace
}  // namespace synth
