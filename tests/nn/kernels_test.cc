#include "nn/kernels.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <vector>

#include "math/rng.h"

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

// The definition in double, with the gradient by central differences.
struct Mixture {
  static constexpr std::size_t kRows = 3, kLabels = 5, kWidth = 16;
  std::vector<float> logits = random_floats(kRows * 2 * kWidth, 4), gate = random_floats(kRows * 2, 5),
                     target = std::vector<float>(kRows * kWidth), total = std::vector<float>(kRows);

  Mixture() {
    for (std::size_t r = 0; r < kRows; ++r) {
      target[r * kWidth + r] = 2;
      target[r * kWidth + 4] = 1.0f + static_cast<float>(r);
      total[r] = 3.0f + static_cast<float>(r);
    }
  }
  double p(std::size_t r, std::size_t c) const {
    const auto e = [](float x) { return std::exp(static_cast<double>(x)); };
    double result = 0;
    const double gates = e(gate[2 * r]) + e(gate[2 * r + 1]);
    for (std::size_t m = 0; m < 2; ++m) {
      double sum = 0;
      for (std::size_t k = 0; k < kLabels; ++k) sum += e(logits[(2 * r + m) * kWidth + k]);
      result += e(gate[2 * r + m]) / gates * e(logits[(2 * r + m) * kWidth + c]) / sum;
    }
    return result;
  }
  double loss() const {
    double sum = 0;
    for (std::size_t r = 0; r < kRows; ++r)
      for (std::size_t c = 0; c < kLabels; ++c)
        if (target[r * kWidth + c] > 0) sum -= static_cast<double>(target[r * kWidth + c]) * std::log(p(r, c));
    return sum;
  }
  double slope(float& at) {
    const float before = at;
    at = before + 1.0f / 256;
    const double above = loss();
    at = before - 1.0f / 256;
    const double below = loss();
    at = before;
    return (above - below) * 128;
  }
};

TEST(Kernels, TheMixturesGradientIsThatOfItsDefinition) {
  constexpr std::size_t kRows = Mixture::kRows, kLabels = Mixture::kLabels, kWidth = Mixture::kWidth;
  for (const Kernels* level : levels()) {
    Mixture mixture;
    std::vector<float> logits = mixture.logits, gate = mixture.gate, sum(kRows * kWidth), expected(kRows * kWidth);
    const double loss =
        level->mixture_gradient(kRows, kLabels, kWidth, logits.data(), gate.data(), mixture.target.data(),
                                mixture.total.data(), sum.data(), expected.data());
    EXPECT_NEAR(loss, mixture.loss(), 1e-5) << level->name;
    for (std::size_t i = 0; i < gate.size(); ++i)
      EXPECT_NEAR(static_cast<double>(gate[i]), mixture.slope(mixture.gate[i]), 1e-4) << level->name;
    for (std::size_t r = 0; r < kRows; ++r) {
      double all = 0;
      for (std::size_t c = 0; c < kWidth; ++c) {
        float both = 0;
        for (std::size_t m = 0; m < 2; ++m) {
          const std::size_t i = (2 * r + m) * kWidth + c;
          both += logits[i];
          EXPECT_NEAR(static_cast<double>(logits[i]), c < kLabels ? mixture.slope(mixture.logits[i]) : 0.0, 1e-4);
        }
        EXPECT_NEAR(static_cast<double>(sum[r * kWidth + c]), static_cast<double>(both), 1e-6);
        EXPECT_GE(expected[r * kWidth + c], 0.0f);
        all += static_cast<double>(expected[r * kWidth + c]);
      }
      EXPECT_NEAR(all, static_cast<double>(mixture.total[r]), 1e-4) << "a label for each row";
    }
  }
}

