// The scripts of sql/ that read, on an application's own tables: without our indexes, with integers in place of texts,
// and with tables that have the names of SQLite's functions or ours.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "support/sql.h"

namespace synth::testing {
namespace {

using Parameters = std::map<std::string, std::string>;

std::string script(const std::string& name) {
  std::ifstream in(std::string(SYNTH_SOURCE_DIR) + "/sql/" + name + ".sql", std::ios::binary);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

struct Answer {
  std::vector<std::string> rows;
  double steps = 0;  // of SQLite's virtual machine, which do not depend on how busy the machine is
};

Answer run(Database& db, const std::string& sql, const Parameters& parameters) {
  Answer result;
  const char* tail = sql.c_str();
  while (*tail != '\0') {
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v2(db.handle(), tail, -1, &statement, &tail) != SQLITE_OK) {
      result.rows.push_back(std::string("! ") + sqlite3_errmsg(db.handle()));
      return result;
    }
    if (statement == nullptr) break;
    for (const auto& [name, value] : parameters)
      if (const int index = sqlite3_bind_parameter_index(statement, name.c_str()); index > 0)
        sqlite3_bind_text(statement, index, value.c_str(), -1, SQLITE_TRANSIENT);
    int rc = SQLITE_OK;
    while ((rc = sqlite3_step(statement)) == SQLITE_ROW) {
      std::string row;
      for (int i = 0; i < sqlite3_column_count(statement); ++i) row += (i == 0 ? "" : "|") + cell(statement, i);
      result.rows.push_back(row);
    }
    if (rc != SQLITE_DONE) result.rows.push_back(std::string("! ") + sqlite3_errmsg(db.handle()));
    result.steps += static_cast<unsigned>(sqlite3_stmt_status(statement, SQLITE_STMTSTATUS_VM_STEP, 0));
    sqlite3_finalize(statement);
    if (rc != SQLITE_DONE) break;
  }
  return result;
}

const Parameters kAsked = {{":emotion", "happy"}, {":at", "2026-01-01 12:00"}, {":k", "32"}, {":videos", "1000"}};

// `rows` clicks, half as many logs and interactions, one person for every 40 clicks; no index.
void fill(Database& db, int rows) {
  const std::string n = std::to_string(rows), half = std::to_string(rows / 2);
  const std::string of = " AS g WHERE g.users = " + std::to_string(rows / 40) + " AND g.until = 1767225600";
  ASSERT_EQ(db.text(script("schema")), "");
  ASSERT_EQ(
      db.text("INSERT INTO emotion_logs (name, emotion, input, timestamp, city, country) SELECT name, emotion, input, "
              "timestamp, city, country FROM synth_emotion_logs(" +
              half + ")" + of),
      "");
  ASSERT_EQ(
      db.text("INSERT INTO video_clicks (name, video_id, video_title, video_category, emotion, timestamp, city, "
              "country) SELECT name, video_id, video_title, video_category, emotion, timestamp, city, country FROM "
              "synth_video_clicks(" +
              n + ")" + of),
      "");
  ASSERT_EQ(
      db.text("INSERT INTO video_interactions (name, video_genre, emotion, timestamp, city, country) SELECT name, "
              "video_genre, emotion, timestamp, city, country FROM synth_video_interactions(" +
              half + ")" + of),
      "");
  ASSERT_EQ(
      db.text("INSERT INTO models SELECT 'emotion_video', 0, 0, NULL, model_train(video_category, emotion, timestamp, "
              "name, city, '{\"epochs\": 2, \"unknown_emotion\": \"average\"}') FROM video_clicks"),
      "");
}

std::string busiest(Database& db) {
  const std::string name = db.text("SELECT name FROM video_clicks GROUP BY name ORDER BY count(*) DESC, name LIMIT 1");
  return name.substr(1, name.size() - 2);
}

class Cost : public ::testing::TestWithParam<const char*> {};

// Twice the rows take twice the steps, or a little more for sorting. A nested scan would take four times as many.
TEST_P(Cost, IsLinearWithoutIndexes) {
  double steps[2] = {};
  for (const int twice : {0, 1}) {
    Database db;
    fill(db, twice != 0 ? 8000 : 4000);
    Parameters parameters = kAsked;
    parameters[":name"] = busiest(db);
    parameters[":options"] = "{\"epochs\": 2}";
    if (std::string(GetParam()) == "explain") {
      parameters[":best"] = "100";
      db.text(script("keep_explanations"));
    }
    const Answer result = run(db, script(GetParam()), parameters);
    ASSERT_FALSE(result.rows.empty());
    ASSERT_NE(result.rows.back().front(), '!') << result.rows.back();
    steps[twice] = result.steps;
  }
  EXPECT_LT(steps[1] / steps[0], 2.5) << steps[0] << " steps, and for twice the rows " << steps[1];
}

INSTANTIATE_TEST_SUITE_P(ReadingScripts, Cost, ::testing::Values("recommend", "explain", "check", "train"),
                         [](const auto& name) { return std::string(name.param); });

// check joins the tables by name and emotion; a column of texts and one of integers cannot share an index.
TEST(ReadingScripts, CheckIsLinearWhereTheTypesOfTheTablesDiffer) {
  double steps[2] = {};
  for (const int twice : {0, 1}) {
    Database db;
    const std::string n = std::to_string(twice != 0 ? 8000 : 4000);
    ASSERT_EQ(
        db.text(
            script("schema") +
            "DROP TABLE emotion_logs; CREATE TABLE emotion_logs (name TEXT, emotion TEXT, timestamp, city, country);"
            "DROP TABLE video_clicks; CREATE TABLE video_clicks (name INTEGER, emotion INTEGER, timestamp, city, "
            "video_id, video_title, video_category);"
            "WITH RECURSIVE i(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM i WHERE n < " +
            n +
            ") INSERT INTO emotion_logs SELECT 7, 3, 1767225600 + n * 100, 'London', 'UK' FROM i;"
            "INSERT INTO video_clicks SELECT name, emotion, timestamp + 5, city, 'x', 'y', 23 FROM emotion_logs"),
        "");
    const Answer result = run(db, script("check"), {});
    ASSERT_NE(result.rows.back().front(), '!') << result.rows.back();
    EXPECT_EQ(result.rows[9], "'video_clicks before their emotion'|0|'rows'|0|NULL") << "a click and its log";
    steps[twice] = result.steps;
  }
  EXPECT_LT(steps[1] / steps[0], 2.5) << steps[0] << " steps, and for twice the rows " << steps[1];
}

TEST(ReadingScripts, RecommendTheSameWithAndWithoutIndexes) {
  Database db;
  fill(db, 2000);
  Parameters parameters = kAsked;
  parameters[":name"] = busiest(db);
  const Answer without = run(db, script("recommend"), parameters);
  ASSERT_GT(without.rows.size(), 100U);
  db.text(
      "CREATE INDEX a ON emotion_logs (name, timestamp); CREATE INDEX b ON video_clicks (name, video_id);"
      "CREATE INDEX c ON video_clicks (video_category, video_id, emotion)");
  const Answer with = run(db, script("recommend"), parameters);
  EXPECT_EQ(with.rows, without.rows);
  EXPECT_LT(with.steps, without.steps);
}

// An application keeps codes where the generated tables have names: 17, 3 and 23 are '17', '3' and '23'.
TEST(ReadingScripts, RecommendTheSameForIntegersAsForTheirTexts) {
  std::vector<std::vector<std::string>> answers;
  for (const char* type : {"TEXT", "INTEGER", ""}) {
    for (const bool text_asked : {true, false}) {
      Database db;
      const std::string t = type;
      ASSERT_EQ(db.text("CREATE TABLE emotion_logs (name " + t + ", emotion " + t +
                        ", timestamp, city);"
                        "CREATE TABLE video_clicks (name " +
                        t + ", video_id, video_title, video_category " + t + ", emotion " + t +
                        ", timestamp, city);"
                        "CREATE TABLE models (name TEXT PRIMARY KEY, model BLOB);"
                        "WITH RECURSIVE i(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM i WHERE n < 600)"
                        "INSERT INTO video_clicks SELECT n % 20, n % 61, 'title ' || n % 61, 10 + n % 61 % 5, n % 3, "
                        "1767225600 + n * 100, NULL FROM i;"
                        "INSERT INTO emotion_logs VALUES (17, 2, 1767225600, NULL), (16, 1, 1767225601, NULL);"
                        "INSERT INTO models SELECT 'emotion_video', model_train(CAST(video_category AS TEXT), "
                        "CAST(emotion AS TEXT), timestamp, CAST(name AS TEXT)) FROM video_clicks"),
                "");
      sqlite3_stmt* statement = nullptr;
      const std::string sql = script("recommend");
      ASSERT_EQ(sqlite3_prepare_v2(db.handle(), sql.c_str(), -1, &statement, nullptr), SQLITE_OK);
      const int name = sqlite3_bind_parameter_index(statement, ":name");
      text_asked ? sqlite3_bind_text(statement, name, "17", -1, SQLITE_STATIC) : sqlite3_bind_int(statement, name, 17);
      std::vector<std::string> rows;
      sqlite3_bind_int64(statement, sqlite3_bind_parameter_index(statement, ":at"), 1767225600);
      while (sqlite3_step(statement) == SQLITE_ROW) {
        std::string row;
        for (int i = 0; i < sqlite3_column_count(statement); ++i) row += cell(statement, i) + "|";
        rows.push_back(row);
      }
      EXPECT_EQ(sqlite3_finalize(statement), SQLITE_OK) << sqlite3_errmsg(db.handle());
      answers.push_back(rows);
    }
  }
  ASSERT_EQ(answers[0].size(), 15U);
  for (const auto& answer : answers) EXPECT_EQ(answer, answers[0]);
}

TEST(ReadingScripts, ReadPastTablesThatAreNamedLikeFunctions) {
  for (const char* name : {"recommend", "check", "train", "unknown"}) {
    Database db;
    fill(db, 400);
    Parameters parameters = kAsked;
    parameters[":name"] = "Ada";
    parameters[":options"] = R"({"epochs": 2})";
    if (std::string(name) == "check") parameters[":world"] = R"({"emotions": {"fear": null}})";
    const Answer before = run(db, script(name), parameters);
    ASSERT_FALSE(before.rows.empty()) << name;
    ASSERT_NE(before.rows.back().front(), '!') << before.rows.back();
    for (const char* taken : {"json_each", "json_tree", "pragma_foreign_key_check", "pragma_foreign_key_list",
                              "synth_categories", "synth_emotion_map", "synth_video_clicks", "synth_video_interactions",
                              "model_recommend", "model_explain", "model_history"})
      ASSERT_EQ(db.text("CREATE TABLE " + std::string(taken) + " (mine)"), "");
    EXPECT_EQ(run(db, script(name), parameters).rows, before.rows) << name;
  }
}

}  // namespace
}  // namespace synth::testing
