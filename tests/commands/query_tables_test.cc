// The tables over the user's own tables: the rows of the scripts of sql/, on whatever tables, views and temporary views
// a connection has, and nothing but sentences where something is wrong.
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "commands/synth_check.h"
#include "commands/synth_explain.h"
#include "commands/synth_recommend.h"
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

/// The rows of a script's last statement that has some, with its parameters bound: what looks like a number as one.
std::vector<std::string> rows_of_script(Database& db, const std::string& sql, const Parameters& parameters) {
  std::vector<std::string> result;
  const char* tail = sql.c_str();
  while (*tail != '\0') {
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v2(db.handle(), tail, -1, &statement, &tail) != SQLITE_OK)
      return {std::string("! ") + sqlite3_errmsg(db.handle())};
    if (statement == nullptr) break;
    for (const auto& [name, value] : parameters)
      if (const int index = sqlite3_bind_parameter_index(statement, (":" + name).c_str()); index > 0)
        value.find_first_not_of("0123456789.") == std::string::npos
            ? sqlite3_bind_double(statement, index, std::stod(value))
            : sqlite3_bind_text(statement, index, value.c_str(), -1, SQLITE_TRANSIENT);
    std::vector<std::string> rows;
    while (sqlite3_step(statement) == SQLITE_ROW) {
      std::string row;
      for (int i = 0; i < sqlite3_column_count(statement); ++i) row += (i == 0 ? "" : "|") + cell(statement, i);
      rows.push_back(row);
    }
    sqlite3_finalize(statement);
    if (!rows.empty()) result = rows;
  }
  return result;
}

const std::string kAt = "2026-01-01 12:00";

class QueryTables : public ::testing::Test {
 protected:
  void SetUp() override { fill(db_); }

  static void fill(Database& db) {
    ASSERT_EQ(db.text(script("schema")), "");
    ASSERT_EQ(db.text(R"(
      INSERT INTO emotion_logs (name, emotion, input, timestamp, city, country)
        SELECT name, emotion, input, timestamp, city, country FROM synth_emotion_logs(1000) WHERE until = 1767225600;
      INSERT INTO video_clicks (name, video_id, video_title, video_category, emotion, timestamp, city, country)
        SELECT name, video_id, video_title, video_category, emotion, timestamp, city, country
        FROM synth_video_clicks(400) WHERE until = 1767225600;
      INSERT INTO video_interactions (name, video_genre, emotion, timestamp, city, country)
        SELECT name, video_genre, emotion, timestamp, city, country
        FROM synth_video_interactions(600) WHERE until = 1767225600;
      INSERT INTO models (name, created, rows, metrics, model)
        SELECT 'emotion_video', 0, count(*), NULL,
               model_train(video_category, emotion, timestamp, name, city, '{"epochs": 2, "hidden": [4], "threads": 1}')
        FROM video_clicks)"),
              "");
  }

  std::string person() {
    const std::string quoted = db_.text("SELECT name FROM emotion_logs ORDER BY id LIMIT 1");
    return quoted.substr(1, quoted.size() - 2);
  }

  Database db_;
};

TEST(EmbeddedScripts, AreTheFilesByteForByte) {
  for (const auto& [name, select] :
       {std::pair("check", commands::SynthCheck::kSelect), std::pair("recommend", commands::SynthRecommend::kSelect),
        std::pair("explain", commands::SynthExplain::kSelect)}) {
    const std::string text = script(name);
    EXPECT_EQ(select, text.substr(text.find("\nWITH") + 1)) << name;
    EXPECT_GT(select.size(), 1000U) << name;
  }
}

TEST_F(QueryTables, RecommendGivesTheRowsOfItsScript) {
  const std::string name = person();
  const auto same = [&](const std::string& where, const Parameters& parameters) {
    const std::vector<std::string> rows = db_.rows("SELECT * FROM synth_recommend " + where);
    EXPECT_EQ(rows, rows_of_script(db_, script("recommend"), parameters)) << where;
    return rows.size();
  };
  EXPECT_GE(same("WHERE at = '" + kAt + "'", {{"at", kAt}}), 10U);
  EXPECT_GE(same("('" + name + "', 'happy', '" + kAt + "')", {{"name", name}, {"emotion", "happy"}, {"at", kAt}}), 10U);
  EXPECT_EQ(same("('" + name + "', 'sad', '" + kAt + "') WHERE best = 4 AND k = 3 AND videos = 2 AND diversity = 0.25",
                 {{"name", name},
                  {"emotion", "sad"},
                  {"at", kAt},
                  {"best", "4"},
                  {"k", "3"},
                  {"videos", "2"},
                  {"diversity", "0.25"}}),
            4U);
  EXPECT_EQ(
      same(R"(WHERE options = '{"name": "Nobody", "emotion": "sad", "at": 1767225600, "city": "Paris", "best": 7}')",
           {{"name", "Nobody"}, {"emotion", "sad"}, {"at", "1767225600"}, {"city", "Paris"}, {"best", "7"}}),
      7U);
}

