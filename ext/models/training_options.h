// The options of model_train and model_update: JSON text such as '{"epochs": 50, "hidden": [64, 32], "seed": 1}'. They
// are listed in nn/training_options.h.
#pragma once

#include <string_view>

#include "core/host.h"
#include "nn/training_options.h"

namespace synth::models {

struct TrainingOptions {
  nn::TrainingOptions network;
  bool min_rows_given = false;  ///< if so, it applies to model_update too
  bool retrain_given = false;   ///< an error in other functions
};

/// `network`: the options that the text does not give. Throws Error if the text is not a JSON object, for an unknown
/// key (with the nearest one), and for a value of a wrong type or out of range.
TrainingOptions read_options(std::string_view json, Host& host, nn::TrainingOptions network = {});

/// Throws Error if the option "retrain" is given: it is for model_update alone.
void refuse_retrain(const TrainingOptions& options);

}  // namespace synth::models
