#include "nn/network.h"

#include <algorithm>
#include <cmath>

#include "math/rng.h"
#include "nn/limits.h"
#include "rows/vocabulary.h"

namespace synth::nn {
namespace {

constexpr std::uint32_t kInitialStream = 1001;

// The people of so many rows further on are asked for early: those of a batch lie anywhere in memory.
constexpr std::size_t kAhead = 8;

// to (width, rows) = from (rows, width), with the rows padded to `to_step`.
void transpose(std::size_t rows, std::size_t width, const float* from, float* to, std::size_t to_step) noexcept {
  for (std::size_t r = 0; r < rows; ++r)
    for (std::size_t c = 0; c < width; ++c) to[c * to_step + r] = from[r * width + c];
}

}  // namespace

Layout::Layout(const NetworkShape& shape) {
  const auto place = [this](std::size_t rows, std::size_t used) {
    // In 64 bits, whatever a size_t has: `total` never passes the limit, and rows and width are small.
    fits = fits && total + std::uint64_t{rows} * padded(used) <= kMaxFloats;
    if (!fits) return Matrix{};
    const Matrix block{total, rows, padded(used), used};
    total = block.end();
    return block;
  };
  emotion = place(shape.emotions * kComponents, shape.labels);
  gate = place(shape.emotions, kComponents);
  hour = place(kHours, shape.labels);
  weekday = place(kWeekdays, shape.labels);
  if (!shape.hidden.empty()) {
    first = place(shape.emotions, shape.hidden[0]);
    // The padding of an input layer has rows too: they meet zeros.
    inward.push_back(place(shape.width(), shape.hidden[0]));
    for (std::size_t i = 1; i < shape.hidden.size(); ++i) {
      inward.push_back(place(padded(shape.hidden[i - 1]), shape.hidden[i]));
      bias.push_back(place(1, shape.hidden[i]));
    }
    out = place(padded(shape.hidden.back()), shape.labels);
  }
  trained = total;
  person = place(shape.people, shape.labels);
  city = place(shape.cities, shape.labels);
}

std::vector<Matrix> Layout::blocks() const {
  std::vector<Matrix> all{emotion, gate, hour, weekday};
  if (!inward.empty()) {
    all.push_back(first);
    for (std::size_t i = 0; i < inward.size(); ++i) {
      all.push_back(inward[i]);
      if (i > 0) all.push_back(bias[i - 1]);
    }
    all.push_back(out);
  }
  all.push_back(person);
  all.push_back(city);
  return all;
}

std::size_t levels_of(const NetworkShape& shape, Input input) noexcept {
  switch (input) {
    case Input::kEmotion:
      return shape.emotions;
    case Input::kHour:
      return kHours;
    case Input::kWeekday:
      return kWeekdays;
    case Input::kPerson:
      return shape.people;
    case Input::kCity:
      return shape.cities;
    default:
      return kHours / kHoursOfPart;
  }
}

Cross::Cross(const NetworkShape& shape, std::span<const Input> with_inputs) : count(with_inputs.size()), rows(1) {
  for (std::size_t i = 0; i < count; ++i) {
    inputs[i] = with_inputs[i];
    levels[i] = levels_of(shape, inputs[i]);
    rows *= levels[i];
  }
}

Network::Network(const NetworkShape& with_shape)
    : shape(with_shape),
      layout(shape),
      weights(layout.total, 0.0f),
      base(shape.emotions * kComponents * shape.width(), 0.0f),
      gate_base(shape.emotions * kComponents, 0.0f) {}

void Network::initialise(std::uint64_t seed) {
  const Key key = key_for(seed, kInitialStream);
  std::uint64_t row_number = 0;
  const auto fill = [&](const Matrix& block, std::size_t rows, double scale) {
    for (std::size_t r = 0; r < rows; ++r) {
      Rng rng(key, row_number++);
      float* values = row(block, r);
      for (std::size_t c = 0; c < block.used; ++c) values[c] = static_cast<float>((2.0 * rng.unit() - 1.0) * scale);
    }
  };
  if (shape.hidden.empty()) return;
  fill(layout.first, shape.emotions, 0.5);
  fill(layout.inward[0], shape.labels, std::sqrt(3.0 / shape.labels));
  for (std::size_t i = 1; i < shape.hidden.size(); ++i)
    fill(layout.inward[i], shape.hidden[i - 1], std::sqrt(6.0 / shape.hidden[i - 1]));
}

std::uint64_t Network::architecture_hash() const noexcept {
  constexpr std::uint64_t kVersion = 1;  // of the formula at the top of the header
  std::uint64_t hash = mix64(kVersion);
  for (const std::uint64_t number : {std::uint64_t{shape.labels}, std::uint64_t{shape.emotions},
                                     std::uint64_t{shape.people}, std::uint64_t{shape.cities}})
    hash = mix64(hash + number);
  for (const std::uint32_t width : shape.hidden) hash = mix64(hash + width + (std::uint64_t{1} << 32));
  return hash;
}

std::string too_much_work(const NetworkShape& shape) {
  constexpr std::uint64_t kMax = std::uint64_t{1} << 28;
  const Layout layout(shape);
  if (!layout.fits) return "needs more than " + std::to_string(kMaxFloats) + " numbers";
  const std::uint64_t weights = layout.trained - Layout({shape.labels, shape.emotions, 0, 0, {}}).trained;
  if (weights * shape.emotions <= kMax) return {};
  return "has hidden layers of " + std::to_string(weights) + " weights for " + std::to_string(shape.emotions) +
         " emotions; together that may be at most " + std::to_string(kMax);
}

Pass::Pass(const Network& network, std::size_t with_capacity) : capacity(with_capacity) {
  const std::size_t width = network.shape.width();
  linear.resize(capacity * width);
  deep.resize(capacity * width);
  logits.resize(capacity * kComponents * width);
  gate.resize(capacity * kComponents);
  logit_gradient.resize(capacity * width);
  linear_gradient.resize(capacity * width);
  for (const std::uint32_t units : network.shape.hidden) {
    hidden.emplace_back(capacity * padded(units));
    hidden_gradient.emplace_back(capacity * padded(units));
  }
  std::size_t largest = network.layout.out.size();
  for (const Matrix& block : network.layout.inward) largest = std::max(largest, block.size());
  transposed.resize(largest);
  gradient.resize(network.layout.trained);
}

void forward(const Network& network, std::span<const Features> rows, Pass& pass) noexcept {
  const Kernels& k = kernels();
  const Layout& at = network.layout;
  const std::size_t width = network.shape.width(), layers = network.deep ? network.shape.hidden.size() : 0;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (i + kAhead < rows.size() && rows[i + kAhead].person != kAbsent)
      __builtin_prefetch(network.row(at.person, static_cast<std::size_t>(rows[i + kAhead].person)));
    const Features& row = rows[i];
    const float* parts[4];
    std::size_t count = 0;
    const auto take = [&](const Matrix& block, std::int32_t index) {
      if (index != kAbsent) parts[count++] = network.row(block, static_cast<std::size_t>(index));
    };
    take(at.hour, row.hour);
    take(at.weekday, row.weekday);
    take(at.person, row.person);
    take(at.city, row.city);
    const std::size_t emotion = static_cast<std::size_t>(row.emotion) * kComponents;
    k.combine(width, parts, count, network.base.data() + emotion * width, network.row(at.emotion, emotion),
              pass.linear.data() + i * width, pass.logits.data() + i * kComponents * width);
    for (std::size_t m = 0; m < kComponents; ++m)
      pass.gate[i * kComponents + m] =
          network.gate_base[emotion + m] + network.row(at.gate, static_cast<std::size_t>(row.emotion))[m];
    if (layers > 0)
      std::copy_n(network.row(at.first, static_cast<std::size_t>(row.emotion)), at.first.width,
                  pass.hidden[0].data() + i * at.first.width);
  }
  if (layers == 0) return;
  const float* input = pass.linear.data();
  std::size_t input_width = width;
  for (std::size_t layer = 0; layer < layers; ++layer) {
    const Matrix& block = at.inward[layer];
    float* output = pass.hidden[layer].data();
    if (layer > 0)
      for (std::size_t i = 0; i < rows.size(); ++i)
        std::copy_n(network.row(at.bias[layer - 1], 0), block.width, output + i * block.width);
    k.multiply(rows.size(), input_width, block.width, {input, input_width, 1}, network.row(block, 0), block.width,
               output, block.width, true);
    k.relu(rows.size() * block.width, output);
    input = output;
    input_width = block.width;
  }
  k.multiply(rows.size(), input_width, width, {input, input_width, 1}, network.row(at.out, 0), width, pass.deep.data(),
             width, false);
  for (std::size_t i = 0; i < rows.size(); ++i)
    for (std::size_t m = 0; m < kComponents; ++m)
      k.add(width, pass.logits.data() + (i * kComponents + m) * width, pass.deep.data() + i * width);
}

