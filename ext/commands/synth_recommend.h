// synth_recommend(name, emotion): what to offer a person who feels something, from the connection's own tables.
//
//   SELECT video_id, video_title, score FROM synth_recommend('Olivia Johnson', 'happy') WHERE best = 5 ORDER BY rank;
//
// The statement is sql/recommend.sql.
#pragma once

#include "commands/question.h"
#include "commands/tables.h"
#include "core/query.h"

namespace synth::commands {

struct SynthRecommend {
  static constexpr Argument kArguments[] = {
      kNameArgument,
      kEmotionArgument,
      kAtArgument,
      kCityArgument,
      kKArgument,
      kVideosArgument,
      kDiversityArgument,
      Argument::integer("best", Rule{"all, by category"}, {1, INT64_MAX}, "so many of all the videos, the best first"),
      kModelArgument,
      kOptionsArgument};
  static constexpr Column kColumns[] = {
      {"category_rank", "INTEGER", "1 for the most probable category"},
      {"video_category", "TEXT", "the category's id"},
      {"video_genre", "TEXT", "its name; NULL where the id is not YouTube's"},
      {"probability", "REAL", "that the person chooses it"},
      {"rank", "INTEGER", "of the row among all, 1 for the best"},
      {"video_id", "TEXT", "a video that the person has not clicked on; NULL where the category has none left"},
      {"video_title", "TEXT", "its title"},
      {"score", "REAL", "what orders the rows: probability x share of the category's clicks x diversity"}};
  static constexpr Description kDescription{
      .name = "synth_recommend",
      .meaning =
          "The videos to offer a person who feels something, from the tables video_clicks, emotion_logs and "
          "models; what the database lacks of them is empty.",
      .arguments = kArguments,
      .columns = kColumns,
      .example = "SELECT video_id, video_title, score FROM synth_recommend('Olivia Johnson', 'happy') WHERE best = 5",
      .risk = Risk::kReadsTables,
      .positional = 2,
      .options = true};

  static const std::string_view kSelect;
  static constexpr MayLack kMayLack[] = {kEmotionLogs, kVideoClicks, kModels};
  static void check(const Arguments& arguments) { check_question(arguments); }
  static std::string advice(const Arguments& arguments, std::string_view error) {
    return advice_on_model(arguments, error);
  }
};

}  // namespace synth::commands
