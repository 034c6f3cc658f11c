#include "math/rng.h"

#include <gtest/gtest.h>

#include <array>
#include <set>
#include <vector>

#include "support/statistics.h"

namespace synth {
namespace {

// The generator's promise rests on these numbers. If this test fails, mixer, key or PCG has changed, and so has every
// row of every world. That must be a decision (kGeneratorVersion), not an accident.
TEST(Rng, KnownAnswers) {
  EXPECT_EQ(mix64(0), 0U);
  EXPECT_EQ(mix64(1), 0x3C02AA47758292BDU);
  const Key key = key_for(42, 1);
  Rng rng(key, 7);
  EXPECT_EQ(rng.bits(), 1375520882U);
}

TEST(Rng, MixerIsABijectionOnASample) {
  std::set<std::uint64_t> seen;
  for (std::uint64_t x = 0; x < 100000; ++x) seen.insert(mix64(x));
  EXPECT_EQ(seen.size(), 100000U);
}

TEST(Rng, EveryInputBitOfTheMixerMovesHalfOfTheOutputBits) {
  for (int bit = 0; bit < 64; ++bit) {
    int flipped = 0;
    for (std::uint64_t x = 1; x <= 200; ++x)
      flipped += __builtin_popcountll(mix64(x * 0x9E3779B97F4A7C15U) ^
                                      mix64((x * 0x9E3779B97F4A7C15U) ^ (std::uint64_t{1} << bit)));
    EXPECT_NEAR(flipped / 200.0, 32, 2.5) << "input bit " << bit;
  }
}

TEST(Rng, SeedsPurposesAndRowsAreIndependentStreams) {
  std::set<std::uint64_t> seen;
  for (std::uint64_t seed = 0; seed < 30; ++seed)
    for (std::uint32_t purpose = 1; purpose < 30; ++purpose)
      for (std::uint64_t row = 0; row < 30; ++row) seen.insert(Rng(key_for(seed, purpose), row).bits64());
  EXPECT_EQ(seen.size(), 30U * 29 * 30);
}

TEST(Rng, BelowIsUniformAlsoWhereTheBoundIsNoPowerOfTwo) {
  std::vector<double> counts(7);
  std::vector<double> expected(7, 100000.0 / 7);
  const Key key = key_for(1, 1);
  for (std::uint64_t row = 0; row < 100000; ++row) counts[Rng(key, row).below(7)] += 1;
  EXPECT_LT(testing::ChiSquare(counts, expected).sigmas(), 4);
}

TEST(Rng, UnitIsInTheHalfOpenInterval) {
  const Key key = key_for(3, 1);
  double low = 1;
  double high = 0;
  for (std::uint64_t row = 0; row < 100000; ++row) {
    const double u = Rng(key, row).unit();
    low = std::min(low, u);
    high = std::max(high, u);
  }
  EXPECT_GE(low, 0);
  EXPECT_LT(low, 1e-3);
  EXPECT_LT(high, 1);
  EXPECT_GT(high, 1 - 1e-3);
}

}  // namespace
}  // namespace synth
