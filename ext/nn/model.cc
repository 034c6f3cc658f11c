#include "nn/model.h"

#include <algorithm>
#include <numeric>
#include <utility>
#include <vector>

#include "core/error.h"
#include "nn/drift.h"
#include "nn/limits.h"
#include "nn/newcomers.h"
#include "nn/prior.h"
#include "nn/score_test.h"
#include "nn/surprise.h"
#include "nn/weighted_examples.h"
#include "rows/categories.h"

namespace synth::nn {
namespace {

// Nats that the held-out rows must win where old rows lose weight: chance alone wins three or four.
constexpr double kMovingGain = 6.0;
// The part of the rows by which they may grow before they are learned, and where the law moves.
constexpr double kMaxWaiting = 0.05, kMaxWaitingOfMoving = 0.02;

// Labels beside those of the rows: what the options say, and all of YouTube's where the rows have no other.
Vocabulary known_labels(const Vocabulary& seen, const std::vector<std::string>& wanted) {
  Vocabulary all;
  bool youtube = true;
  for (std::uint32_t i = 0; i < seen.size(); ++i) {
    all.intern(seen[i]);
    youtube = youtube && category_of_id(seen[i]) != nullptr;
  }
  for (const std::string& label : wanted) all.intern(label);
  if (youtube)
    for (const Category& category : categories())
      if (category.assignable) all.intern(category.id);
  if (all.size() > kMaxLabels)
    throw Error("there are more than " + std::to_string(kMaxLabels) + " different categories", ErrorCode::kTooBig);
  return all;
}

// What is done with fewer rows is done before another thread has woken.
constexpr std::uint64_t kFewRows = 20'000;

Model build(const Counts& rows, std::uint64_t skipped, const TrainingOptions& options, double half_life,
            Monitor& monitor) {
  Model model{Network(NetworkShape{})};
  model.options = options;
  const InterruptCheck ask = [&monitor] { monitor.poll(); };
  std::vector<std::uint32_t> label_number;
  model.labels = known_labels(rows.labels(), options.labels).sorted(label_number, ask);
  label_number.resize(rows.labels().size());  // the rows' labels came first
  model.emotions = rows.emotions();
  model.people = rows.people();
  model.cities = rows.cities();
  const NetworkShape shape{model.labels.size(), model.emotions.size(), model.people.size(), model.cities.size(),
                           options.hidden};
  if (const std::string fault = too_much_work(shape); !fault.empty())
    throw Error("the network " + fault, ErrorCode::kTooBig);
  model.network = Network(shape);
  Network& network = model.network;

  const std::string count = std::to_string(rows.rows()) + " rows";
  monitor.phase("sorting " + count);
  const ExampleTable table(rows, label_number, options, half_life, &monitor);
  network.initialise(options.seed);
  // Mostly neither weekdays nor cities are needed. `every` has both.
  DroppedFeatures left_out{.weekday = true, .city = true};
  WeightedExamples training, validation, all, every;
  struct Part {
    Split split;
    DroppedFeatures left_out;
    WeightedExamples* cells;
  };
  WorkerPool team(rows.rows() < kFewRows ? 1 : options.threads);
  const auto gather = [&](const std::vector<Part>& parts) {
    team.run(parts.size(), [&](std::size_t i) {
      const Part& part = parts[i];
      *part.cells = table.cells(part.split, part.left_out);
    });
  };
  monitor.phase("gathering equal rows");
  // The most work first: this thread, which asks whether to stop, mostly does that.
  gather({{Split::kTraining, {}, &every},
          {Split::kAll, left_out, &all},
          {Split::kTraining, left_out, &training},
          {Split::kValidation, left_out, &validation}});
  monitor.phase("counting the categories of " + count);
  set_prior(network, training, ask);
  monitor.phase("looking whether weekdays and cities matter");
  const DroppedFeatures needless =
      rows.rows() >= kFewestRows ? irrelevant_features(network, training, every, options, monitor) : DroppedFeatures{};
  every = {};
  if (needless != left_out) {
    monitor.phase("gathering equal rows");
    left_out = needless;
    gather({{Split::kAll, left_out, &all},
            {Split::kTraining, left_out, &training},
            {Split::kValidation, left_out, &validation}});
  }
  model.emotion_count = emotion_counts(all, network.shape.emotions);
  monitor.poll();
  const Fitted fitted = fit(network, training, validation, all, model.options, monitor);
  model.history = fitted.history;
  model.temperature = fitted.temperature;

  Provenance& facts = model.provenance;
  facts.made_by = SYNTH_VERSION;
  facts.rows = rows.rows();
  facts.skipped = skipped;
  facts.distinct_rows = all.size();
  facts.training_rows = table.training_rows();
  facts.validation_rows = table.validation_rows();
  facts.first_time = rows.first_time();
  facts.last_time = rows.last_time();
  facts.validation_from = table.boundary() == INT64_MAX ? 0 : table.boundary();
  facts.fingerprint = table.fingerprint();
  facts.half_life = half_life;
  facts.best_epoch = fitted.best_epoch;
  facts.refitted = fitted.refitted;
  facts.training = fitted.training;
  facts.validation = fitted.validation;
  return model;
}

// With the half-life that the options name or, where that is left to the rows, that foretells best.
Model build(const Counts& rows, std::uint64_t skipped, const TrainingOptions& options, Monitor& monitor) {
  if (options.half_life != TrainingOptions::kAutoHalfLife)
    return build(rows, skipped, options, options.half_life, monitor);
  monitor.phase("looking whether the law moves");
  const double half_life = [&] {
    WorkerPool team(rows.rows() < kFewRows ? 1 : options.threads);
    return suggested_half_life(rows, team, monitor);
  }();
  Model best = build(rows, skipped, options, 0, monitor);
  // Only rows that are held out by time can tell. What foretells best is tried last: a network shares between its
  // tables what frequencies learn each for themselves, and can mostly afford to remember longer.
  if (half_life <= 0 || best.provenance.validation_from == 0) return best;
  for (const double times : {4.0, 2.0, 1.0}) {
    if (monitor.out_of_time()) break;
    Model moving = build(rows, skipped, options, std::min(times * half_life, kMaxHalfLife), monitor);
    const double gain = best.provenance.validation.loss - moving.provenance.validation.loss;
    if (gain * static_cast<double>(best.provenance.validation_rows) < kMovingGain) break;
    best = std::move(moving);
  }
  return best;
}

Counts counts_in(const std::string& bytes, const InterruptCheck& ask) {
  if (bytes.empty()) return {};
  try {
    return Counts::from_bytes(bytes, ask);
  } catch (const Error& error) {
    if (error.code() != ErrorCode::kDamaged) throw;
    throw Error("model holds rows that cannot be: the BLOB of them " + std::string(error.what()), error.code());
  }
}

Counts all_rows(const Model& model, const InterruptCheck& ask) {
  if (model.rows.empty())
    throw Error(
        "model does not hold the rows that it was trained on, so it must be trained again, with all rows and "
        "without the option \"keep_rows\": false");
  Counts rows = counts_in(model.rows, ask);
  return model.waiting.empty() ? rows : Counts::sum(rows, counts_in(model.waiting, ask), ask);
}

bool all_known(const Vocabulary& texts, const Vocabulary& known) {
  for (std::uint32_t i = 0; i < texts.size(); ++i)
    if (known.find(texts[i]) == Vocabulary::kNone) return false;
  return true;
}

}  // namespace

Model train(const Counts& rows, std::uint64_t skipped, const TrainingOptions& options, Monitor& monitor) {
  Model model = build(rows, skipped, options, monitor);
  if (options.keep_rows) model.rows = rows.to_bytes([&monitor] { monitor.poll(); });
  return model;
}

Model train(const Collector& collector, const TrainingOptions& options, Monitor& monitor) {
  monitor.phase("sorting " + std::to_string(collector.rows()) + " rows");
  return train(Counts(
                   collector, [&monitor] { monitor.poll(); }, options.threads),
               collector.skipped(), options, monitor);
}

Model update(const Model& old, const Counts& rows, std::uint64_t skipped, const TrainingOptions& options, bool retrain,
             Monitor& monitor) {
  const InterruptCheck ask = [&monitor] { monitor.poll(); };
  const Provenance& facts = old.provenance;
  if (old.rows.empty()) all_rows(old, ask);  // says why not
  const Counts waiting = old.waiting.empty() ? rows : Counts::sum(counts_in(old.waiting, ask), rows, ask);
  // As the model weighs its rows: where old ones tell less, there are fewer of them.
  const double known_rows = std::accumulate(old.emotion_count.begin(), old.emotion_count.end(), 0.0);
  const double most = (facts.half_life > 0 ? kMaxWaitingOfMoving : kMaxWaiting) * known_rows;
  Model model{Network(NetworkShape{})};
  bool trains = retrain || static_cast<double>(waiting.rows()) >= most || !all_known(waiting.labels(), old.labels) ||
                !all_known(waiting.emotions(), old.emotions) || !has_room(old, rows);
  if (!trains) {
    model = old;
    Surprise::forget(model);
    const Surprise surprise(model, waiting, monitor);
    trains = surprise.needs_training();
    if (!trains) {
      model.waiting = waiting.to_bytes(ask);
      model.provenance.skipped += skipped;
      add_newcomers(model, rows, waiting, ask);
      surprise.learn(model, waiting, monitor);
    }
  }
  if (trains)
    model = train(Counts::sum(counts_in(old.rows, ask), waiting, ask), facts.skipped + skipped, options, monitor);
  model.provenance.based_on = facts.fingerprint;
  model.provenance.updates = std::max(facts.updates, facts.updates + 1);
  return model;
}

Model forget(const Model& old, std::string_view name, Monitor& monitor) {
  const InterruptCheck ask = [&monitor] { monitor.poll(); };
  const Counts all = all_rows(old, ask);
  const std::uint32_t number = all.people().find(name);
  if (number == Vocabulary::kNone) return old;
  const Counts rows = all.without_person(number, ask);
  if (rows.rows() < old.options.min_rows)
    throw Error("without this person the model would have " + std::to_string(rows.rows()) +
                " rows, and its option "
                "\"min_rows\" asks for " +
                std::to_string(old.options.min_rows));
  Model model = train(rows, old.provenance.skipped, old.options, monitor);
  model.provenance.based_on = old.provenance.fingerprint;
  model.provenance.updates = std::max(old.provenance.updates, old.provenance.updates + 1);
  return model;
}

std::uint64_t rows_waiting(const Model& model) {
  return counts_in(model.waiting, {}).rows();
}

}  // namespace synth::nn
