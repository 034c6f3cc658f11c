#include "constants_table.h"

namespace synth::bench {
namespace {

struct Table : sqlite3_vtab {
  const ConstantsShape* shape;
};

struct Cursor : sqlite3_vtab_cursor {
  sqlite3_int64 row;
  sqlite3_int64 rows;
};

int connect(sqlite3* db, void* shape, int, const char* const*, sqlite3_vtab** made, char**) {
  const auto* constants = static_cast<const ConstantsShape*>(shape);
  const int rc = sqlite3_declare_vtab(db, constants->declaration);
  if (rc != SQLITE_OK) return rc;
  auto* table = new Table{};
  table->shape = constants;
  *made = table;
  return SQLITE_OK;
}

int disconnect(sqlite3_vtab* table) {
  delete static_cast<Table*>(table);
  return SQLITE_OK;
}

int best_index(sqlite3_vtab* vtab, sqlite3_index_info* info) {
  const int rows_column = static_cast<Table*>(vtab)->shape->columns;
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

int filter(sqlite3_vtab_cursor* base, int, const char*, int argc, sqlite3_value** argv) {
  auto* cursor = static_cast<Cursor*>(base);
  cursor->row = 0;
  cursor->rows = argc > 0 ? sqlite3_value_int64(argv[0]) : 0;
  return SQLITE_OK;
}

int next(sqlite3_vtab_cursor* base) {
  ++static_cast<Cursor*>(base)->row;
  return SQLITE_OK;
}

int eof(sqlite3_vtab_cursor* base) {
  const auto* cursor = static_cast<Cursor*>(base);
  return cursor->row >= cursor->rows ? 1 : 0;
}

int column(sqlite3_vtab_cursor* base, sqlite3_context* ctx, int index) {
  const auto* table = static_cast<Table*>(base->pVtab);
  const char* text = table->shape->texts[index];
  if (*text == '\0')
    sqlite3_result_int64(ctx, 1748736000 + static_cast<Cursor*>(base)->row);
  else
    sqlite3_result_text(ctx, text, -1, SQLITE_STATIC);
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

int add_constants_table(sqlite3* db, const ConstantsShape& shape) {
  return sqlite3_create_module(db, shape.name, &kModule, const_cast<ConstantsShape*>(&shape));
}

}  // namespace synth::bench
