// Out of memory at every allocation. Each statement runs with its 1st, 2nd, 3rd … allocation failing, until none is
// left to fail: once alone and once with all later ones, in C++ and in SQLite. Each time, the statement returns its
// rows or SQLITE_NOMEM, the connection goes on working, and nothing is leaked after it is closed.
//
// In one connection the failures accumulate, as in a real program. But what was opened once stays open there, so each
// failure is also tried in the first statement of a new connection, with empty caches and tables that are not yet
// connected.
//
// The statements are the examples of synth_help, so new functions and tables are covered automatically, and those
// below. SYNTH_EVERY_ALLOCATION=1 tries every allocation; without it, the gate skips more and more of the later ones.
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "faults/failing_memory.h"
#include "nn/worker_pool.h"
#include "synth.h"

namespace synth::testing {
namespace {

namespace fs = std::filesystem;

/// The result of a statement. Filled and compared without any allocation.
struct Outcome {
  int code = SQLITE_OK;
  std::uint64_t rows = 0;
  std::uint64_t hash = 14695981039346656037U;

  void add(const void* bytes, std::size_t size) noexcept {
    for (std::size_t i = 0; i < size; ++i) hash = (hash ^ static_cast<const unsigned char*>(bytes)[i]) * 1099511628211U;
  }
  bool operator==(const Outcome&) const = default;
};

Outcome run(sqlite3* db, const char* sql) noexcept {
  Outcome outcome;
  sqlite3_stmt* statement = nullptr;
  outcome.code = sqlite3_prepare_v2(db, sql, -1, &statement, nullptr);
  if (outcome.code != SQLITE_OK) return outcome;
  while ((outcome.code = sqlite3_step(statement)) == SQLITE_ROW) {
    ++outcome.rows;
    for (int column = 0; column < sqlite3_column_count(statement); ++column) {
      const int type = sqlite3_column_type(statement, column);
      outcome.add(&type, sizeof type);
      if (type == SQLITE_INTEGER) {
        const sqlite3_int64 number = sqlite3_column_int64(statement, column);
        outcome.add(&number, sizeof number);
      } else if (type == SQLITE_FLOAT) {
        const double number = sqlite3_column_double(statement, column);
        outcome.add(&number, sizeof number);
      } else if (type != SQLITE_NULL) {
        // Text first, then its size: asking for the size of a UTF-16 text converts it, and moves it. Where that fails
        // the text is null, and the next step says SQLITE_NOMEM.
        const void* bytes = type == SQLITE_TEXT ? static_cast<const void*>(sqlite3_column_text(statement, column))
                                                : sqlite3_column_blob(statement, column);
        if (bytes != nullptr) outcome.add(bytes, static_cast<std::size_t>(sqlite3_column_bytes(statement, column)));
      }
    }
  }
  if (outcome.code == SQLITE_DONE) outcome.code = SQLITE_OK;
  sqlite3_finalize(statement);
  return outcome;
}

struct Connection {
  sqlite3* db = nullptr;

