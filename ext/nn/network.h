// The network:
//
//   lean   = hour[h] + weekday[w] + person[p] + city[c]          (labels)  how this moment, person and place lean
//   logits = base[e] + emotion[e] + lean + out · relu(… relu(first[e] + lean · inward) …)
//
// so the first layer is a sum of table rows, a linear path lies beside the deep one, and a person has no more
// parameters than there are labels. `base` is the smoothed frequency of the labels per emotion (it is not trained):
// with every other weight at zero the network is that frequency. A feature that is absent adds nothing: the average.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "nn/kernels.h"

namespace synth::nn {

inline constexpr std::uint32_t kHours = 24;
inline constexpr std::uint32_t kWeekdays = 7;
inline constexpr std::int32_t kAbsent = -1;

/// What the network sees of one row; a number of a table's row, or kAbsent. The emotion is never absent.
struct Features {
  std::int32_t emotion = 0;
  std::int32_t hour = kAbsent;
  std::int32_t weekday = kAbsent;
  std::int32_t person = kAbsent;
  std::int32_t city = kAbsent;
};

struct Shape {
  std::uint32_t labels = 0;
  std::uint32_t emotions = 0;
  std::uint32_t people = 0;
  std::uint32_t cities = 0;
  std::vector<std::uint32_t> hidden;

  std::size_t width() const noexcept { return padded(labels); }
  bool operator==(const Shape&) const = default;
};

/// A matrix inside the weights: `rows` rows of `width` floats (padded), of which `used` count.
struct Block {
  std::size_t start = 0;
  std::size_t rows = 0;
  std::size_t width = 0;
  std::size_t used = 0;

  std::size_t size() const noexcept { return rows * width; }
  std::size_t end() const noexcept { return start + size(); }
};

/// Where each matrix lies. The first `trained` floats are trained batch by batch; people and cities, of which a batch
/// touches few, follow.
struct Layout {
  explicit Layout(const Shape& shape);

  Block emotion, hour, weekday;  ///< (n, labels): the linear path
  Block first;                   ///< (emotions, hidden[0])
  std::vector<Block> inward;     ///< [0]: (labels, hidden[0]); then (hidden[i - 1], hidden[i])
  std::vector<Block> bias;       ///< [i]: (1, hidden[i + 1])
  Block out;                     ///< (hidden.back(), labels)
  std::size_t trained = 0;
  Block person, city;  ///< (n, labels)
  std::size_t total = 0;

  /// All blocks in their order.
  std::vector<Block> blocks() const;
};

struct Network {
  explicit Network(const Shape& with_shape);

  /// Small random values from the seed for the hidden layers; all else zero.
  void initialise(std::uint64_t seed);

  const float* row(const Block& block, std::size_t index) const noexcept {
    return weights.data() + block.start + index * block.width;
  }
  float* row(const Block& block, std::size_t index) noexcept {
    return weights.data() + block.start + index * block.width;
  }
  /// Differs for networks whose weights cannot be exchanged.
  std::uint64_t architecture_hash() const noexcept;

  Shape shape;
  Layout layout;
  std::vector<float> weights;
  std::vector<float> base;  ///< (emotions, labels), padded
};

/// Memory for one forward and backward pass over at most `capacity` rows. One thread uses it at a time.
struct Pass {
  Pass(const Network& network, std::size_t with_capacity);

  std::size_t capacity;
  std::vector<float> lean;                 ///< (rows, labels)
  std::vector<float> logits;               ///< (rows, labels); after the loss its gradient
  std::vector<std::vector<float>> hidden;  ///< [i]: (rows, hidden[i]) after relu
  std::vector<float> lean_gradient;        ///< (rows, labels)
  std::vector<std::vector<float>> hidden_gradient;
  std::vector<float> transposed;  ///< of the layer in hand
  std::vector<float> gradient;    ///< of the first `trained` weights
};

/// Fills lean, hidden and logits.
void forward(const Network& network, std::span<const Features> rows, Pass& pass) noexcept;

/// REQUIRES: forward(network, rows, pass), then logits replaced by the gradient of the loss.
/// Fills gradient (of the trained weights) and lean_gradient.
void backward(const Network& network, std::span<const Features> rows, Pass& pass) noexcept;

}  // namespace synth::nn
