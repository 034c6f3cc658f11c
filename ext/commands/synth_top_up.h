// synth_top_up([options]): lets the worlds of generated batches go on, all or nothing. Call it every hour or every day;
// several calls give the rows that one call at the end would have given.
//
//   SELECT synth_top_up('{"until": "2026-02-01"}');
//
// The statements are in sql/top_up.sql, fill.sql, rows.sql, obstacles.sql and parents.sql.
#pragma once

#include "commands/synth_generate.h"

namespace synth::commands {

inline constexpr Argument kOnlySeedKey =
    Argument::integer("seed", Rule{"all"}, kAnyInteger, "only the batches of this seed");

struct SynthTopUp {
  static constexpr Argument kKeys[] = {kOnlySeedKey, kUntilKey, world::kProgressArgument, kDryRunKey};
  static constexpr Description kDescription{
      .name = "synth_top_up",
      .meaning = "Adds what the people of the generated batches do between the last call and now, all or nothing.",
      .arguments = kOptionsOfCommand,
      .keys = kKeys,
      .example = "SELECT synth_top_up('{\"until\": \"2026-02-01\"}')",
      .risk = Risk::kWritesTables};

  static Result call(const Arguments& arguments, Host& host);
};

}  // namespace synth::commands
