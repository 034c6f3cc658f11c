// Every table of the catalog against a copy of itself: any part that is read alone equals that part of the whole.
#include <gtest/gtest.h>

#include <algorithm>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "support/sql.h"

namespace synth::testing {
namespace {

struct Case {
  const char* table;
  const char* hidden;     ///< its ground truth, selected beside *
  const char* time = "";  ///< its column that can be sought
};

const Case kCases[] = {
    {"synth_emotion_logs(700, 3, 40, 30, 1700000000)", ", user_id, session_id, local_hour", "timestamp"},
    {"synth_video_clicks(300, 3, 700, 40, 30, 1700000000)",
     ", user_id, session_id, log_id, matched, probability, local_hour", "timestamp"},
    {"synth_video_interactions(400, 3, 700, 40, 30, 1700000000)", ", local_hour", "timestamp"},
    {"synth_users(300, 5)", "", "user_id"},
    {"synth_videos(300, 5)", ""},
    {"synth_categories", ""},
    {"synth_cities", ""},
    {"synth_emotion_map", ""},
    {"synth_help", ", risk"},
    {"synth_doctor", ""},
};

class Tables : public ::testing::TestWithParam<Case> {
 protected:
  void SetUp() override {
    db_.rows(std::string("CREATE TABLE copy AS SELECT rowid AS r, *") + GetParam().hidden + " FROM " +
             GetParam().table);
  }

  void same(const std::string& ours, const std::string& copied) {
    const std::string columns = std::string("rowid AS r, *") + GetParam().hidden + " FROM " + GetParam().table;
    EXPECT_EQ(db_.rows("SELECT " + columns + " " + ours), db_.rows("SELECT * FROM copy " + copied)) << ours;
    EXPECT_EQ(db_.code(), SQLITE_OK);
  }