TEST(Kernels, TheMixturesProbabilitiesAreThoseOfItsDefinition) {
  constexpr std::size_t kWidth = Mixture::kWidth;
  const Mixture mixture;
  for (const Kernels* level : levels()) {
    std::vector<float> p(Mixture::kRows * kWidth);
    level->mixture(Mixture::kRows, Mixture::kLabels, kWidth, mixture.logits.data(), mixture.gate.data(), 1.0f,
                   p.data());
    for (std::size_t r = 0; r < Mixture::kRows; ++r)
      for (std::size_t c = 0; c < kWidth; ++c)
        EXPECT_NEAR(static_cast<double>(p[r * kWidth + c]), c < Mixture::kLabels ? mixture.p(r, c) : 0.0, 1e-6);
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
    std::vector<float> weight = values, first = more, second = squares, logits = values, gate = more, sum(kCount / 2),
                       expected(kCount / 2), p(kCount / 2);
    level->adam(kCount, {0.01f, 1e-7f, 0.9f, 0.99f}, more.data(), decay.data(), weight.data(), first.data(),
                second.data());
    level->mixture(kCount / 64, 29, 32, values.data(), more.data(), 0.9f, p.data());
    losses.push_back(level->mixture_gradient(kCount / 64, 29, 32, logits.data(), gate.data(), squares.data(),
                                             total.data(), sum.data(), expected.data()));
    for (const auto* part : {&first, &second, &logits, &gate, &sum, &expected, &p})
      weight.insert(weight.end(), part->begin(), part->end());
    seen.push_back(weight);
  }
  for (std::size_t i = 1; i < seen.size(); ++i) {
    EXPECT_TRUE(same_bits(seen[i], seen[0])) << levels()[i]->name;
    EXPECT_EQ(losses[i], losses[0]) << levels()[i]->name;
  }
}

TEST(Kernels, LogarithmsAreThose) {
  std::vector<float> x(4096);
  for (std::size_t i = 0; i < x.size(); ++i)
    x[i] = std::ldexp(1.0f + static_cast<float>(i % 64) / 64, static_cast<int>(i / 64) - 40);
  x[0] = 0;
  std::vector<std::vector<float>> seen;
  for (const Kernels* level : levels()) {
    std::vector<float> logarithms = x;
    level->logarithms(x.size(), 1e-12f, logarithms.data());
    for (std::size_t i = 0; i < x.size(); ++i) {
      const double expected = std::log(static_cast<double>(x[i] + 1e-12f));
      ASSERT_NEAR(static_cast<double>(logarithms[i]), expected, 3e-7 * std::max(1.0, std::abs(expected))) << x[i];
    }
    seen.push_back(logarithms);
  }
  for (const auto& logarithms : seen) EXPECT_TRUE(same_bits(logarithms, seen[0]));
}

TEST(Kernels, WhatIsExpectedAndTiltedIsASoftmax) {
  constexpr std::size_t kRows = 3, kLabels = 21, kWidth = 32;
  const auto logits = random_floats(kRows * kWidth, 11), linear = random_floats(kWidth, 12);
  const std::vector<float> total{1, 7, 2.5f};
  std::vector<std::vector<float>> seen;
  for (const Kernels* level : levels()) {
    std::vector<float> expected(kRows * kWidth);
    level->expect(kRows, kLabels, kWidth, logits.data(), total.data(), expected.data());
    const auto e = [](float x) { return std::exp(static_cast<double>(x)); };
    for (std::size_t r = 0; r < kRows; ++r) {
      double sum = 0;
      for (std::size_t c = 0; c < kLabels; ++c) sum += e(logits[r * kWidth + c]);
      for (std::size_t c = 0; c < kWidth; ++c)
        EXPECT_NEAR(static_cast<double>(expected[r * kWidth + c]),
                    c < kLabels ? static_cast<double>(total[r]) * e(logits[r * kWidth + c]) / sum : 0.0, 2e-6);
    }
    // Of a softmax, tilted by a linear: the softmax of both.
    std::vector<float> p(expected.begin(), expected.begin() + kWidth);
    level->tilt(kLabels, kWidth, 1e-12f, linear.data(), p.data());
    double sum = 0;
    for (std::size_t c = 0; c < kLabels; ++c) sum += e(logits[c] + linear[c]);
    for (std::size_t c = 0; c < kWidth; ++c)
      EXPECT_NEAR(static_cast<double>(p[c]), c < kLabels ? e(logits[c] + linear[c]) / sum : 0.0, 1e-6);
    expected.insert(expected.end(), p.begin(), p.end());
    seen.push_back(expected);
  }
  for (const auto& one : seen) EXPECT_TRUE(same_bits(one, seen[0]));
}

