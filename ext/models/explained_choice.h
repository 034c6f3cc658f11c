// (model, video_category, emotion, timestamp [, name [, city]]) as what is to be explained.
#pragma once

#include <cstdint>
#include <optional>

#include "core/arguments.h"
#include "core/host.h"
#include "models/loaded_model.h"
#include "nn/predictor.h"

namespace synth::models {

/// What model_explain, model_explanation and model_prompt are about. Equal values have equal answers.
struct ExplainedChoice {
  std::uint32_t label = 0;
  nn::Query query;
  bool local_time = false;  ///< whether the city's offset is known; else the hours are UTC's

  bool operator==(const ExplainedChoice&) const = default;
};

/// Reads the arguments, of which the model comes first. A NULL emotion or timestamp is the average one.
/// Unset where the category is NULL.
std::optional<ExplainedChoice> read_asked(const nn::Model& model, const Arguments& arguments);

}  // namespace synth::models
