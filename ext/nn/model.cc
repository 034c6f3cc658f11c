#include "nn/model.h"

#include <algorithm>

#include "core/error.h"
#include "math/exact_math.h"
#include "nn/limits.h"
#include "nn/prior.h"
#include "nn/score_test.h"
#include "nn/weighted_examples.h"
#include "rows/cities.h"

namespace synth::nn {
namespace {

// Old numbers to new ones.
using Renumbered = std::vector<std::uint32_t>;

// How many different texts of one kind a model may have.
struct Limit {
  std::uint32_t most;
  const char* what;
};

// All texts of both, sorted.
Vocabulary united(const Vocabulary& a, const Vocabulary& b, Renumbered& of_a, Renumbered& of_b, Limit limit,
                  Monitor& monitor) {
  std::uint32_t steps = 0;
  const auto ask = [&] {
    if (++steps % 65536 == 0) monitor.poll();
  };
  Vocabulary all;
  for (const Vocabulary* texts : {&a, &b})
    for (std::uint32_t i = 0; i < texts->size(); ++i, ask()) all.intern((*texts)[i], [&] { monitor.poll(); });
  // Each of the two keeps the limit, and so do the rows; not so the labels that the options add, nor both together.
  if (all.size() > limit.most)
    throw Error("there are more than " + std::to_string(limit.most) + " different " + limit.what, ErrorCode::kTooBig);
  Renumbered sorted_number;
  Vocabulary sorted = all.sorted(sorted_number, [&monitor] { monitor.poll(); });
  of_a.resize(a.size());
  of_b.resize(b.size());
  for (std::uint32_t i = 0; i < a.size(); ++i, ask()) of_a[i] = sorted_number[all.find(a[i])];
  for (std::uint32_t i = 0; i < b.size(); ++i, ask()) of_b[i] = sorted_number[all.find(b[i])];
  return sorted;
}

struct Vocabularies {
  IdMap numbering;  // of the collector's texts
  Renumbered old_labels, old_emotions, old_people, old_cities;
};

Vocabularies vocabulary(Model& model, const Collector& collector, const TrainingOptions& options, const Model* old,
                        Monitor& monitor) {
  Vocabularies result;
  const Vocabulary none;
  const auto unite = [&](Vocabulary Model::*texts, const Vocabulary& seen, Renumbered& of_old, Renumbered& of_seen,
                         Limit limit) {
    model.*texts = united(old != nullptr ? old->*texts : none, seen, of_old, of_seen, limit, monitor);
  };
  Vocabulary wanted;
  for (std::uint32_t i = 0; i < collector.labels().size(); ++i) wanted.intern(collector.labels()[i]);
  for (const std::string& label : options.labels) wanted.intern(label);
  IdMap& numbering = result.numbering;
  unite(&Model::labels, wanted, result.old_labels, numbering.label, {kMaxLabels, "categories"});
  unite(&Model::emotions, collector.emotions(), result.old_emotions, numbering.emotion, {kMaxEmotions, "emotions"});
  unite(&Model::people, collector.people(), result.old_people, numbering.person, {kMaxPeople, "names"});
  unite(&Model::cities, collector.cities(), result.old_cities, numbering.city, {kMaxCities, "cities"});
  for (std::uint32_t i = 0; i < collector.cities().size(); ++i) {
    const City* place = find_city(collector.cities()[i]);
    numbering.utc_offset.push_back(place != nullptr ? place->utc_offset : 0);
  }
  return result;
}

NetworkShape shape_of(const Model& model, const std::vector<std::uint32_t>& hidden) {
  return {model.labels.size(), model.emotions.size(), model.people.size(), model.cities.size(), hidden};
}

// Copies the rows of a table whose columns are labels.
void transplant_rows(const Network& from, const Matrix& source, Network& to, const Matrix& target,
                     const Renumbered& row_number, const Renumbered& label_number, PeriodicCheck& asking) {
  for (std::size_t r = 0; r < row_number.size(); ++r, asking.step(1 + label_number.size() / 16))
    for (std::size_t c = 0; c < label_number.size(); ++c)
      to.row(target, row_number[r])[label_number[c]] = from.row(source, r)[c];
}

// The old network inside the new, larger one: it gives what it gave.
void transplant(const Network& from, Network& to, const Vocabularies& vocabulary, PeriodicCheck& asking) {
  const Layout &source = from.layout, &target = to.layout;
  const Renumbered& labels = vocabulary.old_labels;
  const auto same = [](std::size_t count) {
    Renumbered numbers(count);
    for (std::size_t i = 0; i < count; ++i) numbers[i] = static_cast<std::uint32_t>(i);
    return numbers;
  };
  Renumbered components;
  for (const std::uint32_t e : vocabulary.old_emotions)
    for (std::uint32_t m = 0; m < kComponents; ++m) components.push_back(e * kComponents + m);
  transplant_rows(from, source.emotion, to, target.emotion, components, labels, asking);
  transplant_rows(from, source.gate, to, target.gate, vocabulary.old_emotions, same(kComponents), asking);
  to.deep = from.deep;
  transplant_rows(from, source.hour, to, target.hour, same(kHours), labels, asking);
  transplant_rows(from, source.weekday, to, target.weekday, same(kWeekdays), labels, asking);
  transplant_rows(from, source.person, to, target.person, vocabulary.old_people, labels, asking);
  transplant_rows(from, source.city, to, target.city, vocabulary.old_cities, labels, asking);
  if (from.shape.hidden.empty()) return;
  const Renumbered units = same(source.first.used);
  transplant_rows(from, source.first, to, target.first, vocabulary.old_emotions, units, asking);
  transplant_rows(from, source.inward[0], to, target.inward[0], labels, units, asking);
  for (std::size_t i = 1; i < source.inward.size(); ++i) {
    std::copy_n(from.row(source.inward[i], 0), source.inward[i].size(), to.row(target.inward[i], 0));
    std::copy_n(from.row(source.bias[i - 1], 0), source.bias[i - 1].size(), to.row(target.bias[i - 1], 0));
  }
  transplant_rows(from, source.out, to, target.out, same(source.out.rows), labels, asking);
}

// The rows of an emotion, without the new label, that the old model counts for at most: about what its weights are
// worth against the new rows.
constexpr double kMaxOldRows = 64;

// The prior of an update: the old one for what the old model knew, the new rows' frequencies for new emotions and,
// among the rows that the old model stands for, for new labels. REQUIRES: the model's emotions are counted in the new
// rows.
void transplant_base(const Model& old, Model& model, const Vocabularies& vocabulary) {
  const std::size_t from = old.network.shape.width(), to = model.network.shape.width();
  std::vector<bool> is_new(model.network.shape.labels, true);
  for (const std::uint32_t label : vocabulary.old_labels) is_new[label] = false;
  for (std::size_t e = 0; e < vocabulary.old_emotions.size(); ++e) {
    const std::uint32_t emotion = vocabulary.old_emotions[e];
    const double new_rows = model.emotion_count[emotion] + 1;
    const double share = new_rows / (new_rows + std::min(old.emotion_count[e], kMaxOldRows));
    for (std::size_t m = 0; m < kComponents; ++m) {
      const std::size_t source = e * kComponents + m, target = emotion * kComponents + m;
      float* const base = model.network.base.data() + target * to;
      model.network.gate_base[target] = old.network.gate_base[source];
      for (std::size_t c = 0; c < vocabulary.old_labels.size(); ++c)
        base[vocabulary.old_labels[c]] = old.network.base[source * from + c];
      for (std::size_t c = 0; c < is_new.size(); ++c)
        if (is_new[c]) base[c] += static_cast<float>(exact_log(share));
    }
  }
}

Model build(const Collector& collector, const TrainingOptions& options, Monitor& monitor, const Model* old) {
  Model model{Network(NetworkShape{})};
  model.options = options;
  if (old != nullptr) model.options.hidden = old->options.hidden;
  const Vocabularies words = vocabulary(model, collector, options, old, monitor);
  const NetworkShape shape = shape_of(model, model.options.hidden);
  if (const std::string fault = too_much_work(shape); !fault.empty())
    throw Error("the network " + fault, ErrorCode::kTooBig);
  model.network = Network(shape);
  Network& network = model.network;

  const std::string rows = std::to_string(collector.rows()) + " rows";
  monitor.phase("sorting " + rows);
  const ExampleTable table(collector, words.numbering, options, &monitor);
  network.initialise(options.seed);
  monitor.phase("counting the categories of " + rows);
  set_prior(network, table.cells(Split::kTraining, {.weekday = true, .city = true}), [&monitor] { monitor.poll(); });
  monitor.phase("looking whether weekdays and cities matter");
  const DroppedFeatures left_out =
      old == nullptr ? irrelevant_features(network, table, options, monitor) : DroppedFeatures{};
  monitor.phase("gathering equal rows");
  const WeightedExamples training = table.cells(Split::kTraining, left_out),
                         validation = table.cells(Split::kValidation, left_out),
                         all = table.cells(Split::kAll, left_out);
  model.emotion_count = emotion_counts(all, network.shape.emotions);
  monitor.poll();
  PriorMean origin{std::vector<float>(network.weights.size(), 0.0f), false, 1.0};
  if (old != nullptr) {
    const InterruptCheck ask = [&monitor] { monitor.poll(); };
    PeriodicCheck asking(ask);
    transplant(old->network, network, words, asking);
    transplant_base(*old, model, words);
    origin = {network.weights, true, old->temperature};
    for (std::size_t e = 0; e < words.old_emotions.size(); ++e) {
      double& count = model.emotion_count[words.old_emotions[e]];
      count = std::min(count + old->emotion_count[e], kMaxOfAnEmotion);
    }
  }
  monitor.poll();
  const Fitted fitted = fit(network, origin, training, validation, all, model.options, monitor);
  model.history = fitted.history;
  model.temperature = fitted.temperature;

  Provenance& facts = model.provenance;
  facts.made_by = SYNTH_VERSION;
  facts.rows = collector.rows();
  facts.skipped = collector.skipped();
  facts.distinct_rows = all.size();
  facts.training_rows = static_cast<std::uint64_t>(training.rows);
  facts.validation_rows = static_cast<std::uint64_t>(validation.rows);
  facts.first_time = collector.first_time();
  facts.last_time = collector.last_time();
  facts.validation_from = table.boundary() == INT64_MAX ? 0 : table.boundary();
  facts.fingerprint = table.fingerprint();
  facts.based_on = old != nullptr ? old->provenance.fingerprint : 0;
  facts.updates = old != nullptr ? std::max(old->provenance.updates, old->provenance.updates + 1) : 0;
  facts.best_epoch = fitted.best_epoch;
  facts.refitted = fitted.refitted;
  facts.training = fitted.training;
  facts.validation = fitted.validation;
  return model;
}

}  // namespace

Model train(const Collector& collector, const TrainingOptions& options, Monitor& monitor) {
  return build(collector, options, monitor, nullptr);
}

Model update(const Model& old, const Collector& collector, const TrainingOptions& options, Monitor& monitor) {
  return build(collector, options, monitor, &old);
}

}  // namespace synth::nn
