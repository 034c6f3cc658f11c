#include "nn/metrics.h"

#include <gtest/gtest.h>

#include <cmath>

namespace synth::nn {
namespace {

// Three rows over seven labels, worked out by hand: ranks 1, 3 and 6.
class ThreeRows : public ::testing::Test {
 protected:
  ThreeRows() {
    metrics.add({0.5, 0.2, 0.1, 0.1, 0.05, 0.03, 0.02}, 0);
    metrics.add({0.3, 0.4, 0.2, 0.05, 0.03, 0.01, 0.01}, 2);
    metrics.add({0.5, 0.2, 0.1, 0.1, 0.05, 0.03, 0.02}, 5);
  }
  Metrics metrics;
};

TEST_F(ThreeRows, Rows) {
  EXPECT_EQ(metrics.rows(), 3U);
}
TEST_F(ThreeRows, Accuracy) {
  EXPECT_DOUBLE_EQ(metrics.accuracy(), 1.0 / 3);
}
TEST_F(ThreeRows, Top3Accuracy) {
  EXPECT_DOUBLE_EQ(metrics.top3_accuracy(), 2.0 / 3);
}
TEST_F(ThreeRows, LogLoss) {
  EXPECT_NEAR(metrics.log_loss(), (0.6931471805599453 + 1.6094379124341003 + 3.506557897319982) / 3, 1e-11);
}
TEST_F(ThreeRows, Brier) {
  // 0.25 + 0.04 + 0.01 + 0.01 + 0.0025 + 0.0009 + 0.0004 = 0.3138 with (1 - 0.5)² for the label;
  // 0.09 + 0.16 + 0.64 + 0.0025 + 0.0009 + 0.0001 + 0.0001 = 0.8936;
  // 0.3138 - 0.0009 + (1 - 0.03)² = 1.2538.
  EXPECT_NEAR(metrics.brier(), (0.3138 + 0.8936 + 1.2538) / 3, 1e-11);
}
TEST_F(ThreeRows, NdcgAt5) {
  EXPECT_NEAR(metrics.ndcg_at_5(), (1.0 + 0.5 + 0.0) / 3, 1e-11);
}
TEST_F(ThreeRows, Mrr) {
  EXPECT_NEAR(metrics.mrr(), (1.0 + 1.0 / 3 + 1.0 / 6) / 3, 1e-11);
}
TEST_F(ThreeRows, Ece) {
  // Two rows in the bin of 0.5: one right of two, mean confidence 0.5: no error. One row at 0.4, wrong: 0.4 · 1/3.
  EXPECT_NEAR(metrics.ece(), 0.4 / 3, 1e-11);
}

TEST(Metrics, TheGainOfEachRankIsOneOverLog2OfOnePlusIt) {
  const std::vector<double> p{0.3, 0.25, 0.2, 0.1, 0.09, 0.06};
  for (std::uint32_t label = 0; label < 6; ++label) {
    Metrics one;
    one.add(p, label);
    EXPECT_NEAR(one.ndcg_at_5(), label < 5 ? 1 / std::log2(2.0 + label) : 0.0, 1e-11);
  }
}

TEST(Metrics, AProbabilityOfZeroCountsAsFiftyNats) {
  Metrics metrics;
  metrics.add({1.0, 0.0}, 1);
  EXPECT_DOUBLE_EQ(metrics.log_loss(), 50.0);
}

TEST(Metrics, TheOrderOfTheRowsChangesNoBit) {
  Metrics forwards, backwards;
  const auto row = [](int i) { return std::vector<double>{1.0 / (i + 2), 1 - 1.0 / (i + 2)}; };
  for (int i = 0; i < 1000; ++i) forwards.add(row(i), i % 2);
  for (int i = 1000; i-- > 0;) backwards.add(row(i), i % 2);
  EXPECT_EQ(forwards.log_loss(), backwards.log_loss());
  EXPECT_EQ(forwards.brier(), backwards.brier());
  EXPECT_EQ(forwards.ece(), backwards.ece());
}

}  // namespace
}  // namespace synth::nn