TEST_F(QueryTables, CheckGivesTheRowsOfItsScript) {
  db_.rows("DELETE FROM emotion_logs WHERE id % 100 = 0; UPDATE video_clicks SET timestamp = 'soon' WHERE id = 7");
  const std::vector<std::string> rows = db_.rows("SELECT * FROM synth_check");
  EXPECT_EQ(rows, rows_of_script(db_, script("check"), {}));
  EXPECT_GE(rows.size(), 25U);
  EXPECT_EQ(db_.text("SELECT value FROM synth_check WHERE finding = 'emotion_logs'"), "990");
  EXPECT_EQ(db_.text("SELECT value, likely_cause FROM synth_check WHERE finding LIKE 'video_clicks whose timestamp%'"),
            "1|'1 text that SQLite reads as no date'");
  EXPECT_EQ(
      db_.text("SELECT value > 0, likely_cause IS NOT NULL FROM synth_check WHERE finding LIKE '% without their log' "
               "AND finding LIKE 'video_c%'"),
      "1|1");
}

// Against a plain search for each answer's log, on rows at all distances from a log.
TEST_F(QueryTables, CheckFindsTheLogOfEachAnswer) {
  db_.rows(R"(DELETE FROM emotion_logs; DELETE FROM video_clicks; DELETE FROM video_interactions;
    WITH RECURSIVE n(i) AS (VALUES (0) UNION ALL SELECT i + 1 FROM n WHERE i < 2999)
    INSERT INTO emotion_logs (name, emotion, timestamp, city)
      SELECT 'p' || (i * 7919 % 13), 'e' || (i * 104729 % 3), 1700000000 + i * 15485863 % 90000, 'c' || (i * 31 % 3) FROM n;
    WITH RECURSIVE n(i) AS (VALUES (0) UNION ALL SELECT i + 1 FROM n WHERE i < 2999)
    INSERT INTO video_clicks (name, video_id, video_category, emotion, timestamp, city)
      SELECT 'p' || (i * 6101 % 14), 'v', '23', 'e' || (i * 7 % 3), 1700000000 + i * 32452843 % 90000, 'c' || (i * 5 % 3) FROM n;
    UPDATE video_clicks SET timestamp = (SELECT timestamp FROM emotion_logs AS l WHERE l.id = video_clicks.id) WHERE id % 50 = 0;
    UPDATE emotion_logs SET timestamp = CAST(timestamp AS TEXT) || 'x' WHERE id % 97 = 0;
    CREATE INDEX i ON emotion_logs (name, emotion, timestamp, city))");
  const std::string expected = db_.text(R"(
    SELECT sum(log IS NULL AND after), sum(log IS NULL AND NOT after), printf('%.4f', avg(iif(log IS NULL, NULL, a_city IS
      (SELECT city FROM emotion_logs WHERE id = log))))
    FROM (SELECT a.city AS a_city,
                 (SELECT l.id FROM emotion_logs AS l WHERE l.name = a.name AND l.emotion = a.emotion AND l.timestamp
                    BETWEEN a.timestamp - 3600 AND a.timestamp - 1 ORDER BY l.timestamp DESC, l.city DESC LIMIT 1) AS log,
                 EXISTS (SELECT 1 FROM emotion_logs AS l WHERE l.name = a.name AND l.emotion = a.emotion
                           AND l.timestamp BETWEEN a.timestamp AND a.timestamp + 3600) AS after
          FROM video_clicks AS a))");
  EXPECT_EQ(db_.text("SELECT (SELECT value FROM synth_check WHERE finding = 'video_clicks before their emotion'), "
                     "(SELECT value FROM synth_check WHERE finding = 'video_clicks without their log'), "
                     "(SELECT value FROM synth_check WHERE finding = 'video_clicks at the place of their log')"),
            expected);
  EXPECT_EQ(expected.find("NULL"), std::string::npos);
}

