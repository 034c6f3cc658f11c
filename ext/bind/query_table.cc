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
#include "core/numbers.h"

namespace synth::bind {
namespace {

/// Of one connection: how many query tables are being read, each inside the one before. A TEMP VIEW of the name of a
/// table that a query table reads may itself read that query table, without end.
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

/// What the registered module holds.
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

/// What SQLite says of a statement of ours, with its code: an interrupt stays one, and so does a database that is
/// locked or damaged.
struct SqliteFailure {
  int code;
  std::string text;
};

/// InterruptCheck before the statement is finalized: that may change the text.
SqliteFailure failure_of(sqlite3* db, int code) {
  if ((code & 0xFF) == SQLITE_NOMEM) throw std::bad_alloc();
  return {code, sqlite3_errmsg(db)};
}

struct QueryCursor : Cursor {
  using Cursor::Cursor;

  std::optional<Statement> statement;  ///< made at the first scan
  bool at_end = true;
};

QueryTable& table_of(sqlite3_vtab* vtab) noexcept {
  return *static_cast<QueryTable*>(vtab);
}
QueryCursor& cursor_of(sqlite3_vtab_cursor* cursor) noexcept {
  return *static_cast<QueryCursor*>(cursor);
}

/// As `guard`, and what SQLite refused keeps its code.
template <class Body>
int guarded(QueryTable& table, Body&& body) noexcept {
  int code = SQLITE_OK;
  const std::string_view name = table.face.description->name;
  const int rc = guard(&table, name, [&] {
    try {
      body();
    } catch (const SqliteFailure& failure) {
      sqlite3_free(table.zErrMsg);
      // Where it reads itself, once is enough.
      const bool named = failure.text.starts_with(std::string(name) + ": ");
      table.zErrMsg =
          named ? sqlite3_mprintf("%s", failure.text.c_str())
                : sqlite3_mprintf("%.*s: %s", static_cast<int>(name.size()), name.data(), failure.text.c_str());
      code = failure.code;
    }
  });
  return rc != SQLITE_OK ? rc : code;
}

/// Whether the connection has a table or a view of this name, in any schema. (sqlite3_table_column_metadata knows no
/// views; `temp.`: nothing of the user's hides it.)
bool exists(sqlite3* db, std::string_view name) {
  Statement look;
  if (!look.prepare(db, "SELECT 1 FROM temp.pragma_table_list WHERE name = ?1 COLLATE NOCASE") || !look.bind(name))
    throw failure_of(db, sqlite3_errcode(db));
  const int rc = sqlite3_step(look.handle);
  if (rc != SQLITE_ROW && rc != SQLITE_DONE) throw failure_of(db, rc);
  return rc == SQLITE_ROW;
}

/// The statement, with an empty table in front for each one that the database lacks.
std::string statement_text(sqlite3* db, const QueryFace& face) {
  constexpr std::string_view kWith = "WITH";
  std::string sql(kWith);
  for (const MayLack& lacking : face.may_lack) {
    if (exists(db, lacking.table)) continue;
    sql.append(" \"").append(lacking.table).append("\"(").append(lacking.columns).append(") AS (SELECT NULL");
    for (const char letter : lacking.columns)
      if (letter == ',') sql.append(", NULL");
    sql.append(" WHERE 0),");
  }
  return sql.append(face.select.substr(kWith.size()));
}

/// The values as the statement gets them: numbers as numbers also where a client without types has sent a text.
std::vector<Value> checked(const QueryFace& face, const GivenArguments& given) {
  const Arguments arguments(face.description->arguments, given.values());
  std::vector<Value> values = given.values();
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (values[i].is_null()) continue;
    const std::string_view type = face.description->arguments[i].type;
    if (type == "integer") {
      values[i] = Value::integer(arguments.integer(i, 0));
    } else if (type == "real") {
      values[i] = as_number(values[i]);
      if (values[i].type() != Value::Type::kInteger && values[i].type() != Value::Type::kReal)
        arguments.refuse(i, "a number");
    } else if (type == "text") {
      static_cast<void>(arguments.text(i));
    } else if (values[i].type() == Value::Type::kBlob) {
      arguments.refuse(i, "text or a number");
    }
  }
  face.check(arguments);
  return values;
}

void bind_values(sqlite3* db, sqlite3_stmt* statement, const Description& description,
                 const std::vector<Value>& values) {
  sqlite3_clear_bindings(statement);
  for (std::size_t i = 0; i < values.size(); ++i) {
    const int index =
        sqlite3_bind_parameter_index(statement, (":" + std::string(key_of(description.arguments[i]))).c_str());
    if (index == 0) continue;  // the options themselves
    int rc = SQLITE_OK;
    switch (values[i].type()) {
      case Value::Type::kNull:
        break;
      case Value::Type::kInteger:
        rc = sqlite3_bind_int64(statement, index, values[i].as_integer());
        break;
      case Value::Type::kReal:
        rc = sqlite3_bind_double(statement, index, values[i].as_real());
        break;
      case Value::Type::kText:
        rc = sqlite3_bind_text64(statement, index, values[i].as_bytes().data(), values[i].as_bytes().size(),
                                 SQLITE_TRANSIENT, SQLITE_UTF8);
        break;
      case Value::Type::kBlob:
        rc = sqlite3_bind_blob64(statement, index, values[i].as_bytes().data(), values[i].as_bytes().size(),
                                 SQLITE_TRANSIENT);
        break;
    }
    if (rc != SQLITE_OK) throw failure_of(db, rc);
  }
}

/// To the next row, or to the end.
void step(QueryTable& table, QueryCursor& cursor) {
  if (table.depth->now >= kMaxDepth)
    throw Error("reads itself: a view of the name of a table that it reads reads it again");
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
  // Whatever SQLite reads in its place once for each row of another table is read anew each time.
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
      sqlite3_reset(cursor.statement->handle);  // its last error was told
    } else {
      const std::string sql = statement_text(db, table.face);
      cursor.statement.emplace();
      if (!cursor.statement->prepare(db, sql.c_str())) {
        cursor.statement.reset();  // was not made: its end changes no text
        throw failure_of(db, sqlite3_errcode(db));
      }
      const auto columns = static_cast<std::size_t>(sqlite3_column_count(cursor.statement->handle));
      if (columns != description.columns.size() || sqlite3_stmt_readonly(cursor.statement->handle) == 0)
        throw Error("its statement is not that of its columns");
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
  if (shape.is_visible(column)) {
    sqlite3_result_value(ctx, sqlite3_column_value(cursor.statement->handle, sql_column));
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
  // Also where it fails, SQLite calls the destructor.
  const int rc = sqlite3_create_module_v2(connection.db(), name.c_str(), &kQueryModule, registered.release(),
                                          [](void* held) { delete static_cast<Registered*>(held); });
  if (rc != SQLITE_OK) return rc;
  return add_signpost(connection.db(), *face.description);
}

}  // namespace synth::bind
