#include "constants_table.h"

#include <array>

namespace synth::bench {
namespace {

// Each of its ends is a constant.
constexpr auto kText = [] {
  std::array<char, kLongestConstant + 1> text{};
  for (std::size_t i = 0; i < kLongestConstant; ++i) text[i] = static_cast<char>('a' + i % 26);
  return text;
}();

struct Table : sqlite3_vtab {
  const ConstantSizes* sizes;
};

struct Cursor : sqlite3_vtab_cursor {
  const std::uint16_t* cells;  // of the current row
  sqlite3_int64 row;
  sqlite3_int64 rows;
};

int connect(sqlite3* db, void* sizes, int, const char* const*, sqlite3_vtab** made, char**) {
  const auto* constants = static_cast<const ConstantSizes*>(sizes);
  std::string declaration = "CREATE TABLE x(";
  for (std::size_t c = 0; c < constants->columns; ++c) declaration += "c" + std::to_string(c) + ", ";
  const int rc = sqlite3_declare_vtab(db, (declaration + "n HIDDEN)").c_str());
  if (rc != SQLITE_OK) return rc;
  auto* table = new Table{};
  table->sizes = constants;
  *made = table;
  return SQLITE_OK;
}

int disconnect(sqlite3_vtab* table) {
  delete static_cast<Table*>(table);
  return SQLITE_OK;
}

int best_index(sqlite3_vtab* vtab, sqlite3_index_info* info) {
  const int rows_column = static_cast<int>(static_cast<Table*>(vtab)->sizes->columns);
  for (int k = 0; k < info->nConstraint; ++k)
    if (info->aConstraint[k].usable != 0 && info->aConstraint[k].iColumn == rows_column) {
      info->aConstraintUsage[k].argvIndex = 1;
      info->aConstraintUsage[k].omit = 1;
    }
  return SQLITE_OK;
}

int open(sqlite3_vtab*, sqlite3_vtab_cursor** made) {
  *made = new Cursor{};
  return SQLITE_OK;
}

int close(sqlite3_vtab_cursor* cursor) {
  delete static_cast<Cursor*>(cursor);
  return SQLITE_OK;
}

const ConstantSizes& sizes_of(const sqlite3_vtab_cursor* cursor) {
  return *static_cast<const Table*>(cursor->pVtab)->sizes;
}

int filter(sqlite3_vtab_cursor* base, int, const char*, int argc, sqlite3_value** argv) {
  auto* cursor = static_cast<Cursor*>(base);
  cursor->cells = sizes_of(base).cells.data();
  cursor->row = 0;
  cursor->rows = argc > 0 ? sqlite3_value_int64(argv[0]) : 0;
  return SQLITE_OK;
}

int next(sqlite3_vtab_cursor* base) {
  auto* cursor = static_cast<Cursor*>(base);
  const ConstantSizes& sizes = sizes_of(base);
  ++cursor->row;
  cursor->cells += sizes.columns;
  if (cursor->cells == sizes.cells.data() + sizes.cells.size()) cursor->cells = sizes.cells.data();
  return SQLITE_OK;
}

int eof(sqlite3_vtab_cursor* base) {
  const auto* cursor = static_cast<Cursor*>(base);
  return cursor->row >= cursor->rows ? 1 : 0;
}

int column(sqlite3_vtab_cursor* base, sqlite3_context* ctx, int index) {
  const auto* cursor = static_cast<Cursor*>(base);
  const std::uint16_t size = cursor->cells[index];
  if (size == ConstantSizes::kInteger)
    sqlite3_result_int64(ctx, 1748736000 + cursor->row);
  else
    sqlite3_result_text(ctx, kText.data() + kLongestConstant - size, -1, SQLITE_STATIC);
  return SQLITE_OK;
}

int rowid(sqlite3_vtab_cursor* base, sqlite3_int64* id) {
  *id = static_cast<Cursor*>(base)->row + 1;
  return SQLITE_OK;
}

constexpr sqlite3_module kModule = [] {
  sqlite3_module module{};
  module.xConnect = connect;
  module.xBestIndex = best_index;
  module.xDisconnect = disconnect;
  module.xDestroy = disconnect;
  module.xOpen = open;
  module.xClose = close;
  module.xFilter = filter;
  module.xNext = next;
  module.xEof = eof;
  module.xColumn = column;
  module.xRowid = rowid;
  return module;
}();

}  // namespace

int add_constants_table(sqlite3* db, const char* name, const ConstantSizes& sizes) {
  return sqlite3_create_module(db, name, &kModule, const_cast<ConstantSizes*>(&sizes));
}

}  // namespace synth::bench
