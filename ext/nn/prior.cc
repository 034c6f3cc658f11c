#include "nn/prior.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "math/exact_math.h"
#include "nn/gamma.h"

namespace synth::nn {
namespace {

// Log odds of the first component: a label belongs to it only if it comes surely more often with the emotion. Where few
// rows tell nothing, nearly all of it is the second, one softmax.
constexpr double kUnlessSure = 3.0, kSurest = 6.0;
// Of a Dirichlet, in rows for each label: of an emotion's labels around all emotions', and of those around uniform
// ones. From few labels among many to no difference at all. In their mean one row says about what it says to Jeffreys'
// half.
using Strengths = std::array<double, 12>;
constexpr Strengths kStrengthsOfLabel{0.125, 0.25, 0.5, 1, 2, 4, 8, 16, 32, 64, 128, 256};
// Of more labels some are the like of others: where there are a thousand, a hundred rows for their sake would be
// stubborn.
constexpr std::size_t kMostLabels = 64;

Strengths strengths_for(std::size_t labels) noexcept {
  Strengths strengths = kStrengthsOfLabel;
  for (double& strength : strengths) strength *= static_cast<double>(std::min(labels, kMostLabels));
  return strengths;
}

// How much each strength is believed: by the evidence of a Dirichlet with it around `centre`, for each of the rows of
// `labels` counts.
Strengths beliefs(const std::vector<double>& counts, std::size_t labels, const std::vector<double>& centre,
                  const Strengths& strengths, PeriodicCheck& asking) {
  Strengths belief{};
  for (std::size_t i = 0; i < belief.size(); ++i)
    for (std::size_t start = 0; start < counts.size(); start += labels) {
      asking.step(labels);
      double total = 0;
      for (std::size_t c = 0; c < labels; ++c)
        if (const double n = counts[start + c]; n > 0) {
          belief[i] += log_rising(strengths[i] * centre[c], n);
          total += n;
        }
      belief[i] -= log_rising(strengths[i], total);
    }
  const double best = *std::max_element(belief.begin(), belief.end());
  double all = 0;
  for (double& weight : belief) all += weight = exact_exp(weight - best);
  for (double& weight : belief) weight /= all;
  return belief;
}

// `counts` smoothed towards `centre`: the mean over the strengths, as each is believed. The best strength alone would
// be a matter of luck where rows are few.
std::vector<double> smoothed(const std::vector<double>& counts, std::size_t labels, const std::vector<double>& centre,
                             const Strengths& strengths, PeriodicCheck& asking) {
  const Strengths belief = beliefs(counts, labels, centre, strengths, asking);
  std::vector<double> result(counts.size());
  for (std::size_t start = 0; start < counts.size(); start += labels) {
    asking.step(labels);
    double total = 0;
    for (std::size_t c = 0; c < labels; ++c) total += counts[start + c];
    for (std::size_t i = 0; i < belief.size(); ++i)
      for (std::size_t c = 0; c < labels; ++c)
        result[start + c] += belief[i] * (counts[start + c] + strengths[i] * centre[c]) / (total + strengths[i]);
  }
  return result;
}

// The shares of the labels over all emotions, from a hierarchy of Dirichlets (Teh et al. 2006): what an emotion repeats
// of its own tells little of the others, so a label counts as often as the emotions are expected to have asked the
// centre for it.
std::vector<double> centre_of(const std::vector<double>& counts, const std::vector<double>& all,
                              const Strengths& strengths, PeriodicCheck& asking) {
  constexpr int kRounds = 3;
  constexpr double kBelievable = 1e-6;
  const std::size_t labels = all.size();
  const std::vector<double> uniform(labels, 1.0 / static_cast<double>(labels));
  std::vector<double> centre = smoothed(all, labels, uniform, strengths, asking);
  for (int round = 0; round < kRounds; ++round) {
    const Strengths belief = beliefs(counts, labels, centre, strengths, asking);
    std::vector<double> asked(labels);
    for (std::size_t k = 0; k < counts.size(); ++k) {
      asking.step();
      if (counts[k] <= 0) continue;
      for (std::size_t i = 0; i < belief.size(); ++i) {
        if (belief[i] < kBelievable) continue;
        const double a = strengths[i] * centre[k % labels];
        asked[k % labels] += belief[i] * a * (digamma(a + counts[k]) - digamma(a));
      }
    }
    centre = smoothed(asked, labels, uniform, strengths, asking);
  }
  return centre;
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
  const Strengths strengths = strengths_for(labels);
  const std::vector<double> centre = centre_of(counts, all, strengths, asking);
  const std::vector<double> frequency = smoothed(counts, labels, centre, strengths, asking);
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
    counts[static_cast<std::size_t>(cells.features[i].emotion)] += static_cast<double>(cells.total[i]);
  for (double& count : counts) count = std::ceil(count);
  return counts;
}

}  // namespace synth::nn
