// The generic virtual table: turns any IsTable class into a table-valued function of SQL. Only what runs per row or
// cell is a template; planning is in plan.cc.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "bind/floating_point.h"
#include "bind/given_arguments.h"
#include "bind/guard.h"
#include "bind/host.h"
#include "bind/plan.h"
#include "bind/row_reader.h"
#include "bind/sqlite.h"
#include "bind/terminal.h"
#include "bind/value.h"
#include "core/error.h"
#include "core/table.h"

namespace synth::bind {

struct Cursor;

/// A table in one connection.
struct Table : sqlite3_vtab {
  Table(Connection& in, const TableSchema& seen) : sqlite3_vtab{}, connection(in), shape(seen) {}

  Connection& connection;  ///< kept alive by the registered module
  TableSchema shape;
  Cursor* opened_last = nullptr;  ///< reset when it is filtered or another one is closed
};

/// Whether a writing transaction is open. If so, the rows of a cursor that opens now most probably go into a table.
bool is_writing(sqlite3* db) noexcept;

/// The part of a cursor that does not depend on the table's class.
struct Cursor : sqlite3_vtab_cursor {
  explicit Cursor(const Table& table) : sqlite3_vtab_cursor{}, arguments(table.shape.parameters()) {}

  std::uint64_t row = 0;   ///< the current one, from 0
  std::uint64_t left = 0;  ///< rows to visit, the current one included
  std::uint64_t step = 1;  ///< from row to row: 1, or -1 (it wraps)
  ColumnSet wanted;
  bool stored = false;       ///< how texts are passed, see set_cell; does not affect their content
  std::uint64_t visits = 0;  ///< rows of this scan
  std::unique_ptr<RowProgress> progress;
  GivenArguments arguments;

  /// The place of this cursor: one table in one query. SQLite reads the parts of `a OR b` one after the other at the
  /// same place, each with its own plan.
  struct Place {
    const char* first_plan = nullptr;  ///< null: the first cursor here
    const char* last_plan = nullptr;
    std::uint64_t last_arguments = 0;
    bool last_by_rowids = false;  ///< SQLite read the rowid of each row of the last scan
  };
  Place place;
  std::uint64_t rowids = 0;  ///< how many rowids were read in this scan

  /// xOpen and xClose. SQLite closes the cursor that had the place before right after opening the new one; `close`
  /// returns whether this was such a call.
  void open(Table& table) noexcept;
  bool close(Table& table) noexcept;
  /// Throws Error if the parts of an OR have different arguments: they then read different tables, and SQLite would
  /// drop rows with a rowid that it has seen. REQUIRES: `arguments` are those of this scan.
  void require_same_table(Table& table, const char* plan);

  /// Starts a scan of these rows.
  void start(const Request& request, RowRange rows, const Description& description);
  void tell_progress() noexcept;
};

/// Throws Error if a required argument is missing, so that the table's constructor need not check.
void require_arguments(const TableSchema& shape, const Request& request);

/// Adds a scalar function with the table's name, for users who call the table as a function. It only fails with a
/// sentence that says it is a table.
int add_signpost(sqlite3* db, const Description& table);

/// The error for a query that reads a parameter without giving it: most probably in an OR, where silently using the
/// default would be wrong.
void refuse_parameter(sqlite3_context* ctx, const Description& table, std::size_t parameter) noexcept;

/// Days since 1970.
std::int64_t today() noexcept;

template <IsTable T>
class Module {
 public:
  static int add(Connection& connection) {
    const std::string name(T::kDescription.name);  // before the reference is taken: this may throw
    const int rc =
        sqlite3_create_module_v2(connection.db(), name.c_str(), &kModule, connection.retain(), Connection::release);
    if (rc != SQLITE_OK) return rc;
    return add_signpost(connection.db(), T::kDescription);
  }

 private:
  struct TypedCursor : Cursor {
    using Cursor::Cursor;
    std::optional<T> table;
    std::int64_t made_on = 0;  // the day on which `table` was made: some defaults depend on it
    RowReader<T> rows;
    const typename T::Row* current = nullptr;  // null: not read yet
  };