  explicit Connection(bool utf16 = false) : Connection(std::string(":memory:")) {
    if (utf16) sqlite3_exec(db, "PRAGMA encoding = 'UTF-16'", nullptr, nullptr, nullptr);
  }
  explicit Connection(const std::string& path) { sqlite3_open(path.c_str(), &db); }
  ~Connection() { EXPECT_EQ(sqlite3_close(db), SQLITE_OK); }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  int load() const noexcept {
    char* error = nullptr;
    const int code = sqlite3_synth_init(db, &error, nullptr);
    sqlite3_free(error);
    return code;
  }
};

// A model to ask, and rows.
constexpr const char* kSetUp = R"(
  CREATE TABLE rows AS SELECT * FROM synth_video_clicks(40, 3) WHERE until = 1767225600;
  CREATE TABLE many AS SELECT * FROM synth_video_clicks(2800, 3) WHERE until = 1767225600;
  CREATE TABLE kept AS SELECT model_train(video_category, emotion, timestamp, name, city,
      '{"epochs": 2, "hidden": [4], "threads": 4, "min_rows": 1}') AS model FROM rows;
  CREATE TABLE models AS SELECT 'good' AS name, model FROM kept UNION ALL SELECT 'bad', x'00';
  CREATE TABLE synth_batches AS SELECT '{"seed": 1}' AS world, 1 AS generator;)";

// More than the examples: every table with hidden columns, seeks, order and parameters, a custom world, small trainings
// with all options, and errors, since their messages take memory too.
constexpr const char* kStatements[] = {
    "SELECT *, user_id, session_id FROM synth_emotion_logs(12, 3) WHERE until = 1767225600 ORDER BY timestamp DESC",
    "SELECT *, user_id, session_id, log_id, matched, probability FROM synth_video_clicks(12, 3) WHERE rowid > 4",
    "SELECT *, log_id, matched, probability FROM synth_video_interactions(12) LIMIT 5 OFFSET 2",
    "SELECT a.name, b.rowid FROM synth_users(3) AS a JOIN synth_emotion_logs(6) AS b ON b.name = a.name",
    "SELECT max(name), group_concat(input) FROM synth_emotion_logs(90) WHERE until = 1767225600",
    "SELECT * FROM synth_videos(20, 1)",
    "SELECT * FROM synth_emotion_map JOIN synth_categories USING (video_category)",
    "SELECT * FROM synth_help",
    R"(SELECT emotion, input, city FROM synth_emotion_logs(9) WHERE world = '{"emotions": {"bored": {"rate": 0.5},
       "fear": null}, "map": {"bored": {"20": 2, "24": {"weight": 1, "keyword": "something new"}}}}')",
    R"(SELECT * FROM synth_video_clicks(5) WHERE world = '{"map": {"bored": {"20": 2}}}')",
    "SELECT * FROM synth_emotion_logs(5) WHERE world = '{\"emotion\": 1}'",
    "SELECT * FROM synth_emotion_logs(5) WHERE world = '{'",
    "SELECT * FROM synth_emotion_logs('many')",
    "SELECT * FROM synth_emotion_logs(5) WHERE n = 6",
    "SELECT model_train(video_category, emotion, timestamp, name, city, '{\"epochs\": 1, \"threads\": 1, \"hidden\": "
    "[]}') "
    "FROM (SELECT * FROM rows LIMIT 12)",
    R"(SELECT model_train(video_category, emotion, timestamp, name, city, '{"epochs": 2, "hidden": [4, 3], "threads": 4,
       "labels": ["99"], "validation_by": "row", "seed": 2}') FROM rows)",
    R"(SELECT model_train(video_category, emotion, timestamp, name, city, '{"epochs": 1, "hidden": [], "threads": 4}')
       FROM many)",
    "SELECT model_train(video_category, emotion, timestamp, name, city, '{\"epoch\": 1}') FROM rows",
    R"(SELECT model_update(model, video_category, emotion, timestamp, name || '!', city, '{"epochs": 1, "threads": 4}')
       FROM kept, rows)",
    "SELECT model_predict(model, emotion, timestamp, name, city), model_probability(model, '10', emotion, timestamp) "
    "FROM kept, rows",
    "SELECT model_predict(model, 'hapy', 0) FROM kept",
    "SELECT model_predict(model, 'happy', '2026-01-01') FROM kept",
    "SELECT model_predict(substr(model, 2), 'happy', 0) FROM kept",
    "SELECT r.* FROM kept, model_recommend(kept.model, 'happy', 0, 'Ada', 'London', 4) AS r",
    "SELECT model_evaluate(model, video_category, emotion, timestamp, name, city), "
    "model_confusion(model, video_category, emotion, timestamp, name, city) FROM kept, rows",
    "SELECT e.* FROM kept, model_explain(kept.model, '10', 'happy', 0, 'Ada', 'London') AS e",
    "SELECT model_explanation(model, '10', 'happy', 0, name, city) FROM kept, rows LIMIT 3",
    "SELECT model_prompt(model, '10', 'happy', 0, NULL, 'London', 'A \"title\"'), model_hash(model) FROM kept",
    "SELECT h.* FROM kept, model_history(kept.model) AS h",
    "SELECT model_info(model) FROM kept",
    "SELECT * FROM synth_doctor",
    "SELECT r.* FROM (VALUES ('Ada'), ('Bob')) AS p, synth_recommend(p.column1, 'happy', 1767225600) AS r "
    "WHERE r.model = 'good' AND r.k = 2",
    R"(SELECT * FROM synth_recommend WHERE options = '{"nam": "Ada"}')",
    "SELECT synth_world('{\"mood\": {\"minutes\": 7}}'), synth_debug(), synth_version()",
    "SELECT model_save(model, 'deep/folder/a.model') FROM kept",
    "SELECT length(model_load('a.model')), model_save_svg(model_load('a.model'), 'a.svg')",
    "SELECT model_load('none.model')",
    "SELECT model_answer('One. Two. Three. ' || char(8217))",
    "INSERT INTO rows SELECT * FROM synth_video_clicks(7) RETURNING name",
};

