// The options of model_train and model_update: JSON text such as '{"epochs": 50, "hidden": [64, 32], "seed": 1}'. Which
// there are is in nn/training_options.h.
#pragma once

#include <string_view>

#include "core/host.h"
#include "nn/training_options.h"

namespace synth::models {

struct TrainingOptions {
  nn::TrainingOptions network;
  bool min_rows_given = false;  ///< then it is a floor for model_update too
  bool retrain_given = false;   ///< which other functions refuse
};

/// `network`: what the options are where the text does not say. Throws Error for what is no JSON object, an unknown key
/// (naming the nearest), a value of a wrong type or out of range.
TrainingOptions read_options(std::string_view json, Host& host, nn::TrainingOptions network = {});

/// Throws Error where the option "retrain" is given, which says nothing but to model_update.
void refuse_retrain(const TrainingOptions& options);

}  // namespace synth::models
