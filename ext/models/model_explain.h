// model_explain(model, video_category, emotion, timestamp, name, city): why the category, in numbers: what each feature
// adds to the category's log-odds, as exact Shapley values.
//
//   SELECT feature, value, contribution
//   FROM models, model_explain(models.model, '23', 'happy', unixepoch(), 'Ada Lovelace', 'London')
//   ORDER BY contribution DESC;
//
// The contributions sum to log_odds − baseline, two hidden columns that are the same in all rows. What is NULL or
// unknown to the model counts as the average and contributes 0. Hour and weekday are local to the city; the effect of
// that counts for them, not for the place.
#pragma once

#include <cstdint>
#include <string>

#include "core/table.h"
#include "models/model_arguments.h"
#include "nn/shapley.h"

namespace synth::models {

inline constexpr Argument kExplainedCategory = kCategory.meaning_of("the category to explain");
inline constexpr Argument kExplainedEmotion =
    Argument::text("emotion", kNothing, "text or an integer; NULL: the average emotion", "what the person felt");
inline constexpr Argument kExplainedTimestamp = Argument::integer("timestamp", kNothing, kTimestamp.integers, "when")
                                                    .in_words("unix seconds; NULL: the average hour and weekday");

/// What is chosen, in sentences and prompts.
inline constexpr Argument kNounArgument =
    Argument::text("noun", kNothing, "text of a few words; NULL: videos", "what is chosen, as a plural, such as songs");

/// That argument; empty for videos. REQUIRES: it is text if given.
inline std::string read_noun(const Arguments& arguments, std::size_t index) {
  std::string noun;
  if (arguments.has(index)) noun = arguments.text(index);
  return noun == "videos" ? std::string() : noun;
}

class ModelExplain {
 public:
  static constexpr Argument kArguments[] = {kGivenModel,
                                            kExplainedCategory.renamed("given_category"),
                                            kExplainedEmotion.renamed("given_emotion"),
                                            kExplainedTimestamp.renamed("given_timestamp"),
                                            kGivenName,
                                            kGivenCity};
  static constexpr Column kColumns[] = {
      {"feature", "TEXT", "person, emotion, hour, weekday or place"},
      {"value", "TEXT", "its value; hour (0 to 23) and weekday are local; NULL if it is not given"},
      {"contribution", "REAL", "what it adds to the category's log-odds; 0 if the model does not know the value"},
      {"baseline", "REAL", "log-odds if nothing is known", true},
      {"log_odds", "REAL", "log-odds of the category: baseline plus all contributions", true}};
  static constexpr Description kDescription{
      .name = "model_explain",
      .meaning = "Why a category is as probable as it is: exact Shapley values of its log-odds over the features.",
      .arguments = kArguments,
      .columns = kColumns,
      .example =
          "SELECT feature, value, contribution FROM model_explain((SELECT model_train(video_category, emotion, "
          "timestamp, name, city) FROM synth_video_clicks(200)), '10', 'happy', 1735689600)"};

  static constexpr bool kTextMayHoldNul = true;

  struct Row {
    std::uint64_t index = 0;
  };

  ModelExplain(const Arguments& arguments, Host& host);
  std::uint64_t size() const noexcept { return known_ ? nn::kFeatures : 0; }
  void at(std::uint64_t i, ColumnSet, Row& row) const noexcept { row.index = i; }
  Value column(const Row& row, std::size_t c) const noexcept;

 private:
  Value value(nn::Feature feature) const noexcept;

  bool known_ = false;
  bool has_name_ = false, has_emotion_ = false, has_city_ = false;
  std::string name_, emotion_, city_;
  nn::Query query_;
  nn::Attribution attribution_;
};

}  // namespace synth::models