// What must work after a failure: a table, a function, a model.
constexpr const char* kAlive =
    "SELECT genre, model_predict(model, 'happy', 0) FROM kept, (SELECT video_genre AS genre "
    "FROM synth_video_interactions(2) WHERE until = 1767225600)";

bool every_allocation() {
  return std::getenv("SYNTH_EVERY_ALLOCATION") != nullptr;
}

std::uint64_t after(std::uint64_t k, std::uint64_t part = 8) {
  return every_allocation() ? k + 1 : k + 1 + k / part;
}

class OutOfMemory : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    folder_ = fs::temp_directory_path() / ("synth-oom-" + std::to_string(getpid()));
    fs::create_directories(folder_ / "models");
    fs::current_path(folder_);
    for (const char* name : {"8.db", "16.db"}) {
      const Connection connection((folder_ / name).string());
      const char* encoding = std::string(name) == "8.db" ? "PRAGMA encoding = 'UTF-8'" : "PRAGMA encoding = 'UTF-16'";
      ASSERT_EQ(sqlite3_exec(connection.db, encoding, nullptr, nullptr, nullptr), SQLITE_OK);
      ASSERT_EQ(connection.load(), SQLITE_OK);
      ASSERT_EQ(sqlite3_exec(connection.db, kSetUp, nullptr, nullptr, nullptr), SQLITE_OK);
    }
    const Connection connection;
    ASSERT_EQ(connection.load(), SQLITE_OK);
    ASSERT_EQ(sqlite3_exec(connection.db, kSetUp, nullptr, nullptr, nullptr), SQLITE_OK);
    ASSERT_EQ(sqlite3_exec(connection.db, "SELECT model_save(model, 'a.model') FROM kept", nullptr, nullptr, nullptr),
              SQLITE_OK);
  }
  static void TearDownTestSuite() {
    std::printf("%llu statements met a failed allocation\n", static_cast<unsigned long long>(failures_));
    fs::current_path("/");
    fs::remove_all(folder_);
  }

  /// All faults of one statement. Each allocator has its own connection, in which failures accumulate.
  static void all_faults(const char* sql, bool utf16 = false) {
    faults_of_the_first_statement(sql, utf16);
    for (const Allocator allocator : {Allocator::kCpp, Allocator::kSqlite})
      for (const bool and_later : {false, true}) {
        const std::int64_t held = cpp_bytes_held();
        {
          const Connection connection(utf16);
          ASSERT_EQ(connection.load(), SQLITE_OK);
          ASSERT_EQ(sqlite3_exec(connection.db, kSetUp, nullptr, nullptr, nullptr), SQLITE_OK);
          faults_of(sql, connection.db, allocator, and_later);
        }
        EXPECT_EQ(sqlite3_memory_used(), 0) << sql;
        EXPECT_EQ(cpp_bytes_held(), held) << sql;
      }
  }

  static inline std::uint64_t failures_ = 0;

 private:
  // Writes are rolled back, so that each run begins with the same rows.
  static Outcome undone(sqlite3* db, const char* sql) {
    sqlite3_exec(db, "BEGIN", nullptr, nullptr, nullptr);
    const Outcome outcome = run(db, sql);
    sqlite3_exec(db, "ROLLBACK", nullptr, nullptr, nullptr);
    return outcome;
  }

  static void faults_of(const char* sql, sqlite3* db, Allocator allocator, bool and_later) {
    const Outcome wanted = undone(db, sql), alive = run(db, kAlive);
    for (std::uint64_t k = 1;; k = after(k)) {
      sqlite3_exec(db, "BEGIN", nullptr, nullptr, nullptr);
      Outcome outcome;
      bool happened;
      {
        const Fault fault(allocator, k, and_later);
        outcome = run(db, sql);
        happened = fault.happened();
      }
      if (sqlite3_get_autocommit(db) == 0) sqlite3_exec(db, "ROLLBACK", nullptr, nullptr, nullptr);
      if (!happened) {
        ASSERT_EQ(outcome, wanted) << "after all failures, with memory: " << sql;
        break;
      }
      ++failures_;
      ASSERT_TRUE(outcome.code == SQLITE_NOMEM || outcome == wanted)
          << (allocator == Allocator::kCpp ? "C++" : "SQLite") << " allocation " << k << (and_later ? " and later" : "")
          << " of " << sql << "\ngave code " << outcome.code << " and " << outcome.rows << " rows, not " << wanted.code
          << " and " << wanted.rows << "; " << sqlite3_errmsg(db);
      ASSERT_EQ(run(db, kAlive), alive) << "after allocation " << k << " of " << sql;
    }
  }

  // Each time in a connection that has done nothing yet but load the library.
  static void faults_of_the_first_statement(const char* sql, bool utf16) {
    const std::string path = (folder_ / (utf16 ? "16.db" : "8.db")).string();
    const std::int64_t held = cpp_bytes_held();
    Outcome wanted;
    {
      const Connection connection(path);
      ASSERT_EQ(connection.load(), SQLITE_OK);
      wanted = undone(connection.db, sql);
    }
    for (const Allocator allocator : {Allocator::kCpp, Allocator::kSqlite})
      for (const bool and_later : {false, true}) {
        bool happened = true;
        for (std::uint64_t k = 1; happened; k = after(k, 3)) {
          {
            const Connection connection(path);
            ASSERT_EQ(connection.load(), SQLITE_OK);
            ASSERT_EQ(sqlite3_exec(connection.db, "BEGIN; SELECT count(*) FROM rows", nullptr, nullptr, nullptr),
                      SQLITE_OK);
            Outcome outcome;
            {
              const Fault fault(allocator, k, and_later);
              outcome = run(connection.db, sql);
              happened = fault.happened();
            }
            failures_ += happened;
            ASSERT_TRUE((happened && outcome.code == SQLITE_NOMEM) || outcome == wanted)
                << (allocator == Allocator::kCpp ? "C++" : "SQLite") << " allocation " << k
                << (and_later ? " and later" : "") << " of " << sql << " as the first\ngave code " << outcome.code
                << " and " << outcome.rows << " rows, not " << wanted.code << " and " << wanted.rows << "; "
                << sqlite3_errmsg(connection.db);
            if (sqlite3_get_autocommit(connection.db) == 0)
              sqlite3_exec(connection.db, "ROLLBACK", nullptr, nullptr, nullptr);
            ASSERT_EQ(undone(connection.db, sql), wanted)
                << "with memory again, after allocation " << k << " of " << sql;
          }
          ASSERT_EQ(sqlite3_memory_used(), 0) << k << " of " << sql;
          ASSERT_EQ(cpp_bytes_held(), held) << k << " of " << sql;
        }
      }
  }

  static inline fs::path folder_;
};

