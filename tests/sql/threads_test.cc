// Many connections in many threads, generating, training and predicting at once, give the same bytes as one: each with
// a database of its own, all with one file in WAL mode, and all with one shared cache.
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <string>
#include <thread>
#include <vector>

#include "support/sql.h"

namespace synth::testing {
namespace {

constexpr int kThreads = 6;

// Different work at the same moment: each thread starts at another point of the round.
const char* const kWork[] = {
    "SELECT model_hash(group_concat(name || input || timestamp || city)) FROM (SELECT * FROM synth_emotion_logs(400, "
    "5) "
    "WHERE until = 1767225600)",
    "SELECT model_hash(model_train(video_category, emotion, timestamp, name, city, '{\"epochs\": 3, \"threads\": 3}')) "
    "FROM "
    "clicks",
    "SELECT model_hash(group_concat(model_predict(model, emotion, timestamp, name, city))) FROM models, clicks WHERE "
    "clicks.rowid < 300",
    "SELECT model_hash(group_concat(video_title || probability)) FROM (SELECT * , probability FROM "
    "synth_video_clicks(200, 5) "
    "WHERE until = 1767225600)",
    "SELECT model_evaluate(model, video_category, emotion, timestamp, name, city) FROM models, clicks",
    "SELECT count(*) FROM synth_emotion_logs(50) WHERE world = '{\"emotions\": {\"bored\": {\"rate\": 0.5}}, \"map\": "
    "{\"bored\": {\"20\": 1}}}'",
};

constexpr const char* kSetUp = R"(
  CREATE TABLE clicks AS SELECT * FROM synth_video_clicks(2400, 5) WHERE until = 1767225600;
  CREATE TABLE models AS SELECT model_train(video_category, emotion, timestamp, name, city, '{"epochs": 2}') AS model
    FROM clicks;
  CREATE TABLE written(thread, name, timestamp);)";

std::vector<std::string> round_of(Database& db, int first) {
  std::vector<std::string> results(std::size(kWork));
  for (std::size_t i = 0; i < std::size(kWork); ++i) {
    const std::size_t at = (static_cast<std::size_t>(first) + i) % std::size(kWork);
    results[at] = db.text(kWork[at]);
  }
  return results;
}

class Threads : public ::testing::Test {
 protected:
  /// Each thread does the round in a connection to `path`: a database of its `own`, which is filled first, or a shared
  /// one.
  void all_give_the_same(const std::string& path, bool own, bool writes) {
    std::vector<std::vector<std::string>> results(kThreads);
    std::vector<std::thread> threads;
    for (int t = 0; t < kThreads; ++t)
      threads.emplace_back([&, t] {
        Database db(path.c_str());
        sqlite3_busy_timeout(db.handle(), 60000);
        if (own) db.text(kSetUp);
        if (writes)
          for (int i = 0; i < 5; ++i)
            db.text("INSERT INTO written SELECT " + std::to_string(t) +
                    ", name, timestamp FROM synth_emotion_logs(20, 5) WHERE until = 1767225600");
        results[static_cast<std::size_t>(t)] = round_of(db, t);
      });
    for (std::thread& thread : threads) thread.join();
    for (const auto& result : results) EXPECT_EQ(result, wanted_);
  }

  void SetUp() override {
    Database db;
    ASSERT_EQ(db.text(kSetUp), "");
    wanted_ = round_of(db, 0);
    for (const std::string& result : wanted_) ASSERT_FALSE(result.empty() || result.starts_with("!")) << result;
  }

  std::vector<std::string> wanted_;
};

TEST_F(Threads, WithADatabaseEach) {
  all_give_the_same(":memory:", true, false);
}

TEST_F(Threads, WithOneFileInWalMode) {
  const auto folder = std::filesystem::temp_directory_path() / ("synth-threads-" + std::to_string(getpid()));
  std::filesystem::create_directories(folder);
  const std::string path = (folder / "wal.db").string();
  {
    Database db(path.c_str());
    db.text("PRAGMA journal_mode = wal");
    ASSERT_EQ(db.text(kSetUp), "");
  }
  all_give_the_same(path, false, true);
  {
    Database db(path.c_str());
    EXPECT_EQ(db.text("SELECT count(*), count(DISTINCT name || timestamp) <= 20 FROM written"),
              std::to_string(kThreads * 5 * 20) + "|1");
    EXPECT_EQ(db.text("PRAGMA integrity_check"), "'ok'");
  }
  std::filesystem::remove_all(folder);
}

TEST_F(Threads, WithOneSharedCache) {
  const char* uri = "file:synth_threads?mode=memory&cache=shared";
  sqlite3* keeper = nullptr;
  const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_URI;
  ASSERT_EQ(sqlite3_open_v2(uri, &keeper, flags, nullptr), SQLITE_OK);
  ASSERT_EQ(sqlite3_synth_init(keeper, nullptr, nullptr), SQLITE_OK);
  ASSERT_EQ(sqlite3_exec(keeper, kSetUp, nullptr, nullptr, nullptr), SQLITE_OK);
  std::vector<std::vector<std::string>> results(kThreads);
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t)
    threads.emplace_back([&, t] {
      Database db(uri, true, flags);
      results[static_cast<std::size_t>(t)] = round_of(db, t);
    });
  for (std::thread& thread : threads) thread.join();
  for (const auto& result : results) EXPECT_EQ(result, wanted_);
  EXPECT_EQ(sqlite3_close(keeper), SQLITE_OK);
}

}  // namespace
}  // namespace synth::testing
