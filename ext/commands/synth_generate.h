// synth_generate([options]): fills the connection's database with one batch of an invented population, all or nothing.
//
//   SELECT synth_generate('{"logs": 1000, "users": 50}');
//
// The statements are in sql/generate.sql, fill.sql, rows.sql, obstacles.sql and parents.sql.
#pragma once

#include "commands/command_options.h"
#include "commands/question.h"
#include "core/function.h"
#include "world/window.h"

namespace synth::commands {

inline constexpr Argument kUntilKey = Argument::any(
    "until", Rule{"now"}, "unix seconds, or a date such as '2026-02-01' (UTC)", "everything is before it");

inline constexpr Argument kDryRunKey = Argument::integer(
    "dry_run", 0, {0, 1}, "1 tries it with the first rows, changes nothing, and says how much would come");

struct SynthGenerate {
  static constexpr Argument kKeys[] = {
      Argument::integer("logs", Rule{"50, or as many as go with the clicks or interactions"}, {1, world::kMaxRows},
                        "rows of emotion_logs"),
      Argument::integer("clicks", Rule{"two fifths of the logs"}, {0, world::kMaxRows}, "rows of video_clicks"),
      Argument::integer("interactions", Rule{"three fifths of the logs"}, {0, world::kMaxRows},
                        "rows of video_interactions"),
      world::kUsersArgument,
      world::kDaysArgument,
      kUntilKey,
      world::kSeedArgument,
      world::kMatchRateArgument,
      world::kHomeRateArgument,
      world::kSamePlaceRateArgument,
      world::kVideosArgument,
      world::kWorldArgument,
      world::kProgressArgument,
      kDryRunKey};
  static constexpr Description kDescription{
      .name = "synth_generate",
      .meaning =
          "Fills emotion_logs, video_clicks and video_interactions of the connection's database with one batch of "
          "an invented population, all or nothing; a batch that is there already stays as it is.",
      .arguments = kOptionsOfCommand,
      .keys = kKeys,
      .example = "SELECT synth_generate('{\"logs\": 100, \"until\": \"2026-01-01\"}')",
      .risk = Risk::kWritesTables};

  static Result call(const Arguments& arguments, Host& host);
};

}  // namespace synth::commands
