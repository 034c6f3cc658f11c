// Host::query, run and transact: the library's own statements.
#include <list>
#include <new>
#include <string>
#include <utility>
#include <vector>

#include "bind/guard.h"
#include "bind/host.h"
#include "bind/statement.h"
#include "core/error.h"

namespace synth::bind {
namespace {

[[noreturn]] void refuse(sqlite3* db) {
  const SqliteFailure failure = failure_of(db, sqlite3_errcode(db));
  throw Error(failure.what(),
              (failure.sqlite_code & 0xFF) == SQLITE_INTERRUPT ? ErrorCode::kInterrupted : ErrorCode::kInvalid);
}

std::string_view bytes_of(sqlite3_stmt* row, const void* bytes, int column) {
  if (bytes == nullptr && sqlite3_column_bytes(row, column) > 0) throw std::bad_alloc();
  return {bytes == nullptr ? "" : static_cast<const char*>(bytes),
          static_cast<std::size_t>(sqlite3_column_bytes(row, column))};
}

Value cell(sqlite3_stmt* row, int column) {
  switch (sqlite3_column_type(row, column)) {
    case SQLITE_INTEGER:
      return Value::integer(sqlite3_column_int64(row, column));
    case SQLITE_FLOAT:
      return Value::real(sqlite3_column_double(row, column));
    case SQLITE_TEXT:
      return Value::text(bytes_of(row, sqlite3_column_text(row, column), column), Value::Lifetime::kRow);
    case SQLITE_BLOB:
      return Value::blob(bytes_of(row, sqlite3_column_blob(row, column), column), Value::Lifetime::kRow);
    default:
      return {};
  }
}

}  // namespace

void query(sqlite3* db, const std::string& sql, const std::function<void(std::span<const Value> row)>& read) {
  Statement statement;
  if (!statement.prepare(db, sql.c_str())) refuse(db);
  std::vector<Value> row(static_cast<std::size_t>(sqlite3_column_count(statement.handle)));
  int rc;
  while ((rc = sqlite3_step(statement.handle)) == SQLITE_ROW) {
    for (std::size_t c = 0; c < row.size(); ++c) row[c] = cell(statement.handle, static_cast<int>(c));
    read(row);
  }
  if (rc != SQLITE_DONE) refuse(db);
}

namespace {

// The state of the connection's transact() while it runs.
struct Transaction {
  sqlite3* db = nullptr;
  Statement rescue;  ///< a writing statement, prepared in case of an interrupt, see core/host.h

