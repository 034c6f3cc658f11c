// synth_explain(name, emotion): why the videos that synth_recommend gives suit a person, a sentence each.
//
//   SELECT video_title, explanation FROM synth_explain('Olivia Johnson', 'happy');
//
// The statement is sql/explain.sql. It keeps nothing: sql/explain.sh does, and asks a local language model.
#pragma once

#include "commands/question.h"
#include "commands/tables.h"
#include "core/query.h"

namespace synth::commands {

struct SynthExplain {
  static constexpr Argument kArguments[] = {
      kNameArgument,      kEmotionArgument,
      kAtArgument,        kCityArgument,
      kKArgument,         kVideosArgument,
      kDiversityArgument, Argument::integer("best", 5, {1, INT64_MAX}, "videos to explain, the best first"),
      kModelArgument,     kOptionsArgument};
  static constexpr Column kColumns[] = {
      {"rank", "INTEGER", "1 for the best video"},
      {"video_id", "TEXT", "as synth_recommend gives it"},
      {"video_title", "TEXT", "its title"},
      {"explanation", "TEXT", "one sentence: what the table explanations holds, else model_explanation's"},
      {"source", "TEXT", "where it is from: 'template (no LLM)' is model_explanation's"},
      {"prompt", "TEXT", "model_prompt(): what a language model would be asked", true},
      {"model_hash", "TEXT", "model_hash() of the model", true},
      {"person", "TEXT", "the name; '' for nobody in particular", true},
      {"felt", "TEXT", "the emotion that the answer is for", true}};
  static constexpr Description kDescription{
      .name = "synth_explain",
      .meaning =
          "Why the recommended videos suit a person, a sentence each; what the table explanations holds already "
          "is given as it is there.",
      .arguments = kArguments,
      .columns = kColumns,
      .example = "SELECT video_title, explanation FROM synth_explain('Olivia Johnson', 'happy')",
      .risk = Risk::kReadsTables,
      .positional = 2,
      .options = true};

  static const std::string_view kSelect;
  static constexpr MayLack kMayLack[] = {kEmotionLogs, kModels, kExplanations, kBatches};
  static void check(const Arguments& arguments) { check_question(arguments); }
  static std::string advice(const Arguments& arguments, std::string_view error) {
    return advice_on_model(arguments, error);
  }
};

}  // namespace synth::commands
