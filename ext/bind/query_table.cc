#include "bind/query_table.h"

#include <memory>
#include <new>
#include <optional>
#include <string>
#include <typeindex>
#include <vector>

#include "bind/guard.h"
#include "bind/statement.h"
#include "bind/value.h"
#include "bind/virtual_table.h"
#include "core/error.h"

namespace synth::bind {
namespace {

/// Per connection: how deep reads of query tables are nested. A TEMP VIEW with the name of a table that a query table
/// reads may itself read that query table, without end.
struct Depth {
  int now = 0;
};
constexpr int kMaxDepth = 5;

class DepthStep {
 public:
  explicit DepthStep(Depth& depth) noexcept : depth_(depth) { ++depth_.now; }
  ~DepthStep() { --depth_.now; }
  DepthStep(const DepthStep&) = delete;
  DepthStep& operator=(const DepthStep&) = delete;

 private:
  Depth& depth_;
};

/// The data of the registered module.
struct Registered {
  Connection::Reference connection;
  const QueryFace* face;
};

struct QueryTable : Table {
  QueryTable(const Registered& registered, const TableSchema& seen)
      : Table(*registered.connection, seen), face(*registered.face) {
    std::shared_ptr<void>& slot = connection.slot(typeid(Depth));
    if (!slot) slot = std::make_shared<Depth>();
    depth = std::static_pointer_cast<Depth>(slot);
  }

  const QueryFace& face;
  std::shared_ptr<Depth> depth;
};

struct QueryCursor : Cursor {
  using Cursor::Cursor;

