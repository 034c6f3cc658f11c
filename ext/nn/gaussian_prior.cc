#include "nn/gaussian_prior.h"

#include <algorithm>

namespace synth::nn {
namespace {

constexpr double kLeast = 1e-6, kMax = 25.0;                         // of a variance
constexpr std::uint64_t kBetweenQuestions = std::uint64_t{1} << 21;  // weights: some milliseconds

}  // namespace

void GaussianPrior::estimate(const float* weights, const InterruptCheck& ask) {
  PeriodicCheck asking(ask, kBetweenQuestions);
  const float precision = static_cast<float>(1.0 / variance);
  double square = kVarianceBelief * kBelievedVariance, determined = kVarianceBelief;
  for (std::size_t r = 0; r < block.rows; ++r, asking.step(block.width)) {
    double known = 0, known_squares = 0;
    for (std::size_t c = 0; c < block.used; ++c) {
      const std::size_t i = r * block.width + c;
      const float part = expected[i] / (expected[i] + precision);
      square += static_cast<double>(weights[i] * weights[i]);
      known += static_cast<double>(part);
      known_squares += static_cast<double>(part * part);
    }
    // To raise all labels of a row alike changes nothing, so one direction of each row is never determined: with n the
    // expected rows it is the inverse of diag(n) − n nᵀ / Σ n + precision · 1 by Sherman and Morrison.
    if (known > 0) determined += known - known_squares / known;
  }
  variance = std::clamp(square / determined, kLeast, kMax);
}

void GaussianPrior::newton(float* weights, float damping, const InterruptCheck& ask) {
  PeriodicCheck asking(ask, kBetweenQuestions);
  const float precision = static_cast<float>(1.0 / variance);
  for (std::size_t i = 0; i < block.size(); ++i) {
    if (i % block.width == 0) asking.step(block.width);
    const float step = (gradient[i] + precision * weights[i]) / (expected[i] + precision);
    weights[i] -= damping * std::clamp(step, -2.0f, 2.0f);
  }
}

void GaussianPrior::clear() noexcept {
  std::fill(expected.begin(), expected.end(), 0.0f);
  std::fill(gradient.begin(), gradient.end(), 0.0f);
}

}  // namespace synth::nn