  /// Call it after everything that makes prepared statements unusable.
  void prepare_rescue() {
    Statement next;
    if (!next.prepare(db, "CREATE TABLE IF NOT EXISTS main.synth_never_made (never)"))
      throw failure_of(db, sqlite3_errcode(db));
    std::swap(rescue.handle, next.handle);
  }
};
struct CurrentTransaction {
  Transaction* now = nullptr;
};

void execute(sqlite3* db, const char* sql) {
  const int rc = sqlite3_exec(db, sql, nullptr, nullptr, nullptr);
  if (rc != SQLITE_OK) throw failure_of(db, rc);
}
bool succeeds(sqlite3* db, const char* sql) noexcept {
  return sqlite3_exec(db, sql, nullptr, nullptr, nullptr) == SQLITE_OK;
}

bool is_on(sqlite3* db, const char* pragma) {
  Statement look;
  if (!look.prepare(db, pragma)) throw failure_of(db, sqlite3_errcode(db));
  return sqlite3_step(look.handle) == SQLITE_ROW && sqlite3_column_int(look.handle, 0) != 0;
}

// Tries until our transaction is gone. If ROLLBACK is interrupted, so is the writing statement, which has the same
// effect. A progress handler may stop one of them and not the other.
void take_back(Transaction& transaction, bool own) noexcept {
  sqlite3* const db = transaction.db;
  for (int tries = 0; tries < 100 && sqlite3_get_autocommit(db) == 0; ++tries) {
    if (own ? succeeds(db, "ROLLBACK")
            : succeeds(db, "ROLLBACK TO synth_command") && succeeds(db, "RELEASE synth_command"))
      return;
    sqlite3_step(transaction.rescue.handle);
    sqlite3_reset(transaction.rescue.handle);
  }
}

CurrentTransaction& current_transaction(Connection& connection) {
  std::shared_ptr<void>& slot = connection.slot(typeid(CurrentTransaction));
  if (!slot) slot = std::make_shared<CurrentTransaction>();
  return *static_cast<CurrentTransaction*>(slot.get());
}

}  // namespace

void run(Connection& connection, std::string_view script, const Bindings& bindings,
         const std::function<void(const NamedRow&)>& read) {
  sqlite3* const db = connection.db();
  std::list<Statement> open(1);  // the current one, after those that stay open
  const char* tail = script.data();
  const char* const end = tail + script.size();
  try {
    while (tail < end) {
      Statement& statement = open.back();
      int rc = sqlite3_prepare_v2(db, tail, static_cast<int>(end - tail), &statement.handle, &tail);
      if (rc != SQLITE_OK) throw failure_of(db, rc);
      if (statement.handle == nullptr) continue;  // a comment
      for (int p = sqlite3_bind_parameter_count(statement.handle); p > 0; --p)
        if (const char* name = sqlite3_bind_parameter_name(statement.handle, p))
          bind_value(db, statement.handle, p, bindings[name + 1]);
      std::vector<Value> values(static_cast<std::size_t>(sqlite3_column_count(statement.handle)));
      std::vector<std::string> names;
      for (std::size_t c = 0; c < values.size(); ++c)
        names.emplace_back(sqlite3_column_name(statement.handle, static_cast<int>(c)));
      const bool writes = sqlite3_stmt_readonly(statement.handle) == 0;
      while ((rc = sqlite3_step(statement.handle)) == SQLITE_ROW && !writes) {
        for (std::size_t c = 0; c < values.size(); ++c) values[c] = cell(statement.handle, static_cast<int>(c));
        read({names, values});
      }
      if (rc == SQLITE_ROW) {
        open.emplace_back();
        continue;
      }
      if (rc != SQLITE_DONE) throw failure_of(db, rc);
      sqlite3_finalize(statement.handle);
      statement.handle = nullptr;
      if (!writes && !names.empty()) read({names, {}});
    }
    if (Transaction* const transaction = current_transaction(connection).now) transaction->prepare_rescue();
  } catch (...) {
    // After CREATE INDEX no other statement could roll everything back. Not the current one: it has ended and would
    // start again.
    open.pop_back();
    for (Statement& statement : open)
      if (sqlite3_get_autocommit(db) == 0) sqlite3_step(statement.handle);
    throw;
  }
  for (Statement& statement : open)
    if (statement.handle != nullptr && sqlite3_reset(statement.handle) != SQLITE_OK)
      throw failure_of(db, sqlite3_errcode(db));
}

void transact(Connection& connection, const std::function<bool()>& body) {
  sqlite3* const db = connection.db();
  for (sqlite3_stmt* each = sqlite3_next_stmt(db, nullptr); each != nullptr; each = sqlite3_next_stmt(db, each))
    if (sqlite3_stmt_busy(each) != 0 && sqlite3_stmt_readonly(each) == 0)
      throw Error(
          "a statement of this connection is writing (INSERT, CREATE TABLE AS, an open RETURNING): call this in "
          "a SELECT of its own");
  CurrentTransaction& current = current_transaction(connection);
  if (current.now != nullptr) throw Error("a command is already running on this connection");
  const bool own = sqlite3_get_autocommit(db) != 0;
  Transaction transaction;
  transaction.db = db;
  transaction.prepare_rescue();  // must come before the pragma below, which it would reset by reading the schema
  // If foreign keys are enforced, a missing parent should be reported by us, not as SQLite's error.
  const bool defer = is_on(db, "PRAGMA foreign_keys") && !is_on(db, "PRAGMA defer_foreign_keys");
  if (defer) {
    execute(db, "PRAGMA defer_foreign_keys = ON");
    transaction.prepare_rescue();
  }
  struct Leave {
    CurrentTransaction& current;
    sqlite3* db;
    bool defer;
    ~Leave() {
      current.now = nullptr;
      if (defer) succeeds(db, "PRAGMA defer_foreign_keys = OFF");
    }
  } const leave{current, db, defer};
  current.now = &transaction;
  // SQLite has rolled back the user's whole transaction.
  const auto all_is_gone = [&] { return !own && sqlite3_get_autocommit(db) != 0; };
  constexpr const char* kAllGone = "; SQLite has rolled back the whole transaction";
  try {
    execute(db, own ? "BEGIN IMMEDIATE" : "SAVEPOINT synth_command");
    if (body())
      execute(db, own ? "COMMIT" : "RELEASE synth_command");
    else
      take_back(transaction, own);
  } catch (const SqliteFailure& failure) {
    take_back(transaction, own);
    if (all_is_gone()) throw SqliteFailure(failure.sqlite_code, std::string(failure.what()) + kAllGone);
    throw;
  } catch (const Error& error) {
    take_back(transaction, own);
    if (all_is_gone()) throw Error(std::string(error.what()) + kAllGone, error.code());
    throw;
  } catch (...) {
    take_back(transaction, own);
    throw;
  }
}

}  // namespace synth::bind