  // A scalar subquery opens a new cursor for every outer row and closes the old one. That one is kept for the next row,
  // together with its table if the table depends only on its arguments. Nothing is kept when the statement ends.
  struct TypedTable : Table {
    using Table::Table;
    std::unique_ptr<TypedCursor> spare;
  };

  static TypedTable& table_of(sqlite3_vtab* vtab) noexcept { return *static_cast<TypedTable*>(vtab); }
  static TypedCursor& cursor_of(sqlite3_vtab_cursor* cursor) noexcept { return *static_cast<TypedCursor*>(cursor); }
  static const TableSchema& shape_of(const Cursor& cursor) noexcept { return table_of(cursor.pVtab).shape; }

  static TableSchema shape() noexcept {
    if constexpr (CanSeek<T>) return {T::kDescription, T::kSeekColumn, T::kInSeekOrder};
    return {T::kDescription, TableSchema::kNoSeek, false};
  }

  static int connect(sqlite3* db, void* connection, int, const char* const*, sqlite3_vtab** made, char**) noexcept {
    try {
      auto table = std::make_unique<TypedTable>(*static_cast<Connection*>(connection), shape());
      int rc = sqlite3_declare_vtab(db, table->shape.declaration().c_str());
      if (rc == SQLITE_OK)
        rc = sqlite3_vtab_config(db,
                                 T::kDescription.risk == Risk::kPure ? SQLITE_VTAB_INNOCUOUS : SQLITE_VTAB_DIRECTONLY);
      if (rc == SQLITE_OK) *made = table.release();
      return rc;
    } catch (...) {
      return SQLITE_NOMEM;
    }
  }

  static int disconnect(sqlite3_vtab* vtab) noexcept {
    delete &table_of(vtab);
    return SQLITE_OK;
  }

  static int plan(sqlite3_vtab* vtab, sqlite3_index_info* info) noexcept {
    int rc = SQLITE_OK;
    const int failed = guard(vtab, T::kDescription.name, [&] { rc = best_index(table_of(vtab).shape, *info); });
    return failed != SQLITE_OK ? failed : rc;
  }

  static int open(sqlite3_vtab* vtab, sqlite3_vtab_cursor** made) noexcept {
    return guard(vtab, T::kDescription.name, [&] {
      TypedTable& table = table_of(vtab);
      std::unique_ptr<TypedCursor> cursor = std::move(table.spare);
      if (!cursor) cursor = std::make_unique<TypedCursor>(table);
      cursor->open(table);
      *made = cursor.release();
    });
  }

  static int close(sqlite3_vtab_cursor* base) noexcept {
    TypedTable& table = table_of(base->pVtab);
    std::unique_ptr<TypedCursor> cursor(&cursor_of(base));
    const bool replaced = cursor->close(table);
    table.spare = replaced && T::kDescription.risk == Risk::kPure ? std::move(cursor) : nullptr;
    return SQLITE_OK;
  }

  static int filter(sqlite3_vtab_cursor* base, int, const char* plan_text, int, sqlite3_value** values) noexcept {
    return guard(base->pVtab, T::kDescription.name, [&] {
      TypedCursor& cursor = cursor_of(base);
      Table& table = table_of(base->pVtab);
      cursor.left = 0;
      const Request request = decode(table.shape, plan_text, values);
      require_arguments(table.shape, request);
      // A correlated query calls this for every outer row, mostly with the same arguments.
      if (cursor.arguments.assign(request.arguments) || !cursor.table || cursor.made_on != today()) {
        cursor.table.reset();
        CallHost host(table.connection);
        cursor.arguments.resolve(T::kDescription, host);
        cursor.made_on = today();
        cursor.table.emplace(Arguments(T::kDescription.arguments, cursor.arguments.values()), host);
      }
      cursor.require_same_table(table, plan_text);
      RowRange found{0, UINT64_MAX};
      if constexpr (CanSeek<T>) {
        if (request.seeks)
          found = request.seek.empty() ? RowRange{} : cursor.table->rows_between(request.seek.low, request.seek.high);
      }
      cursor.start(request, request.rows(cursor.table->size(), found), T::kDescription);
      cursor.rows.restart();
      cursor.current = nullptr;
    });
  }

