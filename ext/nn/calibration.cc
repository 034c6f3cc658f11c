#include "nn/calibration.h"

#include <algorithm>
#include <vector>

#include "nn/exact_math.h"

namespace synth::nn {
namespace {

constexpr std::size_t kAtOnce = 256;

// Logits of every cell, so that many temperatures can be tried.
struct Logits {
  Logits(const Network& network, const Cells& cells)
      : width(network.shape.width()), logits(cells.size() * kMotives * width), gate(cells.size() * kMotives) {
    Pass pass(network, kAtOnce);
    for (std::size_t from = 0; from < cells.size(); from += kAtOnce) {
      const std::size_t count = std::min(kAtOnce, cells.size() - from);
      forward(network, std::span(cells.features).subspan(from, count), pass);
      std::copy_n(pass.logits.data(), count * kMotives * width, logits.data() + from * kMotives * width);
      std::copy_n(pass.gate.data(), count * kMotives, gate.data() + from * kMotives);
    }
  }

  Score at(const Network& network, const Cells& cells, double temperature) const {
    const std::size_t labels = network.shape.labels;
    std::vector<float> p(kAtOnce * width);
    double loss = 0, right = 0;
    for (std::size_t from = 0; from < cells.size(); from += kAtOnce) {
      const std::size_t count = std::min(kAtOnce, cells.size() - from);
      kernels().mixture(count, labels, width, logits.data() + from * kMotives * width, gate.data() + from * kMotives,
                        static_cast<float>(1.0 / temperature), p.data());
      for (std::size_t i = 0; i < count; ++i) {
        const float* row = p.data() + i * width;
        const auto top = static_cast<std::uint32_t>(std::max_element(row, row + labels) - row);
        for (std::uint32_t k = cells.start[from + i]; k < cells.start[from + i + 1]; ++k) {
          const auto weight = static_cast<double>(cells.weight[k]);
          loss -= weight * exact_log(std::max(static_cast<double>(row[cells.label[k]]), 1e-30));
          if (cells.label[k] == top) right += weight;
        }
      }
    }
    return {loss / cells.rows, right / cells.rows};
  }

  std::size_t width;
  std::vector<float> logits, gate;
};

}  // namespace

Score score(const Network& network, const Cells& cells, double temperature) {
  if (cells.rows <= 0) return {};
  return Logits(network, cells).at(network, cells, temperature);
}

double fit_temperature(const Network& network, const Cells& cells) {
  constexpr double kBelief = 50;  // rows that speak for 1
  const Logits logits(network, cells);
  const auto cost = [&](double log_temperature) {
    return logits.at(network, cells, exact_exp(log_temperature)).loss +
           kBelief / cells.rows * log_temperature * log_temperature;
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
