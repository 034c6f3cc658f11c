#include "commands/synth_forget.h"

#include "commands/script.h"
#include "commands/tables.h"
#include "commands/written.h"
#include "core/error.h"
#include "sql_scripts.h"

namespace synth::commands {
namespace {

struct Removed {
  const MayLack& table;
  std::string_view rows;   ///< in sql/rows.sql, and of the batch how many
  std::string_view first;  ///< of the batch, the first id
  std::string_view last;   ///< and the last one
  std::string_view gone;   ///< the parameter for how many were removed
};
constexpr Removed kRemoved[] = {
    {kEmotionLogs, "{logs}", "first_log", "last_log", "logs_removed"},
    {kVideoClicks, "{clicks}", "first_click", "last_click", "clicks_removed"},
    {kVideoInteractions, "{interactions}", "first_interaction", "last_interaction", "interactions_removed"}};

void remove(Script& script, const Removed& from) {
  script.parameters.set(from.gone, std::int64_t{0});
  const std::string_view kind = from.rows.substr(1, from.rows.size() - 2);
  script.parameters.set(kind, std::int64_t{0});
  if (!script.parameters.has(from.first)) return;
  const std::int64_t first = script.parameters.integer(from.first);
  script.parameters.set(kind, script.parameters.integer(from.last) - first + 1);
  if (!has_table(script, from.table.table)) return;
  script.define("table", from.table.table);
  script.define("columns", from.table.columns.substr(std::string_view("id, ").size()));
  script.define("rows", from.rows);
  script.parameters.set("first", first);
  script.parameters.set("made", script.parameters.integer(kind));
  script.run(sql::forget, "remove");
  script.parameters.set(from.gone, script.parameters.integer("gone"));
  script.parameters.set(kind, script.parameters.integer("made"));
}

}  // namespace

Result SynthForget::call(const Arguments& arguments, Host& host) {
  const CommandOptions options(arguments, kDescription, host);
  std::string summary;
  const auto say = [&](Script& script, std::string_view part) {
    script.run(sql::forget, part);
    script.run(sql::forget, "summary");
    summary = script.summary();
  };
  Script script(host, options.parameters());
  script.parameters.set("given_seed", script.parameters["seed"]);
  if (!has_table(script, kBatches.table)) {
    say(script, "nothing");
    return summary;
  }
  host.transact([&] {
    refuse_obstacles_of_batches(script, false);
    script.run(
        "SELECT count(*) AS listed FROM {batches} WHERE :given_seed IS NULL OR world ->> '$.seed' = :given_seed");
    if (script.parameters.integer("listed") == 0) {
      say(script, "nothing");
      return false;
    }
    const std::vector<Bindings> batches = script.rows(sql::forget, "batches");
    script.run(sql::forget, "children");
    const std::string before(script.parameters.text("children"));
    for (const Bindings& batch : batches) {
      const std::string removed(script.parameters.text("removed"));
      script.parameters = batch;
      if (!removed.empty()) script.parameters.set("removed", removed);
      for (const Removed& from : kRemoved) remove(script, from);
      script.run(sql::forget, "record");
    }
    script.parameters.set("children_before", before);
    script.run(sql::forget, "children");
    script.run(sql::forget, "parentless");
    script.run("SELECT count(*) AS listed FROM synth_batches");
    if (script.parameters.integer("listed") == 0) {
      try {
        script.run(sql::forget, "indexes");
      } catch (const Error& error) {
        if (error.code() != ErrorCode::kLocked) throw;
      }
    }
    say(script, "say");
    return !batches.empty();
  });
  return summary;
}

}  // namespace synth::commands
