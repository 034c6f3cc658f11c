#include "commands/synth_generate.h"

#include <string>
#include <string_view>

#include "commands/script.h"
#include "commands/tables.h"
#include "commands/written.h"
#include "core/error.h"
#include "sql_scripts.h"

namespace synth::commands {
Result SynthGenerate::call(const Arguments& arguments, Host& host) {
  CommandOptions options(arguments, kDescription, host);
  check_moment(options.values(), index_of(kKeys, "until"));
  // What the document says of seed, users, … is taken as if it were said by the options of these names.
  const world::WorldArguments given(options.values(), {}, host);
  if (given.document()) {
    for (const std::string_view grows : {"since", "logs_per_day", "clicks_per_day", "interactions_per_day"})
      if (!given.law()->parameters[world::find_world_parameter(grows)].is_null())
        throw Error("world: " + std::string(grows) + " is for tables that grow; a batch has logs, days and until");
    options.replace(given.arguments().given());
  }
  const bool dry_run = options.values().integer(index_of(kKeys, "dry_run")) == 1;
  std::string summary;
  const auto plan = [](Script& script) {
    refuse_obstacles_of_batches(script, true);
    script.run(sql::schema);
    script.run(sql::generate, "plan");
    const bool present = script.parameters.has("present");
    if (present)
      script.run(sql::generate, "say present");
    else
      script.run(sql::fill, "before");
    return !present;
  };
  // The first rows on trial: what a constraint or a trigger of the tables refuses is known before the long work, and so
  // are rows without a parent.
  // Tables of our own refuse nothing; and to take them back would end the statements of the connection that read.
  Script before(host, options.parameters());
  const bool ours = !has_table(before, kEmotionLogs.table) && !has_table(before, kVideoClicks.table) &&
                    !has_table(before, kVideoInteractions.table);
  if (dry_run || !ours)
    host.transact([&] {
      Script script(host, options.parameters());
      if (plan(script)) {
        script.parameters.set("trial", 100);
        script.parameters.set("progress", std::int64_t{0});
        script.run(sql::fill, "insert");
        script.run(sql::parents);
        if (dry_run) {
          script.run(sql::generate, "say size");
          script.run(sql::generate, "say plan");
        }
      }
      summary = script.summary();
      return false;
    });
  if (!summary.empty()) return summary;
  host.transact([&] {
    Script script(host, options.parameters());
    if (plan(script)) {
      script.run(sql::fill, "insert");
      script.run(sql::fill, "after");
      script.run(sql::parents);
      record_batch(script);
      script.run(sql::fill, "indexes");
      script.run(sql::generate, "say made");
    }
    summary = script.summary();
    return true;
  });
  return summary;
}

}  // namespace synth::commands
