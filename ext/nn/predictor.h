// Probabilities of the labels for one row.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "core/interrupt_check.h"
#include "nn/model.h"

namespace synth::nn {

/// What is known of a row; numbers of the model's vocabularies or kAbsent.
struct Query {
  std::int32_t emotion = kAbsent;  ///< absent: the average over the emotions, by how often they came
  std::int32_t hour = kAbsent, weekday = kAbsent, person = kAbsent, city = kAbsent;

  bool operator==(const Query&) const = default;
};

/// Scratch memory and the last answers of one model. One thread uses it at a time; the model outlives it.
class Predictor {
 public:
  /// `rows`: how many rows of the network log_odds computes at once, at most; `queries`: how many it can be given.
  explicit Predictor(const Model& model, std::size_t rows = 1, std::size_t queries = 1);

  /// One probability for each label: all > 0, sum 1. Valid until the next call.
  const std::vector<double>& probabilities(const Query& query, const InterruptCheck& ask = {});

  /// The log-odds of one label for each query, as its probabilities() give them; 0 where there is no other label.
  /// REQUIRES: queries.size() <= the constructor's.
  void log_odds(std::span<const Query> queries, std::uint32_t label, std::span<double> result,
                const InterruptCheck& ask = {});

 private:
  struct Split {
    std::size_t query;
    double share;
  };
  struct Odds {
    double chosen = 0, others = 0;
  };
  /// What a row's shares are multiplied by, and what is added to each, so that they sum to the row's part of the
  /// answer.
  struct Levels {
    double scale, floor;
    double sum;  ///< of the row, where scale is not 0
    double of(float p) const noexcept { return scale == 0 ? floor : static_cast<double>(p) * scale + floor; }
  };

  /// Calls visit(emotion, share) for the query's emotion, or for all, by how often they came.
  template <class Visit>
  void each_emotion(const Query& query, Visit visit) const;
  /// Fills p_ (rows, width). Asks after every few milliseconds of it: an average over many emotions takes long where
  /// the hidden layers are large.
  void compute(std::span<const Features> rows, const InterruptCheck& ask);
  Levels levels(const float* p, double share) const noexcept;

  const Model& model_;
  std::uint64_t row_work_, work_ = 0;  ///< multiplications of a row; since it was last asked
  Pass pass_;
  double emotion_total_ = 0;
  std::vector<double> result_;
  std::vector<float> p_;
  std::vector<Features> rows_;
  std::vector<Split> parts_;  ///< what each of rows_ is for
  std::vector<Odds> odds_;
};

/// The query for texts and a moment. An unknown name or city counts as absent, except that the city of a known place
/// still gives its hour. `emotion` is a number or kAbsent.
Query query_for(const Model& model, std::int32_t emotion, std::int64_t unix_seconds, const std::string_view* name,
                const std::string_view* city) noexcept;

/// 1 for the most probable label; among equals the first label is the better one.
std::uint32_t rank_of(const std::vector<double>& probabilities, std::uint32_t label) noexcept;

}  // namespace synth::nn
