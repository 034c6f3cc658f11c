// The few statistics that the tests need.
#pragma once

#include <cmath>
#include <cstddef>
#include <span>

namespace synth::testing {

/// Pearson's statistic of counts against expected counts; cells that expect less than 5 are pooled into one.
struct ChiSquare {
  double statistic = 0;
  double degrees = 0;

  ChiSquare(std::span<const double> counts, std::span<const double> expected) {
    double pooled_count = 0;
    double pooled_expected = 0;
    double cells = 0;
    for (std::size_t k = 0; k < counts.size(); ++k) {
      if (expected[k] < 5) {
        pooled_count += counts[k];
        pooled_expected += expected[k];
        continue;
      }
      statistic += (counts[k] - expected[k]) * (counts[k] - expected[k]) / expected[k];
      cells += 1;
    }
    if (pooled_expected >= 5) {
      statistic += (pooled_count - pooled_expected) * (pooled_count - pooled_expected) / pooled_expected;
      cells += 1;
    }
    degrees = cells - 1;
  }

  /// How many standard deviations the statistic is above its mean (Wilson & Hilferty 1931): a fair sample is below 4.
  double sigmas() const {
    const double spread = 2.0 / (9 * degrees);
    return (std::cbrt(statistic / degrees) - (1 - spread)) / std::sqrt(spread);
  }
};

/// The weighted sum of independent yes-or-no events, compared with its expectation from their probabilities. If the
/// weights have the shape of the effect to be found, this is more powerful than any chi-square test.
struct Score {
  double sum = 0;
  double variance = 0;

  void add(bool happened, double probability, double weight = 1) {
    sum += weight * ((happened ? 1 : 0) - probability);
    variance += weight * weight * probability * (1 - probability);
  }
  /// In standard errors: a fair sample is within 4.5.
  double sigmas() const { return sum / std::sqrt(variance); }
};

inline double normal_cdf(double z) {
  return 0.5 * std::erfc(-z / std::sqrt(2.0));
}

/// The exact two-sided binomial test: how probable a count at least as unlikely as `successes` is, of `n` at rate p.
inline double binomial_p_value(int successes, int n, double p) {
  const auto log_probability = [n, p](int k) {
    return std::lgamma(n + 1.0) - std::lgamma(k + 1.0) - std::lgamma(n - k + 1.0) + k * std::log(p) +
           (n - k) * std::log1p(-p);
  };
  const double threshold = log_probability(successes) + 1e-9;
  double sum = 0;
  for (int k = 0; k <= n; ++k)
    if (log_probability(k) <= threshold) sum += std::exp(log_probability(k));
  return sum;
}

}  // namespace synth::testing
