#include "commands/synth_top_up.h"

#include "commands/script.h"
#include "commands/tables.h"
#include "commands/written.h"
#include "sql_scripts.h"

namespace synth::commands {

Result SynthTopUp::call(const Arguments& arguments, Host& host) {
  const CommandOptions options(arguments, kDescription, host);
  check_moment(options.values(), index_of(kKeys, "until"));
  std::string summary;
  {
    Script script(host, options.parameters());
    script.run(sql::top_up, "plan");
    if (!has_table(script, kBatches.table)) {
      script.run(sql::top_up, "nothing");
      return script.summary();
    }
  }
  const auto plan = [](Script& script) {
    refuse_obstacles_of_batches(script, true);
    script.run(sql::schema);
    script.run(sql::top_up, "plan");
    script.run(sql::top_up, "older");
    return script.rows(sql::top_up, "worlds");
  };
  const bool dry_run = options.values().integer(index_of(kKeys, "dry_run")) == 1;
  // The first rows of each on trial, as in synth_generate.
  host.transact([&] {
    Script script(host, options.parameters());
    std::int64_t logs = 0, clicks = 0, interactions = 0;
    for (Bindings& world : plan(script)) {
      script.parameters = std::move(world);
      logs += script.parameters.integer("logs");
      clicks += script.parameters.integer("clicks");
      interactions += script.parameters.integer("interactions");
      script.parameters.set("trial", 100);
      script.parameters.set("progress", std::int64_t{0});
      script.run(sql::fill, "before");
      script.run(sql::fill, "insert");
      script.run(sql::parents);
    }
    if (dry_run) {
      script.parameters.set("logs", logs);
      script.parameters.set("clicks", clicks);
      script.parameters.set("interactions", interactions);
      script.run(sql::generate, "say size");
      script.run(sql::top_up, "say plan");
      summary = script.summary();
    }
    return false;
  });
  if (dry_run) return summary;
  host.transact([&] {
    Script script(host, options.parameters());
    bool any = false;
    for (const Bindings& world : plan(script)) {
      Bindings so_far = std::move(script.parameters);
      script.parameters = world;
      for (const std::string_view sum :
           {"all_batches", "sum_logs", "sum_clicks", "sum_interactions", "left_out", "sentences"})
        if (so_far.has(sum)) script.parameters.set(sum, so_far[sum]);
      script.run(sql::top_up, "count");
      const std::int64_t rows = script.parameters.integer("logs") + script.parameters.integer("clicks") +
                                script.parameters.integer("interactions");
      if (rows == 0) continue;  // leaves no trace; the next call looks from the same moment on
      any = true;
      script.run(sql::fill, "before");
      script.run(sql::fill, "insert");
      script.run(sql::fill, "after");
      script.run(sql::parents);
      record_batch(script);
      script.run(sql::top_up, "say batch");
    }
    script.run(sql::top_up, "say");
    summary = script.summary();
    return any;
  });
  return summary;
}

}  // namespace synth::commands
