#include "models/model_info.h"

#include <algorithm>
#include <cstdio>
#include <iterator>
#include <string_view>

#include "core/json_writer.h"
#include "models/loaded_model.h"
#include "nn/format.h"

namespace synth::models {
namespace {

std::string hex(std::uint64_t number) {
  char text[17];
  std::snprintf(text, sizeof text, "%016llx", static_cast<unsigned long long>(number));
  return text;
}

void texts(JsonWriter& json, const char* key, const Vocabulary& strings, const InterruptCheck& ask) {
  PeriodicCheck asking(ask, std::uint64_t{1} << 22);  // bytes
  json.key(key).open('[');
  for (std::uint32_t i = 0; i < strings.size(); ++i, asking.step(strings[i - 1].size())) json.string(strings[i]);
  json.close(']');
}

void half_life(JsonWriter& json, double days) {
  days > 0 ? json.real(days) : json.null();
}

void crosses(JsonWriter& json, const nn::Network& network) {
  constexpr std::string_view kInputNames[] = {"emotion", "hour", "weekday", "name", "city", "part of the day"};
  static_assert(std::size(kInputNames) == nn::kInputs);
  json.key("crosses").open('[');
  for (const nn::Cross& cross : network.crosses) {
    json.open('[');
    for (std::size_t i = 0; i < cross.count; ++i) json.string(kInputNames[static_cast<std::size_t>(cross.inputs[i])]);
    json.close(']');
  }
  json.close(']');
}

void architecture(JsonWriter& json, const nn::Model& model) {
  const nn::NetworkShape& shape = model.network.shape;
  std::size_t parameters = 0;
  for (const nn::Matrix& block : model.network.layout.blocks()) parameters += block.rows * block.used;
  json.key("architecture").open('{').key("hidden").open('[');
  for (const std::uint32_t units : shape.hidden) json.count(units);
  json.close(']').key("labels").count(shape.labels).key("emotions").count(shape.emotions);
  json.key("people").count(shape.people).key("cities").count(shape.cities);
  json.key("parameters").count(parameters).key("temperature").metric(model.temperature);
  crosses(json, model.network);
  json.key("deep").boolean(model.network.deep).key("hash").string(hex(model.network.architecture_hash())).close('}');
}

// "options" shows those that the model keeps (format.cc). These it does not show: they say only how the model was made,
// or are shown elsewhere.
constexpr std::string_view kOtherOptions[] = {"hidden",  "labels", "max_seconds", "progress",
                                              "retrain", "seed",   "threads"};

void options(JsonWriter& json, const nn::TrainingOptions& options) {
  json.key("options").open('{');
  for (const Field<nn::TrainingOptions>& field : nn::kOptionFields) {
    const Argument& argument = field.argument;
    if (std::ranges::find(kOtherOptions, argument.name) != std::end(kOtherOptions)) continue;
    json.key(argument.name);
    field.write(argument, options, json);
  }
  json.close('}');
}

void metrics(JsonWriter& json, const nn::Model& model) {
  const nn::Provenance& facts = model.provenance;
  // If the time ran out before the first epoch, the measurements are not those of a trained network.
  const bool few = facts.rows < nn::kFewestRows;
  const bool trained = few || !model.history.empty(), held_out = trained && facts.validation_rows > 0;
  const auto number = [&](const char* key, bool known, double value) {
    json.key(key);
    known ? json.metric(value) : json.null();
  };
  json.key("metrics").open('{').key("epochs").count(model.history.size()).key("best_epoch").count(facts.best_epoch);
  number("train_loss", trained, facts.training.loss);
  number("train_accuracy", trained, facts.training.accuracy);
  number("validation_loss", held_out, facts.validation.loss);
  number("validation_accuracy", held_out, facts.validation.accuracy);
  json.key("measured")
      .string(!trained         ? kUntrained
              : few            ? "frequencies alone: there are too few rows for a network"
              : facts.refitted ? "before the held-out rows were learned too"
                               : "of the final network");
  json.close('}');
}

// Of all that the model is: equal for models that differ only in how they came to be.
std::uint64_t hash_without_provenance(const nn::Model& model, const InterruptCheck& ask) {
  nn::Model same = model;
  same.provenance.based_on = 0;
  same.provenance.updates = 0;
  return hash_bytes(nn::to_bytes(same, ask), 0, ask);
}

}  // namespace

Result ModelInfo::call(const Arguments& arguments, Host& host) {
  const LoadedModel loaded = load_model(arguments, 0, host, true);
  if (loaded == nullptr) return Value();
  const nn::Model& model = loaded->model;
  const nn::Provenance& facts = model.provenance;
  JsonWriter json;
  json.open('{');
  architecture(json, model);
  options(json, model.options);
  // Signed, as it was given.
  json.key("seed").integer(static_cast<std::int64_t>(model.options.seed));
  const std::uint64_t waiting = nn::rows_waiting(model);
  json.key("rows").count(facts.rows + waiting).key("rows_trained").count(facts.rows);
  json.key("rows_waiting")
      .count(waiting)
      .key("skipped")
      .count(facts.skipped)
      .key("distinct_rows")
      .count(facts.distinct_rows);
  json.key("training_rows").count(facts.training_rows).key("validation_rows").count(facts.validation_rows);
  json.key("first_timestamp").integer(facts.first_time).key("last_timestamp").integer(facts.last_time);
  json.key("validation_from");
  facts.validation_from != 0 ? json.integer(facts.validation_from) : json.null();
  json.key("half_life");
  half_life(json, facts.half_life);
  json.key("hash").string(hex(hash_without_provenance(model, interrupt_check(host))));
  json.key("data_fingerprint").string(hex(facts.fingerprint)).key("updates").count(facts.updates);
  json.key("based_on");
  facts.updates > 0 ? json.string(hex(facts.based_on)) : json.null();
  const InterruptCheck ask = interrupt_check(host);
  texts(json, "labels", model.labels, ask);
  texts(json, "emotions", model.emotions, ask);
  metrics(json, model);
  json.key("versions").open('{').key("sqlite_synth").string(facts.made_by);
  json.key("format").count(nn::kFormatVersion).close('}').close('}');
  return json.text();
}

}  // namespace synth::models
