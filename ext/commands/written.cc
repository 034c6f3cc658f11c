#include "commands/written.h"

#include "commands/tables.h"
#include "core/json_writer.h"
#include "sql_scripts.h"

namespace synth::commands {
namespace {

/// The columns that are written: SQLite gives the id.
constexpr std::string_view written(const MayLack& table) noexcept {
  constexpr std::string_view kId = "id, ";
  return table.columns.starts_with(kId) ? table.columns.substr(kId.size()) : table.columns;
}

}  // namespace

void refuse_obstacles(Script& script, std::initializer_list<Needed> needed, bool adds) {
  JsonWriter json;
  json.open('[');
  for (const Needed& each : needed) {
    const bool older = each.table == kBatches.table && script.has_batches_of_0_1_0();
    json.open('{').key("table").string(each.table).key("columns").string(older ? kBatches.older : each.columns);
    json.key("role").string(each.role).close('}');
  }
  json.close(']');
  script.parameters.set("needed", json.text());
  script.parameters.set("adds", std::int64_t{adds ? 1 : 0});
  script.run(sql::obstacles);
}

void refuse_obstacles_of_batches(Script& script, bool adds) {
  refuse_obstacles(script,
                   {{kEmotionLogs.table, written(kEmotionLogs), "filled"},
                    {kVideoClicks.table, written(kVideoClicks), "filled"},
                    {kVideoInteractions.table, written(kVideoInteractions), "filled"},
                    {kBatches.table, kBatches.columns, "ours"}},
                   adds);
}

void record_batch(Script& script) {
  script.run(script.has_batches_of_0_1_0() ? sql::batches_0_1_0 : sql::fill, "record");
  script.run(sql::fill, "recorded");
}

bool has_table(Script& script, std::string_view name) {
  script.parameters.set("looked_for", name);
  script.run(
      "SELECT count(*) AS is_there FROM main.sqlite_schema WHERE type IN ('table', 'view') "
      "AND lower(name) = :looked_for");
  return script.parameters.integer("is_there") > 0;
}

}  // namespace synth::commands
