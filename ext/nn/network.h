// The network:
//
//   linear      = hour[h] + weekday[w] + person[p] + city[c]       (labels)  how this moment, person and place linear
//   deep      = out · relu(… relu(first[e] + linear · inward) …)   (labels)
//   logits[m] = base[e, m] + emotion[e, m] + linear + deep         (labels)  for each of two components m
//   M         = Σ over m of softmax(gate_base[e] + gate[e])[m] · softmax(logits[m])
//   P         ∝ M · exp(Σ over crosses of cross[what the moment, person and place are together])
//
// so the first layer is a sum of table rows, a linear path lies beside the deep one, and a person has no more
// parameters than there are labels. A choice has one of two components (a mixture of softmaxes, Yang et al. 2018): what
// a person likes can then decide among the labels of a component without making the component itself more likely, which
// no sum of logits can say. `base` and `gate_base` are not trained: with every other weight at zero the network is the
// smoothed frequency of the labels per emotion. A feature that is absent adds nothing: the average. What two or three
// inputs say together and not each for itself stands in tables, the crosses (nn/crosses.h): wide beside deep (Cheng et
// al. 2016).
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "nn/kernels.h"

namespace synth::nn {

inline constexpr std::uint32_t kHours = 24;
inline constexpr std::uint32_t kWeekdays = 7;
inline constexpr std::int32_t kAbsent = -1;
inline constexpr std::uint32_t kComponents = 2;

/// What the network sees of one row; a number of a table's row, or kAbsent. The emotion is never absent.
struct Features {
  std::int32_t emotion = 0;
  std::int32_t hour = kAbsent;
  std::int32_t weekday = kAbsent;
  std::int32_t person = kAbsent;
  std::int32_t city = kAbsent;
};

struct NetworkShape {
  std::uint32_t labels = 0;
  std::uint32_t emotions = 0;
  std::uint32_t people = 0;
  std::uint32_t cities = 0;
  std::vector<std::uint32_t> hidden;

  std::size_t width() const noexcept { return padded(labels); }
  bool operator==(const NetworkShape&) const = default;
};

/// What a cross can look at. Parts of the day are three hours each: fewer rows tell something of them.
enum class Input : std::uint8_t { kEmotion, kHour, kWeekday, kPerson, kCity, kPartOfDay };
inline constexpr std::uint32_t kInputs = 6;
inline constexpr std::uint32_t kHoursOfPart = 3;

inline std::int32_t input_of(const Features& row, Input input) noexcept {
  switch (input) {
    case Input::kEmotion:
      return row.emotion;
    case Input::kHour:
      return row.hour;
    case Input::kWeekday:
      return row.weekday;
    case Input::kPerson:
      return row.person;
    case Input::kCity:
      return row.city;
    default:
      return row.hour == kAbsent ? kAbsent : row.hour / std::int32_t{kHoursOfPart};
  }
}

/// How many values an input has.
std::size_t levels_of(const NetworkShape& shape, Input input) noexcept;

/// A table of what two or three inputs say together, or of what the emotion says in rows that wait (nn/surprise.h).
/// Where an input is absent it says nothing.
struct Cross {
  static constexpr std::size_t kMaxInputs = 3;

  /// `inputs` in ascending order.
  Cross(const NetworkShape& shape, std::span<const Input> with_inputs);

  std::int64_t row_of(const Features& row) const noexcept {
    std::int64_t at = 0;
    for (std::size_t i = 0; i < count; ++i) {
      const std::int32_t level = input_of(row, inputs[i]);
      if (level == kAbsent) return kAbsent;
      at = at * static_cast<std::int64_t>(levels[i]) + level;
    }
    return at;
  }
  bool has(Input input) const noexcept {
    for (std::size_t i = 0; i < count; ++i)
      if (inputs[i] == input) return true;
    return false;
  }

  std::array<Input, kMaxInputs> inputs{};
  std::array<std::size_t, kMaxInputs> levels{};
  std::size_t count = 0;
  std::size_t rows = 0;
  std::vector<float> weights;  ///< (rows, labels), padded; empty before it is fitted
};

/// A matrix inside the weights: `rows` rows of `width` floats (padded), of which `used` count.
struct Matrix {
  std::size_t start = 0;
  std::size_t rows = 0;
  std::size_t width = 0;
  std::size_t used = 0;

