#include "nn/crosses.h"

#include <algorithm>
#include <cmath>

#include "math/exact_math.h"
#include "nn/gamma.h"
#include "nn/gaussian_prior.h"
#include "nn/limits.h"

namespace synth::nn {
namespace {

constexpr std::size_t kAtOnce = 256, kPieces = 64;            // cells of a piece; pieces between two questions
constexpr double kLeastGain = 3e-4;                           // nats per row that a table must promise
constexpr std::size_t kMaxCellFloats = std::size_t{1} << 27;  // of all cells: where they are more, some are left out
constexpr float kFarthest = 2.0f;                             // a step of Newton's, in nats
constexpr float kSettled = 0.02f;                             // a step that ends it
// What is believed of a table's variance before any row: worth as much as this many weights; its bounds.
constexpr double kLeastVariance = 1e-4;
constexpr double kMaxVariance = 25.0;
// Of a table that must tell of labels that were hardly there before: several nats, and a quarter of a row against them.
constexpr double kVarianceOfEmotions = 4.0;

// A table with what the cells chose in its rows and what is expected of them, both (rows, labels), padded.
struct Candidate {
  explicit Candidate(Cross with_cross) : cross(std::move(with_cross)) {}

  Cross cross;
  std::vector<float> chosen, expected;
  double evidence = 0, variance = 0;
};

// Every stride-th cell, so many that they fit.
WeightedExamples some_of(const WeightedExamples& cells, std::size_t most) {
  const std::size_t stride = 1 + (cells.size() - 1) / most;
  WeightedExamples some;
  for (std::size_t i = 0; i < cells.size(); i += stride) {
    some.features.push_back(cells.features[i]);
    some.total.push_back(cells.total[i]);
    for (std::uint32_t k = cells.start[i]; k < cells.start[i + 1]; ++k) {
      some.label.push_back(cells.label[k]);
      some.weight.push_back(cells.weight[k]);
    }
    some.start.push_back(static_cast<std::uint32_t>(some.label.size()));
    some.rows += static_cast<double>(cells.total[i]);
  }
  return some;
}

// The logarithm of a product of positive factors, which is taken only where the product would leave the range of a
// double.
class LogOfProduct {
 public:
  /// REQUIRES: factor is between 1e-150 and 1e150
  void times(double factor) noexcept {
    product_ *= factor;
    if (product_ > 1e-150 && product_ < 1e150) return;
    sum_ += exact_log(product_);
    product_ = 1;
  }
  double log() const noexcept { return sum_ + exact_log(product_); }

 private:
  double product_ = 1, sum_ = 0;
};

class Fitter {
 public:
  Fitter(const Network& network, const WeightedExamples& cells, double temperature, WorkerPool& team, Monitor& monitor)
      : cells_(cells),
        team_(team),
        monitor_(monitor),
        width_(network.shape.width()),
        labels_(network.shape.labels),
        shape_(network.shape),
        logits_(cells.size() * width_),
        expected_(std::min(cells.size(), kPieces * kAtOnce) * width_) {
    std::vector<Pass> passes(std::max<std::size_t>(1, std::min(team.size(), pieces())), Pass(network, kAtOnce));
    for (std::size_t first = 0; first < pieces(); first += passes.size()) {
      team.run(std::min(passes.size(), pieces() - first), [&](std::size_t number) {
        const auto [from, count] = piece(first + number);
        const auto rows = std::span(cells.features).subspan(from, count);
        Pass& pass = passes[number];
        forward(network, rows, pass);
        float* p = logits_.data() + from * width_;
        kernels().mixture(count, labels_, width_, pass.logits.data(), pass.gate.data(),
                          static_cast<float>(1.0 / temperature), p);
        kernels().logarithms(count * width_, kLeastShare, p);
      });
      monitor.poll();
    }
  }

  std::size_t width() const noexcept { return width_; }

