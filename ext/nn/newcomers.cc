#include "nn/newcomers.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "math/exact_math.h"
#include "nn/gaussian_prior.h"
#include "nn/limits.h"
#include "nn/trainer.h"
#include "nn/weighted_examples.h"
#include "rows/local_time.h"

namespace synth::nn {
namespace {

constexpr int kMaxSteps = 30;
constexpr double kFarthest = 2.0, kSettled = 1e-3;  // a step of Newton's, in nats

// The model with further people, who have no weights yet.
void add_people(Model& model, const Vocabulary& names, const InterruptCheck& ask) {
  Vocabulary all;
  for (const Vocabulary* texts : {static_cast<const Vocabulary*>(&model.people), &names})
    for (std::uint32_t i = 0; i < texts->size(); ++i) all.intern((*texts)[i], ask);
  std::vector<std::uint32_t> number;
  const std::uint32_t known = model.people.size();
  model.people = all.sorted(number, ask);
  const Network& from = model.network;
  NetworkShape shape = from.shape;
  shape.people = model.people.size();
  Network to(shape);
  const Layout &source = from.layout, &target = to.layout;
  std::copy_n(from.weights.begin(), source.trained, to.weights.begin());
  for (std::uint32_t i = 0; i < known; ++i)
    std::copy_n(from.row(source.person, i), source.person.width, to.row(target.person, number[i]));
  std::copy_n(from.weights.data() + source.city.start, source.city.size(), to.weights.data() + target.city.start);
  to.base = from.base;
  to.gate_base = from.gate_base;
  to.deep = from.deep;
  const std::size_t width = shape.width();
  for (const Cross& cross : from.crosses) {
    Cross larger(shape, {cross.inputs.data(), cross.count});
    larger.weights.resize(larger.rows * width);
    const auto person = std::find(cross.inputs.begin(), cross.inputs.begin() + static_cast<std::ptrdiff_t>(cross.count),
                                  Input::kPerson) -
                        cross.inputs.begin();
    std::size_t behind = width;  // floats of one level
    for (auto i = static_cast<std::size_t>(person) + 1; i < cross.count; ++i) behind *= cross.levels[i];
    if (static_cast<std::size_t>(person) == cross.count) {
      larger.weights = cross.weights;
    } else {
      for (std::size_t block = 0; block * known * behind < cross.weights.size(); ++block)
        for (std::uint32_t i = 0; i < known; ++i)
          std::copy_n(cross.weights.data() + (block * known + i) * behind, behind,
                      larger.weights.data() + (block * shape.people + number[i]) * behind);
    }
    to.crosses.push_back(std::move(larger));
  }
  for (std::uint32_t& person : model.newcomers) person = number[person];
  for (std::uint32_t i = known; i < number.size(); ++i) model.newcomers.push_back(number[i]);
  std::sort(model.newcomers.begin(), model.newcomers.end());
  model.network = std::move(to);
}

// Of the people that the model was trained on.
double variance_of_people(const Model& model) {
  const Network& network = model.network;
  const Matrix& block = network.layout.person;
  double square = kVarianceBelief * kBelievedVariance, count = kVarianceBelief;
  for (std::uint32_t r = 0; r < block.rows; ++r) {
    if (std::binary_search(model.newcomers.begin(), model.newcomers.end(), r)) continue;
    for (std::size_t c = 0; c < block.used; ++c) {
      const auto weight = static_cast<double>(network.row(block, r)[c]);
      square += weight * weight;
      count += weight != 0 ? 1 : 0;
    }
  }
  return square / count;
}

// How a person's weights raise the logarithm of what the model foretells for one row: in the components as far as each
// may have been the row's, less what that raises in the mean. With r(m | c) the share of component m in label c, and p
// that of the labels in m, of −ln P(label) this is
//
//   (P(k) − [k = label] + Σ over m of p(k | m) · (r(m | label) − Σ over c of P(c) · r(m | c))) / T
class Answer {
 public:
  explicit Answer(std::size_t labels) : probability(labels), part_(kComponents, std::vector<double>(labels)) {}