  std::size_t size() const noexcept { return rows * width; }
  std::size_t end() const noexcept { return start + size(); }
};

/// Where each matrix lies. The first `trained` floats are trained batch by batch; people and cities, of which a batch
/// touches few, follow. Where `fits` is false the shape needs more than kMaxFloats, and the blocks mean nothing.
struct Layout {
  explicit Layout(const NetworkShape& shape);

  Matrix emotion;              ///< (emotions · components, labels)
  Matrix gate;                 ///< (emotions, components)
  Matrix hour, weekday;        ///< (n, labels): with people and cities the linear path
  Matrix first;                ///< (emotions, hidden[0])
  std::vector<Matrix> inward;  ///< [0]: (labels, hidden[0]); then (hidden[i - 1], hidden[i])
  std::vector<Matrix> bias;    ///< [i]: (1, hidden[i + 1])
  Matrix out;                  ///< (hidden.back(), labels)
  std::size_t trained = 0;
  Matrix person, city;  ///< (n, labels)
  std::size_t total = 0;
  bool fits = true;

  /// All blocks in their order.
  std::vector<Matrix> blocks() const;
};

struct Network {
  /// REQUIRES: too_much_work(with_shape) is empty.
  explicit Network(const NetworkShape& with_shape);

  /// Small random values from the seed for the hidden layers; all else zero.
  void initialise(std::uint64_t seed);

  const float* row(const Matrix& block, std::size_t index) const noexcept {
    return weights.data() + block.start + index * block.width;
  }
  float* row(const Matrix& block, std::size_t index) noexcept {
    return weights.data() + block.start + index * block.width;
  }
  /// Differs for networks whose weights cannot be exchanged.
  std::uint64_t architecture_hash() const noexcept;

  NetworkShape shape;
  Layout layout;
  std::vector<float> weights;
  std::vector<float> base;       ///< (emotions · components, labels), padded
  std::vector<float> gate_base;  ///< (emotions, components)
  std::vector<Cross> crosses;
  bool deep = false;  ///< whether the hidden layers take part; else their weights mean nothing yet
};

/// Why a network of this shape would be too large or take too long to ask, empty if it would not: a prediction without
/// an emotion is the average over all of them, and no single call may take so long that it could not be stopped.
std::string too_much_work(const NetworkShape& shape);

/// Memory for one forward and backward pass over at most `capacity` rows. One thread uses it at a time.
struct Pass {
  Pass(const Network& network, std::size_t with_capacity);

  std::size_t capacity;
  std::vector<float> linear;               ///< (rows, labels)
  std::vector<float> deep;                 ///< (rows, labels)
  std::vector<float> logits;               ///< (rows, components, labels); after the loss their gradient
  std::vector<float> gate;                 ///< (rows, components); after the loss their gradient
  std::vector<float> logit_gradient;       ///< (rows, labels): summed over the components, filled by the loss
  std::vector<std::vector<float>> hidden;  ///< [i]: (rows, hidden[i]) after relu
  std::vector<float> linear_gradient;      ///< (rows, labels)
  std::vector<std::vector<float>> hidden_gradient;
  std::vector<float> transposed;  ///< of the layer in hand
  std::vector<float> gradient;    ///< of the first `trained` weights
};

/// Fills linear, hidden, deep, logits and gate.
void forward(const Network& network, std::span<const Features> rows, Pass& pass) noexcept;

/// What a label's part of M is raised by before the crosses multiply it, so that they can raise what M excludes.
inline constexpr float kLeastShare = 1e-12f;

/// What the crosses say of a row, into `linear` (width).
void add_crosses(const Network& network, const Features& row, float* linear) noexcept;

/// P (rows, width) of rows whose logits and gate forward() gave.
void mix(const Network& network, std::span<const Features> rows, const float* logits, const float* gate,
         double temperature, float* p) noexcept;

/// Replaces logits and gate by the gradient of the loss, and fills logit_gradient and expected (rows, labels), for
/// `target` and `total` as in Kernels::mixture_gradient. Gives the loss.
double loss_gradient(const Network& network, std::size_t rows, const float* target, const float* total, Pass& pass,
                     float* expected) noexcept;

/// REQUIRES: forward(network, rows, pass), then loss_gradient.
/// Fills gradient (of the trained weights) and linear_gradient.
void backward(const Network& network, std::span<const Features> rows, Pass& pass) noexcept;

}  // namespace synth::nn
