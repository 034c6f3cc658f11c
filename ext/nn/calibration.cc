#include "nn/calibration.h"

#include <algorithm>
#include <iterator>
#include <span>
#include <utility>
#include <vector>

#include "math/exact_math.h"

namespace synth::nn {
namespace {

// Cells are judged in pieces of at most so many, several at once by the threads. Each has sums of its own, which are
// added in the order of the pieces.
constexpr std::size_t kAtOnce = 256;

struct Piece {
  explicit Piece(const Network& network) : pass(network, kAtOnce), p(kAtOnce * network.shape.width()), top(kAtOnce) {}

  Pass pass;
  std::vector<float> p;            ///< (rows, labels)
  std::vector<std::uint32_t> top;  ///< (rows): the most probable label
  Score sums;
};

class Judge {
 public:
  Judge(const Network& network, WorkerPool& team, Monitor& monitor)
      : network_(network), team_(team), monitor_(monitor), pieces_(team.size(), Piece(network)) {}

  /// Calls compute(number, piece) for the numbers below `count`, each of which judges some cells, and gives the sums.
  template <class Compute>
  Score sum(std::size_t count, Compute compute) {
    Score sums;
    for (std::size_t first = 0; first < count; first += pieces_.size()) {
      const std::size_t some = std::min(pieces_.size(), count - first);
      team_.run(some, [&](std::size_t number) noexcept { compute(first + number, pieces_[number]); });
      for (std::size_t number = 0; number < some; ++number) {
        sums.loss += pieces_[number].sums.loss;
        sums.accuracy += pieces_[number].sums.accuracy;
      }
      monitor_.poll();
    }
    return sums;
  }

  /// Loss and hits of the cells [from, to) with these logits. REQUIRES: to - from <= kAtOnce
  void judge(const WeightedExamples& cells, std::size_t from, std::size_t to, const float* logits, const float* gate,
             double temperature, Piece& piece) const noexcept {
    const std::size_t labels = network_.shape.labels, width = network_.shape.width();
    const Kernels& k = kernels();
    mix(network_, std::span(cells.features).subspan(from, to - from), logits, gate, temperature, piece.p.data());
    k.most_probable(to - from, labels, width, piece.p.data(), piece.top.data());
    piece.sums = {};
    float chosen[16 * kLanes];  // probabilities of labels that came, then their logarithms
    std::size_t cell = from;
    for (std::uint32_t first = cells.start[from]; first < cells.start[to];) {
      std::size_t count = 0;
      for (std::uint32_t at = first; at < cells.start[to] && count < std::size(chosen); ++at, ++count) {
        while (cells.start[cell + 1] <= at) ++cell;
        chosen[count] = piece.p[(cell - from) * width + cells.label[at]];
        if (cells.label[at] == piece.top[cell - from]) piece.sums.accuracy += static_cast<double>(cells.weight[at]);
      }
      std::fill(chosen + count, chosen + padded(count), 1.0f);
      k.logarithms(padded(count), 1e-30f, chosen);
      for (std::size_t i = 0; i < count; ++i, ++first)
        piece.sums.loss -= static_cast<double>(cells.weight[first]) * static_cast<double>(chosen[i]);
    }
  }

 private:
  const Network& network_;
  WorkerPool& team_;
  Monitor& monitor_;
  std::vector<Piece> pieces_;
};

// How many cells a piece has, so that it takes some milliseconds at most, between which it can be stopped.
std::size_t cells_of_piece(const Network& network) noexcept {
  constexpr std::size_t kWork = std::size_t{1} << 24;
  return std::clamp<std::size_t>(kWork / network.layout.trained, 16, kAtOnce);
}

// Logits of up to a quarter of a million cells, evenly picked, so that many temperatures can be tried.
class Logits {
 public:
  Logits(const Network& network, const WeightedExamples& cells, WorkerPool& team, Monitor& monitor)
      : cells_(cells), width_(network.shape.width()), judge_(network, team, monitor) {
    constexpr std::size_t kMax = std::size_t{1} << 18;
    const std::size_t each = cells_of_piece(network), pieces = (cells.size() + each - 1) / each, most = kMax / each;
    for (std::size_t i = 0; i < std::min(pieces, most); ++i) {
      const std::size_t from = (pieces <= most ? i : i * pieces / most) * each;
      ranges_.emplace_back(from, std::min(cells.size(), from + each));
      starts_.push_back(count_);
      count_ += ranges_.back().second - from;
    }
    logits_.resize(count_ * kComponents * width_);
    gate_.resize(count_ * kComponents);
    judge_.sum(ranges_.size(), [&](std::size_t number, Piece& piece) noexcept {
      const auto [from, to] = ranges_[number];
      forward(network, std::span(cells.features).subspan(from, to - from), piece.pass);
      std::copy_n(piece.pass.logits.data(), (to - from) * kComponents * width_,
                  logits_.data() + starts_[number] * kComponents * width_);
      std::copy_n(piece.pass.gate.data(), (to - from) * kComponents, gate_.data() + starts_[number] * kComponents);
    });
    for (const auto& [from, to] : ranges_)
      for (std::size_t i = from; i < to; ++i) rows_ += static_cast<double>(cells.total[i]);
  }

  double rows() const noexcept { return rows_; }

  double loss(double temperature) {
    const Score sums = judge_.sum(ranges_.size(), [&](std::size_t number, Piece& piece) noexcept {
      const auto [from, to] = ranges_[number];
      judge_.judge(cells_, from, to, logits_.data() + starts_[number] * kComponents * width_,
                   gate_.data() + starts_[number] * kComponents, temperature, piece);
    });
    return sums.loss / rows_;
  }

 private:
  const WeightedExamples& cells_;
  std::size_t width_, count_ = 0;
  Judge judge_;
  std::vector<std::pair<std::size_t, std::size_t>> ranges_;
  std::vector<std::size_t> starts_;  ///< of each range among the logits
  std::vector<float> logits_, gate_;
  double rows_ = 0;
};

}  // namespace

Score score(const Network& network, const WeightedExamples& cells, double temperature, WorkerPool& team,
            Monitor& monitor) {
  if (cells.rows <= 0) return {};
  Judge judge(network, team, monitor);
  const std::size_t each = cells_of_piece(network);
  const Score sums = judge.sum((cells.size() + each - 1) / each, [&](std::size_t number, Piece& piece) noexcept {
    const std::size_t from = number * each, to = std::min(cells.size(), from + each);
    forward(network, std::span(cells.features).subspan(from, to - from), piece.pass);
    judge.judge(cells, from, to, piece.pass.logits.data(), piece.pass.gate.data(), temperature, piece);
  });
  return {sums.loss / cells.rows, sums.accuracy / cells.rows};
}

double fit_temperature(const Network& network, const WeightedExamples& cells, WorkerPool& team, Monitor& monitor) {
  constexpr double kBelief = 50;  // rows that speak for 1
  Logits logits(network, cells, team, monitor);
  const auto cost = [&](double log_temperature) {
    return logits.loss(exact_exp(log_temperature)) + kBelief / logits.rows() * log_temperature * log_temperature;
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