  // The table, or none where its rows would be too many for what they can tell.
  void offer(std::vector<Candidate>& candidates, std::span<const Input> inputs) {
    Cross cross(shape_, inputs);
    if (cross.has(Input::kHour) && cross.has(Input::kPartOfDay)) return;
    if (cross.rows == 0 || cross.rows > 4 * cells_.size() + 1000 || cross.rows * width_ > kMaxCrossFloats) return;
    if (std::find(offered_.begin(), offered_.end(), cross.inputs) != offered_.end()) return;
    offered_.push_back(cross.inputs);
    candidates.emplace_back(std::move(cross));
  }

  // What was chosen in the rows of each table that does not know it.
  void count(std::span<Candidate> candidates) {
    std::vector<Candidate*> fresh;
    for (Candidate& candidate : candidates)
      if (candidate.chosen.empty()) fresh.push_back(&candidate);
    team_.run(fresh.size(), [&](std::size_t i) { fresh[i]->chosen.resize(fresh[i]->cross.rows * width_); });
    for (std::size_t begin = 0; begin < cells_.size(); begin += kPieces * kAtOnce) {
      const std::size_t end = std::min(cells_.size(), begin + kPieces * kAtOnce);
      team_.run(fresh.size(), [&](std::size_t number) {
        Candidate& candidate = *fresh[number];
        for (std::size_t i = begin; i < end; ++i) {
          const std::int64_t row = candidate.cross.row_of(cells_.features[i]);
          if (row == kAbsent) continue;
          float* const chosen = candidate.chosen.data() + static_cast<std::size_t>(row) * width_;
          for (std::uint32_t k = cells_.start[i]; k < cells_.start[i + 1]; ++k)
            chosen[cells_.label[k]] += cells_.weight[k];
        }
      });
      monitor_.poll();
    }
  }

  // What the model as it is expects in the rows of each table.
  void expect(std::span<Candidate> candidates) {
    team_.run(candidates.size(),
              [&](std::size_t i) { candidates[i].expected.assign(candidates[i].cross.rows * width_, 0.0f); });
    for (std::size_t first = 0; first < pieces(); first += kPieces) {
      const std::size_t count = std::min(kPieces, pieces() - first), begin = first * kAtOnce;
      team_.run(count, [&](std::size_t number) {
        const auto [from, rows] = piece(first + number);
        kernels().expect(rows, labels_, width_, logits_.data() + from * width_, cells_.total.data() + from,
                         expected_.data() + (from - begin) * width_);
      });
      const std::size_t end = std::min(cells_.size(), (first + count) * kAtOnce);
      team_.run(candidates.size(), [&](std::size_t number) {
        Candidate& candidate = candidates[number];
        for (std::size_t i = begin; i < end; ++i)
          if (const std::int64_t row = candidate.cross.row_of(cells_.features[i]); row != kAbsent)
            kernels().add(width_, candidate.expected.data() + static_cast<std::size_t>(row) * width_,
                          expected_.data() + (i - begin) * width_);
      });
      monitor_.poll();
    }
  }

  // How much more probable the rows are, in nats, if each row of the table has frequencies of its own, drawn from a
  // Dirichlet around what is expected, with the best of some strengths. A score test, which takes sums for Gaussian, is
  // blind where rows are few or certain.
  void weigh(std::span<Candidate> candidates) {
    count(candidates);
    expect(candidates);
    // The largest first, lest one thread be left with it in the end.
    std::vector<Candidate*> order;
    for (Candidate& candidate : candidates) order.push_back(&candidate);
    std::stable_sort(order.begin(), order.end(),
                     [](const Candidate* a, const Candidate* b) { return a->cross.rows > b->cross.rows; });
    team_.run(order.size(), [&](std::size_t number) { weigh(*order[number]); });
    monitor_.poll();
  }

  // The table's row of each cell, added to the cell's logits.
  void add(const Cross& cross, const std::vector<float>& table) {
    for (std::size_t first = 0; first < pieces(); first += kPieces) {
      team_.run(std::min(kPieces, pieces() - first), [&](std::size_t number) {
        const auto [from, count] = piece(first + number);
        for (std::size_t i = from; i < from + count; ++i)
          if (const std::int64_t row = cross.row_of(cells_.features[i]); row != kAbsent)
            kernels().add(width_, logits_.data() + i * width_, table.data() + static_cast<std::size_t>(row) * width_);
      });
      monitor_.poll();
    }
  }

