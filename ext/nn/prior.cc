#include "nn/prior.h"

#include "nn/exact_math.h"

namespace synth::nn {
namespace {

constexpr double kStrengths[] = {0.5, 1, 2, 4, 8, 16, 32, 64, 128, 256, 1024, 4096};

// ln probability of the rows of `counts` (rows of `labels`), each left out in turn.
double left_out_likelihood(const std::vector<double>& counts, std::size_t labels, const std::vector<double>& centre,
                           double strength) {
  double sum = 0;
  for (std::size_t start = 0; start < counts.size(); start += labels) {
    double total = 0;
    for (std::size_t c = 0; c < labels; ++c) total += counts[start + c];
    for (std::size_t c = 0; c < labels; ++c)
      if (const double n = counts[start + c]; n > 0)
        sum += n * exact_log((n - 1 + strength * centre[c]) / (total - 1 + strength));
  }
  return sum;
}

// `counts` smoothed towards `centre`.
std::vector<double> smoothed(const std::vector<double>& counts, std::size_t labels, const std::vector<double>& centre) {
  double best_strength = kStrengths[0], best = 0;
  for (const double strength : kStrengths) {
    const double likelihood = left_out_likelihood(counts, labels, centre, strength);
    if (strength == kStrengths[0] || likelihood > best) {
      best = likelihood;
      best_strength = strength;
    }
  }
  std::vector<double> result(counts.size());
  for (std::size_t start = 0; start < counts.size(); start += labels) {
    double total = best_strength;
    for (std::size_t c = 0; c < labels; ++c) total += counts[start + c];
    for (std::size_t c = 0; c < labels; ++c)
      result[start + c] = (counts[start + c] + best_strength * centre[c]) / total;
  }
  return result;
}

}  // namespace

std::vector<float> prior_logits(const Cells& cells, std::uint32_t emotions, std::uint32_t labels) {
  std::vector<double> counts(std::size_t{emotions} * labels), all(labels);
  for (std::size_t i = 0; i < cells.size(); ++i)
    for (std::uint32_t k = cells.start[i]; k < cells.start[i + 1]; ++k) {
      counts[static_cast<std::size_t>(cells.features[i].emotion) * labels + cells.label[k]] += cells.weight[k];
      all[cells.label[k]] += cells.weight[k];
    }
  const std::vector<double> uniform(labels, 1.0 / labels);
  const std::vector<double> centre = smoothed(all, labels, uniform);
  const std::vector<double> result = smoothed(counts, labels, centre);
  const std::size_t width = padded(labels);
  std::vector<float> logits(emotions * width);
  for (std::size_t e = 0; e < emotions; ++e)
    for (std::size_t c = 0; c < labels; ++c)
      logits[e * width + c] = static_cast<float>(exact_log(result[e * labels + c]));
  return logits;
}

std::vector<double> emotion_counts(const Cells& cells, std::uint32_t emotions) {
  std::vector<double> counts(emotions);
  for (std::size_t i = 0; i < cells.size(); ++i)
    counts[static_cast<std::size_t>(cells.features[i].emotion)] += cells.total[i];
  return counts;
}

}  // namespace synth::nn