  Database db_;
};

TEST_P(Tables, AnyPartIsThePartOfTheWhole) {
  EXPECT_NE(db_.text("SELECT count(*) FROM copy"), "0");
  same("", "ORDER BY r");
  same("ORDER BY rowid DESC", "ORDER BY r DESC");
  same("WHERE rowid = 7", "WHERE r = 7");
  same("WHERE rowid BETWEEN 5 AND 9.5", "WHERE r BETWEEN 5 AND 9.5 ORDER BY r");
  same("WHERE rowid IN (20, 3, 1, 7)", "WHERE r IN (20, 3, 1, 7) ORDER BY r");
  same("WHERE rowid > 3 LIMIT 4 OFFSET 2", "WHERE r > 3 ORDER BY r LIMIT 4 OFFSET 2");
  same("ORDER BY rowid DESC LIMIT 3 OFFSET 5", "ORDER BY r DESC LIMIT 3 OFFSET 5");
  same("WHERE rowid * 7 % 5 = 1", "WHERE r * 7 % 5 = 1 ORDER BY r");
}

// A column's value must not depend on which other columns are read.
TEST_P(Tables, AColumnAloneIsTheColumn) {
  for (const std::string& column : db_.rows("SELECT name FROM pragma_table_info('copy') WHERE name <> 'r'")) {
    const std::string name = column.substr(1, column.size() - 2);
    EXPECT_EQ(db_.rows("SELECT \"" + name + "\" FROM " + GetParam().table),
              db_.rows("SELECT \"" + name + "\" FROM copy ORDER BY r"))
        << name;
  }
}

TEST_P(Tables, ARangeOfTimeIsFoundWhole) {
  const std::string time = GetParam().time;
  if (time.empty()) GTEST_SKIP() << "has no time";
  for (const char* row : {"1", "2", "100", "250", "300"}) {
    const std::string at = db_.text("SELECT " + time + " FROM copy WHERE r = " + row);
    for (const char* op : {" = ", " < ", " <= ", " > ", " >= "})
      same("WHERE " + time + op + at, "WHERE " + time + op + at + " ORDER BY r");
    for (const char* width : {"0", "1", "59", "3600", "86400.5"}) {
      const std::string between = time + " BETWEEN " + at + " - " + width + " AND " + at + " + " + width;
      same("WHERE " + between, "WHERE " + between + " ORDER BY r");
      same("WHERE " + between + " ORDER BY " + time + " DESC, rowid DESC LIMIT 5 OFFSET 1",
           "WHERE " + between + " ORDER BY " + time + " DESC, r DESC LIMIT 5 OFFSET 1");
    }
  }
  for (const char* bound : {"0", "-1e300", "9e999", "'x'", "NULL", "9223372036854775807"})
    for (const char* op : {" = ", " < ", " > "})
      same("WHERE " + time + op + bound, "WHERE " + time + op + bound + " ORDER BY r");
}

INSTANTIATE_TEST_SUITE_P(Catalog, Tables, ::testing::ValuesIn(kCases), [](const auto& param_info) {
  const std::string table = param_info.param.table;
  return table.substr(0, table.find('('));
});

// Texts of rows are lent to SQLite, which keeps them past the next row, in other orders and encodings.
TEST(Catalog, TextsThatSqliteHoldsStayUnchanged) {
  for (const char* encoding : {"UTF-8", "UTF-16"})
    for (const Case& each : std::span(kCases).first(3)) {
      Database db;
      db.rows("PRAGMA encoding = '" + std::string(encoding) + "'");
      db.rows(std::string("CREATE TABLE copy AS SELECT rowid AS r, * FROM ") + each.table);
      const std::string last = each.table == std::string_view(kCases[0].table) ? "input" : "emotion";
      for (const std::string& query : std::vector<std::string>{
               "SELECT name, " + last + ", lag(name, 3) OVER w, first_value(" + last +
                   ") OVER w, group_concat(name) OVER (ORDER BY timestamp ROWS 4 PRECEDING) FROM % WINDOW w AS (ORDER "
                   "BY timestamp)",
               "SELECT timestamp, max(name), " + last + " FROM % GROUP BY timestamp ORDER BY timestamp",
               "SELECT name, count(*), min(" + last + "), group_concat(" + last + ") FROM % GROUP BY name",
               "SELECT DISTINCT name FROM %", "SELECT name, " + last + " FROM % ORDER BY name DESC, timestamp LIMIT 40",
               "SELECT a.name, b.name FROM % a LEFT JOIN % b ON b.name > a.name || 'z' AND b.timestamp < a.timestamp "
               "ORDER BY a.timestamp, a.name, b.timestamp, b.name LIMIT 500",
               "SELECT name FROM % UNION SELECT " + last + " FROM %",
               "SELECT name FROM % EXCEPT SELECT max(name) FROM %",
               "SELECT upper(name), CASE WHEN name > 'M' THEN name ELSE city END, coalesce(name, city) FROM %"}) {
        const auto from = [&query](const std::string& table) {
          std::string text = query;
          for (std::size_t at; (at = text.find('%')) != std::string::npos;) text.replace(at, 1, table);
          return text;
        };
        const std::vector<std::string> wanted = db.rows(from("copy"));
        ASSERT_EQ(db.code(), SQLITE_OK) << query << wanted.back();
        EXPECT_EQ(db.rows(from(each.table)), wanted) << query;
        db.rows("CREATE TABLE made AS " + from(each.table));
        EXPECT_EQ(db.rows("SELECT * FROM made"), wanted) << query;
        db.rows("DROP TABLE made");
      }
      EXPECT_EQ(db.close(), SQLITE_OK);
    }
}

// A reader goes on from one world to the next with the same memo.
TEST(Catalog, AJoinThatReadsManyWorldsReadsEach) {
  Database db;
  db.rows("CREATE TABLE worlds(seed, users); INSERT INTO worlds VALUES (1, 3), (2, 3), (1, 3), (1, 4), (2, 3)");
  for (const std::string table : {"synth_emotion_logs", "synth_video_clicks", "synth_video_interactions"}) {
    const auto rows_of = [&table](const std::string& seed, const std::string& users) {
      return table + "(90) AS t WHERE t.until = 1767225600 AND t.seed = " + seed + " AND t.users = " + users;
    };
    std::vector<std::string> wanted;
    for (const char* world : {"1 3", "2 3", "1 3", "1 4", "2 3"})
      for (const std::string& row : db.rows("SELECT t.* FROM " + rows_of({world[0]}, {world[2]})))
        wanted.push_back(row);
    EXPECT_EQ(wanted.size(), 450U);
    EXPECT_EQ(db.rows("SELECT t.* FROM worlds AS w CROSS JOIN " + rows_of("w.seed", "w.users")), wanted) << table;
  }
}

// A text that SQLite refuses is given back too; the sanitizer would find the leak.
TEST(Catalog, ATextThatIsTooLongForTheHostIsASentence) {
  for (const char* encoding : {"UTF-8", "UTF-16"}) {
    Database db;
    db.rows("PRAGMA encoding = '" + std::string(encoding) + "'; CREATE TABLE t(a, b)");
    const std::string read = "SELECT name, input FROM synth_emotion_logs(2000) WHERE users = 3";
    const std::string write = "INSERT INTO t " + read;
    sqlite3_stmt* statements[2];
    for (std::size_t k = 0; k < 2; ++k) {
      const std::string& sql = k == 0 ? read : write;
      ASSERT_EQ(sqlite3_prepare_v2(db.handle(), sql.c_str(), -1, &statements[k], nullptr), SQLITE_OK);
    }
    sqlite3_limit(db.handle(), SQLITE_LIMIT_LENGTH, 60);
    for (sqlite3_stmt* statement : statements) {
      int code;
      while ((code = sqlite3_step(statement)) == SQLITE_ROW) {
      }
      EXPECT_EQ(code, SQLITE_TOOBIG);
      EXPECT_EQ(sqlite3_finalize(statement), SQLITE_TOOBIG);
    }
    EXPECT_EQ(db.close(), SQLITE_OK);
  }
}

// The list above is complete. The tables of the model, and those over the user's tables, have their own tests.
TEST(Catalog, AllTablesOfTheWorldAreHere) {
  Database db;
  std::vector<std::string> listed;
  for (const Case& each : kCases) {
    const std::string table = each.table;
    listed.push_back("'" + table.substr(0, table.find('(')) + "'");
  }
  std::ranges::sort(listed);
  EXPECT_EQ(db.rows("SELECT name FROM synth_help WHERE kind = 'table' AND name LIKE 'synth%' AND risk <> 'tables' "
                    "ORDER BY name"),
            listed);
}

// Every example of synth_help runs as it stands.
TEST(Catalog, EveryExampleRuns) {
  Database db;
  for (const std::string& name : db.rows("SELECT name FROM synth_help WHERE risk = 'pure'")) {
    sqlite3_stmt* statement = nullptr;
    sqlite3_prepare_v2(db.handle(), ("SELECT example FROM synth_help WHERE name = " + name).c_str(), -1, &statement,
                       nullptr);
    ASSERT_EQ(sqlite3_step(statement), SQLITE_ROW);
    const std::string example = reinterpret_cast<const char*>(sqlite3_column_text(statement, 0));
    sqlite3_finalize(statement);
    const std::vector<std::string> rows = db.rows(example);
    EXPECT_EQ(db.code(), SQLITE_OK) << name << ": " << example << "\n" << (rows.empty() ? "" : rows.back());
    EXPECT_FALSE(rows.empty()) << example;
  }
}

}  // namespace
}  // namespace synth::testing
