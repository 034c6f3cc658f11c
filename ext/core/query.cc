#include "core/query.h"

namespace synth {
namespace {

/// sqlite3_table_column_metadata does not know views. `temp.`, so that no table of the user hides the pragma.
bool exists(Host& host, std::string_view table) {
  bool found = false;
  host.query("SELECT 1 FROM temp.pragma_table_list WHERE name = '" + std::string(table) + "' COLLATE NOCASE",
             [&](std::span<const Value>) { found = true; });
  return found;
}

}  // namespace

bool is_older(Host& host, const MayLack& table) {
  if (table.older.empty()) return false;
  bool found = false;
  host.query("SELECT 1 FROM temp.pragma_table_xinfo('" + std::string(table.table) + "', 'main') WHERE name = '" +
                 std::string(table.older.substr(table.older.rfind(' ') + 1)) + "' COLLATE NOCASE",
             [&](std::span<const Value>) { found = true; });
  return found;
}

std::string complete(Host& host, std::string_view select, std::span<const MayLack> may_lack) {
  constexpr std::string_view kWith = "WITH";
  std::string sql(kWith);
  for (const MayLack& lacking : may_lack) {
    if (is_older(host, lacking)) {
      sql.append(" \"").append(lacking.table).append("\" AS ").append(*lacking.read_older).append(",");
      continue;
    }
    if (exists(host, lacking.table)) continue;
    sql.append(" \"").append(lacking.table).append("\"(").append(lacking.columns).append(") AS (SELECT NULL");
    for (const char letter : lacking.columns)
      if (letter == ',') sql.append(", NULL");
    sql.append(" WHERE 0),");
  }
  return sql.append(select.substr(kWith.size()));
}

}  // namespace synth
