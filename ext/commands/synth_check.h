// synth_check: what is in the connection's tables, and whether it hangs together.
//
//   SELECT finding, value, likely_cause FROM synth_check WHERE likely_cause IS NOT NULL;
//
// The statement is sql/check.sql.
#pragma once

#include "commands/tables.h"
#include "core/query.h"

namespace synth::commands {

struct SynthCheck {
  static constexpr Argument kArguments[] = {
      Argument::text("world", Rule{"that of each batch; of the latest for rows of none"},
                     "a JSON document as synth_world() gives it", "the document whose emotion map counts for all rows"),
      Argument::text("options", kNothing, "a JSON object", "the same by name: '{\"world\": {...}}'")};
  static constexpr Column kColumns[] = {{"finding", "TEXT", "what was counted or compared"},
                                        {"value", "ANY", "what there is of it"},
                                        {"unit", "TEXT", "what the value is a number of"},
                                        {"expected", "ANY", "what it should be; NULL where nothing is expected"},
                                        {"likely_cause", "TEXT", "why it is not so; NULL where all is well"}};
  static constexpr Description kDescription{
      .name = "synth_check",
      .meaning =
          "How much is in emotion_logs, video_clicks and video_interactions, whether it hangs together, and "
          "whether it follows the emotion map; what the database lacks of them is empty.",
      .arguments = kArguments,
      .columns = kColumns,
      .example = "SELECT finding, value, likely_cause FROM synth_check",
      .risk = Risk::kReadsTables,
      .options = true};

  static const std::string_view kSelect;
  static constexpr MayLack kMayLack[] = {kEmotionLogs, kVideoClicks, kVideoInteractions, kBatches};
  static void check(const Arguments&) {}
};

}  // namespace synth::commands
