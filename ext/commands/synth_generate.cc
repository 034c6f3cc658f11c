#include "commands/synth_generate.h"

#include "commands/script.h"
#include "commands/tables.h"
#include "commands/written.h"
#include "sql_scripts.h"

namespace synth::commands {
namespace {

void check(const Arguments& options) {
  using Key = SynthGenerate::Key;
  static_cast<void>(options.integer(Key::kLogs, 50, 1, world::kMaxRows));
  static_cast<void>(options.integer(Key::kClicks, 0, 0, world::kMaxRows));
  static_cast<void>(options.integer(Key::kInteractions, 0, 0, world::kMaxRows));
  static_cast<void>(options.integer(Key::kUsers, 1, 1, world::kMaxUsers));
  constexpr double kMaxDays = 36500;
  if (options.real(Key::kDays, 30, 0, kMaxDays) == 0) options.refuse(Key::kDays, world::kDaysArgument.range);
  check_moment(options, Key::kUntil);
  for (const std::size_t rate : {Key::kMatchRate, Key::kHomeRate, Key::kSamePlaceRate})
    static_cast<void>(options.real(rate, 0.5, 0, 1));
  static_cast<void>(options.integer(Key::kVideos, 1, 1, world::kMaxVideos));
  for (const std::size_t yes : {Key::kProgress, Key::kDryRun}) static_cast<void>(options.integer(yes, 0, 0, 1));
}

}  // namespace

Result SynthGenerate::call(const Arguments& arguments, Host& host) {
  const CommandOptions options(arguments, kDescription, host);
  check(options.values());
  const bool dry_run = options.values().integer(kDryRun, 0) == 1;
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
        if (dry_run) script.run(sql::generate, "say size");
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
      script.run(sql::fill, "record");
      script.run(sql::fill, "indexes");
      script.run(sql::generate, "say made");
    }
    summary = script.summary();
    return true;
  });
  return summary;
}

}  // namespace synth::commands
