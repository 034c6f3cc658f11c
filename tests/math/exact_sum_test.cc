// Sums that do not depend on the order of their terms.
#include "math/exact_sum.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

namespace synth {
namespace {

TEST(ExactSum, LosesNothing) {
  ExactSum sum;
  for (const double x : {1e300, 1.0, 5e-324, -1e300, 0x1p-1030, -0x1p-1030}) sum.add(x);
  EXPECT_EQ(sum.value().high, 1.0);
  sum.add(-1.0);
  EXPECT_EQ(sum.value().rounded(), 5e-324);
  sum.add(-5e-324);
  EXPECT_EQ(sum.value().rounded(), 0.0);
  sum.add(-3.5);
  EXPECT_EQ(sum.value().rounded(), -3.5);
}

TEST(ExactSum, AnyOrderGivesTheSameBits) {
  std::mt19937_64 random(7);
  std::vector<double> terms;
  for (int i = 0; i < 5000; ++i)
    terms.push_back(
        std::ldexp(static_cast<double>(static_cast<std::int64_t>(random())), static_cast<int>(random() % 400) - 200));
  DoubleDouble first;
  for (int round = 0; round < 10; ++round) {
    ExactSum sum;
    for (const double term : terms) sum.add(term);
    const DoubleDouble value = sum.value();
    if (round == 0) first = value;
    EXPECT_EQ(value.high, first.high);
    EXPECT_EQ(value.low, first.low);
    std::shuffle(terms.begin(), terms.end(), random);
  }
  // Far more terms of one sign than fit without carries.
  ExactSum many;
  for (int i = 0; i < 3'000'000; ++i) many.add(-0x1.fffffffffffffp52);
  EXPECT_EQ(many.value().rounded(), -3e6 * 0x1.fffffffffffffp52);
}

TEST(DoubleDouble, KeepsTwiceTheDigits) {
  const DoubleDouble third = DoubleDouble{1, 0} / DoubleDouble{3, 0};
  const DoubleDouble back = third * DoubleDouble{3, 0} - DoubleDouble{1, 0};
  EXPECT_LT(std::abs(back.rounded()), 1e-31);
  // (10^8 + 1)^2 does not fit 53 bits.
  const DoubleDouble square = DoubleDouble::product(1e8 + 1, 1e8 + 1) - DoubleDouble{1e16, 0} - DoubleDouble{2e8, 0};
  EXPECT_EQ(square.rounded(), 1.0);
  ExactSum sum;
  sum.add_product(1e8 + 1, 1e8 + 1);
  sum.add(-1e16);
  EXPECT_EQ(sum.value().rounded(), 2e8 + 1);
}

}  // namespace
}  // namespace synth
