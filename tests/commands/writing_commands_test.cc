// The commands that write: synth_generate, synth_top_up, synth_forget, synth_train. All or nothing, whatever happens in
// between; refused where they would leave half of their work; nothing but sentences where something is wrong.
#include <gtest/gtest.h>

#include <cstdio>
#include <filesystem>
#include <string>
#include <tuple>
#include <vector>

#include "support/sql.h"

namespace synth::testing {
namespace {

/// All that a database holds, in one text. What is measured in seconds of today is left out.
std::string held(Database& db) {
  std::string all = db.text("SELECT type, name, sql FROM main.sqlite_schema ORDER BY 1, 2");
  for (const char* table : {"emotion_logs", "video_clicks", "video_interactions"})
    if (db.text("SELECT 1 FROM main.sqlite_schema WHERE name = '" + std::string(table) + "'") == "1")
      all +=
          db.text("SELECT count(*), sum(rowid), sum(rowid * timestamp % 1000003), group_concat(DISTINCT name) FROM " +
                  std::string(table));
  for (const char* table : {"synth_batches", "models", "mine"})
    if (db.text("SELECT 1 FROM main.sqlite_schema WHERE name = '" + std::string(table) + "'") == "1")
      all += db.text("SELECT * FROM " + std::string(table));
  return all;
}

struct Command {
  const char* name;
  std::string before;  ///< what is done first
  std::string sql;
};

const std::vector<Command>& commands() {
  static const std::string generated = R"(SELECT synth_generate('{"until": 1767225600, "logs": 60}'))";
  static const std::vector<Command> all = {
      {"generate", "", R"(SELECT synth_generate('{"until": 1767225600, "logs": 80, "seed": 3}'))"},
      {"generate_more", generated, R"(SELECT synth_generate('{"until": 1767225600, "logs": 80, "seed": 3}'))"},
      {"top_up", generated, R"(SELECT synth_top_up('{"until": 1768225600}'))"},
      {"forget", generated + R"(; SELECT synth_top_up('{"until": 1768225600}'))", "SELECT synth_forget()"},
      {"train", generated, R"(SELECT synth_train('{"options": {"epochs": 2, "hidden": [4], "threads": 1}}'))"}};
  return all;
}

class WritingCommands : public ::testing::TestWithParam<Command> {
 protected:
  /// A database with a table of the application's, and whatever the command works on.
  void prepare(Database& db) {
    db.text("CREATE TABLE mine (a); INSERT INTO mine VALUES (1)");
    ASSERT_EQ(db.text(GetParam().before).find('!'), std::string::npos);
  }
};

struct Stopper {
  sqlite3* db = nullptr;
  int calls = 0;      ///< so far
  int at = 0;         ///< 0: never
  bool once = false;  ///< a progress handler that stops the one statement
  bool interrupts = false;

