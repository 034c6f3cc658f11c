#include "nn/surprise.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "math/exact_math.h"
#include "nn/crosses.h"
#include "nn/newcomers.h"
#include "nn/weighted_examples.h"
#include "nn/worker_pool.h"

namespace synth::nn {
namespace {

// In nats. The question is put after each row, and to the best of seven strengths of a table: by chance its evidence
// passes this about once in sixty waits.
constexpr double kSurprise = 6.0;
// How much may come of what is surprising before all is learned anew: as a part of the known rows, and of a label's.
constexpr double kRowsGrowth = 0.01, kLabelGrowth = 0.125;

// In how many of the rows that the model was trained on each label came, about: by the frequencies that it began with.
std::vector<double> label_rows(const Network& network, const std::vector<double>& emotion_rows) {
  const std::size_t labels = network.shape.labels, width = network.shape.width();
  std::vector<double> rows(labels);
  for (std::size_t e = 0; e < emotion_rows.size(); ++e)
    for (std::size_t m = 0; m < kComponents; ++m) {
      const double share = emotion_rows[e] * exact_exp(static_cast<double>(network.gate_base[e * kComponents + m]));
      const float* const base = network.base.data() + (e * kComponents + m) * width;
      for (std::size_t c = 0; c < labels; ++c) rows[c] += share * exact_exp(static_cast<double>(base[c]));
    }
  return rows;
}

// What the model takes for granted of each emotion, as so many rows as it came.
void add_known(const Model& model, WeightedExamples& cells, Monitor& monitor) {
  const Network& network = model.network;
  const std::size_t labels = network.shape.labels;
  Pass pass(network, 1);
  std::vector<float> p(network.shape.width());
  for (std::size_t e = 0; e < model.emotion_count.size(); ++e) {
    const auto rows = static_cast<float>(model.emotion_count[e]);
    if (!(rows > 0)) continue;
    monitor.poll();  // with large hidden layers all emotions together take long
    const Features features{.emotion = static_cast<std::int32_t>(e)};
    forward(network, {&features, 1}, pass);
    mix(network, {&features, 1}, pass.logits.data(), pass.gate.data(), model.temperature, p.data());
    cells.features.push_back(features);
    cells.total.push_back(rows);
    for (std::uint32_t c = 0; c < labels; ++c) {
      cells.label.push_back(c);
      cells.weight.push_back(rows * p[c]);
    }
    cells.start.push_back(static_cast<std::uint32_t>(cells.label.size()));
    cells.rows += static_cast<double>(rows);
  }
}

// How often each label and each emotion came. A newcomer counts once for each: what one person repeats is that
// person's.
struct Came {
  std::vector<double> labels, emotions;
};

Came came(const Model& model, const Counts& waiting, const std::vector<bool>& newcomer) {
  Came counts{std::vector<double>(model.labels.size()), std::vector<double>(model.emotions.size())};
  std::vector<std::uint32_t> label_number, emotion_number;
  for (std::uint32_t i = 0; i < waiting.labels().size(); ++i)
    label_number.push_back(model.labels.find(waiting.labels()[i]));
  for (std::uint32_t i = 0; i < waiting.emotions().size(); ++i)
    emotion_number.push_back(model.emotions.find(waiting.emotions()[i]));
  constexpr std::uint32_t kNobody = 0;  // rows without a name count each
  std::vector<std::uint32_t> label_by(counts.labels.size(), kNobody), emotion_by(counts.emotions.size(), kNobody);
  const auto add = [](double& sum, std::uint32_t& last, std::uint32_t person, double count) {
    if (person == kNobody)
      sum += count;
    else if (std::exchange(last, person) != person)
      sum += 1;
  };
  for (const auto& [row, count] : waiting.distinct()) {  // by person
    const std::uint32_t person = newcomer[row.person] ? row.person : kNobody;
    const std::uint32_t label = label_number[row.label], emotion = emotion_number[row.emotion];
    add(counts.labels[label], label_by[label], person, static_cast<double>(count));
    add(counts.emotions[emotion], emotion_by[emotion], person, static_cast<double>(count));
  }
  return counts;
}

}  // namespace

Surprise::Surprise(const Model& model, const Counts& waiting, Monitor& monitor) {
  if (model.network.shape.labels < 2) return;
  newcomer_.resize(waiting.people().size() + 1);
  for (std::uint32_t i = 0; i < waiting.people().size(); ++i) {
    const std::uint32_t person = model.people.find(waiting.people()[i]);
    newcomer_[i + 1] =
        person == Vocabulary::kNone || std::binary_search(model.newcomers.begin(), model.newcomers.end(), person);
  }
  const double known = std::max(1.0, std::accumulate(model.emotion_count.begin(), model.emotion_count.end(), 0.0));
  const double part = static_cast<double>(waiting.rows()) / known;
  const auto look = [&](const std::vector<double>& now, const std::vector<double>& before) {
    for (std::size_t i = 0; i < now.size(); ++i) {
      const double n = now[i], expected = std::max(before[i] * part, 1e-300);
      if (n <= expected || n * exact_log(n / expected) - (n - expected) < kSurprise) continue;
      is_there_ = true;
      grown_ = grown_ || n >= kLabelGrowth * before[i];
    }
  };
  const Came counts = came(model, waiting, newcomer_);
  look(counts.labels, label_rows(model.network, model.emotion_count));
  look(counts.emotions, model.emotion_count);
  const WeightedExamples cells = cells_of(model, waiting);
  if (cells.size() > 0) {
    WorkerPool team(1);
    is_there_ = is_there_ || evidence_of_emotions(model.network, cells, model.temperature, team, monitor) >= kSurprise;
  }
  grown_ = grown_ || (is_there_ && part >= kRowsGrowth);
}

void Surprise::learn(Model& model, const Counts& waiting, Monitor& monitor) const {
  if (!is_there_) return;
  WeightedExamples cells = cells_of(model, waiting);
  add_known(model, cells, monitor);
  WorkerPool team(1);
  fit_emotions(model.network, cells, model.temperature, team, monitor);
}

WeightedExamples Surprise::cells_of(const Model& model, const Counts& waiting) const {
  const std::vector<std::int32_t> offsets = utc_offsets(waiting.cities());
  WeightedExamples cells;
  for (const Counts::Counted& counted : waiting.distinct())
    if (!newcomer_[counted.row.person]) add_cell(model, waiting, counted, offsets, cells);
  return cells;
}

void Surprise::forget(Model& model) {
  std::erase_if(model.network.crosses, [](const Cross& cross) { return cross.count == 1; });
}

}  // namespace synth::nn