  // From the row's logits, its shares' logarithms and what the crosses say of it.
  void compute(const float* logits, const float* gate, const float* crosses, std::size_t width, double temperature) {
    const std::size_t labels = probability.size();
    std::array<double, kComponents> share{};
    softmax(gate, 1.0, share);
    for (std::size_t m = 0; m < kComponents; ++m) softmax(logits + m * width, 1 / temperature, part_[m]);
    double sum = 0;
    std::fill(mean_.begin(), mean_.end(), 0.0);
    const double highest = static_cast<double>(*std::max_element(crosses, crosses + labels));
    for (std::size_t c = 0; c < labels; ++c) {
      const double tilt = exact_exp(static_cast<double>(crosses[c]) - highest);
      probability[c] = 0;
      for (std::size_t m = 0; m < kComponents; ++m) probability[c] += share[m] * part_[m][c];
      for (std::size_t m = 0; m < kComponents; ++m) mean_[m] += share[m] * part_[m][c] * tilt;
      probability[c] = std::max(probability[c], static_cast<double>(kLeastShare)) * tilt;
      sum += probability[c];
    }
    for (double& p : probability) p /= sum;
    for (double& m : mean_) m /= sum;
    share_ = share;
  }

  double gradient(std::size_t k, std::size_t label) const {
    double mixed = 0;
    for (std::size_t m = 0; m < kComponents; ++m) mixed += share_[m] * part_[m][label];
    double sum = probability[k] - (k == label ? 1 : 0);
    for (std::size_t m = 0; m < kComponents; ++m)
      sum += part_[m][k] * (mixed > 0 ? share_[m] * part_[m][label] / mixed - mean_[m] : 0);
    return sum;
  }

  std::vector<double> probability;

 private:
  template <class Shares>
  static void softmax(const float* logits, double scale, Shares& shares) {
    const auto highest = static_cast<double>(*std::max_element(logits, logits + shares.size()));
    double sum = 0;
    for (std::size_t c = 0; c < shares.size(); ++c)
      sum += shares[c] = exact_exp((static_cast<double>(logits[c]) - highest) * scale);
    for (double& share : shares) share /= sum;
  }

