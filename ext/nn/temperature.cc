#include "nn/temperature.h"

#include <algorithm>

#include "nn/exact_math.h"

namespace synth::nn {

std::vector<float> logits_of(const Network& network, const Cells& cells) {
  constexpr std::size_t kAtOnce = 256;
  const std::size_t width = network.shape.width();
  std::vector<float> logits(cells.size() * width);
  Pass pass(network, kAtOnce);
  for (std::size_t from = 0; from < cells.size(); from += kAtOnce) {
    const std::size_t count = std::min(kAtOnce, cells.size() - from);
    forward(network, std::span(cells.features).subspan(from, count), pass);
    std::copy_n(pass.logits.data(), count * width, logits.data() + from * width);
  }
  return logits;
}

double loss_at(const Network& network, const Cells& cells, const std::vector<float>& logits, double temperature) {
  constexpr std::size_t kAtOnce = 256;
  const std::size_t width = network.shape.width();
  const auto inverse = static_cast<float>(1.0 / temperature);
  std::vector<float> scaled(kAtOnce * width), target(kAtOnce * width), fisher(kAtOnce * width);
  double loss = 0;
  for (std::size_t from = 0; from < cells.size(); from += kAtOnce) {
    const std::size_t count = std::min(kAtOnce, cells.size() - from);
    std::fill(target.begin(), target.end(), 0.0f);
    for (std::size_t i = 0; i < count; ++i)
      for (std::uint32_t k = cells.start[from + i]; k < cells.start[from + i + 1]; ++k)
        target[i * width + cells.label[k]] = cells.weight[k];
    for (std::size_t i = 0; i < count * width; ++i) scaled[i] = logits[from * width + i] * inverse;
    loss += kernels().softmax_gradient(count, network.shape.labels, width, scaled.data(), target.data(),
                                       cells.total.data() + from, fisher.data());
  }
  return loss / cells.rows;
}

double fit_temperature(const Network& network, const Cells& cells) {
  constexpr double kBelief = 50;  // rows that speak for 1
  const std::vector<float> logits = logits_of(network, cells);
  const auto cost = [&](double log_temperature) {
    return loss_at(network, cells, logits, exact_exp(log_temperature)) +
           kBelief / cells.rows * log_temperature * log_temperature;
  };
  // Golden section: the loss is unimodal in the temperature.
  constexpr double kGolden = 0.6180339887498949;
  double low = -0.69, high = 0.69;
  double left = high - kGolden * (high - low), right = low + kGolden * (high - low);
  double at_left = cost(left), at_right = cost(right);
  for (int i = 0; i < 12; ++i) {
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
