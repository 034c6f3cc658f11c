// Why a label was chosen: exact Shapley values (L. S. Shapley 1953) of its log-odds over the five features of a row.
// A feature that is absent is the average, so with v(S) the log-odds when only the features of S are known,
//
//   contribution[f] = Σ over S without f of |S|! (4 − |S|)! / 5! · (v(S ∪ {f}) − v(S))
//
// They sum to log_odds − baseline. A feature that the row does not have contributes 0, and is left out of the sum: with
// n features known there are 2^n coalitions, 32 at most.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "nn/predictor.h"

namespace synth::nn {

enum class Feature : std::uint8_t { kPerson, kEmotion, kHour, kWeekday, kPlace };
inline constexpr std::size_t kFeatures = 5;

struct Attribution {
  double baseline = 0;  ///< log-odds of the label where nothing is known
  double log_odds = 0;  ///< where all of the query is
  std::array<double, kFeatures> contribution{};

  double of(Feature feature) const noexcept { return contribution[static_cast<std::size_t>(feature)]; }
};

/// Whether the query has the feature.
bool has(const Query& query, Feature feature) noexcept;

/// Scratch memory for one model, which outlives it. One thread uses it at a time.
class Shapley {
 public:
  explicit Shapley(const Model& model) : predictor_(model, kRowsAtOnce, kMaxCoalitions) {}

  Attribution explain(const Query& query, std::uint32_t label, const InterruptCheck& ask = {});

 private:
  /// Half of the coalitions lack the emotion and take a row for each: with the usual seven emotions all fit at once.
  static constexpr std::size_t kRowsAtOnce = 128;
  static constexpr std::size_t kMaxCoalitions = std::size_t{1} << kFeatures;
  Predictor predictor_;
};

}  // namespace synth::nn
