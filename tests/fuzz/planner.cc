// Fuzz target: any WHERE, ORDER BY, LIMIT and OFFSET over the tables of the library, and joins between them, compared
// with the same queries over copies that SQLite filled row by row. Without ORDER BY, the order of rows is not compared.
// With LIMIT, either the order is unique, or only the number of rows is compared.
#include <algorithm>

#include "fuzz/fuzz.h"

namespace synth::fuzz {
namespace {

struct Table {
  const char* call;  ///< the table as it is
  const char* copy;  ///< its copy, with the rowid as `r`
  const char* hidden;
  std::vector<const char*> columns;  ///< to compare: integers first
  const char* time;                  ///< its column that can be sought
};

const Table kTables[] = {
    {"synth_emotion_logs(60, 3, 8, 2, 1700000000)",
     "logs",
     ", user_id, session_id",
     {"timestamp", "user_id", "session_id", "name", "emotion", "city"},
     "timestamp"},
    {"synth_video_clicks(40, 3, 60, 8, 2, 1700000000)",
     "clicks",
     ", user_id, log_id, matched, probability",
     {"timestamp", "user_id", "log_id", "matched", "probability", "video_category", "name"},
     "timestamp"},
    {"synth_video_interactions(40, 3, 60, 8, 2, 1700000000)",
     "interactions",
     ", user_id, log_id, matched",
     {"timestamp", "user_id", "log_id", "video_genre"},
     "timestamp"},
    {"synth_users(30, 5)", "users", "", {"user_id", "utc_offset", "name", "city"}, "user_id"},
    {"synth_videos(40, 5)", "videos", "", {"popularity", "video_id", "video_category"}, "popularity"},
    {"synth_categories", "categories", "", {"assignable", "video_category", "video_genre"}, "assignable"},
    {"synth_emotion_map", "map", "", {"weight", "emotion", "video_category"}, "weight"},
};

constexpr const char* kOperators[] = {"=", "<", "<=", ">", ">=", "<>", "IS", "IS NOT", "=="};
constexpr const char* kOfRows[] = {"<", "<=", ">", ">=", "=", "IS"};
constexpr const char* kValues[] = {"0",
                                   "1",
                                   "2",
                                   "3",
                                   "7",
                                   "20",
                                   "39",
                                   "40",
                                   "41",
                                   "60",
                                   "61",
                                   "-1",
                                   "0.5",
                                   "7.5",
                                   "39.99",
                                   "-0.5",
                                   "1e3",
                                   "9223372036854775807",
                                   "-9223372036854775808",
                                   "9223372036854775808.0",
                                   "-1e300",
                                   "1e300",
                                   "NULL",
                                   "'7'",
                                   "'abc'",
                                   "''",
                                   "x'07'",
                                   "'10'",
                                   "'happy'",
                                   "'7x'",
                                   "1699900000",
                                   "1699950000.5",
                                   "1699990000",
                                   "1700000000",
                                   "1699827200",
                                   "+7",
                                   "'1e1'"};

std::string term(const Table& table, const std::string& alias, const std::string& rowid, Bytes& bytes) {
  const std::size_t what = bytes.below(8);
  const auto any_column = [&](std::size_t choice) {
    return choice < 4 ? rowid : choice < 6 ? alias + "." + table.time : alias + "." + bytes.of(table.columns);
  };
  const std::string column = any_column(what);
  switch (bytes.below(12)) {
    case 9: {  // the table sees a part of it
      std::string left = "(" + column, right = "(" + std::string(bytes.of(kValues));
      for (std::size_t i = 0, more = 1 + bytes.below(2); i < more; ++i) {
        left += ", " + any_column(bytes.below(8));
        right += ", " + std::string(bytes.of(kValues));
      }
      return left + ") " + bytes.of(kOfRows) + " " + right + ")";
    }
    case 10:  // the table sees nothing of it
    case 11:
      return column + " " + bytes.of(kOperators) + " " + any_column(bytes.below(8));
    case 0:
      return column + " BETWEEN " + bytes.of(kValues) + " AND " + bytes.of(kValues);
    case 1: {
      std::string list;
      for (std::size_t i = 0, count = bytes.below(5); i <= count; ++i)
        list += (i > 0 ? ", " : "") + std::string(bytes.of(kValues));
      return column + (bytes.flag() ? " IN (" : " NOT IN (") + list + ")";
    }
    case 2:
      return column + (bytes.flag() ? " IS NULL" : " IS NOT NULL");
    case 3:
      return column + " % 3 = " + std::to_string(bytes.below(3));
    case 4:
      return std::string(bytes.of(kValues)) + " " + bytes.of(kOperators) + " " + column;
    default:
      return column + " " + bytes.of(kOperators) + " " + bytes.of(kValues);
  }
}

std::string condition(const Table& table, const std::string& alias, const std::string& rowid, Bytes& bytes, int depth) {
  const std::size_t kind = depth > 2 ? 0 : bytes.below(8);
  if (kind < 4) return term(table, alias, rowid, bytes);
  if (kind == 7) return "NOT (" + condition(table, alias, rowid, bytes, depth + 1) + ")";
  const std::string left = condition(table, alias, rowid, bytes, depth + 1);
  return "(" + left + (kind < 6 ? " AND " : " OR ") + condition(table, alias, rowid, bytes, depth + 1) + ")";
}

std::string limit(Bytes& bytes) {
  std::string sql = std::string(" LIMIT ") + std::to_string(static_cast<int>(bytes.below(30)) - 2);
  if (bytes.flag()) sql += " OFFSET " + std::to_string(static_cast<int>(bytes.below(30)) - 2);
  return sql;
}

// Whole tables one after the other, which come in the order of their rowids.
std::string compound(bool own, Bytes& bytes) {
  std::string sql;
  for (std::size_t parts = 2 + bytes.below(2), i = 0; i < parts; ++i) {
    const Table& table = bytes.of(kTables);
    sql += std::string(i == 0 ? "" : " UNION ALL ") + "SELECT " + (own ? "t.rowid" : "t.r") + ", t." +
           std::string(bytes.of(table.columns)) + " FROM " + (own ? table.call : table.copy) + " AS t";
  }
  return sql + limit(bytes);
}

// The same query over the table and over its copy: `own` says which.
std::string query(Bytes bytes, bool own, bool& ordered) {
  const Table& table = bytes.of(kTables);
  const std::string from = own ? table.call : table.copy, rowid = own ? "t.rowid" : "t.r";
  const std::size_t joined = bytes.below(8);
  std::string sql = "SELECT " + rowid + " AS r0, t." + std::string(bytes.of(table.columns));
  if (bytes.flag())
    for (const char* column : table.columns) sql += std::string(", t.") + column;
  std::string join;
  std::string order_of_other;
  if (joined >= 5) {
    const Table& other = bytes.of(kTables);
    const std::string other_from = own ? other.call : other.copy, other_rowid = own ? "o.rowid" : "o.r";
    const std::string kind = joined == 7 ? " LEFT JOIN " : " JOIN ";
    const std::string key = bytes.flag() ? rowid : "t." + std::string(table.columns[0]);
    join = kind + other_from + " AS o ON " + (bytes.flag() ? other_rowid : std::string("o.") + other.time) + " " +
           bytes.of(kOperators) + " " + key +
           (bytes.flag() ? " AND " + condition(other, "o", other_rowid, bytes, 1) : "");
    sql += ", " + other_rowid + " AS r1";
    order_of_other = ", r1";
  } else if (joined == 4) {
    sql += ", (SELECT count(*) FROM " + from + " AS s WHERE " + (own ? "s.rowid" : "s.r") + " <= " + rowid + ")";
  }
  sql += " FROM " + from + " AS t" + join;
  if (bytes.below(8) > 0) sql += " WHERE " + condition(table, "t", rowid, bytes, 0);
  ordered = bytes.flag();
  if (ordered) {
    sql += " ORDER BY ";
    if (bytes.flag())
      sql +=
          std::string("t.") + (bytes.flag() ? table.time : bytes.of(table.columns)) + (bytes.flag() ? " DESC, " : ", ");
    sql += std::string("r0") + (bytes.flag() ? " DESC" : "") + order_of_other;
    if (bytes.below(4) > 0) sql += limit(bytes);
  } else {
    const std::size_t kind = bytes.below(8);
    if (kind == 3) {
      ordered = true;
      return compound(own, bytes);
    }
    if (kind > 3) {
      ordered = true;
      return "SELECT count(*) FROM (" + sql + limit(bytes) + ")";
    }
  }
  return sql;
}

}  // namespace
}  // namespace synth::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace synth::fuzz;
  static Connection& connection = *[] {
    auto* made = new Connection;
    for (const Table& table : kTables)
      made->run(std::string("CREATE TABLE ") + table.copy + " AS SELECT rowid AS r, *" + table.hidden + " FROM " +
                table.call);
    made->set_patience(kPatience);
    return made;
  }();
  bool ordered = false;
  const Bytes bytes(data, size);
  const std::string own = query(bytes, true, ordered), copied = query(bytes, false, ordered);
  const auto ask = [&](const std::string& sql) {
    sqlite3_stmt* statement = connection.prepare(sql);
    Rows rows = connection.step(statement, 100'000);
    sqlite3_finalize(statement);
    if (!ordered) std::sort(rows.begin(), rows.end());
    return rows;
  };
  const Rows wanted = ask(copied);
  if (connection.code() != SQLITE_OK) return 0;
  const Rows got = ask(own);
  if (connection.code() == SQLITE_INTERRUPT) return 0;
  require(connection.code() == SQLITE_OK, std::string(sqlite3_errmsg(connection.handle())) + " of " + own);
  require(got == wanted,
          std::to_string(got.size()) + " rows, not the " + std::to_string(wanted.size()) + " of the copy: " + own);
  return 0;
}
