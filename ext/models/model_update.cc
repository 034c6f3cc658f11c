#include "models/model_update.h"

#include "models/same_model.h"
#include "nn/format.h"
#include "nn/model.h"

namespace synth::models {

void ModelUpdate::step(const Arguments& arguments, Host& host) {
  if (first_) {
    model_ = load_model(arguments, 0, host, false);
    if (model_ != nullptr) rows_.start_from(model_->model.options);
  } else {
    require_same_model(model_.get(), arguments, 0);
  }
  rows_.step(arguments, 1, host);
  first_ = false;
}

Result ModelUpdate::finish(Host& host) {
  if (model_ == nullptr) return Value();
  const nn::Model& old = model_->model;
  const TrainingOptions& given = rows_.options();
  const nn::Collector& collector = rows_.collector();
  if (given.min_rows_given) rows_.require_rows(given.network.min_rows);
  if (collector.rows() == 0 &&
      !given.network.retrain) {  // nothing to learn: the model as it was, which tells what was skipped
    if (collector.skipped() == 0) return Blob{model_->bytes};
    nn::Model same = old;
    same.provenance.skipped += collector.skipped();
    return Blob{nn::to_bytes(same, interrupt_check(host))};
  }
  nn::TrainingOptions options = given.network;
  options.min_rows = old.options.min_rows;  // of all rows together; what was given is of the new ones
  std::vector<std::string> known = options.labels;
  for (std::uint32_t i = 0; i < old.labels.size(); ++i) known.emplace_back(old.labels[i]);
  require_one_name(collector.labels(), known);
  nn::Monitor monitor(host, options, rows_.start());
  const nn::Model model = nn::update(old, nn::Counts(collector, interrupt_check(host)), collector.skipped(), options,
                                     given.network.retrain, monitor);
  monitor.phase("writing the model");
  return Blob{nn::to_bytes(model, interrupt_check(host))};
}

}  // namespace synth::models
