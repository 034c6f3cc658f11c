#include "nn/calibration.h"

#include <algorithm>
#include <vector>

#include "math/exact_math.h"

namespace synth::nn {
namespace {

constexpr std::size_t kAtOnce = 256;

// The network's output for these rows, in steps of a few milliseconds between which it can be stopped. `pass` has room
// for kAtOnce rows; `take(first, count)` reads from it what came of a step.
template <class Take>
void forward_in_steps(const Network& network, std::span<const Features> rows, Pass& pass, Monitor& monitor, Take take) {
  constexpr std::size_t kWork = std::size_t{1} << 24;
  const std::size_t step = std::clamp<std::size_t>(kWork / network.layout.trained, 16, kAtOnce);
  for (std::size_t first = 0; first < rows.size(); first += step) {
    monitor.poll();
    const std::size_t count = std::min(step, rows.size() - first);
    forward(network, rows.subspan(first, count), pass);
    take(first, count);
  }
}

// Loss and hits of cells [from, to), whose probabilities are the rows of p, added to `sums`.
void judge(const WeightedExamples& cells, std::size_t from, std::size_t to, const float* p, std::size_t labels,
           std::size_t width, Score& sums) noexcept {
  for (std::size_t i = from; i < to; ++i, p += width) {
    const auto top = static_cast<std::uint32_t>(std::max_element(p, p + labels) - p);
    for (std::uint32_t k = cells.start[i]; k < cells.start[i + 1]; ++k) {
      const auto weight = static_cast<double>(cells.weight[k]);
      sums.loss -= weight * exact_log(std::max(static_cast<double>(p[cells.label[k]]), 1e-30));
      if (cells.label[k] == top) sums.accuracy += weight;
    }
  }
}

// Logits of up to a quarter of a million cells, evenly picked, so that many temperatures can be tried.
class Logits {
 public:
  Logits(const Network& network, const WeightedExamples& cells, Monitor& monitor) : network_(network), cells_(cells) {
    constexpr std::size_t kMax = std::size_t{1} << 18;
    const std::size_t pieces = (cells.size() + kAtOnce - 1) / kAtOnce, most = kMax / kAtOnce;
    for (std::size_t i = 0; i < std::min(pieces, most); ++i)
      starts_.push_back((pieces <= most ? i : i * pieces / most) * kAtOnce);
    const std::size_t each = kComponents * network.shape.width();
    logits_.resize(starts_.size() * kAtOnce * each);
    gate_.resize(starts_.size() * kAtOnce * kComponents);
    Pass pass(network, kAtOnce);
    for (std::size_t i = 0; i < starts_.size(); ++i) {
      const std::size_t count = std::min(kAtOnce, cells.size() - starts_[i]);
      forward_in_steps(network, std::span(cells.features).subspan(starts_[i], count), pass, monitor,
                       [&](std::size_t first, std::size_t rows) {
                         const std::size_t at = i * kAtOnce + first;
                         std::copy_n(pass.logits.data(), rows * each, logits_.data() + at * each);
                         std::copy_n(pass.gate.data(), rows * kComponents, gate_.data() + at * kComponents);
                       });
      for (std::size_t k = 0; k < count; ++k) rows_ += static_cast<double>(cells.total[starts_[i] + k]);
    }
  }

  double rows() const noexcept { return rows_; }

  double loss(double temperature, Monitor& monitor) const {
    const std::size_t labels = network_.shape.labels, width = network_.shape.width();
    std::vector<float> p(kAtOnce * width);
    Score sums;
    for (std::size_t i = 0; i < starts_.size(); ++i) {
      monitor.poll();
      const std::size_t from = starts_[i], to = std::min(cells_.size(), from + kAtOnce);
      mix(network_, std::span(cells_.features).subspan(from, to - from),
          logits_.data() + i * kAtOnce * kComponents * width, gate_.data() + i * kAtOnce * kComponents, temperature,
          p.data());
      judge(cells_, from, to, p.data(), labels, width, sums);
    }
    return sums.loss / rows_;
  }

 private:
  const Network& network_;
  const WeightedExamples& cells_;
  std::vector<std::size_t> starts_;
  std::vector<float> logits_, gate_;
  double rows_ = 0;
};

}  // namespace

Score score(const Network& network, const WeightedExamples& cells, double temperature, Monitor& monitor) {
  if (cells.rows <= 0) return {};
  const std::size_t labels = network.shape.labels, width = network.shape.width();
  std::vector<float> p(kAtOnce * width);
  Pass pass(network, kAtOnce);
  Score sums;
  forward_in_steps(network, cells.features, pass, monitor, [&](std::size_t first, std::size_t count) {
    mix(network, std::span(cells.features).subspan(first, count), pass.logits.data(), pass.gate.data(), temperature,
        p.data());
    judge(cells, first, first + count, p.data(), labels, width, sums);
  });
  return {sums.loss / cells.rows, sums.accuracy / cells.rows};
}

double fit_temperature(const Network& network, const WeightedExamples& cells, Monitor& monitor) {
  constexpr double kBelief = 50;  // rows that speak for 1
  const Logits logits(network, cells, monitor);
  const auto cost = [&](double log_temperature) {
    return logits.loss(exact_exp(log_temperature), monitor) +
           kBelief / logits.rows() * log_temperature * log_temperature;
  };
  // Golden section: the loss is unimodal in the temperature.
  constexpr double kGolden = 0.6180339887498949;
  double low = -0.69, high = 0.69;
  double left = high - kGolden * (high - low), right = low + kGolden * (high - low);
  double at_left = cost(left), at_right = cost(right);
  for (int i = 0; i < 10; ++i) {
    if (at_left <= at_right) {
      high = right;
      right = left;
      at_right = at_left;
      left = high - kGolden * (high - low);
      at_left = cost(left);
    } else {
      low = left;
      left = right;
      at_left = at_right;
      right = low + kGolden * (high - low);
      at_right = cost(right);
    }
  }
  return exact_exp((low + high) / 2);
}

}  // namespace synth::nn