  std::optional<Statement> statement;  ///< prepared at the first scan
  bool at_end = true;
};

QueryTable& table_of(sqlite3_vtab* vtab) noexcept {
  return *static_cast<QueryTable*>(vtab);
}
QueryCursor& cursor_of(sqlite3_vtab_cursor* cursor) noexcept {
  return *static_cast<QueryCursor*>(cursor);
}

template <class Body>
int guarded(QueryTable& table, Body&& body) noexcept {
  return guard(&table, table.face.description->name, std::forward<Body>(body));
}

/// Throws Error with a helpful sentence if a table exists but lacks a column that the statement needs. Returns
/// otherwise.
void refuse_lacking_column(const QueryFace& face, const SqliteFailure& failure, Host& host) {
  constexpr std::string_view kNoColumn = "no such column: ";
  std::string_view name = failure.what();
  if (!name.starts_with(kNoColumn)) return;
  name.remove_prefix(kNoColumn.size());
  const std::string column(name.substr(name.find_last_of('.') + 1));
  for (const MayLack& table : face.may_lack) {
    if ((", " + std::string(table.columns) + ",").find(", " + column + ",") == std::string::npos) continue;
    std::string kind;
    host.query("SELECT type FROM temp.pragma_table_list AS t WHERE name = '" + std::string(table.table) +
                   "' COLLATE NOCASE AND NOT EXISTS (SELECT 1 FROM temp.pragma_table_xinfo(t.name, t.schema) AS c "
                   "WHERE c.name = '" +
                   column + "' COLLATE NOCASE)",
               [&](std::span<const Value> row) { kind = row[0].as_bytes() == "view" ? "view" : "table"; });
    if (kind.empty()) continue;
    std::string sentence = "the ";
    sentence.append(kind).append(" '").append(table.table).append("' has no column '").append(column).append("': ");
    throw Error(sentence.append(kind == "view" ? "add it to the view, as NULL where there is none"
                                               : "ALTER TABLE adds or renames one"));
  }
}

/// The values for the statement. Numbers that a client without types sent as text become numbers.
std::vector<Value> checked(const QueryFace& face, const GivenArguments& given) {
  const Arguments arguments(face.description->arguments, given.values());
  std::vector<Value> values = given.values();
  for (std::size_t i = 0; i < values.size(); ++i)
    values[i] = values[i].is_null() ? default_of(face.description->arguments[i]) : arguments.typed(i);
  face.check(arguments);
  return values;
}

void bind_values(sqlite3* db, sqlite3_stmt* statement, const Description& description,
                 const std::vector<Value>& values) {
  sqlite3_clear_bindings(statement);
  for (std::size_t i = 0; i < values.size(); ++i) {
    const int index =
        sqlite3_bind_parameter_index(statement, (":" + std::string(key_of(description.arguments[i]))).c_str());
    if (index > 0) bind_value(db, statement, index, values[i]);  // 0 for the options themselves
  }
}

/// To the next row, or to the end.
void step(QueryTable& table, QueryCursor& cursor) {
  if (table.depth->now >= kMaxDepth) throw Error("reads itself, through a view with the name of a table that it reads");
  cursor.at_end = true;
  int rc;
  {
    const DepthStep inside(*table.depth);
    rc = sqlite3_step(cursor.statement->handle);
  }
  ++cursor.row;
  cursor.at_end = rc != SQLITE_ROW;
  if (rc == SQLITE_ROW || rc == SQLITE_DONE) return;
  const SqliteFailure failure = failure_of(table.connection.db(), rc);
  cursor.statement.reset();
  if (table.face.advice != nullptr) {
    const Arguments arguments(table.face.description->arguments, cursor.arguments.values());
    if (const std::string advice = table.face.advice(arguments, failure.what()); !advice.empty())
      throw SqliteFailure(failure.sqlite_code, advice);
  }
  throw failure;
}

int connect(sqlite3* db, void* registered, int, const char* const*, sqlite3_vtab** made, char**) noexcept {
  try {
    const auto& of = *static_cast<const Registered*>(registered);
    auto table = std::make_unique<QueryTable>(of, TableSchema(*of.face->description));
    int rc = sqlite3_declare_vtab(db, table->shape.declaration().c_str());
    if (rc == SQLITE_OK) rc = sqlite3_vtab_config(db, SQLITE_VTAB_DIRECTONLY);
    if (rc == SQLITE_OK) *made = table.release();
    return rc;
  } catch (...) {
    return SQLITE_NOMEM;
  }
}

int disconnect(sqlite3_vtab* vtab) noexcept {
  delete &table_of(vtab);
  return SQLITE_OK;
}

int plan(sqlite3_vtab* vtab, sqlite3_index_info* info) noexcept {
  QueryTable& table = table_of(vtab);
  int rc = SQLITE_OK;
  const int failed = guarded(table, [&] { rc = best_index(table.shape, *info); });
  // If SQLite reads the table once for each row of another table, it is read anew each time.
  constexpr double kOpening = 1e6;
  info->estimatedCost += kOpening;
  return failed != SQLITE_OK ? failed : rc;
}

int open(sqlite3_vtab* vtab, sqlite3_vtab_cursor** made) noexcept {
  QueryTable& table = table_of(vtab);
  return guarded(table, [&] {
    auto cursor = std::make_unique<QueryCursor>(table);
    cursor->open(table);
    *made = cursor.release();
  });
}

int close(sqlite3_vtab_cursor* base) noexcept {
  const std::unique_ptr<QueryCursor> cursor(&cursor_of(base));
  static_cast<void>(cursor->close(table_of(base->pVtab)));
  return SQLITE_OK;
}

int filter(sqlite3_vtab_cursor* base, int, const char* plan_text, int, sqlite3_value** given) noexcept {
  QueryTable& table = table_of(base->pVtab);
  return guarded(table, [&] {
    QueryCursor& cursor = cursor_of(base);
    sqlite3* const db = table.connection.db();
    const Description& description = *table.face.description;
    cursor.at_end = true;
    cursor.row = 0;
    const Request request = decode(table.shape, plan_text, given);
    require_arguments(table.shape, request);
    cursor.arguments.assign(request.arguments);
    CallHost host(table.connection);
    cursor.arguments.resolve(description, host);
    cursor.require_same_table(table, plan_text);
    const std::vector<Value> values = checked(table.face, cursor.arguments);
    if (cursor.statement) {
      sqlite3_reset(cursor.statement->handle);  // its last error has been reported
    } else {
      const std::string sql = complete(host, table.face.select, table.face.may_lack);
      cursor.statement.emplace();
      if (!cursor.statement->prepare(db, sql.c_str())) {
        cursor.statement.reset();  // it was not prepared, so finalizing it changes no message
        const SqliteFailure failure = failure_of(db, sqlite3_errcode(db));
        refuse_lacking_column(table.face, failure, host);
        throw failure;
      }
      const auto columns = static_cast<std::size_t>(sqlite3_column_count(cursor.statement->handle));
      if (columns != description.columns.size() || sqlite3_stmt_readonly(cursor.statement->handle) == 0)
        throw Error("its statement must be a SELECT with its columns");
    }
    bind_values(db, cursor.statement->handle, description, values);
    step(table, cursor);
  });
}

int next(sqlite3_vtab_cursor* base) noexcept {
  QueryTable& table = table_of(base->pVtab);
  return guarded(table, [&] { step(table, cursor_of(base)); });
}

int eof(sqlite3_vtab_cursor* base) noexcept {
  return cursor_of(base).at_end ? 1 : 0;
}

int rowid(sqlite3_vtab_cursor* base, sqlite3_int64* id) noexcept {
  *id = static_cast<sqlite3_int64>(cursor_of(base).row);
  return SQLITE_OK;
}

int column(sqlite3_vtab_cursor* base, sqlite3_context* ctx, int sql_column) noexcept {
  QueryCursor& cursor = cursor_of(base);
  const TableSchema& shape = table_of(base->pVtab).shape;
  const auto column = static_cast<std::size_t>(sql_column);
  if (shape.is_visible(column) || shape.is_truth(column)) {
    sqlite3_result_value(ctx,
                         sqlite3_column_value(cursor.statement->handle, static_cast<int>(shape.column_of(column))));
  } else if (shape.is_parameter(column)) {
    const std::size_t parameter = shape.parameter_of(column);
    if (cursor.arguments.is_given(parameter))
      give(ctx, cursor.arguments.values()[parameter]);
    else
      refuse_parameter(ctx, shape.description(), parameter);
  }
  return SQLITE_OK;
}

constexpr sqlite3_module kQueryModule = [] {
  sqlite3_module module{};  // iVersion 0 and no xCreate, as in virtual_table.h
  module.xConnect = connect;
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

}  // namespace

int add_query_table(Connection& connection, const QueryFace& face) {
  const std::string name(face.description->name);
  auto registered = std::make_unique<Registered>(Registered{Connection::Reference(connection.retain()), &face});
  // SQLite calls the destructor even if this fails.
  const int rc = sqlite3_create_module_v2(connection.db(), name.c_str(), &kQueryModule, registered.release(),
                                          [](void* held) { delete static_cast<Registered*>(held); });
  if (rc != SQLITE_OK) return rc;
  return add_signpost(connection.db(), *face.description);
}

}  // namespace synth::bind