TEST_F(OutOfMemory, LoadingLeaksNothing) {
  for (const Allocator allocator : {Allocator::kCpp, Allocator::kSqlite})
    for (const bool and_later : {false, true}) {
      const std::int64_t held = cpp_bytes_held();
      bool happened = true;
      for (std::uint64_t k = 1; happened; ++k) {
        const Connection connection;
        int code;
        {
          const Fault fault(allocator, k, and_later);
          code = connection.load();
          happened = fault.happened();
        }
        failures_ += happened;
        ASSERT_TRUE(code == SQLITE_NOMEM || code == SQLITE_OK) << k;
        ASSERT_TRUE(happened || code == SQLITE_OK);
        ASSERT_EQ(connection.load(), SQLITE_OK) << "a second attempt, with memory";
        ASSERT_EQ(run(connection.db, "SELECT synth_version()").rows, 1U);
      }
      EXPECT_EQ(sqlite3_memory_used(), 0);
      EXPECT_EQ(cpp_bytes_held(), held);
    }
}

// A thread that has started must end before its pool does, whatever fails while the others are made.
TEST_F(OutOfMemory, AWorkerPoolWorksWithTheThreadsThatItGets) {
  for (const bool and_later : {false, true}) {
    bool happened = true;
    for (std::uint64_t k = 1; happened; ++k) {
      std::atomic<int> done = 0;
      const std::function<void(std::size_t)> work = [&done](std::size_t) { ++done; };
      {
        const Fault fault(Allocator::kCpp, k, and_later);
        nn::WorkerPool team(4);
        team.run(10, work);
        happened = fault.happened();
      }
      EXPECT_EQ(done, 10) << k;
      failures_ += happened;
    }
  }
}