  std::vector<std::vector<double>> part_;
  std::array<double, kComponents> share_{}, mean_{};
};

// Newton's steps for one person's weights with all else fixed, from nothing: the pull to 0 and the loss of what the
// model foretells, crosses and temperature included. The Hessian is that of one softmax, which bounds that of a
// mixture.
void solve(Model& model, std::uint32_t person, const WeightedExamples& cells, double variance) {
  Network& network = model.network;
  const std::size_t labels = network.shape.labels, width = network.shape.width();
  float* const weights = network.row(network.layout.person, person);
  std::fill_n(weights, width, 0.0f);
  const double precision = 1 / variance;
  Pass pass(network, Shard::kCells);
  std::vector<float> crosses(width);
  std::vector<double> gradient(labels), expected(labels);
  Answer answer(labels);
  for (int round = 0; round < kMaxSteps; ++round) {
    std::fill(gradient.begin(), gradient.end(), 0.0);
    std::fill(expected.begin(), expected.end(), 0.0);
    for (std::size_t from = 0; from < cells.size(); from += Shard::kCells) {
      const std::size_t count = std::min(Shard::kCells, cells.size() - from);
      forward(network, std::span(cells.features).subspan(from, count), pass);
      for (std::size_t i = 0; i < count; ++i) {
        add_crosses(network, cells.features[from + i], crosses.data());
        answer.compute(pass.logits.data() + i * kComponents * width, pass.gate.data() + i * kComponents, crosses.data(),
                       width, model.temperature);
        const auto rows = static_cast<double>(cells.total[from + i]);
        for (std::size_t c = 0; c < labels; ++c) {
          gradient[c] += rows * answer.gradient(c, cells.label[from + i]) / model.temperature;
          expected[c] += rows * answer.probability[c] / (model.temperature * model.temperature);
        }
      }
    }
    // (diag(n + precision) − n nᵀ / Σ n)⁻¹ · gradient, by Sherman and Morrison.
    double rows = 0, dot = 0, hessian = 0, largest = 0;
    for (std::size_t c = 0; c < labels; ++c) {
      gradient[c] += precision * static_cast<double>(weights[c]);
      const double part = expected[c] / (expected[c] + precision);
      rows += expected[c];
      dot += part * gradient[c];
      hessian += expected[c] * part;
    }
    const double common = dot / std::max(rows - hessian, 1e-9);
    for (std::size_t c = 0; c < labels; ++c) {
      const double step = (gradient[c] + expected[c] * common) / (expected[c] + precision);
      weights[c] -= static_cast<float>(std::clamp(step, -kFarthest, kFarthest));
      largest = std::max(largest, std::abs(step));
    }
    if (largest < kSettled) break;
  }
}

}  // namespace

void add_cell(const Model& model, const Counts& waiting, const Counts::Counted& counted,
              const std::vector<std::int32_t>& offsets, WeightedExamples& cells) {
  const Counts::Row& row = counted.row;
  const LocalTime time = local_time(row.quarter * kQuarterSeconds, row.city > 0 ? offsets[row.city - 1] : 0);
  const auto number = [](const Vocabulary& known, const Vocabulary& texts, std::uint32_t text) {
    return text == 0 ? kAbsent : static_cast<std::int32_t>(known.find(texts[text - 1]));  // kNone becomes kAbsent
  };
  cells.features.push_back({number(model.emotions, waiting.emotions(), row.emotion + 1), time.hour, time.weekday,
                            number(model.people, waiting.people(), row.person),
                            number(model.cities, waiting.cities(), row.city)});
  cells.label.push_back(model.labels.find(waiting.labels()[row.label]));
  cells.weight.push_back(static_cast<float>(counted.count));
  cells.total.push_back(static_cast<float>(counted.count));
  cells.start.push_back(static_cast<std::uint32_t>(cells.label.size()));
  cells.rows += static_cast<double>(counted.count);
}

bool has_room(const Model& model, const Counts& fresh) {
  NetworkShape shape = model.network.shape;
  for (std::uint32_t i = 0; i < fresh.people().size(); ++i)
    if (model.people.find(fresh.people()[i]) == Vocabulary::kNone) ++shape.people;
  if (shape.people > kMaxPeople || !too_much_work(shape).empty()) return false;
  return std::all_of(model.network.crosses.begin(), model.network.crosses.end(), [&](const Cross& cross) {
    return Cross(shape, {cross.inputs.data(), cross.count}).rows <= kMaxCrossFloats / shape.width();
  });
}

void add_newcomers(Model& model, const Counts& fresh, const Counts& waiting, const InterruptCheck& ask) {
  Vocabulary unknown;
  for (std::uint32_t i = 0; i < fresh.people().size(); ++i)
    if (model.people.find(fresh.people()[i]) == Vocabulary::kNone) unknown.intern(fresh.people()[i], ask);
  if (unknown.size() > 0) add_people(model, unknown, ask);
  std::vector<std::uint32_t> changed;  // in the numbers of the waiting rows
  for (std::uint32_t i = 0; i < fresh.people().size(); ++i)
    if (std::binary_search(model.newcomers.begin(), model.newcomers.end(), model.people.find(fresh.people()[i])))
      changed.push_back(waiting.people().find(fresh.people()[i]));
  if (changed.empty()) return;
  const double variance = variance_of_people(model);
  const std::vector<std::int32_t> offsets = utc_offsets(waiting.cities());
  for (const std::uint32_t number : changed) {
    if (ask) ask();
    WeightedExamples cells;
    const auto& rows = waiting.distinct();
    auto at = std::partition_point(
        rows.begin(), rows.end(), [number](const Counts::Counted& counted) { return counted.row.person < number + 1; });
    for (; at != rows.end() && at->row.person == number + 1; ++at) add_cell(model, waiting, *at, offsets, cells);
    solve(model, model.people.find(waiting.people()[number]), cells, variance);
  }
}

}  // namespace synth::nn