// Of eight people, who differ, each gets what its own equations give.
TEST(Kernels, EightPeopleAreSolvedAtOnce) {
  constexpr std::size_t n = 9;
  const auto some = random_floats(n * n + 2 * n * kTogether, 13);
  std::vector<double> precision(n * n), expected(n * kTogether), rows(kTogether), right(n * kTogether);
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j <= i; ++j)
      precision[i * n + j] = precision[j * n + i] = static_cast<double>(some[i * n + j]) / 4 + (i == j ? 5 : 0);
  for (std::size_t i = 0; i < n * kTogether; ++i) {
    rows[i % kTogether] += expected[i] = 2.1 + static_cast<double>(some[n * n + i]);
    right[i] = static_cast<double>(some[n * n + n * kTogether + i]);
  }
  std::vector<std::vector<double>> seen;
  for (const Kernels* level : levels()) {
    std::vector<double> hessian(n * n * kTogether), x = right;
    level->factorise(n, precision.data(), expected.data(), rows.data(), hessian.data());
    level->solve(n, 0, hessian.data(), x.data());
    // Where a vector begins with zeros, what comes from there on is the same without them.
    for (const std::size_t from : {1, 4, 8}) {
      std::vector<double> whole(n * kTogether), part;
      for (std::size_t i = from * kTogether; i < whole.size(); ++i) whole[i] = right[i];
      part = whole;
      level->solve(n, 0, hessian.data(), whole.data());
      level->solve(n, from, hessian.data(), part.data());
      for (std::size_t i = from * kTogether; i < whole.size(); ++i) ASSERT_NEAR(part[i], whole[i], 1e-12) << from;
    }
    std::vector<double> product = right;
    level->add_product(n, precision.data(), expected.data(), product.data());
    for (std::size_t i = 0; i < n; ++i)
      for (std::size_t who = 0; who < kTogether; ++who) {
        double sum = right[i * kTogether + who];
        for (std::size_t j = 0; j < n; ++j) sum += precision[i * n + j] * expected[j * kTogether + who];
        EXPECT_NEAR(product[i * kTogether + who], sum, 1e-12);
      }
    x.insert(x.end(), product.begin(), product.end());
    for (std::size_t who = 0; who < kTogether; ++who)
      for (std::size_t i = 0; i < n; ++i) {
        const auto at = [&](const std::vector<double>& values, std::size_t c) { return values[c * kTogether + who]; };
        double sum = at(expected, i) * at(x, i);
        for (std::size_t j = 0; j < n; ++j)
          sum += (precision[i * n + j] - at(expected, i) * at(expected, j) / rows[who]) * at(x, j);
        EXPECT_NEAR(sum, at(right, i), 1e-9) << who << " " << i;
      }
    seen.push_back(x);
  }
  for (const auto& x : seen) EXPECT_EQ(x, seen[0]);
}

TEST(Kernels, CombineAddsRowsToBothComponents) {
  for (const std::size_t width : {16, 48}) {
    const auto values = random_floats(6 * width, 14);
    const float* const rows[] = {values.data() + width / 2, values.data() + 3 * width, values.data() + 5 * width};
    for (const Kernels* level : levels())
      for (const std::size_t count : {0, 1, 3}) {
        std::vector<float> linear(width, 9.0f), logits(2 * width, 9.0f);
        level->combine(width, rows, count, values.data(), values.data() + 2 * width, linear.data(), logits.data());
        for (std::size_t c = 0; c < width; ++c) {
          float sum = 0;
          for (std::size_t i = 0; i < count; ++i) sum += rows[i][c];
          ASSERT_EQ(linear[c], sum);
          for (const std::size_t k : {c, width + c}) ASSERT_EQ(logits[k], values[k] + values[2 * width + k] + sum);
        }
      }
  }
}

TEST(Kernels, TheMostProbableLabelIsTheFirstOfTheLargest) {
  constexpr std::size_t kLabels = 21, kWidth = 32;
  for (const Kernels* level : levels())
    for (std::uint32_t best = 0; best < kLabels; ++best) {
      std::vector<float> p(2 * kWidth, 0.01f);
      p[best] = p[kLabels - 1] = p[kWidth + best] = 0.5f;
      p[kLabels] = 0.9f;  // the padding does not count
      std::uint32_t top[] = {99, 99};
      level->most_probable(2, kLabels, kWidth, p.data(), top);
      EXPECT_EQ(top[0], best) << level->name;
      EXPECT_EQ(top[1], best) << level->name;
    }
}

