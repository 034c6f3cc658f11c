// Every table of the catalog against a copy of itself: any part that is asked for alone is the part of the whole.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
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
    {"synth_emotion_logs(700, 3, 40, 30, 1700000000)", ", user_id, session_id", "timestamp"},
    {"synth_video_clicks(300, 3, 700, 40, 30, 1700000000)", ", user_id, session_id, log_id, matched, probability",
     "timestamp"},
    {"synth_video_interactions(400, 3, 700, 40, 30, 1700000000)", "", "timestamp"},
    {"synth_users(300, 5)", ""},
    {"synth_videos(300, 5)", ""},
    {"synth_categories", ""},
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

// A column's value may not depend on which others are asked for.
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

// The list above is complete: the tables of the model have their own tests.
TEST(Catalog, AllTablesOfTheWorldAreHere) {
  Database db;
  std::vector<std::string> listed;
  for (const Case& each : kCases) {
    const std::string table = each.table;
    listed.push_back("'" + table.substr(0, table.find('(')) + "'");
  }
  std::ranges::sort(listed);
  EXPECT_EQ(db.rows("SELECT name FROM synth_help WHERE kind = 'table' AND name LIKE 'synth%' ORDER BY name"), listed);
}

// What synth_help shows runs as it stands.
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