  // One step of Newton's for each row of the table and, if `learn`, a new variance. Gives the largest step.
  float newton(Candidate& candidate, bool learn) {
    expect({&candidate, 1});
    Cross& cross = candidate.cross;
    const double precision = 1.0 / candidate.variance;
    std::vector<float> steps(cross.rows * width_);
    float largest = 0;
    double square = kVarianceBelief * kBelievedVariance, determined = kVarianceBelief;
    for (std::size_t at = 0; at < steps.size(); at += width_) {
      const float *chosen = candidate.chosen.data() + at, *expected = candidate.expected.data() + at;
      float* const weights = cross.weights.data() + at;
      double rows = 0;
      for (std::size_t c = 0; c < labels_; ++c) rows += static_cast<double>(expected[c]);
      if (!(rows > 0)) continue;
      // (diag(n + precision) − n nᵀ / Σ n)⁻¹ · gradient, by Sherman and Morrison.
      const auto gradient = [&](std::size_t c) {
        return static_cast<double>(chosen[c] - expected[c]) - precision * static_cast<double>(weights[c]);
      };
      double dot = 0, hessian = 0, known = 0, known_squares = 0;
      for (std::size_t c = 0; c < labels_; ++c) {
        const auto n = static_cast<double>(expected[c]);
        const double part = n / (n + precision);
        dot += part * gradient(c);
        hessian += n * part;
        known += part;
        known_squares += part * part;
      }
      const double common = dot / std::max(rows - hessian, 1e-9);
      for (std::size_t c = 0; c < labels_; ++c) {
        const auto n = static_cast<double>(expected[c]);
        const auto step = static_cast<float>((gradient(c) + n * common) / (n + precision));
        steps[at + c] = std::clamp(step, -kFarthest, kFarthest);
        weights[c] += steps[at + c];
        largest = std::max(largest, std::abs(steps[at + c]));
        square += static_cast<double>(weights[c]) * static_cast<double>(weights[c]);
      }
      if (known > 0) determined += known - known_squares / known;
    }
    add(cross, steps);
    if (learn) candidate.variance = std::clamp(square / determined, kLeastVariance, kMaxVariance);
    return largest;
  }

  // What each value of some inputs lacks, without any pull but that of two rows: for what the network has not settled.
  void settle(std::span<const Input> inputs, int rounds) {
    std::vector<Candidate> tables;
    for (const Input& input : inputs) offer(tables, {&input, 1});
    offered_.clear();
    count(tables);
    for (int round = 0; round < rounds; ++round)
      for (Candidate& table : tables) {
        expect({&table, 1});
        std::vector<float>& steps = table.expected;
        for (std::size_t i = 0; i < steps.size(); ++i)
          steps[i] = std::clamp((table.chosen[i] - steps[i]) / (steps[i] + 2.0f), -kFarthest, kFarthest);
        add(table.cross, steps);
      }
  }

 private:
  std::size_t pieces() const noexcept { return (cells_.size() + kAtOnce - 1) / kAtOnce; }
  std::pair<std::size_t, std::size_t> piece(std::size_t number) const noexcept {
    return {number * kAtOnce, std::min(kAtOnce, cells_.size() - number * kAtOnce)};
  }

