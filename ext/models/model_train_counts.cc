#include "models/model_train_counts.h"

#include "core/error.h"
#include "models/loaded_model.h"
#include "models/training_rows.h"
#include "nn/format.h"
#include "nn/model.h"

namespace synth::models {

Result ModelTrainCounts::call(const Arguments& arguments, Host& host) {
  if (!arguments.has(0)) return Value();
  const std::string_view text = arguments.text(1);
  const TrainingOptions given = text.empty() ? TrainingOptions{} : read_options(text, host);
  refuse_retrain(given);
  const nn::TrainingOptions& options = given.network;
  const nn::Counts rows = read_counts(arguments, 0, host);
  if (rows.rows() < options.min_rows)
    throw Error("at least " + std::to_string(options.min_rows) + " rows are needed, not " +
                std::to_string(rows.rows()) + " (the option \"min_rows\" sets another floor)");
  require_one_name(rows.labels(), options.labels);
  nn::Monitor monitor(host, options);
  const nn::Model model = nn::train(rows, 0, options, monitor);
  monitor.phase("writing the model");
  return Blob{nn::to_bytes(model, interrupt_check(host))};
}

}  // namespace synth::models