TEST_F(QueryTables, ExplainGivesTemplatesOrWhatIsKept) {
  const std::string name = person(), of = "('" + name + "', 'happy', '" + kAt + "')";
  const std::vector<std::string> before = db_.rows("SELECT * FROM synth_explain" + of);
  ASSERT_EQ(before.size(), 5U);
  EXPECT_EQ(db_.rows("SELECT rank, video_id, video_title FROM synth_explain" + of),
            db_.rows("SELECT rank, video_id, video_title FROM synth_recommend" + of + " WHERE best = 5 ORDER BY rank"));
  EXPECT_EQ(db_.text("SELECT DISTINCT source FROM synth_explain" + of), "'template (no LLM)'");

  // What is kept is given, and keep_explanations.sql keeps the same sentences.
  EXPECT_EQ(db_.text("SELECT count(*) FROM sqlite_schema WHERE name = 'explanations'"), "0") << "the table only reads";
  rows_of_script(db_, script("keep_explanations"),
                 {{"options", R"({"name": ")" + name + R"(", "emotion": "happy", "at": ")" + kAt + R"("})"}});
  EXPECT_EQ(db_.rows("SELECT * FROM synth_explain" + of), before);
  db_.rows("UPDATE explanations SET explanation = 'Because.', source = 'llm: tiny' WHERE id = 2");
  EXPECT_EQ(
      db_.text("SELECT count(*) FROM synth_explain" + of + " WHERE explanation = 'Because.' AND source = 'llm: tiny'"),
      "1");
  EXPECT_EQ(db_.text("SELECT count(*) FROM explanations"), "5") << "the table only reads";

  // The last batch says that it is songs.
  db_.rows("DELETE FROM explanations");
  ASSERT_EQ(db_.text("SELECT synth_generate('{\"logs\": 5, \"world\": {\"noun\": \"songs\"}, \"until\": "
                     "1767225600}') ->> '$.logs'"),
            "5");
  EXPECT_EQ(db_.text("SELECT count(*), sum(prompt LIKE '%recommendations of \"songs\"%'), sum(explanation LIKE "
                     "'%video%') FROM synth_explain" +
                     of),
            "5|5|0");
}

TEST_F(QueryTables, ViewsAndTemporaryViewsAreTables) {
  const std::vector<std::string> recommended = db_.rows("SELECT * FROM synth_recommend(NULL, 'happy', 1767225600)");
  const std::vector<std::string> checked = db_.rows("SELECT * FROM synth_check");
  db_.rows(
      "ALTER TABLE video_clicks RENAME TO c; CREATE VIEW video_clicks AS SELECT * FROM c;"
      "ALTER TABLE emotion_logs RENAME TO l; CREATE TEMP VIEW Emotion_Logs AS SELECT * FROM l;"
      "ATTACH ':memory:' AS other; CREATE TABLE other.models AS SELECT * FROM models; DROP TABLE main.models");
  EXPECT_EQ(db_.rows("SELECT * FROM synth_recommend(NULL, 'happy', 1767225600)"), recommended);
  EXPECT_EQ(db_.rows("SELECT * FROM synth_check"), checked);
  db_.rows("CREATE TEMP VIEW video_clicks AS SELECT * FROM c WHERE video_category = '23'");
  EXPECT_EQ(db_.text("SELECT DISTINCT video_category FROM synth_recommend(NULL, 'happy', 1767225600) WHERE k = 32 "
                     "AND video_id IS NOT NULL"),
            "'23'");
}

TEST_F(QueryTables, WhatADatabaseLacksIsEmpty) {
  Database empty;
  EXPECT_EQ(empty.text("SELECT value FROM synth_check WHERE finding IN ('emotion_logs', 'video_clicks', 'batches')"),
            "0 / 0 / 0");
  db_.rows("DROP TABLE emotion_logs; DROP TABLE video_interactions; DROP TABLE synth_batches; DROP TABLE video_clicks");
  EXPECT_EQ(db_.text("SELECT count(*), count(video_id) FROM synth_recommend('Ada', 'sad')"), "5|0");
  EXPECT_EQ(db_.text("SELECT count(*) FROM synth_explain('Ada', 'sad')"), "0");
  EXPECT_EQ(db_.text("SELECT value FROM synth_check WHERE finding = 'people in emotion_logs'"), "0");
  EXPECT_EQ(db_.text("SELECT count(*) FROM main.sqlite_schema WHERE name IN ('emotion_logs', 'video_clicks')"), "0");
  db_.rows("CREATE TABLE emotion_logs (name)");
  EXPECT_EQ(db_.text("SELECT * FROM synth_recommend('Ada')"),
            "! synth_recommend: the table 'emotion_logs' has no column 'timestamp': ALTER TABLE adds or renames one");
}