void add_crosses(const Network& network, const Features& row, float* linear) noexcept {
  const std::size_t width = network.shape.width();
  std::fill_n(linear, width, 0.0f);
  for (const Cross& cross : network.crosses)
    if (const std::int64_t at = cross.row_of(row); at != kAbsent)
      kernels().add(width, linear, cross.weights.data() + static_cast<std::size_t>(at) * width);
}

void mix(const Network& network, std::span<const Features> rows, const float* logits, const float* gate,
         double temperature, float* p) noexcept {
  const Kernels& k = kernels();
  const std::size_t labels = network.shape.labels, width = network.shape.width();
  k.mixture(rows.size(), labels, width, logits, gate, static_cast<float>(1.0 / temperature), p);
  if (network.crosses.empty()) return;
  float linear[padded(kMaxLabels)];
  for (std::size_t i = 0; i < rows.size(); ++i) {
    add_crosses(network, rows[i], linear);
    k.tilt(labels, width, kLeastShare, linear, p + i * width);
  }
}

double loss_gradient(const Network& network, std::size_t rows, const float* target, const float* total, Pass& pass,
                     float* expected) noexcept {
  return kernels().mixture_gradient(rows, network.shape.labels, network.shape.width(), pass.logits.data(),
                                    pass.gate.data(), target, total, pass.logit_gradient.data(), expected);
}

