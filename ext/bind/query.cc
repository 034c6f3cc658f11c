// Host::query: a statement of the library's own, read row by row.
#include <new>
#include <vector>

#include "bind/host.h"
#include "bind/statement.h"
#include "core/error.h"

namespace synth::bind {
namespace {

[[noreturn]] void refuse(sqlite3* db) {
  const int code = sqlite3_errcode(db) & 0xFF;
  if (code == SQLITE_NOMEM) throw std::bad_alloc();
  throw Error(sqlite3_errmsg(db), code == SQLITE_INTERRUPT ? ErrorCode::kInterrupted : ErrorCode::kInvalid);
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

}  // namespace synth::bind