  static int next(sqlite3_vtab_cursor* base) noexcept {
    TypedCursor& cursor = cursor_of(base);
    cursor.row += cursor.step;
    --cursor.left;
    cursor.current = nullptr;
    if (cursor.progress) [[unlikely]]
      cursor.tell_progress();
    return SQLITE_OK;
  }

  static int eof(sqlite3_vtab_cursor* base) noexcept { return cursor_of(base).left == 0; }

  static int rowid(sqlite3_vtab_cursor* base, sqlite3_int64* id) noexcept {
    TypedCursor& cursor = cursor_of(base);
    *id = static_cast<sqlite3_int64>(cursor.row + 1);
    if (cursor.rowids <= cursor.visits - cursor.left) ++cursor.rowids;
    return SQLITE_OK;
  }

  static int column(sqlite3_vtab_cursor* base, sqlite3_context* ctx, int sql_column) noexcept {
    TypedCursor& cursor = cursor_of(base);
    const TableSchema& shape = shape_of(cursor);
    auto column = static_cast<std::size_t>(sql_column);
    if (!shape.is_visible(column)) [[unlikely]] {
      if (shape.is_parameter(column)) {
        give_parameter(cursor, ctx, shape.parameter_of(column));
        return SQLITE_OK;
      }
      if (shape.is_catch_all(column)) return SQLITE_OK;
      if (shape.is_values_in_force(column)) {
        give_values_in_force(cursor, ctx);
        return SQLITE_OK;
      }
      column = shape.column_of(column);
    }
    if (cursor.current == nullptr) [[unlikely]] {
      const DefaultFloatingPoint as_ever;
      cursor.current = &cursor.rows.at(*cursor.table, cursor.row, cursor.step, cursor.left, cursor.wanted);
    }
    const Value value = value_of(*cursor.table, *cursor.current, column);
    if constexpr (TextMayHoldNul<T>) {
      give(ctx, value);
    } else {
      const bool goes_by = value.type() == Value::Type::kText && value.lifetime() == Value::Lifetime::kRow;
      const bool lent = goes_by && cursor.rows.lend(value.as_bytes().data());
      set_cell(ctx, value, cursor.stored, lent ? RowReader<T>::give_back : SQLITE_TRANSIENT);
    }
    return SQLITE_OK;
  }

  // Rows filled in blocks are computed there; for the others, `column` may compute something.
  static Value value_of(const T& table, const typename T::Row& row, std::size_t column) noexcept {
    if constexpr (!FillsBlocks<T>) {
      const DefaultFloatingPoint as_ever;
      return table.column(row, column);
    } else {
      return table.column(row, column);
    }
  }

  [[gnu::noinline]] static void give_parameter(const TypedCursor& cursor, sqlite3_context* ctx,
                                               std::size_t parameter) noexcept {
    if (!cursor.arguments.is_given(parameter)) return refuse_parameter(ctx, T::kDescription, parameter);
    if constexpr (TellsParameters<T>)
      give(ctx, cursor.table->parameter(parameter));
    else
      give(ctx, cursor.arguments.values()[parameter]);
  }

  [[gnu::noinline]] static void give_values_in_force(const TypedCursor& cursor, sqlite3_context* ctx) noexcept {
    if constexpr (TellsParameters<T>)
      guard(ctx, T::kDescription.name, [&] {
        std::vector<Value> values;
        for (std::size_t p = 0; p < T::kDescription.arguments.size(); ++p) values.push_back(cursor.table->parameter(p));
        give(ctx, object_of(T::kDescription, values));
      });
  }

  // iVersion stays 0: with a higher one, a newer SQLite would read members that our headers may not have.
  static constexpr sqlite3_module kModule = [] {
    sqlite3_module module{};
    module.xConnect =
        connect;  // no xCreate: the table exists without CREATE VIRTUAL TABLE, and cannot be created by it
    module.xBestIndex = plan;
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
};

}  // namespace synth::bind
