#include "math/exact_math.h"

#include <gtest/gtest.h>

#include <cmath>

namespace synth {
namespace {

TEST(ExactMath, ExpIsThatOfTheLibraryWithinTwoUlps) {
  for (double x = -700; x < 700; x += 0.37) {
    const double expected = std::exp(x);
    EXPECT_NEAR(exact_exp(x), expected, expected * 5e-16) << x;
  }
  EXPECT_EQ(exact_exp(0), 1.0);
  EXPECT_EQ(exact_exp(-1000), 0.0);
}

TEST(ExactMath, LogIsThatOfTheLibraryWithinTwoUlps) {
  for (double x = 1e-300; x < 1e300; x *= 7.3) {
    const double expected = std::log(x);
    EXPECT_NEAR(exact_log(x), expected, std::abs(expected) * 5e-16 + 1e-16) << x;
  }
  EXPECT_EQ(exact_log(1), 0.0);
}

}  // namespace
}  // namespace synth