// A row of sixteen is computed by code of its own.
TEST(Kernels, ARowDoesNotDependOnItsWidth) {
  constexpr std::size_t kRows = 20, kLabels = 15;
  const auto values = random_floats(kRows * 2 * kLabels, 15), gates = random_floats(kRows * 2, 16);
  for (const Kernels* level : levels()) {
    std::vector<std::vector<float>> seen;
    for (const std::size_t width : {16, 32}) {
      std::vector<float> logits(kRows * 2 * width), target(kRows * width), total(kRows, 3),
          gate = gates, sum(kRows * width), expected(kRows * width), p(kRows * width), likely(kRows * width);
      for (std::size_t r = 0; r < kRows; ++r) {
        for (std::size_t m = 0; m < 2; ++m)
          std::copy_n(values.data() + (2 * r + m) * kLabels, kLabels, logits.data() + (2 * r + m) * width);
        target[r * width + r % kLabels] += 1;
        target[r * width + 3] += 2;
      }
      level->mixture(kRows, kLabels, width, logits.data(), gate.data(), 0.9f, p.data());
      level->expect(kRows, kLabels, width, p.data(), total.data(), likely.data());
      const double loss = level->mixture_gradient(kRows, kLabels, width, logits.data(), gate.data(), target.data(),
                                                  total.data(), sum.data(), expected.data());
      std::vector<float>& all = seen.emplace_back(gate);
      all.push_back(static_cast<float>(loss));
      for (const auto* part : {&p, &likely, &sum, &expected})
        for (std::size_t r = 0; r < kRows; ++r)
          all.insert(all.end(), part->data() + r * width, part->data() + r * width + kLabels);
    }
    for (std::size_t i = 0; i < seen[0].size(); ++i) EXPECT_NEAR(seen[0][i], seen[1][i], 2e-6f) << level->name << i;
  }
}

TEST(Kernels, RectifyAndItsGradientCutAtZero) {
  const std::vector<float> x{-1, 0, 2, -0.5f, 3, 4, -7, 1, -1, 0, 2, -0.5f, 3, 4, -7, 1};
  for (const Kernels* level : levels()) {
    std::vector<float> y = x, gradient(16, 5.0f);
    level->relu(16, y.data());
    level->rectify_gradient(16, y.data(), gradient.data());
    for (std::size_t i = 0; i < 16; ++i) {
      EXPECT_EQ(y[i], x[i] > 0 ? x[i] : 0.0f);
      EXPECT_EQ(gradient[i], x[i] > 0 ? 5.0f : 0.0f);
    }
  }
}

// Rows of a matrix, and vectors of the C++ library, are aligned for floats and no further.
TEST(Kernels, FloatsMayLieAnywhere) {
  constexpr std::size_t kCount = 256, kRows = 4, kWidth = 32;
  const auto values = random_floats(kCount, 7), more = random_floats(kCount, 8);
  std::vector<float> squares(kCount), total(kRows, 9.0f);
  for (std::size_t i = 0; i < kCount; ++i) squares[i] = values[i] * values[i];
  for (const Kernels* level : levels()) {
    std::vector<std::vector<float>> seen;
    for (const std::size_t shift : {0, 1, 2, 3, 5, 8, 13}) {
      const auto moved = [shift](const std::vector<float>& from) {
        std::vector<float> to(shift + from.size());
        std::copy(from.begin(), from.end(), to.begin() + static_cast<std::ptrdiff_t>(shift));
        return to;
      };
      const std::vector<float> zeros(kCount);
      std::vector<float> a = moved(values), b = moved(more), c = moved(squares), gate = moved(values), t = moved(total);
      std::vector<float> sum = moved(zeros), expected = moved(zeros), p = moved(zeros), product = moved(zeros);
      level->mixture(kRows, 29, kWidth, a.data() + shift, b.data() + shift, 0.9f, p.data() + shift);
      level->multiply(3, 5, kWidth, {a.data() + shift, 5, 1}, b.data() + shift, kWidth, product.data() + shift, kWidth,
                      false);
      level->mixture_gradient(kRows, 29, kWidth, a.data() + shift, gate.data() + shift, c.data() + shift,
                              t.data() + shift, sum.data() + shift, expected.data() + shift);
      level->rectify_gradient(kCount, a.data() + shift, b.data() + shift);
      level->relu(kCount, a.data() + shift);
      level->add(kCount, a.data() + shift, b.data() + shift);
      level->adam(kCount, {0.01f, 1e-7f, 0.9f, 0.99f}, b.data() + shift, c.data() + shift, a.data() + shift,
                  sum.data() + shift, p.data() + shift);
      level->logarithms(kWidth, 1e-12f, p.data() + shift);
      level->expect(kRows, 29, kWidth, a.data() + shift, t.data() + shift, gate.data() + shift);
      level->tilt(29, kWidth, 1e-12f, a.data() + shift, expected.data() + shift);
      std::vector<float> all;
      for (const auto* part : {&a, &b, &gate, &sum, &expected, &p, &product})
        all.insert(all.end(), part->begin() + static_cast<std::ptrdiff_t>(shift), part->end());
      seen.push_back(std::move(all));
    }
    for (std::size_t i = 1; i < seen.size(); ++i) EXPECT_TRUE(same_bits(seen[i], seen[0])) << level->name << " " << i;
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
