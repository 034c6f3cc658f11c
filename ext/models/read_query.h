// The arguments of a model function as a query to its model, or as a choice to be explained.
#pragma once

#include <cstddef>
#include <optional>

#include "core/arguments.h"
#include "nn/predictor.h"
#include "words/explained_choice.h"

namespace synth::models {

/// (emotion, timestamp [, name [, city]]). REQUIRES: the arguments at `first` (emotion) and `first + 1` (timestamp) are
/// not NULL.
nn::Query read_query(const nn::Model& model, const Arguments& arguments, std::size_t first);

/// (model, video_category, emotion, timestamp [, name [, city]]). A NULL emotion or timestamp is the average one. Unset
/// where the category is NULL.
std::optional<words::ExplainedChoice> read_explained_choice(const nn::Model& model, const Arguments& arguments);

}  // namespace synth::models