std::vector<std::string> examples_of_the_help() {
  std::vector<std::string> examples;
  const Connection connection;
  EXPECT_EQ(connection.load(), SQLITE_OK);
  sqlite3_stmt* statement = nullptr;
  sqlite3_prepare_v2(connection.db, "SELECT example FROM synth_help", -1, &statement, nullptr);
  while (sqlite3_step(statement) == SQLITE_ROW)
    examples.emplace_back(reinterpret_cast<const char*>(sqlite3_column_text(statement, 0)));
  sqlite3_finalize(statement);
  EXPECT_GT(examples.size(), 20U);
  return examples;
}

// A statement that is reset before its end, or after a progress handler stopped it, releases everything it held. What
// the connection keeps (the last models and worlds) was there before.
TEST_F(OutOfMemory, AResetReleasesAllMemoryOfAStatement) {
  struct Countdown {
    std::uint64_t left = 0;
    static int ask(void* self) { return --static_cast<Countdown*>(self)->left == 0 ? 1 : 0; }
  };
  std::vector<std::string> statements = examples_of_the_help();
  statements.insert(statements.end(), std::begin(kStatements), std::end(kStatements));
  std::uint64_t stopped = 0;
  for (const std::string& sql : statements) {
    const Connection connection;
    sqlite3* db = connection.db;
    ASSERT_EQ(connection.load(), SQLITE_OK);
    ASSERT_EQ(sqlite3_exec(db, kSetUp, nullptr, nullptr, nullptr), SQLITE_OK);
    run(db, sql.c_str());
    run(db, sql.c_str());
    const std::int64_t held = cpp_bytes_held();
    sqlite3_stmt* statement = nullptr;
    ASSERT_EQ(sqlite3_prepare_v2(db, sql.c_str(), -1, &statement, nullptr), SQLITE_OK) << sql;
    sqlite3_step(statement);
    sqlite3_reset(statement);
    EXPECT_EQ(cpp_bytes_held(), held) << "after a row of " << sql;
    int code = SQLITE_INTERRUPT;
    for (std::uint64_t k = 1; code == SQLITE_INTERRUPT; k = k + 1 + k / 2) {
      Countdown countdown{k};
      sqlite3_progress_handler(db, 20, Countdown::ask, &countdown);
      while ((code = sqlite3_step(statement)) == SQLITE_ROW) {
      }
      sqlite3_progress_handler(db, 0, nullptr, nullptr);
      sqlite3_reset(statement);
      stopped += code == SQLITE_INTERRUPT;
      EXPECT_EQ(cpp_bytes_held(), held) << "stopped at moment " << k << " of " << sql;
    }
    sqlite3_finalize(statement);
    EXPECT_EQ(cpp_bytes_held(), held) << sql;
  }
  EXPECT_GT(stopped, statements.size());
}

TEST_F(OutOfMemory, InEveryExampleOfTheHelp) {
  for (const std::string& example : examples_of_the_help()) {
    all_faults(example.c_str());
    if (HasFatalFailure()) return;
  }
}

TEST_F(OutOfMemory, InStatementsThatDoMore) {
  for (const char* statement : kStatements) {
    all_faults(statement);
    if (HasFatalFailure()) return;
  }
}

// There every text is converted, which takes memory too.
TEST_F(OutOfMemory, InStatementsOfAnUtf16Database) {
  for (const char* statement : kStatements) {
    all_faults(statement, true);
    if (HasFatalFailure()) return;
  }
}

}  // namespace
}  // namespace synth::testing

int main(int argc, char** argv) {
  synth::testing::install_failing_memory();
  ::testing::InitGoogleTest(&argc, argv);
  return RUN_ALL_TESTS();
}