TEST_F(QueryTables, TheyReadInAnyTransactionAndAnyEncoding) {
  const std::vector<std::string> checked = db_.rows("SELECT * FROM synth_check");
  const std::vector<std::string> recommended = db_.rows("SELECT * FROM synth_recommend('Zoë', 'happy', 1767225600)");
  EXPECT_EQ(db_.rows("PRAGMA query_only = on; SELECT * FROM synth_check"), checked);
  EXPECT_EQ(db_.rows("PRAGMA query_only = off; BEGIN; DELETE FROM video_interactions; SAVEPOINT s; "
                     "SELECT value FROM synth_check WHERE finding = 'video_interactions'; ROLLBACK"),
            std::vector<std::string>{"0"});
  EXPECT_EQ(db_.rows("SELECT * FROM synth_check"), checked);
  Database wide;
  wide.rows("PRAGMA encoding = 'UTF-16'");
  fill(wide);
  EXPECT_EQ(wide.rows("SELECT * FROM synth_check"), checked);
  EXPECT_EQ(wide.rows("SELECT * FROM synth_recommend('Zoë', 'happy', 1767225600)"), recommended);
  EXPECT_EQ(wide.text("SELECT DISTINCT given_name FROM synth_recommend('Zoë')"), "'Zoë'");
}

TEST_F(QueryTables, NumbersMayComeAsTextsAndNamesAsNumbers) {
  db_.rows("UPDATE emotion_logs SET name = 5 WHERE name = (SELECT min(name) FROM emotion_logs)");
  const auto recommended = [&](const std::string& name, const std::string& k) {
    return db_.rows("SELECT * FROM synth_recommend(" + name + ", 'happy', 1767225600) WHERE k = " + k);
  };
  EXPECT_EQ(recommended("5", "3"), recommended("'5'", "'3'"));
  EXPECT_EQ(recommended("5", "3.0"), recommended("5", "3"));
  EXPECT_EQ(recommended("5", "NULL"), recommended("5", "5"));
  EXPECT_EQ(db_.rows("SELECT * FROM synth_recommend(NULL, 'happy', '2026-01-01')"),
            db_.rows("SELECT * FROM synth_recommend(NULL, 'happy', '1767225600')"));
}

TEST_F(QueryTables, WhatIsGivenReadsBack) {
  EXPECT_EQ(db_.text("SELECT DISTINCT given_name, given_emotion, k FROM synth_recommend('Ada', 'sad') WHERE k = 2"),
            "'Ada'|'sad'|2");
  EXPECT_EQ(db_.text(R"(SELECT DISTINCT given_name, k FROM synth_recommend WHERE options = '{"name": "Ada", "k": 2}')"),
            "'Ada'|2");
  EXPECT_TRUE(
      db_.text("SELECT best FROM synth_recommend('Ada')").starts_with("! synth_recommend: best is read but not"));
}

