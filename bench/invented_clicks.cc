#include "invented_clicks.h"

#include <algorithm>

#include "bind/row_reader.h"
#include "world/synth_video_clicks.h"

namespace synth::bench {

InventedClicks invented_clicks(Host& host, int seed, std::uint64_t rows, int people, const std::string& document) {
  using Table = world::SynthVideoClicks;
  std::vector<Value> given(Table::kWorld + 1);
  given[Table::kN] = Value::integer(static_cast<std::int64_t>(rows));
  given[Table::kSeed] = Value::integer(seed);
  given[Table::kUsers] = Value::integer(people);
  given[Table::kUntil] = Value::integer(1'735'689'600);
  if (!document.empty()) given[Table::kWorld] = Value::text(document, Value::Lifetime::kRow);
  const Table table(Arguments(Table::kDescription.arguments, given), host);
  InventedClicks result{{}, document.empty() ? world::default_spec() : world::read_world_spec(read_json(document))};
  result.rows.resize(rows);
  RowReader<Table> reader;
  for (std::uint64_t i = 0; i < rows; ++i) {
    const Table::Row& row = reader.at(table, i, 1, rows - i, ColumnSet::all());
    const auto text = [&](std::size_t column) { return std::string(table.column(row, column).as_bytes()); };
    result.rows[i] = {text(Table::kVideoCategory),
                      text(Table::kEmotion),
                      text(Table::kName),
                      text(Table::kCity),
                      table.column(row, Table::kTimestamp).as_integer(),
                      static_cast<std::uint64_t>(table.column(row, Table::kUserId).as_integer()),
                      table.column(row, Table::kProbability).as_real()};
  }
  std::sort(result.rows.begin(), result.rows.end(),
            [](const Click& a, const Click& b) { return a.timestamp < b.timestamp; });
  return result;
}

InventedClicks thinned(InventedClicks clicks, std::size_t before, std::size_t count) {
  if (count == before) return clicks;
  std::vector<Click> kept;
  for (std::size_t i = 0; i < count; ++i) kept.push_back(clicks.rows[i * before / count]);
  kept.insert(kept.end(), clicks.rows.begin() + static_cast<std::ptrdiff_t>(before), clicks.rows.end());
  clicks.rows = std::move(kept);
  return clicks;
}

}  // namespace synth::bench