void backward(const Network& network, std::span<const Features> rows, Pass& pass) noexcept {
  const Kernels& k = kernels();
  const Layout& at = network.layout;
  const std::size_t width = network.shape.width(), layers = network.deep ? network.shape.hidden.size() : 0,
                    count = rows.size();
  float* gradient = pass.gradient.data();
  std::fill_n(gradient, at.trained, 0.0f);
  std::copy_n(pass.logit_gradient.data(), count * width, pass.linear_gradient.data());

  const float* above = pass.logit_gradient.data();
  for (std::size_t layer = layers; layer-- > 0;) {
    // above: the gradient of what `weights` (hidden[layer] rows) gives.
    const Matrix& weights = layer + 1 == layers ? at.out : at.inward[layer + 1];
    const std::size_t units = weights.rows;
    const float* active = pass.hidden[layer].data();
    k.multiply(units, count, weights.width, {active, 1, units}, above, weights.width, gradient + weights.start,
               weights.width, false);
    transpose(weights.rows, weights.width, network.row(weights, 0), pass.transposed.data(), units);
    float* below = pass.hidden_gradient[layer].data();
    k.multiply(count, weights.width, units, {above, weights.width, 1}, pass.transposed.data(), units, below, units,
               false);
    k.rectify_gradient(count * units, active, below);
    if (layer > 0)
      for (std::size_t i = 0; i < count; ++i) k.add(units, gradient + at.bias[layer - 1].start, below + i * units);
    above = below;
  }
  if (layers > 0) {
    const Matrix& weights = at.inward[0];
    k.multiply(weights.rows, count, weights.width, {pass.linear.data(), 1, width}, above, weights.width,
               gradient + weights.start, weights.width, false);
    transpose(weights.rows, weights.width, network.row(weights, 0), pass.transposed.data(), width);
    k.multiply(count, weights.width, width, {above, weights.width, 1}, pass.transposed.data(), width,
               pass.linear_gradient.data(), width, true);
  }
  for (std::size_t i = 0; i < count; ++i) {
    const Features& row = rows[i];
    const auto emotion = static_cast<std::size_t>(row.emotion);
    k.add(kComponents * width, gradient + at.emotion.start + emotion * kComponents * width,
          pass.logits.data() + i * kComponents * width);
    for (std::size_t m = 0; m < kComponents; ++m)
      gradient[at.gate.start + emotion * at.gate.width + m] += pass.gate[i * kComponents + m];
    if (layers > 0)
      k.add(at.first.width, gradient + at.first.start + emotion * at.first.width, above + i * at.first.width);
    const float* linear = pass.linear_gradient.data() + i * width;
    if (row.hour != kAbsent)
      k.add(width, gradient + at.hour.start + static_cast<std::size_t>(row.hour) * width, linear);
    if (row.weekday != kAbsent)
      k.add(width, gradient + at.weekday.start + static_cast<std::size_t>(row.weekday) * width, linear);
  }
}

}  // namespace synth::nn