TEST_F(QueryTables, WrongValuesAreSentences) {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {R"({"nam": "Ada"})", "unknown parameter 'nam'; did you mean 'name'?"},
      {R"({"given_name": "Ada"})", "unknown parameter 'given_name'; known are 'name', 'emotion'"},
      {R"({"options": "{}"})", "unknown parameter 'options'"},
      {R"([1])", "options must be a JSON object, not '[1]'"},
      {R"({"k": 3)", "options: "},
      {R"({"k": 3, "k": 4})", "k is given twice in the JSON object"},
      {R"({"k": "three"})", "k must be an integer between 0 and 1000, not 'three'"},
      {R"({"k": 1001})", "k must be between 0 and 1000, not 1001"},
      {R"({"k": [1]})", "k must be a number, not an array"},
      {R"({"name": {}})", "name must be text or a number, not an object"},
      {R"({"diversity": 1.5})", "diversity must be between 0 and 1, not 1.5"},
      {R"({"diversity": "much"})", "diversity must be a number between 0 and 1, not 'much'"},
      {R"({"videos": 0})", "videos must be at least 1, not 0"},
      {R"({"best": -1})", "best must be at least 1, not -1"},
      {R"({"model": "a/b"})", "model must be a name without '/' and '\\', not 'a/b'"},
      {R"({"model": "a\\b"})", "model must be a name without '/' and '\\', not 'a\\b'"},
      {R"({"at": "2026-02-29"})",
       "at must be a date such as 2026-02-01, a date and time, or unix seconds, not '2026-02-29'"},
      {R"({"at": "2026-02-01 25:00"})", "at must be a date"},
      {R"({"at": "tomorrow"})", "at must be a date"},
      {R"({"at": 2026})", "at must be a date"},
      {R"({"at": 1767225600000})", "milliseconds are to be divided by 1000"},
  };
  for (const char* table : {"synth_recommend", "synth_explain"})
    for (const auto& [options, sentence] : cases) {
      const std::string said = db_.text(std::string("SELECT * FROM ") + table + " WHERE options = '" + options + "'");
      EXPECT_TRUE(said.starts_with(std::string("! ") + table + ": ")) << said;
      EXPECT_NE(said.find(sentence), std::string::npos) << options << ": " << said;
    }
  EXPECT_EQ(db_.text("SELECT * FROM synth_recommend(x'00')"),
            "! synth_recommend: given_name must be text or a number, not a BLOB of 1 bytes");
  EXPECT_EQ(db_.text("SELECT * FROM synth_recommend WHERE options = 5"),
            "! synth_recommend: options must be a JSON object, not 5");
  EXPECT_EQ(db_.text(R"(SELECT * FROM synth_recommend WHERE k = 3 AND options = '{"k": 4}')"),
            "! synth_recommend: k is given twice, in the JSON object and as 3");
  EXPECT_NE(db_.text("SELECT * FROM synth_check('[]')").find("synth_check: "), std::string::npos);
  for (const char* at :
       {"2024-02-29", "2026-02-01T18:00", "2026-02-01 18:00:30.5", "2026-02-01 18:00Z", "2026-02-01 18:00+01:00"})
    EXPECT_EQ(db_.text(std::string("SELECT count(*) > 0 FROM synth_recommend WHERE at = '") + at + "'"), "1") << at;
}

TEST_F(QueryTables, EachRowOfAnotherTableHasItsOwn) {
  const std::vector<std::string> joined = db_.rows(
      "SELECT p.name, r.video_id FROM (SELECT DISTINCT name FROM emotion_logs ORDER BY 1) AS p "
      "CROSS JOIN synth_recommend(p.name, 'sad', 1767225600) AS r WHERE r.best = 2 ORDER BY p.name, r.rank");
  std::vector<std::string> single;
  for (const std::string& name : db_.rows("SELECT DISTINCT name FROM emotion_logs ORDER BY 1"))
    for (const std::string& video : db_.rows("SELECT video_id FROM synth_recommend(" + name +
                                             ", 'sad', 1767225600) "
                                             "WHERE best = 2 ORDER BY rank"))
      single.push_back(name + "|" + video);
  EXPECT_EQ(joined, single);
  EXPECT_GT(joined.size(), 4U);
  EXPECT_EQ(db_.text("SELECT count(*) FROM synth_recommend WHERE given_name IN ('a', 'b') AND best = 3"), "6");
}

TEST_F(QueryTables, OrderLimitAndRowidAreSqlitesOwn) {
  const std::string of = "FROM synth_recommend(NULL, 'happy', 1767225600)";
  std::vector<std::string> rows = db_.rows("SELECT rowid, video_id " + of);
  ASSERT_GT(rows.size(), 4U);
  EXPECT_EQ(db_.rows("SELECT rowid, video_id " + of + " ORDER BY rowid LIMIT 2 OFFSET 1"),
            std::vector<std::string>(rows.begin() + 1, rows.begin() + 3));
  EXPECT_EQ(db_.rows("SELECT rowid, video_id " + of + " LIMIT 2 OFFSET 1"),
            std::vector<std::string>(rows.begin() + 1, rows.begin() + 3));
  EXPECT_EQ(db_.rows("SELECT rowid, video_id " + of + " WHERE rowid = 3"), std::vector<std::string>{rows[2]});
  EXPECT_EQ(db_.rows("SELECT rowid, video_id " + of + " WHERE rowid > 3").size(), rows.size() - 3);
  std::ranges::reverse(rows);
  EXPECT_EQ(db_.rows("SELECT rowid, video_id " + of + " ORDER BY rowid DESC"), rows);
}