  void weigh(Candidate& candidate) const {
    constexpr double kLeastShareOfRow = 1e-9, kMaxFactors = 24;
    candidate.evidence = -1e300;
    // From the strongest, which takes what is expected for granted, as long as a weaker one is more probable.
    for (double strength = 4096; strength >= 1; strength /= 4) {
      LogOfProduct product;
      double nats = 0;
      for (std::size_t at = 0; at < candidate.chosen.size(); at += width_) {
        double rows = 0, chosen = 0;
        for (std::size_t c = 0; c < labels_; ++c) {
          rows += static_cast<double>(candidate.expected[at + c]);
          chosen += static_cast<double>(candidate.chosen[at + c]);
        }
        if (!(chosen > 0) || !(rows > 0)) continue;
        nats -= log_rising(strength, chosen);
        for (std::size_t c = 0; c < labels_; ++c) {
          const auto n = static_cast<double>(candidate.chosen[at + c]);
          if (!(n > 0)) continue;
          const double share = std::max(static_cast<double>(candidate.expected[at + c]) / rows, kLeastShareOfRow);
          if (n > kMaxFactors || n != static_cast<double>(static_cast<int>(n))) {
            nats += log_rising(strength * share, n) - n * exact_log(share);
            continue;
          }
          // The same as a product of n factors: mostly it is one or two.
          product.times(strength);
          for (double i = 1; i < n; ++i) product.times(strength + i / share);
        }
      }
      nats += product.log();
      if (nats <= candidate.evidence) break;
      candidate.evidence = nats;
      const double each = strength / static_cast<double>(labels_);  // a Dirichlet's logarithms vary by about so much
      candidate.variance = std::clamp(1 / each + 0.5 / (each * each), 0.003, 3.0);
    }
  }

