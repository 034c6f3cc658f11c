#include "models/model_update.h"

#include "models/same_model.h"
#include "nn/format.h"
#include "nn/model.h"

namespace synth::models {

void ModelUpdate::step(const Arguments& arguments, Host& host) {
  if (first_) model_ = load_model(arguments, 0, host, false);
  if (!first_) require_same_model(model_.get(), arguments, 0);
  rows_.step(arguments, 1, host);
  if (first_ && model_ != nullptr) rows_.require_hidden(model_->model.options.hidden);
  first_ = false;
}

Result ModelUpdate::finish(Host& host) {
  if (model_ == nullptr) return Value();
  if (rows_.min_rows_given()) rows_.require_rows(rows_.network_options().min_rows);
  if (rows_.collector().rows() == 0) {  // nothing to learn: the model as it was, plus the counts of skipped rows
    if (rows_.collector().skipped() == 0) return Blob{model_->bytes};
    nn::Model same = model_->model;
    same.provenance.skipped = rows_.collector().skipped();
    return Blob{nn::to_bytes(same, interrupt_check(host))};
  }
  rows_.require_one_name(&model_->model);
  const nn::TrainingOptions options = rows_.network_options();
  nn::Monitor monitor(host, options, rows_.start());
  const nn::Model model = nn::update(model_->model, rows_.collector(), options, monitor);
  monitor.phase("writing the model");
  return Blob{nn::to_bytes(model, interrupt_check(host))};
}

}  // namespace synth::models