TEST_F(QueryTables, AViewThatReadsItselfIsASentence) {
  db_.rows(
      "DROP TABLE emotion_logs; CREATE TEMP VIEW emotion_logs AS SELECT video_id AS name, video_id AS emotion, "
      "1 AS timestamp, NULL AS city, NULL AS country FROM synth_recommend");
  const std::string sentence = "reads itself, through a view with the name of a table that it reads";
  EXPECT_EQ(db_.text("SELECT * FROM synth_recommend('Ada')"), "! synth_recommend: " + sentence);
  EXPECT_EQ(db_.text("SELECT * FROM synth_explain('Ada')"), "! synth_explain: synth_recommend: " + sentence);
  EXPECT_EQ(db_.text("SELECT * FROM synth_check"), "! synth_check: synth_recommend: " + sentence);
  db_.rows("DROP VIEW emotion_logs");
  EXPECT_EQ(db_.text("SELECT count(*) > 0 FROM synth_recommend('Ada')"), "1") << "nothing is left of it";
  EXPECT_EQ(db_.close(), SQLITE_OK);
}

// Stops at the given call; SQLite calls it every few instructions.
int stop(void* left) {
  return --*static_cast<int*>(left) <= 0 ? 1 : 0;
}

int count_calls(void* calls) {
  ++*static_cast<int*>(calls);
  return 0;
}

int interrupt_at(void* context) {
  auto& [db, left] = *static_cast<std::pair<sqlite3*, int>*>(context);
  if (--left == 0) sqlite3_interrupt(db);
  return 0;
}

TEST_F(QueryTables, AnInterruptAtAnyMomentStaysOne) {
  constexpr int kInstructions = 50, kMoments = 20;
  for (const std::string table : {"synth_recommend", "synth_check", "synth_explain"}) {
    const std::string sql = "SELECT * FROM " + table;
    const std::vector<std::string> rows = db_.rows(sql + (table == "synth_check" ? "" : " WHERE at = 1767225600"));
    int calls = 0;
    sqlite3_progress_handler(db_.handle(), kInstructions, count_calls, &calls);
    db_.rows(sql);
    ASSERT_GT(calls, kMoments) << table;
    for (int moment = 0; moment < kMoments; ++moment) {
      const int at = 1 + static_cast<int>(static_cast<long long>(calls - 1) * moment / kMoments);
      for (const bool handler : {true, false}) {
        int left = at;
        std::pair<sqlite3*, int> interrupted(db_.handle(), at);
        if (handler)
          sqlite3_progress_handler(db_.handle(), kInstructions, stop, &left);
        else
          sqlite3_progress_handler(db_.handle(), kInstructions, interrupt_at, &interrupted);
        const std::string last = db_.rows(sql).back();
        EXPECT_EQ(db_.code(), SQLITE_INTERRUPT) << table << " at " << at << " of " << calls << ": " << last;
        EXPECT_NE(last.find("interrupt"), std::string::npos) << last;
      }
    }
    sqlite3_progress_handler(db_.handle(), 0, nullptr, nullptr);
    EXPECT_EQ(db_.rows(sql + (table == "synth_check" ? "" : " WHERE at = 1767225600")), rows) << "as before";
  }
  EXPECT_EQ(db_.close(), SQLITE_OK);
}

TEST_F(QueryTables, WithoutAModelTheySayHowToMakeOne) {
  for (const std::string table : {"synth_recommend", "synth_explain", "synth_unknown"}) {
    const std::string said = db_.text("SELECT * FROM " + table + " WHERE model = 'none'");
    EXPECT_NE(said.find("! " + table +
                        ": the table models has no model 'none', and no file has it either: make one with SELECT "
                        "synth_train() or sh sql/train.sh (model_load: "),
              std::string::npos)
        << said;
    EXPECT_EQ(db_.code(), SQLITE_CANTOPEN);
  }
}

