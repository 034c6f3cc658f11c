// Probabilities of the labels for one row.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "nn/model.h"

namespace synth::nn {

/// What is known of a row; numbers of the model's vocabularies or kAbsent.
struct Query {
  std::int32_t emotion = kAbsent;  ///< absent: the average over the emotions, by how often they came
  std::int32_t hour = kAbsent, weekday = kAbsent, person = kAbsent, city = kAbsent;
};

/// Scratch memory and the last answers of one model. One thread uses it at a time; the model outlives it.
class Predictor {
 public:
  explicit Predictor(const Model& model);

  /// One probability for each label: all > 0, sum 1. Valid until the next call.
  const std::vector<double>& probabilities(const Query& query) noexcept;

  const Model& model() const noexcept { return model_; }

 private:
  void add(const Features& row, double share) noexcept;

  const Model& model_;
  Pass pass_;
  double emotion_total_ = 0;
  std::vector<double> result_;
  std::vector<float> p_;
};

/// The query for texts and a moment. An unknown name or city counts as absent, except that the city of a known place
/// still gives its hour. `emotion` is a number or kAbsent.
Query query_for(const Model& model, std::int32_t emotion, std::int64_t unix_seconds, const std::string_view* name,
                const std::string_view* city) noexcept;

/// 1 for the most probable label; among equals the first label is the better one.
std::uint32_t rank_of(const std::vector<double>& probabilities, std::uint32_t label) noexcept;

}  // namespace synth::nn
