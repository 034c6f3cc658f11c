#include "models/model_train.h"

#include "models/loaded_model.h"
#include "nn/format.h"
#include "nn/model.h"

namespace synth::models {

Result ModelTrain::finish(Host& host) {
  if (rows_.collector().rows() + rows_.collector().skipped() == 0) return Value();
  const nn::TrainingOptions& options = rows_.options().network;
  refuse_retrain(rows_.options());
  rows_.require_rows(options.min_rows);
  require_one_name(rows_.collector().labels(), options.labels);
  nn::Monitor monitor(host, options, rows_.start());
  const nn::Model model = nn::train(rows_.collector(), options, monitor);
  monitor.phase("writing the model");
  return Blob{nn::to_bytes(model, interrupt_check(host))};
}

}  // namespace synth::models