TEST_F(QueryTables, ErrorsOfTheDatabaseKeepTheirCode) {
  const auto deny = [](void*, int action, const char* table, const char*, const char*, const char*) {
    return action == SQLITE_READ && table != nullptr && std::string(table) == "video_clicks" ? SQLITE_DENY : SQLITE_OK;
  };
  sqlite3_set_authorizer(db_.handle(), deny, nullptr);
  const std::string said = db_.text("SELECT * FROM synth_recommend");
  EXPECT_EQ(db_.code(), SQLITE_AUTH);
  EXPECT_TRUE(said.starts_with("! synth_recommend: access to video_clicks.")) << said;
  sqlite3_set_authorizer(db_.handle(), nullptr, nullptr);
}

// The statement of ours ends with the one that reads the table, at whatever row.
TEST_F(QueryTables, NothingStaysOpen) {
  for (int rows = 0; rows < 4; ++rows) {
    Database db;
    fill(db);
    sqlite3_stmt* statement = nullptr;
    ASSERT_EQ(sqlite3_prepare_v2(db.handle(), "SELECT * FROM synth_recommend, synth_check", -1, &statement, nullptr),
              SQLITE_OK);
    for (int i = 0; i < rows; ++i) ASSERT_EQ(sqlite3_step(statement), SQLITE_ROW);
    EXPECT_EQ(sqlite3_reset(statement), SQLITE_OK);
    EXPECT_EQ(sqlite3_next_stmt(db.handle(), nullptr), statement);
    EXPECT_EQ(sqlite3_next_stmt(db.handle(), statement), nullptr) << "a statement of ours after " << rows << " rows";
    EXPECT_EQ(sqlite3_finalize(statement), SQLITE_OK);
    EXPECT_EQ(db.close(), SQLITE_OK);
  }
}

// Rows come one by one: what is read of them alone is paid for.
TEST_F(QueryTables, TheRowsOfATableThatChangesAreThoseOfTheStatement) {
  EXPECT_EQ(db_.text("CREATE TABLE offers AS SELECT * FROM synth_recommend(NULL, 'happy', 1767225600)"), "");
  EXPECT_EQ(db_.rows("SELECT * FROM offers"), db_.rows("SELECT * FROM synth_recommend(NULL, 'happy', 1767225600)"));
  const std::string before = db_.text("SELECT count(*) FROM video_clicks");
  EXPECT_EQ(db_.text("INSERT INTO video_clicks (name, video_id, video_category, emotion, timestamp) "
                     "SELECT 'Ada', video_id, video_category, 'happy', 1767225600 FROM synth_recommend('Ada') "
                     "WHERE video_id IS NOT NULL AND best = 3; SELECT count(*) - " +
                     before + " FROM video_clicks"),
            "3");
}

TEST_F(QueryTables, StoredSchemasMayNotReadThem) {
  for (const std::string table : {"synth_recommend", "synth_check", "synth_explain"})
    for (const std::string trusted : {"on", "off"}) {
      EXPECT_EQ(db_.text("PRAGMA trusted_schema = " + trusted + "; CREATE VIEW v AS SELECT * FROM " + table +
                         "; SELECT * FROM v"),
                "! unsafe use of virtual table \"" + table + "\"");
      db_.rows("DROP VIEW v");
      EXPECT_EQ(db_.text("CREATE TABLE t(x); CREATE TRIGGER g AFTER INSERT ON t BEGIN INSERT INTO t SELECT 1 FROM " +
                         table + "; END; INSERT INTO t VALUES (1)"),
                "! unsafe use of virtual table \"" + table + "\"");
      db_.rows("DROP TABLE t");
    }
  EXPECT_EQ(db_.text("CREATE TEMP VIEW v AS SELECT * FROM synth_check; SELECT count(*) > 10 FROM v"), "1")
      << "a temporary view is the user's own";
}

TEST_F(QueryTables, ThePureEntryHasNone) {
  Database pure(":memory:", false);
  ASSERT_EQ(sqlite3_synthpure_init(pure.handle(), nullptr, nullptr), SQLITE_OK);
  for (const std::string table : {"synth_recommend", "synth_check", "synth_explain", "synth_unknown"})
    EXPECT_EQ(pure.text("SELECT * FROM " + table), "! no such table: " + table);
  EXPECT_EQ(pure.text("SELECT count(*) FROM synth_help WHERE risk = 'tables'"), "0");
  EXPECT_EQ(db_.text("SELECT count(*) FROM synth_help WHERE risk = 'tables'"), "4");
}

}  // namespace
}  // namespace synth::testing
