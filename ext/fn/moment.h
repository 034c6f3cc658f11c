// (emotion, timestamp [, name [, city]]) as a query to a model.
#pragma once

#include "core/arguments.h"
#include "core/error.h"
#include "fn/input.h"
#include "fn/loaded.h"
#include "nn/predictor.h"

namespace synth::fn {

/// REQUIRES: the arguments at `first` (emotion) and `first + 1` (timestamp) are not NULL.
inline nn::Query read_moment(const nn::Model& model, const Arguments& arguments, std::size_t first) {
  if (arguments[first].type() != Value::Type::kText) arguments.refuse(first, "text");
  const std::int32_t emotion = emotion_number(model, arguments[first].as_bytes());
  const std::int64_t timestamp = read_timestamp(arguments, first + 1);
  const MaybeText name = read_maybe_text(arguments, first + 2), city = read_maybe_text(arguments, first + 3);
  return nn::query_for(model, emotion, timestamp, name.pointer(), city.pointer());
}

}  // namespace synth::fn
