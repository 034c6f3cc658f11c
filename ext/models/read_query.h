// (emotion, timestamp [, name [, city]]) as a query to a model.
#pragma once

#include "core/arguments.h"
#include "core/error.h"
#include "models/loaded_model.h"
#include "models/model_arguments.h"
#include "nn/predictor.h"

namespace synth::models {

/// REQUIRES: the arguments at `first` (emotion) and `first + 1` (timestamp) are not NULL.
inline nn::Query read_moment(const nn::Model& model, const Arguments& arguments, std::size_t first) {
  const TextArgument emotion(arguments, first), name(arguments, first + 2), city(arguments, first + 3);
  const std::int32_t number = emotion_number(model, emotion.text());
  const std::int64_t timestamp = read_timestamp(arguments, first + 1);
  return nn::query_for(model, number, timestamp, name.pointer(), city.pointer());
}

}  // namespace synth::models
