#include "nn/prior.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "math/exact_math.h"

namespace synth::nn {
namespace {

// Log odds of the first component: a label belongs to it only if it comes surely more often with the emotion. Where few
// rows tell nothing, nearly all of it is the second, one softmax.
constexpr double kUnlessSure = 3.0, kSurest = 6.0;
constexpr double kStrengths[] = {2, 4, 8, 16, 32, 64, 128, 256, 1024, 4096};

// ln probability of the rows of `counts` (rows of `labels`), each left out in turn.
double left_out_likelihood(const std::vector<double>& counts, std::size_t labels, const std::vector<double>& centre,
                           double strength, PeriodicCheck& asking) {
  double sum = 0;
  for (std::size_t start = 0; start < counts.size(); start += labels) {
    asking.step(labels);
    double total = 0;
    for (std::size_t c = 0; c < labels; ++c) total += counts[start + c];
    for (std::size_t c = 0; c < labels; ++c)
      if (const double n = counts[start + c]; n > 0)
        sum += n * exact_log((n - 1 + strength * centre[c]) / (total - 1 + strength));
  }
  return sum;
}

// `counts` smoothed towards `centre`: the mean over the strengths, each weighted by how probable it makes the rows. The
// best strength alone would be a matter of luck where rows are few.
std::vector<double> smoothed(const std::vector<double>& counts, std::size_t labels, const std::vector<double>& centre,
                             PeriodicCheck& asking) {
  std::array<double, std::size(kStrengths)> belief{};
  for (std::size_t i = 0; i < belief.size(); ++i)
    belief[i] = left_out_likelihood(counts, labels, centre, kStrengths[i], asking);
  const double best = *std::max_element(belief.begin(), belief.end());
  double all = 0;
  for (double& weight : belief) all += weight = exact_exp(weight - best);
  std::vector<double> result(counts.size());
  for (std::size_t start = 0; start < counts.size(); start += labels) {
    asking.step(labels);
    double total = 0;
    for (std::size_t c = 0; c < labels; ++c) total += counts[start + c];
    for (std::size_t i = 0; i < belief.size(); ++i)
      for (std::size_t c = 0; c < labels; ++c)
        result[start + c] +=
            belief[i] / all * (counts[start + c] + kStrengths[i] * centre[c]) / (total + kStrengths[i]);
  }
  return result;
}

}  // namespace

void set_prior(Network& network, const WeightedExamples& cells, const InterruptCheck& ask) {
  PeriodicCheck asking(ask);
  const std::size_t emotions = network.shape.emotions, labels = network.shape.labels, width = network.shape.width();
  std::vector<double> counts(emotions * labels), all(labels);
  for (std::size_t i = 0; i < cells.size(); ++i, asking.step())
    for (std::uint32_t k = cells.start[i]; k < cells.start[i + 1]; ++k) {
      counts[static_cast<std::size_t>(cells.features[i].emotion) * labels + cells.label[k]] += cells.weight[k];
      all[cells.label[k]] += cells.weight[k];
    }
  const std::vector<double> uniform(labels, 1.0 / static_cast<double>(labels));
  const std::vector<double> centre = smoothed(all, labels, uniform, asking);
  const std::vector<double> frequency = smoothed(counts, labels, centre, asking);
  std::vector<double> first(labels);
  for (std::size_t e = 0; e < emotions; ++e, asking.step(labels)) {
    double rows = 0, share[kComponents] = {};
    for (std::size_t c = 0; c < labels; ++c) rows += counts[e * labels + c];
    for (std::size_t c = 0; c < labels; ++c) {
      // How many standard deviations the label lies above what it is without the emotion, as log odds of the first.
      const double expected = rows * centre[c];
      const double surplus = (rows * frequency[e * labels + c] - expected) / std::sqrt(expected + 1.0);
      first[c] = 1.0 / (1.0 + exact_exp(-std::clamp(surplus - kUnlessSure, -kSurest, kSurest)));
      share[0] += frequency[e * labels + c] * first[c];
      share[1] += frequency[e * labels + c] * (1.0 - first[c]);
    }
    for (std::size_t m = 0; m < kComponents; ++m) {
      network.gate_base[e * kComponents + m] = static_cast<float>(exact_log(share[m]));
      for (std::size_t c = 0; c < labels; ++c) {
        const double part = m == 0 ? first[c] : 1.0 - first[c];
        network.base[(e * kComponents + m) * width + c] =
            static_cast<float>(exact_log(frequency[e * labels + c] * part / share[m]));
      }
    }
  }
}

std::vector<double> emotion_counts(const WeightedExamples& cells, std::uint32_t emotions) {
  std::vector<double> counts(emotions);
  for (std::size_t i = 0; i < cells.size(); ++i)
    counts[static_cast<std::size_t>(cells.features[i].emotion)] += cells.total[i];
  return counts;
}

}  // namespace synth::nn