  const WeightedExamples& cells_;
  WorkerPool& team_;
  Monitor& monitor_;
  std::size_t width_, labels_;
  const NetworkShape& shape_;
  std::vector<std::array<Input, Cross::kMaxInputs>> offered_;
  std::vector<float> logits_;    ///< (cells, width)
  std::vector<float> expected_;  ///< (kPieces · kAtOnce, width)
};

void offer_pairs(Fitter& fitter, std::vector<Candidate>& candidates) {
  for (std::uint32_t a = 0; a < kInputs; ++a)
    for (std::uint32_t b = a + 1; b < kInputs; ++b) {
      const Input pair[] = {static_cast<Input>(a), static_cast<Input>(b)};
      fitter.offer(candidates, pair);
    }
}

void offer_triples(Fitter& fitter, const Cross& pair, std::vector<Candidate>& candidates) {
  for (std::uint32_t third = 0; third < kInputs; ++third) {
    std::array<Input, Cross::kMaxInputs> triple{pair.inputs[0], pair.inputs[1], static_cast<Input>(third)};
    if (pair.has(triple[2])) continue;
    std::sort(triple.begin(), triple.end());
    fitter.offer(candidates, triple);
  }
}

// With weekdays or cities. With people there would be too many to weigh before anything is known.
constexpr Input kSmallTriples[][Cross::kMaxInputs] = {{Input::kEmotion, Input::kWeekday, Input::kPartOfDay},
                                                      {Input::kEmotion, Input::kCity, Input::kPartOfDay},
                                                      {Input::kEmotion, Input::kWeekday, Input::kCity}};

const Candidate& find(const std::vector<Candidate>& candidates, const Cross& cross) {
  return *std::find_if(candidates.begin(), candidates.end(), [&](const Candidate& other) {
    return other.cross.count == cross.count && other.cross.inputs == cross.inputs;
  });
}

// Whether a table with the input has evidence that what is left without the input, if that is a table, has not.
bool says_more_with(Input input, const Cross& cross, const std::vector<Candidate>& candidates, double rows) {
  if (!cross.has(input)) return false;
  double without = 0;
  if (cross.count == 3) {
    Cross pair = cross;
    pair.inputs = {};
    pair.count = 0;
    for (std::size_t i = 0; i < cross.count; ++i)
      if (cross.inputs[i] != input) pair.inputs[pair.count++] = cross.inputs[i];
    without = std::max(0.0, find(candidates, pair).evidence);
  }
  return find(candidates, cross).evidence > without + kFoundNats + kLeastGain * rows;
}

}  // namespace

double fit_crosses(Network& network, const WeightedExamples& all_cells, double temperature, double least_nats,
                   WorkerPool& team, Monitor& monitor) {
  network.crosses.clear();
  if (network.shape.labels < 2 || all_cells.size() == 0) return 0;
  const std::size_t most = std::max<std::size_t>(1, kMaxCellFloats / network.shape.width());
  WeightedExamples some;
  if (all_cells.size() > most) some = some_of(all_cells, most);
  const WeightedExamples& cells = all_cells.size() > most ? some : all_cells;
  Fitter fitter(network, cells, temperature, team, monitor);
  std::vector<Candidate> candidates, taken;
  offer_pairs(fitter, candidates);
  double evidence = 0;
  while (taken.size() < kMaxCrosses && !candidates.empty() && !monitor.out_of_time()) {
    fitter.weigh(candidates);
    const auto best = std::max_element(candidates.begin(), candidates.end(),
                                       [](const Candidate& a, const Candidate& b) { return a.evidence < b.evidence; });
    if (best->evidence < least_nats + kLeastGain * cells.rows) break;
    evidence += best->evidence;
    Candidate& chosen = taken.emplace_back(std::move(*best));
    candidates.erase(best);
    chosen.cross.weights.assign(chosen.cross.rows * fitter.width(), 0.0f);
    for (int i = 0; i < 6; ++i)
      if (fitter.newton(chosen, i > 0) < kSettled) break;
    if (chosen.cross.count == 2) offer_triples(fitter, chosen.cross, candidates);
    if (taken.size() == 1) continue;
    for (int i = 0; i < 2; ++i)
      for (Candidate& other : taken) fitter.newton(other, true);
  }
  for (int i = 0; i < 3; ++i) {
    float largest = 0;
    for (Candidate& table : taken) largest = std::max(largest, fitter.newton(table, true));
    if (largest < kSettled) break;
  }
  for (Candidate& table : taken) network.crosses.push_back(std::move(table.cross));
  return evidence;
}

namespace {

constexpr Input kEmotions[] = {Input::kEmotion};

std::vector<Candidate> weighed_emotions(Fitter& fitter, const Network& network) {
  for (const Cross& cross : network.crosses) fitter.add(cross, cross.weights);
  std::vector<Candidate> one;
  fitter.offer(one, kEmotions);
  fitter.weigh(one);
  return one;
}

}  // namespace

double evidence_of_emotions(const Network& network, const WeightedExamples& cells, double temperature, WorkerPool& team,
                            Monitor& monitor) {
  Fitter fitter(network, cells, temperature, team, monitor);
  const std::vector<Candidate> one = weighed_emotions(fitter, network);
  return one.empty() ? 0 : one.front().evidence;
}

void fit_emotions(Network& network, const WeightedExamples& cells, double temperature, WorkerPool& team,
                  Monitor& monitor) {
  Fitter fitter(network, cells, temperature, team, monitor);
  std::vector<Candidate> one = weighed_emotions(fitter, network);
  if (one.empty()) return;
  Candidate& table = one.front();
  table.cross.weights.assign(table.cross.rows * fitter.width(), 0.0f);
  table.variance = kVarianceOfEmotions;
  for (int i = 0; i < 12; ++i)
    if (fitter.newton(table, false) < kSettled) break;
  network.crosses.push_back(std::move(table.cross));
}

DroppedFeatures silent_in_crosses(const Network& network, const WeightedExamples& all_cells, WorkerPool& team,
                                  Monitor& monitor) {
  constexpr std::size_t kMax = 100'000;
  // Eight epochs have settled people and emotions where rows are few; steps without a pull would overfit there.
  constexpr std::size_t kMany = 20'000;
  DroppedFeatures silent{.weekday = true, .city = true};
  if (network.shape.labels < 2 || all_cells.size() == 0) return silent;
  const WeightedExamples cells = some_of(all_cells, std::min(kMax, kMaxCellFloats / network.shape.width()));
  Fitter fitter(network, cells, 1.0, team, monitor);
  constexpr Input kAll[] = {Input::kEmotion, Input::kHour, Input::kPerson, Input::kWeekday, Input::kCity};
  if (cells.size() > kMany) fitter.settle(kAll, 3);
  std::vector<Candidate> candidates;
  offer_pairs(fitter, candidates);
  for (const auto& triple : kSmallTriples) fitter.offer(candidates, triple);
  fitter.weigh(candidates);
  for (const Candidate& candidate : candidates) {
    const Cross& cross = candidate.cross;
    if (says_more_with(Input::kWeekday, cross, candidates, cells.rows)) silent.weekday = false;
    if (says_more_with(Input::kCity, cross, candidates, cells.rows)) silent.city = false;
  }
  return silent;
}

}  // namespace synth::nn
