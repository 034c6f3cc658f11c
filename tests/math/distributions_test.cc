#include "math/distributions.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

#include "math/elementary.h"
#include "support/statistics.h"

namespace synth {
namespace {

using testing::ChiSquare;

TEST(AliasTable, DrawsInProportionToTheWeights) {
  const std::vector<double> weights = {5, 0, 1, 1, 93, 0.5};
  const AliasTable table(weights);
  std::vector<double> counts(weights.size());
  std::vector<double> expected;
  for (const double weight : weights) expected.push_back(weight / 100.5 * 200000);
  const Key key = key_for(1, 1);
  for (std::uint64_t row = 0; row < 200000; ++row) counts[table.pick(word_for(key, row))] += 1;
  EXPECT_EQ(counts[1], 0);
  EXPECT_LT(ChiSquare(counts, expected).sigmas(), 4);
}

TEST(AliasTable, OneWeightIsAlwaysPicked) {
  const AliasTable table(std::vector<double>{0.3});
  EXPECT_EQ(table.pick(0), 0U);
  EXPECT_EQ(table.pick(~std::uint64_t{0}), 0U);
}

TEST(LognormalTable, HasTheMedianTheSpreadAndTheBounds) {
  const LognormalTable table(120, 1.1, 1, 3600);
  EXPECT_NEAR(table.quantile(0.5), 120, 1e-6);
  EXPECT_NEAR(table.quantile(0.841344746), 120 * std::exp(1.1), 1);
  EXPECT_GE(table.quantile(0), 1);
  EXPECT_LE(table.quantile(std::nextafter(1, 0)), 3600);
  EXPECT_GT(table.quantile(std::nextafter(1, 0)), 3500);
}

TEST(LognormalTable, NeverFalls) {
  const LognormalTable table(60, 1.3, 1, 3600);
  double before = 0;
  for (double u = 0; u < 1; u += 1.0 / 4099) {
    EXPECT_GE(table.quantile(u), before);
    before = table.quantile(u);
  }
}

TEST(LognormalTable, TheShareBelowAValueIsTheInverseOfTheQuantile) {
  const LognormalTable table(120, 1.1, 1, 3600);
  for (double u = 0.01; u < 0.99; u += 0.0137) EXPECT_NEAR(table.share_below(table.quantile(u)), u, 1e-9);
  EXPECT_EQ(table.share_below(0.5), 0);
  EXPECT_EQ(table.share_below(3601), 1);
  const LognormalTable point(120, 0, 1, 3600);
  EXPECT_EQ(point.share_below(119), 0);
  EXPECT_EQ(point.share_below(121), 1);
}

TEST(ZipfTable, ProbabilitiesSumToOneAndFallAsTheLawSays) {
  const ZipfTable table(10000, 0.9);
  double sum = 0;
  for (std::uint64_t rank = 0; rank < 10000; ++rank) sum += table.probability(rank);
  EXPECT_NEAR(sum, 1, 1e-9);
  EXPECT_NEAR(table.probability(0) / table.probability(9), std::pow(10, 0.9), 1e-9);
  EXPECT_NEAR(table.probability(0) / table.probability(4999), std::pow(5000, 0.9), 0.05 * std::pow(5000, 0.9));
}

// The integral of a power next to -1 is a difference of two numbers next to 1.
TEST(ZipfTable, IsContinuousInTheExponentAtOne) {
  const ZipfTable at_one(100000, 1.0);
  for (const double distance : {2.220446049250313e-16, 1e-12, 0.99e-6, 1.01e-6})
    for (const double exponent : {1 - distance, 1 + distance}) {
      const ZipfTable table(100000, exponent);
      for (const std::uint64_t rank : {0U, 127U, 128U, 200U, 5000U, 99999U})
        ASSERT_NEAR(table.probability(rank) / at_one.probability(rank), 1, 2e-5) << exponent << " " << rank;
      EXPECT_NEAR(table.probability(99999) * 1e5 / (table.probability(9) * 10), 1, 0.03) << exponent;
    }
}

TEST(ZipfTable, DrawsMatchTheProbabilities) {
  const ZipfTable table(1000, 1.0);
  std::vector<double> counts(1000);
  std::vector<double> expected;
  for (std::uint64_t rank = 0; rank < 1000; ++rank) expected.push_back(table.probability(rank) * 300000);
  const Key key = key_for(9, 1);
  for (std::uint64_t row = 0; row < 300000; ++row) {
    Rng rng(key, row);
    const std::uint64_t step = rng.bits64();
    counts[table.pick(step, rng.bits64())] += 1;
  }
  EXPECT_LT(ChiSquare(counts, expected).sigmas(), 4);
}

// Two knots are a power; more bend it.
TEST(ZipfTable, ACurveGoesThroughItsKnots) {
  const std::vector<double> two{1, std::pow(5000, -0.9)};
  const ZipfTable zipf(5000, 0.9), same = ZipfTable::of_curve(5000, two);
  ASSERT_EQ(same.count(), 5000U);
  for (const std::uint64_t rank : {0U, 1U, 99U, 127U, 1000U, 4999U})
    EXPECT_NEAR(same.probability(rank) / zipf.probability(rank), 1, 1e-3) << rank;
  const std::vector<double> knots{8, 8, 4, 4, 2, 1, 1e-9};  // of the ranks 10^(k / 3), 100 ranks in all
  const ZipfTable table = ZipfTable::of_curve(100, knots);
  double sum = 0;
  for (std::uint64_t rank = 0; rank < 100; ++rank) sum += table.probability(rank);
  EXPECT_NEAR(sum, 1, 1e-12);
  EXPECT_NEAR(table.probability(0) / table.probability(9), 2, 1e-9);  // knot 0 against knot 3, which is rank 10
  EXPECT_NEAR(table.probability(0) / table.probability(1), 1, 1e-9);
  EXPECT_NEAR(table.probability(99) / table.probability(0), 1e-9 / 8, 1e-15);
  EXPECT_EQ(ZipfTable::of_curve(1, knots).probability(0), 1);
}

// A quantile of evenly spread numbers has each rank as often as its probability says.
TEST(ZipfTable, QuantilesHaveTheProbabilities) {
  const ZipfTable table(1000, 0.9);
  std::vector<double> counts(1000);
  constexpr int kDraws = 1'000'000;
  std::uint64_t before = 0;
  for (int i = 0; i < kDraws; ++i) {
    const std::uint64_t rank = table.quantile((i + 0.5) / kDraws);
    ASSERT_GE(rank, before);
    before = rank;
    counts[rank] += 1;
  }
  for (std::uint64_t rank = 0; rank < 1000; ++rank)
    ASSERT_NEAR(counts[rank], table.probability(rank) * kDraws, 1.001) << rank;
  EXPECT_EQ(table.quantile(0), 0U);
  EXPECT_EQ(table.quantile(1 - 0x1p-53), 999U);
  EXPECT_EQ(ZipfTable(1, 1).quantile(0.7), 0U);
}

TEST(ZipfTable, HoldsABillionRanksInConstantMemory) {
  const ZipfTable table(std::uint64_t{1} << 40, 0.9);
  EXPECT_EQ(table.count(), std::uint64_t{1} << 40);
  EXPECT_LT(table.pick(~std::uint64_t{0}, ~std::uint64_t{0}), std::uint64_t{1} << 40);
  EXPECT_GT(table.probability((std::uint64_t{1} << 40) - 1), 0);
}

TEST(ZipfTable, ExponentGivesTheTopFifthItsShare) {
  for (const std::uint64_t count : {100U, 1000U, 100000U}) {
    const ZipfTable table(count, ZipfTable::exponent_for_top_fifth(count, 0.78));
    double share = 0;
    for (std::uint64_t rank = 0; rank < count / 5; ++rank) share += table.probability(rank);
    EXPECT_NEAR(share, 0.78, 0.005) << count;
  }
}

TEST(QuantileTable, LiesOnTheLinesBetweenItsQuantiles) {
  const std::vector<double> quantiles = {0, 1, 1, 5, 100};
  const QuantileTable table(quantiles);
  for (const auto& [u, x] : std::vector<std::pair<double, double>>{
           {0, 0}, {0.125, 0.5}, {0.25, 1}, {0.4, 1}, {0.5, 1}, {0.625, 3}, {0.75, 5}, {0.875, 52.5}, {0.99, 96.2}})
    EXPECT_NEAR(table.quantile(u), x, 1e-9) << u;
  // Steps that do not divide 1024 are met to a 1024th.
  const std::vector<double> three = {0, 3, 30, 300};
  const QuantileTable thirds(three);
  EXPECT_NEAR(thirds.quantile(1 / 3.0), 3, 0.03);
  EXPECT_NEAR(thirds.quantile(0.5), 16.5, 0.03);
  EXPECT_NEAR(thirds.quantile(std::nextafter(1, 0)), 300, 1e-6);
}

TEST(Order64, IsABijectionAndItsInverse) {
  const Key key = key_for(5, 1);
  for (std::uint64_t n = 0; n < 2000; ++n) {
    const Order64 order(word_for(key, n));
    std::uint64_t places = 0;
    for (std::uint32_t thing = 0; thing < 64; ++thing) {
      ASSERT_LT(order.place(thing), 64U);
      places |= std::uint64_t{1} << order.place(thing);
      ASSERT_EQ(order.thing(order.place(thing)), thing);
    }
    ASSERT_EQ(places, ~std::uint64_t{0});
  }
}

// Each thing is at each place, and each pair of neighbours at each distance, equally often.
TEST(Order64, HasNoPreferences) {
  const Key key = key_for(6, 1);
  std::vector<double> places(64 * 64), distances(64);
  constexpr int kOrders = 20000;
  for (std::uint64_t n = 0; n < kOrders; ++n) {
    const Order64 order(word_for(key, n));
    for (std::uint32_t thing = 0; thing < 64; ++thing) places[thing * 64 + order.place(thing)] += 1;
    distances[(order.place(20) - order.place(21)) & 63] += 1;
  }
  const std::vector<double> expected(64 * 64, kOrders / 64.0), of_pairs = [] {
    std::vector<double> each(64, kOrders / 63.0);
    each[0] = 0;
    return each;
  }();
  EXPECT_LT(ChiSquare(places, expected).sigmas(), 4.5);
  EXPECT_LT(ChiSquare(distances, of_pairs).sigmas(), 20);  // not quite: to a tenth
}

TEST(LorenzTable, HasTheSharesOfItsCurve) {
  const std::vector<double> curve = {0, 0.02, 0.06, 0.15, 0.35, 1};
  for (const std::uint64_t count : {std::uint64_t{1}, std::uint64_t{2}, std::uint64_t{5}, std::uint64_t{7},
                                    std::uint64_t{64}, std::uint64_t{1000}, std::uint64_t{99991}}) {
    const LorenzTable table(count, curve);
    EXPECT_EQ(table.count(), count);
    double sum = 0, before = 2;
    for (std::uint64_t rank = 0; rank < count; ++rank) {
      ASSERT_LE(table.probability(rank), before + 1e-12) << count << " " << rank;
      before = table.probability(rank);
      sum += before;
      // The lightest fifths.
      for (std::uint64_t fifth = 1; fifth < 5; ++fifth)
        if ((count - rank - 1) * 5 == fifth * count) {
          EXPECT_NEAR(1 - sum, curve[fifth], 1e-9) << count;
        }
    }
    EXPECT_NEAR(sum, 1, 1e-9);
  }
  const LorenzTable many(std::uint64_t{1} << 40, curve);
  EXPECT_NEAR(many.probability(0) * std::pow(2, 40) / 5, 0.65, 1e-9);
  EXPECT_LT(many.pick(~std::uint64_t{0}, ~std::uint64_t{0}), std::uint64_t{1} << 40);
}

TEST(LorenzTable, SomeMayHaveNothing) {
  const LorenzTable table(10, std::vector<double>{0, 0, 1});
  const Key key = key_for(7, 1);
  std::vector<double> counts(10);
  for (std::uint64_t row = 0; row < 50000; ++row) {
    Rng rng(key, row);
    const std::uint64_t step = rng.bits64();
    counts[table.pick(step, rng.bits64())] += 1;
  }
  for (std::size_t k = 5; k < 10; ++k) EXPECT_EQ(counts[k], 0);
  const std::vector<double> expected(5, 10000);
  EXPECT_LT(ChiSquare(std::span(counts).first(5), expected).sigmas(), 4);
}

}  // namespace
}  // namespace synth
