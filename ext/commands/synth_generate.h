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

inline constexpr Argument kDryRunKey{"dry_run", "integer", "0", "0 or 1",
                                     "1 tries it with the first rows, changes nothing, and says how much would come"};
inline constexpr Argument kUntilKey{"until", "any", "now", "unix seconds, or a date such as '2026-02-01' (UTC)",
                                    "everything is before it"};

struct SynthGenerate {
  enum Key : std::size_t {
    kLogs,
    kClicks,
    kInteractions,
    kUsers,
    kDays,
    kUntil,
    kSeed,
    kMatchRate,
    kHomeRate,
    kSamePlaceRate,
    kVideos,
    kWorld,
    kProgress,
    kDryRun
  };
  static constexpr Argument kKeys[] = {
      {"logs", "integer", "50", "1 to 9007199254740991", "rows of emotion_logs"},
      {"clicks", "integer", "two fifths of the logs", "0 to 9007199254740991", "rows of video_clicks"},
      {"interactions", "integer", "three fifths of the logs", "0 to 9007199254740991", "rows of video_interactions"},
      {"users", "integer", "a tenth of the logs", "1 to 1099511627776", "people"},
      world::kDaysArgument,
      kUntilKey,
      world::kSeedArgument,
      {"match_rate", "real", "0.8", "0 to 1", "share of clicks and interactions that follow the emotion map"},
      world::kHomeRateArgument,
      {"same_place_rate", "real", "0.9", "0 to 1", "share of clicks and interactions at the place of their log"},
      {"videos", "integer", "grows with the square root of the clicks", "one per category to 1099511627776",
       "videos of the catalogue"},
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
