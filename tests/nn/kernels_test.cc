#include "nn/kernels.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <vector>

#include "core/rng.h"

namespace synth::nn {
namespace {

std::vector<float> random_floats(std::size_t count, std::uint64_t seed) {
  Rng rng(key_for(seed, 78), 0);
  std::vector<float> values(count);
  for (float& value : values) value = static_cast<float>(rng.unit() * 4 - 2);
  return values;
}

std::vector<const Kernels*> levels() {
  std::vector<const Kernels*> all;
  for (const VectorLevel level : {VectorLevel::kPlain, VectorLevel::kAvx2, VectorLevel::kAvx512})
    if (const Kernels* found = kernels_of(level)) all.push_back(found);
  return all;
}

bool same_bits(const std::vector<float>& a, const std::vector<float>& b) {
  return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size() * sizeof(float)) == 0;
}

TEST(Kernels, MultiplyIsTheTripleLoopAtEveryLevel) {
  constexpr std::size_t kRows = 7, kDepth = 19, kWidth = 48;
  const auto a = random_floats(kRows * kDepth, 1), b = random_floats(kDepth * kWidth, 2);
  const auto c = random_floats(kRows * kWidth, 3);
  std::vector<float> expected = c;
  for (std::size_t r = 0; r < kRows; ++r)
    for (std::size_t j = 0; j < kWidth; ++j)
      for (std::size_t k = 0; k < kDepth; ++k) expected[r * kWidth + j] += a[r * kDepth + k] * b[k * kWidth + j];
  std::vector<float> transposed(a.size());
  for (std::size_t r = 0; r < kRows; ++r)
    for (std::size_t k = 0; k < kDepth; ++k) transposed[k * kRows + r] = a[r * kDepth + k];
  for (const Kernels* level : levels()) {
    std::vector<float> plain = c, turned = c;
    level->multiply(kRows, kDepth, kWidth, {a.data(), kDepth, 1}, b.data(), kWidth, plain.data(), kWidth, true);
    level->multiply(kRows, kDepth, kWidth, {transposed.data(), 1, kRows}, b.data(), kWidth, turned.data(), kWidth,
                    true);
    EXPECT_TRUE(same_bits(plain, expected)) << level->name;
    EXPECT_TRUE(same_bits(turned, expected)) << level->name;
  }
}

TEST(Kernels, SoftmaxGradientIsThatOfTheDefinition) {
  constexpr std::size_t kRows = 3, kLabels = 5, kWidth = 16;
  const auto logits = random_floats(kRows * kWidth, 4);
  std::vector<float> target(kRows * kWidth), total{2, 1, 4};
  for (std::size_t r = 0; r < kRows; ++r) target[r * kWidth + r] = total[r];
  for (const Kernels* level : levels()) {
    std::vector<float> gradient = logits, fisher(kRows * kWidth);
    const double loss =
        level->softmax_gradient(kRows, kLabels, kWidth, gradient.data(), target.data(), total.data(), fisher.data());
    double expected = 0;
    for (std::size_t r = 0; r < kRows; ++r) {
      double sum = 0;
      for (std::size_t c = 0; c < kLabels; ++c) sum += std::exp(static_cast<double>(logits[r * kWidth + c]));
      for (std::size_t c = 0; c < kWidth; ++c) {
        const double p = c < kLabels ? std::exp(static_cast<double>(logits[r * kWidth + c])) / sum : 0;
        const double weight = static_cast<double>(total[r]);
        EXPECT_NEAR(static_cast<double>(gradient[r * kWidth + c]), weight * (p - (c == r)), 2e-6);
        EXPECT_NEAR(static_cast<double>(fisher[r * kWidth + c]), weight * p * (1 - p), 2e-6);
      }
      expected -= static_cast<double>(total[r]) * std::log(std::exp(static_cast<double>(logits[r * kWidth + r])) / sum);
    }
    EXPECT_NEAR(loss, expected, 1e-5) << level->name;
  }
}

TEST(Kernels, EveryLevelGivesTheSameBits) {
  constexpr std::size_t kCount = 4096;
  const auto values = random_floats(kCount, 5), more = random_floats(kCount, 6);
  std::vector<float> squares(kCount), decay(kCount, 0.01f), total(kCount / 32, 3.0f);
  for (std::size_t i = 0; i < kCount; ++i) squares[i] = values[i] * values[i];
  std::vector<std::vector<float>> seen;
  std::vector<double> losses;
  for (const Kernels* level : levels()) {
    std::vector<float> weight = values, first = more, second = squares, logits = values, fisher(kCount);
    level->adam(kCount, {0.01f, 1e-7f, 0.9f, 0.99f}, more.data(), decay.data(), values.data(), weight.data(),
                first.data(), second.data());
    losses.push_back(
        level->softmax_gradient(kCount / 32, 29, 32, logits.data(), squares.data(), total.data(), fisher.data()));
    for (const auto* part : {&first, &second, &logits, &fisher})
      weight.insert(weight.end(), part->begin(), part->end());
    seen.push_back(weight);
  }
  for (std::size_t i = 1; i < seen.size(); ++i) {
    EXPECT_TRUE(same_bits(seen[i], seen[0])) << levels()[i]->name;
    EXPECT_EQ(losses[i], losses[0]) << levels()[i]->name;
  }
}

TEST(Kernels, RectifyAndItsGradientCutAtZero) {
  const std::vector<float> x{-1, 0, 2, -0.5f, 3, 4, -7, 1, -1, 0, 2, -0.5f, 3, 4, -7, 1};
  for (const Kernels* level : levels()) {
    std::vector<float> y = x, gradient(16, 5.0f);
    level->rectify(16, y.data());
    level->rectify_gradient(16, y.data(), gradient.data());
    for (std::size_t i = 0; i < 16; ++i) {
      EXPECT_EQ(y[i], x[i] > 0 ? x[i] : 0.0f);
      EXPECT_EQ(gradient[i], x[i] > 0 ? 5.0f : 0.0f);
    }
  }
}

TEST(Kernels, TheLevelCanBeForced) {
  force_kernels(kernels_of(VectorLevel::kPlain));
  EXPECT_EQ(kernels().level, VectorLevel::kPlain);
  force_kernels(nullptr);
  EXPECT_EQ(&kernels(), levels().back());
}

}  // namespace
}  // namespace synth::nn
