#include "commands/synth_forget.h"

#include <utility>

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

// A batch that cannot be compared goes whole, by its ids, or stays.
void remove_by_id(Script& script) {
  const auto of = [&script](const Removed& from) {
    if (!script.parameters.has(from.first)) return false;
    script.define("table", from.table.table);
    script.parameters.set("first", script.parameters.integer(from.first));
    script.parameters.set("last", script.parameters.integer(from.last));
    return true;
  };
  for (const Removed& from : kRemoved) {
    if (!of(from)) continue;
    if (!has_table(script, from.table.table))
      script.run("SELECT 'the table {table} is not there' AS doubt");
    else
      script.run(sql::forget, "doubt");
    if (script.parameters.has("doubt")) {
      script.run(sql::forget, "stays");
      return;
    }
  }
  for (const Removed& from : kRemoved) {
    const std::string_view kind = from.rows.substr(1, from.rows.size() - 2);
    const bool any = of(from);
    if (any) script.run(sql::forget, "remove by id");
    const std::int64_t gone = any ? script.parameters.integer("gone") : 0;
    script.parameters.set(from.gone, gone);
    script.parameters.set(kind, gone);
  }
  script.run(sql::forget, "removed by id");
  script.run(sql::forget, "record");
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
    const std::vector<Bindings> older = script.rows(sql::forget, "older");
    script.run(sql::forget, "children");
    const std::string before(script.parameters.text("children"));
    const auto turn_to = [&script](const Bindings& batch) {
      Bindings so_far = std::move(script.parameters);
      script.parameters = batch;
      for (const std::string_view each : {"removed", "sentences"})
        if (so_far.has(each)) script.parameters.set(each, so_far[each]);
    };
    for (const Bindings& batch : batches) {
      turn_to(batch);
      for (const Removed& from : kRemoved) remove(script, from);
      script.run(sql::forget, "record");
    }
    for (const Bindings& batch : older) {
      turn_to(batch);
      remove_by_id(script);
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
    return script.parameters.has("removed");
  });
  return summary;
}

}  // namespace synth::commands
