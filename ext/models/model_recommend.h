// model_recommend(model, emotion, timestamp, name, city, k): the k most probable categories, best first.
//
//   SELECT r.video_genre, r.probability
//   FROM models, model_recommend(models.model, 'sad', unixepoch(), 'Ada Lovelace', 'London', 3) AS r;
#pragma once

#include <cstdint>
#include <vector>

#include "core/table.h"
#include "models/loaded_model.h"
#include "models/model_arguments.h"
#include "nn/limits.h"

namespace synth::models {

class ModelRecommend {
 public:
  static constexpr Argument kArguments[] = {
      kGivenModel,
      kGivenEmotion,
      kGivenTimestamp,
      kGivenName,
      kGivenCity,
      Argument::integer("k", 5, {0, nn::kMaxLabels}, "number of categories; all if the model knows fewer")};
  static constexpr Column kColumns[] = {{"rank", "INTEGER", "1 for the most probable"},
                                        {"video_category", "TEXT", "the category's id"},
                                        {"video_genre", "TEXT", "its name; NULL if the id is not one of YouTube's"},
                                        {"probability", "REAL", "probability that the person chooses it"},
                                        {"known", "INTEGER",
                                         "0 if the model has not seen the name, the city or the emotion, and uses the "
                                         "average; 1 otherwise",
                                         true}};
  static constexpr Description kDescription{
      .name = "model_recommend",
      .meaning = "The categories that a person most probably chooses, best first.",
      .arguments = kArguments,
      .columns = kColumns,
      .example =
          "SELECT rank, video_genre, probability FROM model_recommend((SELECT model_train(video_category, emotion, "
          "timestamp) FROM synth_video_clicks(200)), 'happy', 1735689600)"};

  static constexpr bool kTextMayHoldNul = true;

  struct Row {
    std::uint64_t index = 0;
  };

  ModelRecommend(const Arguments& arguments, Host& host);
  std::uint64_t size() const noexcept { return best_.size(); }
  void at(std::uint64_t i, ColumnSet, Row& row) const noexcept { row.index = i; }
  Value column(const Row& row, std::size_t c) const noexcept;

 private:
  struct Choice {
    std::string category;
    double probability;
  };
  std::vector<Choice> best_;
  bool known_ = true;
};

}  // namespace synth::models
