// synth_unknown(name, emotion): what a model does not know of a question that synth_recommend or synth_explain is
// asked.
//
//   SELECT sentence FROM synth_unknown('Olivia Johnson', 'hapy');
//
// The statement is sql/unknown.sql.
#pragma once

#include "commands/question.h"
#include "commands/tables.h"
#include "core/query.h"

namespace synth::commands {

struct SynthUnknown {
  static constexpr Argument kArguments[] = {
      kNameArgument,      kEmotionArgument,
      kAtArgument,        kCityArgument,
      kKArgument,         kVideosArgument,
      kDiversityArgument, Argument::integer("best", Rule{"all"}, {1, INT64_MAX}, "as for synth_recommend"),
      kModelArgument,     kOptionsArgument};
  static constexpr Column kColumns[] = {
      {"sentence", "TEXT", "what is unknown, and what the answer is then"},
      {"blocks", "INTEGER", "1 where the answer would mean nothing: a misspelt emotion; else 0"}};
  static constexpr Description kDescription{
      .name = "synth_unknown",
      .meaning =
          "What the model does not know of a question for synth_recommend or synth_explain, a row each; no row "
          "where it knows all.",
      .arguments = kArguments,
      .columns = kColumns,
      .example = "SELECT sentence FROM synth_unknown('Olivia Johnson', 'happy')",
      .risk = Risk::kReadsTables,
      .positional = 2,
      .options = true};

  static const std::string_view kSelect;
  static constexpr MayLack kMayLack[] = {kEmotionLogs, kVideoClicks, kVideoInteractions, kModels};
  static void check(const Arguments& arguments) { check_question(arguments); }
  static std::string advice(const Arguments& arguments, std::string_view error) {
    return advice_on_model(arguments, error);
  }
};

}  // namespace synth::commands
