// Turns the arguments of a model function into a query to its model, or into a choice to explain.
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
/// if the category is NULL.
std::optional<words::ExplainedChoice> read_explained_choice(const nn::Model& model, const Arguments& arguments);

}  // namespace synth::models
