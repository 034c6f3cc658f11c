// synth_forget([options]): removes what synth_generate and synth_top_up inserted, and nothing else, all or nothing.
//
//   SELECT synth_forget('{"seed": 7}');
//
// The statements are in sql/forget.sql, rows.sql and obstacles.sql.
#pragma once

#include "commands/synth_top_up.h"

namespace synth::commands {

struct SynthForget {
  static constexpr Argument kKeys[] = {
      kOnlySeedKey,
      Argument::integer("by_id", 0, {0, 1},
                        "1 also forgets batches that another version of the generator made: not compared, but the rows "
                        "between the ids that they recorded, if as many are there")};
  static constexpr Description kDescription{
      .name = "synth_forget",
      .meaning =
          "Removes the rows that synth_generate and synth_top_up inserted, all or nothing; every other row stays.",
      .arguments = kOptionsOfCommand,
      .keys = kKeys,
      .example = "SELECT synth_forget('{\"seed\": 7}')",
      .risk = Risk::kWritesTables};

  static Result call(const Arguments& arguments, Host& host);
};

}  // namespace synth::commands