  static int progress(void* context) {
    auto& self = *static_cast<Stopper*>(context);
    ++self.calls;
    if (self.at == 0 || self.calls < self.at) return 0;
    if (self.interrupts) {
      if (self.calls == self.at) sqlite3_interrupt(self.db);
      return 0;
    }
    return self.once && self.calls > self.at ? 0 : 1;
  }
  static int authorize(void* context, int, const char*, const char*, const char*, const char*) {
    auto& self = *static_cast<Stopper*>(context);
    if (++self.calls == self.at) sqlite3_interrupt(self.db);
    return SQLITE_OK;
  }
};

enum class How { kInterrupt, kHandler, kHandlerOnce, kBetweenStatements };

// (1) In autocommit: as before. (2) In the user's transaction: as before, with what the user has written in it; or the
// message says that SQLite has rolled back all of it, and so it is.
TEST_P(WritingCommands, AreAllOrNothingAtAnyMoment) {
  for (const How how : {How::kInterrupt, How::kHandler, How::kHandlerOnce, How::kBetweenStatements})
    for (const bool own : {true, false}) {
      const auto run = [&](int at, int& calls) {
        Database db;
        prepare(db);
        const std::string untouched = held(db);
        if (!own) db.text("BEGIN; INSERT INTO mine VALUES (2)");
        const std::string before = held(db);
        Stopper stopper{
            .db = db.handle(), .at = at, .once = how == How::kHandlerOnce, .interrupts = how == How::kInterrupt};
        if (how == How::kBetweenStatements)
          sqlite3_set_authorizer(db.handle(), Stopper::authorize, &stopper);
        else
          sqlite3_progress_handler(db.handle(), 7, Stopper::progress, &stopper);
        const std::string said = db.text(GetParam().sql);
        const int code = db.code();
        sqlite3_set_authorizer(db.handle(), nullptr, nullptr);
        sqlite3_progress_handler(db.handle(), 0, nullptr, nullptr);
        calls = stopper.calls;
        if (at == 0) {
          EXPECT_EQ(code, SQLITE_OK) << said;
          return;
        }
        const std::string where = std::string(GetParam().name) + (own ? ", own" : ", in a transaction") + ", way " +
                                  std::to_string(static_cast<int>(how)) + ", at " + std::to_string(at) + ": " + said;
        if (code == SQLITE_OK) {  // after the last moment that mattered
          EXPECT_EQ(sqlite3_get_autocommit(db.handle()) != 0, own) << where;
          return;
        }
        // Of an interrupt while it declares a virtual table, SQLite says nothing.
        if (how != How::kBetweenStatements || said.find("vtable constructor") == std::string::npos) {
          EXPECT_EQ(code, SQLITE_INTERRUPT) << where;
        }
        EXPECT_EQ(sqlite3_next_stmt(db.handle(), nullptr), nullptr) << where;
        const bool all_gone = said.find("SQLite has rolled back the whole transaction") != std::string::npos;
        if (own) {
          EXPECT_FALSE(all_gone) << where;
          EXPECT_NE(sqlite3_get_autocommit(db.handle()), 0) << where;
          EXPECT_EQ(held(db), untouched) << where;
        } else {
          EXPECT_EQ(sqlite3_get_autocommit(db.handle()) != 0, all_gone) << where;
          EXPECT_EQ(held(db), all_gone ? untouched : before) << where;
        }
        if (!all_gone && !own) db.text("ROLLBACK");
        EXPECT_EQ(db.text(GetParam().sql).find('!'), std::string::npos) << where << ": and not the next time";
      };
      int calls = 0;
      run(0, calls);
      ASSERT_GE(calls, 20);
      constexpr int kMoments = 20;
      int unused = 0;
      for (int moment = 0; moment < kMoments; ++moment)
        run(1 + static_cast<int>(std::int64_t{calls} * moment / kMoments), unused);
      // What comes last is where most can go wrong: indexes, the record, COMMIT.
      for (int last = 0; last < 20 && last < calls; ++last) run(calls - last, unused);
    }
}

TEST_P(WritingCommands, AreRefusedInsideAStatementThatWrites) {
  Database db;
  prepare(db);
  const std::string before = held(db);
  const std::string call = GetParam().sql.substr(std::string("SELECT ").size());
  const std::string name = call.substr(0, call.find('('));
  const std::string refusal = "! " + name + ": a statement of this connection is writing";
  for (const std::string& sql : {"INSERT INTO mine SELECT " + call, "CREATE TABLE other AS SELECT " + call,
                                 "UPDATE mine SET a = " + call, "INSERT INTO mine VALUES (" + call + ") RETURNING a"}) {
    EXPECT_TRUE(db.text(sql).starts_with(refusal)) << sql << ": " << db.text(sql);
    EXPECT_EQ(held(db), before) << sql;
  }
  db.text("CREATE TEMP TRIGGER t AFTER INSERT ON mine BEGIN SELECT " + call + "; END");
  EXPECT_NE(db.text("INSERT INTO mine VALUES (2)").find('!'), std::string::npos);
  db.text("DROP TRIGGER t; CREATE TRIGGER t AFTER INSERT ON mine BEGIN SELECT " + call + "; END");
  EXPECT_EQ(db.text("INSERT INTO mine VALUES (2)"), "! unsafe use of " + name + "()");
  db.text("DROP TRIGGER t");
  EXPECT_EQ(held(db), before);

  // An INSERT with RETURNING that has not come to its end.
  sqlite3_stmt* open = nullptr;
  ASSERT_EQ(sqlite3_prepare_v2(db.handle(), "INSERT INTO mine VALUES (2), (3) RETURNING a", -1, &open, nullptr),
            SQLITE_OK);
  ASSERT_EQ(sqlite3_step(open), SQLITE_ROW);
  EXPECT_TRUE(db.text(GetParam().sql).starts_with(refusal));
  sqlite3_finalize(open);
}

// Most programs have a statement open somewhere.
TEST_P(WritingCommands, WorkWhileOtherStatementsRead) {
  Database db, alone;
  prepare(db);
  prepare(alone);
  sqlite3_stmt* open = nullptr;
  ASSERT_EQ(sqlite3_prepare_v2(db.handle(), "SELECT name FROM sqlite_schema, (VALUES (1), (2))", -1, &open, nullptr),
            SQLITE_OK);
  ASSERT_EQ(sqlite3_step(open), SQLITE_ROW);
  const std::string said = db.text(GetParam().sql);
  EXPECT_EQ(db.code(), SQLITE_OK) << said;
  EXPECT_EQ(sqlite3_step(open), SQLITE_ROW);
  sqlite3_finalize(open);
  EXPECT_EQ(alone.text(GetParam().sql), said);
  if (std::string_view(GetParam().name) != "forget" && std::string_view(GetParam().name) != "train") {
    EXPECT_EQ(held(db).substr(0, 2000), held(alone).substr(0, 2000));
  }
}

TEST_P(WritingCommands, JoinTheUsersTransaction) {
  Database db;
  prepare(db);
  const std::string before = held(db);
  db.text("BEGIN; INSERT INTO mine VALUES (2)");
  EXPECT_EQ(db.text(GetParam().sql).find('!'), std::string::npos);
  EXPECT_EQ(sqlite3_get_autocommit(db.handle()), 0);
  EXPECT_NE(held(db), before);
  db.text("ROLLBACK");
  EXPECT_EQ(held(db), before);
}

TEST_P(WritingCommands, SayWhyADatabaseCannotBeWritten) {
  const std::string path = ::testing::TempDir() + "synth_commands_" + GetParam().name + ".db";
  std::filesystem::remove(path);
  const std::string call = GetParam().sql.substr(std::string("SELECT ").size());
  const std::string name = call.substr(0, call.find('('));
  {
    Database db(path.c_str());
    prepare(db);
    const std::string before = held(db);
    db.text("PRAGMA query_only = ON");
    EXPECT_EQ(db.text(GetParam().sql), "! " + name + ": attempt to write a readonly database");
    db.text("PRAGMA query_only = OFF");

    Database other(path.c_str());
    other.text("BEGIN IMMEDIATE");
    EXPECT_EQ(db.text(GetParam().sql), "! " + name + ": database is locked");
    EXPECT_EQ(db.code(), SQLITE_BUSY);
    EXPECT_NE(sqlite3_get_autocommit(db.handle()), 0);
    other.text("COMMIT");
    EXPECT_EQ(held(db), before);
  }
  Database read_only(path.c_str(), true, SQLITE_OPEN_READONLY);
  EXPECT_EQ(read_only.text(GetParam().sql), "! " + name + ": attempt to write a readonly database");
  EXPECT_EQ(read_only.code(), SQLITE_READONLY);
  std::filesystem::remove(path);
}

INSTANTIATE_TEST_SUITE_P(All, WritingCommands, ::testing::ValuesIn(commands()),
                         [](const auto& of) { return std::string(of.param.name); });

TEST(WritingCommandsOptions, WrongOnesAreSentences) {
  Database db;
  const auto refused = [&](const std::string& call) { return db.text("SELECT " + call); };
  EXPECT_EQ(refused("synth_generate('{\"user\": 5}')"),
            "! synth_generate: unknown option 'user'; did you mean 'users'?");
  EXPECT_EQ(refused("synth_generate('{\"users\": 0}')"),
            "! synth_generate: users must be between 1 and 1099511627776, not 0");
  EXPECT_EQ(refused("synth_generate('{\"logs\": 1.5}')"),
            "! synth_generate: logs must be an integer between 1 and 9007199254740991, not 1.5");
  EXPECT_EQ(refused("synth_generate('{\"logs\": \"many\"}')"),
            "! synth_generate: logs must be an integer between 1 and 9007199254740991, not 'many'");
  EXPECT_EQ(refused("synth_generate('{\"match_rate\": 2}')"),
            "! synth_generate: match_rate must be between 0 and 1, not 2");
  EXPECT_EQ(refused("synth_generate('{\"logs\": 1, \"logs\": 2}')"), "! synth_generate: logs is given twice");
  EXPECT_EQ(refused("synth_generate('{\"logs\": [1]}')"),
            "! synth_generate: logs must be an integer between 1 and 9007199254740991, not '[1]'");
  EXPECT_EQ(refused("synth_generate('[1]')"),
            "! synth_generate: options must be a JSON object such as {\"logs\": 1}, not an array");
  EXPECT_TRUE(refused("synth_generate('{\"logs\": 1')").starts_with("! synth_generate: options: "))
      << refused("synth_generate('{\"logs\": 1')");
  EXPECT_TRUE(refused("synth_generate('{\"until\": \"2026-02-31\"}')")
                  .starts_with("! synth_generate: until must be a date such as 2026-02-01"));
  EXPECT_TRUE(refused("synth_top_up('{\"until\": 2026}')").starts_with("! synth_top_up: until must be a date"));
  EXPECT_EQ(refused("synth_train('{\"epochs\": 3}')"),
            "! synth_train: epochs is an option of model_train: {\"options\": {\"epochs\": 3}}");
  EXPECT_TRUE(
      refused("synth_train('{\"model\": \"a/b\"}')").starts_with("! synth_train: model must be a name without '/'"));
  EXPECT_TRUE(refused("synth_forget('{\"until\": 1}')").starts_with("! synth_forget: unknown option 'until'"));
  EXPECT_EQ(db.text("SELECT count(*) FROM sqlite_schema"), "0") << "nothing was made";
  EXPECT_EQ(refused("synth_top_up()"), refused("synth_top_up('{}')"));
  EXPECT_EQ(db.text("SELECT count(*) FROM sqlite_schema"), "0") << "there was nothing to top up";
}

TEST(WritingCommandsOptions, AreThoseOfTheRowsThatCome) {
  Database db;
  EXPECT_EQ(db.text("SELECT synth_generate('{\"logs\": \"1e2\", \"users\": 7, \"until\": \"2026-01-01\", \"seed\": -3, "
                    "\"clicks\": null}') ->> '$.clicks'"),
            "40");
  EXPECT_EQ(db.text("SELECT world ->> '$.seed', world ->> '$.users', world ->> '$.logs', next_click - 1, "
                    "next_interaction - 1, until FROM synth_batches"),
            "-3|7|100|40|60|1767225600");
  EXPECT_EQ(
      db.text("SELECT count(*) FROM (SELECT name, emotion, input, timestamp, city, country FROM emotion_logs EXCEPT "
              "SELECT name, emotion, input, timestamp, city, country FROM synth_emotion_logs(100, -3) "
              "WHERE users = 7 AND until = 1767225600)"),
      "0");
  const std::string before = held(db);
  EXPECT_EQ(db.text("SELECT synth_generate('{\"logs\": 2000000, \"seed\": 4, \"dry_run\": true}') ->> '$.sentences[0]'")
                .substr(0, 34),
            "'4,000,000 rows are to come: about");
}

TEST(WritingCommandsOptions, ATrialOfATopUpSaysHowMuchIsToCome) {
  Database db;
  db.text("SELECT synth_generate('{\"logs\": 20000, \"until\": 1767225600}')");
  const std::string before = held(db);
  const std::string much = db.text("SELECT synth_top_up('{\"until\": \"2030-01-01\", \"dry_run\": true}')");
  EXPECT_NE(much.find(" rows are to come: about"), std::string::npos) << much;
  EXPECT_EQ(db.text("SELECT synth_top_up('{\"until\": \"2026-02-01\", \"dry_run\": 1}') ->> '$.sentences'"), "'[]'");
  EXPECT_EQ(held(db), before);
  // About as many as then come.
  const std::string rows =
      "SELECT v ->> '$.logs', v ->> '$.clicks' FROM (SELECT synth_top_up('{\"until\": \"2026-02-01\"";
  const double said = std::stod(db.text(rows + ", \"dry_run\": 1}') AS v)"));
  const double came = std::stod(db.text(rows + "}') AS v)"));
  EXPECT_GT(came, 10000);
  EXPECT_NEAR(said / came, 1, 0.1);
}

// The document of a batch is all that its rows are asked for by.
TEST(WritingCommandsOptions, TheDocumentOfABatchMakesItsRowsAgain) {
  Database db;
  db.text(
      R"(SELECT synth_generate('{"logs": 90, "seed": 2, "until": 1767225600, "days": 0.7, "match_rate": 0.30000000000000004,
      "home_rate": 0.5, "same_place_rate": 0.4, "videos": 77,
      "world": {"users": 7, "seed": 2, "map": {"happy": {"23": 1}}}}'))");
  db.text("SELECT synth_top_up('{\"until\": 1767285600}')");
  const std::string logs = "SELECT name, emotion, input, timestamp, city, country FROM ";
  const std::string clicks =
      "SELECT name, video_id, video_title, video_category, emotion, timestamp, city, country FROM ";
  const std::string interactions = "SELECT name, video_genre, emotion, timestamp, city, country FROM ";
  for (const auto& [columns, table, made] : {std::tuple{logs, "emotion_logs", "synth_emotion_logs"},
                                             {clicks, "video_clicks", "synth_video_clicks"},
                                             {interactions, "video_interactions", "synth_video_interactions"}}) {
    const std::string again = columns + "synth_batches AS b, " + made + " AS g WHERE g.n = " +
                              (made == std::string("synth_emotion_logs")   ? "b.next_log"
                               : made == std::string("synth_video_clicks") ? "b.next_click"
                                                                           : "b.next_interaction") +
                              " - 1 AND g.world = b.world AND b.continues IS ";
    EXPECT_EQ(db.text("SELECT count(*) > 20 FROM (" + again + "NULL INTERSECT " + columns + table + ")"), "1") << table;
    EXPECT_EQ(db.text("SELECT count(*) FROM (" + again + "NULL EXCEPT " + columns + table + ")"), "0") << table;
    // The world that grows has all rows, those of the batch before too.
    EXPECT_EQ(db.text("SELECT count(*) FROM (" + columns + table + " EXCEPT " + columns + "synth_batches AS b, " +
                      made + " AS g WHERE g.n = 1000 AND g.world = b.world AND b.continues = 1)"),
              "0")
        << table;
  }
}

// A database as version 0.1.0 left it: its table of batches, a batch of its generator, and the batch's rows, here those
// of today's.
constexpr const char* kDatabaseOf010 = R"(
    CREATE TABLE emotion_logs (id INTEGER PRIMARY KEY, name TEXT NOT NULL, emotion TEXT NOT NULL, input TEXT,
      timestamp INTEGER NOT NULL, city TEXT, country TEXT);
    CREATE TABLE video_clicks (id INTEGER PRIMARY KEY, name TEXT NOT NULL, video_id TEXT NOT NULL, video_title TEXT,
      video_category TEXT NOT NULL, emotion TEXT NOT NULL, timestamp INTEGER NOT NULL, city TEXT, country TEXT);
    CREATE TABLE video_interactions (id INTEGER PRIMARY KEY, name TEXT NOT NULL, video_genre TEXT NOT NULL,
      emotion TEXT NOT NULL, timestamp INTEGER NOT NULL, city TEXT, country TEXT);
    CREATE TABLE synth_batches (batch INTEGER PRIMARY KEY, continues INTEGER UNIQUE REFERENCES synth_batches (batch),
      created INTEGER NOT NULL, generator INTEGER NOT NULL, seed INTEGER NOT NULL, users INTEGER NOT NULL,
      logs INTEGER NOT NULL, clicks INTEGER NOT NULL, interactions INTEGER NOT NULL, days REAL NOT NULL,
      until INTEGER NOT NULL, match_rate REAL NOT NULL, home_rate REAL NOT NULL, same_place_rate REAL NOT NULL,
      videos INTEGER, world TEXT, since INTEGER NOT NULL, logs_per_day REAL, clicks_per_day REAL,
      interactions_per_day REAL, next_log INTEGER NOT NULL, next_click INTEGER NOT NULL,
      next_interaction INTEGER NOT NULL, first_log INTEGER, last_log INTEGER, first_click INTEGER, last_click INTEGER,
      first_interaction INTEGER, last_interaction INTEGER);
    INSERT INTO emotion_logs (name, emotion, timestamp) VALUES ('Ada', 'happy', 1700000000);
    INSERT INTO emotion_logs (name, emotion, input, timestamp, city, country)
      SELECT name, emotion, input, timestamp, city, country FROM synth_emotion_logs(50, 4)
      WHERE users = 5 AND until = 1767225600 AND world = '{"mood": {"persistence": 0.5}}';
    INSERT INTO video_clicks (name, video_id, video_title, video_category, emotion, timestamp, city, country)
      SELECT name, video_id, video_title, video_category, emotion, timestamp, city, country
      FROM synth_video_clicks(20, 4, 50)
      WHERE users = 5 AND until = 1767225600 AND videos = 32 AND world = '{"mood": {"persistence": 0.5}}';
    INSERT INTO synth_batches VALUES (1, NULL, 1767000000, 1, 4, 5, 50, 20, 0, 30, 1767225600, 0.8, 0.9, 0.9, 32,
      '{"mood": {"persistence": 0.5}}', 1764633600,
      (SELECT rows_per_day FROM synth_emotion_logs(50, 4) WHERE users = 5 AND until = 1767225600
         AND world = '{"mood": {"persistence": 0.5}}' LIMIT 1),
      (SELECT rows_per_day FROM synth_video_clicks(20, 4, 50) WHERE users = 5 AND until = 1767225600 AND videos = 32
         AND world = '{"mood": {"persistence": 0.5}}' LIMIT 1),
      NULL, 51, 21, 1, 2, 51, 1, 20, NULL, NULL);)";

TEST(WritingCommandsOfBefore, ABatchOf010GoesOn) {
  Database db;
  ASSERT_EQ(db.text(kDatabaseOf010), "");
  ASSERT_EQ(db.text("UPDATE synth_batches SET generator = synth_debug() ->> '$.generator'"), "");
  EXPECT_EQ(
      db.text("SELECT synth_generate('{\"logs\": 50, \"clicks\": 20, \"interactions\": 0, \"seed\": 4, \"users\": 5, "
              "\"videos\": 32, \"world\": {\"mood\": {\"persistence\": 0.5}}}') ->> '$.logs'"),
      "0")
      << "it is there already";
  EXPECT_EQ(db.text("SELECT value FROM synth_check WHERE finding = 'video_clicks without their log'"), "0");
  const std::string topped_up = db.text("SELECT synth_top_up('{\"until\": \"2026-01-20\"}') ->> '$.batches'");
  EXPECT_EQ(topped_up, "'[2]'");
  EXPECT_EQ(db.text("SELECT count(*) > 60 FROM emotion_logs"), "1");
  EXPECT_EQ(
      db.text("SELECT count(*) FROM (SELECT name, emotion, timestamp FROM emotion_logs WHERE id > 51 EXCEPT "
              "SELECT name, emotion, timestamp FROM synth_emotion_logs AS g WHERE g.n = 500 AND g.seed = 4 AND "
              "g.users = 5 AND g.since = 1764633600 AND g.per_day = (SELECT logs_per_day FROM synth_batches LIMIT 1) "
              "AND g.world = '{\"mood\": {\"persistence\": 0.5}}')"),
      "0");
  // What comes new is in the columns that 0.1.0 reads; nothing else of the table changes.
  EXPECT_EQ(db.text("SELECT continues, seed, users, days, until, match_rate, videos, world, since, logs_per_day = "
                    "(SELECT logs_per_day FROM synth_batches WHERE batch = 1), interactions_per_day, next_interaction "
                    "FROM synth_batches WHERE batch = 2"),
            "1|4|5|19.0|1768867200|0.8|32|'{\"mood\":{\"persistence\":0.5}}'|1764633600|1|NULL|1");
  EXPECT_EQ(
      db.text(R"(SELECT synth_generate('{"logs": 30, "seed": 6, "until": 1767225600, "days": 3}') ->> '$.batch')"),
      "3");
  EXPECT_EQ(
      db.text("SELECT b.seed, b.users, b.logs, b.clicks, b.interactions, b.days, b.world, b.since, b.logs_per_day = "
              "g.rows_per_day, b.next_click, b.last_log - b.first_log FROM synth_batches AS b, "
              "synth_emotion_logs(30, 6) AS g WHERE g.days = 3 AND g.until = b.until AND g.rowid = 1 AND b.batch = 3"),
      "6|3|30|12|18|3.0|NULL|1766966400|1|13|29");
  EXPECT_EQ(db.text("SELECT finding FROM synth_doctor WHERE subject = 'batches'").find("3 batches (seed 4,6)"), 1U)
      << db.text("SELECT finding FROM synth_doctor WHERE subject = 'batches'");
  EXPECT_EQ(db.text("SELECT count(*) FROM pragma_table_xinfo('synth_batches')"), "29");
  EXPECT_EQ(db.text("SELECT synth_train('{\"options\": {\"epochs\": 1}}') ->> '$.left_out'"), "0");
  EXPECT_EQ(db.text("SELECT synth_forget() ->> '$.batches'"), "'[1,2,3]'");
  EXPECT_EQ(db.text("SELECT (SELECT group_concat(name) FROM emotion_logs), (SELECT count(*) FROM video_clicks), "
                    "(SELECT count(*) FROM synth_batches)"),
            "'Ada'|0|0");
}

// What cannot be made again cannot be compared, nor gone on with.
TEST(WritingCommandsOfBefore, ABatchOfTheGeneratorBeforeStaysOrGoesByItsIds) {
  Database db;
  ASSERT_EQ(db.text(kDatabaseOf010), "");
  const std::string version = db.text("SELECT synth_debug() ->> '$.generator'");
  ASSERT_NE(version, "1");
  const std::string before = db.text("SELECT count(*), sum(id * timestamp) FROM emotion_logs");
  const std::string refusal =
      "! synth_top_up: Batch 1 (seed 4) cannot go on: version 1 of the generator made it, and this is version " +
      version +
      ", which would make other people of them. Let a new batch go on in its place: synth_generate with the same seed "
      "adds one.";
  EXPECT_EQ(db.text("SELECT synth_top_up('{\"until\": \"2026-01-20\"}')"), refusal);
  EXPECT_EQ(db.text("SELECT synth_top_up('{\"until\": \"2026-01-20\", \"dry_run\": 1}')"), refusal);
  EXPECT_EQ(db.text("SELECT synth_top_up('{\"until\": \"2025-12-20\"}') ->> '$.sentences[0]'"),
            "'Nothing new until 2025-12-20 00:00:00 UTC: nothing was changed.'");
  EXPECT_EQ(db.text("SELECT value, expected, likely_cause FROM synth_check WHERE finding = 'batches'"), "1|NULL|NULL");
  EXPECT_EQ(db.text("SELECT group_concat(expected IS NULL AND likely_cause IS NULL) FROM synth_check "
                    "WHERE finding IN ('match rate of video_clicks', 'video_clicks at the place of their log')"),
            "'1,1'");
  EXPECT_EQ(db.text("SELECT finding, advice FROM synth_doctor WHERE subject = 'batches'"),
            "'1 batch (seed 4) of version 1 of the generator, and this is version " + version +
                ", which cannot make their rows again'|'leave them, or forget them by their ids: "
                "synth_forget('{\"by_id\": true}'). They cannot be topped up; a new batch can'");
  EXPECT_EQ(
      db.text("SELECT f ->> '$.logs', f ->> '$.sentences[#-1]' FROM (SELECT synth_forget() AS f)"),
      "0|'Batch 1 (seed 4) stays: version 1 of the generator made it, and this is version " + version +
          ", which cannot make its rows again. {\"by_id\": true} removes the rows between the ids that it recorded, "
          "if as many are there.'");
  EXPECT_EQ(db.text("SELECT count(*), sum(id * timestamp) FROM emotion_logs"), before);

  // One row is gone: which of those there are the batch's is not known.
  const auto forget = [&] {
    return db.text(
        "SELECT f ->> '$.batches', f ->> '$.logs', f ->> '$.clicks', f ->> '$.sentences[0]' FROM "
        "(SELECT synth_forget('{\"by_id\": true}') AS f)");
  };
  db.text("CREATE TABLE kept AS SELECT * FROM emotion_logs WHERE id = 7; DELETE FROM emotion_logs WHERE id = 7");
  EXPECT_EQ(forget(), "'[]'|0|0|'Batch 1 (seed 4) stays: of its 50 rows in emotion_logs, ids 2 to 51, 49 are there.'");
  db.text("INSERT INTO emotion_logs SELECT * FROM kept");
  // Ids that were given again to a later batch.
  db.text("CREATE TABLE click AS SELECT * FROM video_clicks WHERE id = 20; DELETE FROM video_clicks WHERE id = 20");
  ASSERT_EQ(db.text("SELECT synth_generate('{\"logs\": 5, \"clicks\": 2, \"interactions\": 0, \"seed\": 6, "
                    "\"until\": 1767225600}') ->> '$.batch'"),
            "2");
  EXPECT_EQ(db.text("SELECT synth_forget('{\"by_id\": true, \"seed\": 4}') ->> '$.sentences[0]'"),
            "'Batch 1 (seed 4) stays: ids of its rows in video_clicks were given again, to batch 2.'");
  db.text("UPDATE synth_batches SET generator = 1");
  EXPECT_EQ(db.text("SELECT f ->> '$.batches', f ->> '$.sentences[0]', f ->> '$.sentences[1]' FROM "
                    "(SELECT synth_forget('{\"by_id\": true}') AS f)"),
            "'[2]'|'Batch 2 (seed 6) went by its ids, not compared: version 1 of the generator made it.'|"
            "'Batch 1 (seed 4) stays: of its 20 rows in video_clicks, ids 1 to 20, 19 are there.'");
  db.text("INSERT INTO video_clicks SELECT * FROM click");

  // A trigger that keeps rows: all or nothing.
  db.text("CREATE TRIGGER keep BEFORE DELETE ON video_clicks WHEN old.id = 3 BEGIN SELECT RAISE(IGNORE); END");
  EXPECT_EQ(forget(), "! synth_forget: generated rows of video_clicks could not be removed: a trigger keeps them");
  EXPECT_EQ(db.text("SELECT count(*), sum(id * timestamp) FROM emotion_logs"), before);
  db.text("DROP TRIGGER keep");
  // A row of an application that refers to one of them.
  db.text("CREATE TABLE note (click REFERENCES video_clicks (id)); INSERT INTO note VALUES (3)");
  EXPECT_EQ(forget(),
            "! synth_forget: Rows of note REFERENCE generated rows of video_clicks (1 of them): delete those first.");
  db.text("DELETE FROM note");
  EXPECT_EQ(forget(),
            "'[1]'|50|20|'Batch 1 (seed 4) went by its ids, not compared: version 1 of the generator made it.'");
  EXPECT_EQ(db.text("SELECT (SELECT group_concat(name) FROM emotion_logs), (SELECT count(*) FROM video_clicks), "
                    "(SELECT count(*) FROM synth_batches)"),
            "'Ada'|0|0");
}

// A batch goes before what it continues; one whose continuation stays, stays.
TEST(WritingCommandsOfBefore, ABatchGoesByItsIdsWithItsContinuations) {
  Database db;
  ASSERT_EQ(db.text("SELECT synth_generate('{\"logs\": 100, \"seed\": 4, \"until\": 1767225600}') ->> '$.batch'"), "1");
  ASSERT_EQ(db.text("SELECT synth_top_up('{\"until\": \"2026-01-20\"}') ->> '$.batches'"), "'[2]'");
  db.text("PRAGMA foreign_keys = ON; UPDATE synth_batches SET generator = 1; DELETE FROM emotion_logs WHERE id = 101");
  EXPECT_EQ(db.text("SELECT f ->> '$.batches', substr(f ->> '$.sentences[0]', 1, 31), f ->> '$.sentences[1]' FROM "
                    "(SELECT synth_forget('{\"by_id\": true, \"seed\": 4}') AS f)"),
            "'[]'|'Batch 2 (seed 4) stays: of its '|'Batch 1 (seed 4) stays: batch 2 continues it.'");
  db.text("UPDATE synth_batches SET ids = json_set(ids, '$.emotion_logs[0]', 102) WHERE batch = 2");
  EXPECT_EQ(db.text("SELECT synth_forget('{\"by_id\": true, \"seed\": 3}') ->> '$.batches'"), "'[]'");
  EXPECT_EQ(db.text("SELECT synth_forget('{\"by_id\": true, \"seed\": 4}') ->> '$.batches'"), "'[2,1]'");
  EXPECT_EQ(db.text("SELECT (SELECT count(*) FROM emotion_logs) + (SELECT count(*) FROM video_clicks) + "
                    "(SELECT count(*) FROM video_interactions) + (SELECT count(*) FROM synth_batches)"),
            "0");
}

TEST(WritingCommandsRisk, ThePureEntryHasNone) {
  Database pure(":memory:", false);
  ASSERT_EQ(sqlite3_synthpure_init(pure.handle(), nullptr, nullptr), SQLITE_OK);
  for (const std::string name : {"synth_generate", "synth_top_up", "synth_forget", "synth_train"})
    EXPECT_EQ(pure.text("SELECT " + name + "()"), "! no such function: " + name);
  EXPECT_EQ(pure.text("SELECT synth_options('--logs 1')"), "'{\"logs\": 1}'");
}

TEST(SynthOptions, MakesJsonOfACommandLine) {
  Database db;
  const auto json = [&](const std::string& line) {
    std::string quoted;
    for (const char c : line) quoted += c == '\'' ? "''" : std::string(1, c);
    const std::string said = db.text("SELECT synth_options('" + quoted + "')");
    return said.size() > 1 && said.front() == '\'' ? said.substr(1, said.size() - 2) : said;
  };
  EXPECT_EQ(json(""), "{}");
  EXPECT_EQ(json(R"(--logs 1000 --name "O'Brien")"), R"({"logs": 1000, "name": "O'Brien"})");
  EXPECT_EQ(json(R"('--name' 'O''Brien' '--match-rate' '0.7')"), R"({"name": "O'Brien", "match_rate": 0.7})");
  EXPECT_EQ(json(R"('--name=it''s "quoted"\' '--city=')"), "! synth_options: --city must not be empty");
  EXPECT_EQ(json(R"('--name=it''s "quoted"\')"), R"({"name": "it's \"quoted\"\\"})");
  EXPECT_EQ(json(R"(--world "{""mood"": {\"persistence\": 0.5}}" --db C:\a\b.db)"),
            R"({"world": {"mood": {"persistence": 0.5}}, "db": "C:\\a\\b.db"})");
  EXPECT_EQ(json(R"(--name O'Brien --k=3 --at="2026-02-01 18:00")"),
            R"({"name": "O'Brien", "k": 3, "at": "2026-02-01 18:00"})");
  EXPECT_EQ(json("--name 007 --logs 1e3 --days +5 --x -0.50 --seed -3"),
            R"({"name": "007", "logs": "1e3", "days": "+5", "x": "-0.50", "seed": -3})");
  EXPECT_EQ(json("--seed 1 --seed 2"), R"({"seed": 2})");
  EXPECT_EQ(json("--name --weird"), R"({"name": "--weird"})");
  EXPECT_EQ(json("--help"), R"({"help": 1})");
  EXPECT_EQ(json("--without-rows --folder kept"), R"({"without_rows": 1, "folder": "kept"})");
  EXPECT_EQ(json("--name \xC3\xBC"), "{\"name\": \"\xC3\xBC\"}");
  EXPECT_EQ(json("--logs"), "! synth_options: --logs needs a value");
  EXPECT_EQ(json("--logs ''"), "! synth_options: --logs must not be empty");
  EXPECT_EQ(json("logs 3"), "! synth_options: 'logs' is no option: those begin with --");
  EXPECT_TRUE(json("--name 'O").starts_with("! synth_options: the quotation mark of")) << json("--name 'O");
  EXPECT_TRUE(json("--name 'O'x").starts_with("! synth_options: after a closing quotation mark"))
      << json("--name 'O'x");
  EXPECT_EQ(db.text("SELECT synth_options(NULL)"), "NULL");
}

}  // namespace
}  // namespace synth::testing
