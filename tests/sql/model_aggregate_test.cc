// model_train behaves like any other aggregate: GROUP BY, FILTER, ORDER BY, DISTINCT, OVER, no rows, and statements
// that end early.
#include <gtest/gtest.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

#include "support/sql.h"

namespace synth::testing {
namespace {

constexpr const char* kTrain = "model_train(video_category, emotion, timestamp, name, city, '{\"epochs\": 2}')";

std::string train(const std::string& more) {
  return "SELECT hex(" + std::string(kTrain) + ") FROM clicks " + more;
}

class ModelAggregate : public ::testing::Test {
 protected:
  ModelAggregate() {
    db.rows(
        "CREATE TABLE clicks AS SELECT *, rowid % 3 AS third FROM synth_video_clicks(600, 3) "
        "WHERE users = 10 AND until = 1767225600");
  }
  Database db;
};

TEST_F(ModelAggregate, GroupByTrainsOneModelPerGroup) {
  const auto models = db.rows("SELECT hex(" + std::string(kTrain) + ") FROM clicks GROUP BY third ORDER BY third");
  ASSERT_EQ(models.size(), 3U);
  for (int third = 0; third < 3; ++third)
    EXPECT_EQ(models[static_cast<std::size_t>(third)], db.text(train("WHERE third = " + std::to_string(third))));
  EXPECT_NE(models[0], models[1]);
}

TEST_F(ModelAggregate, FilterLeavesRowsOut) {
  EXPECT_EQ(db.text("SELECT hex(" + std::string(kTrain) + " FILTER (WHERE third = 1)) FROM clicks"),
            db.text(train("WHERE third = 1")));
  EXPECT_EQ(db.text("SELECT count(*), " + std::string(kTrain) + " FILTER (WHERE 0) FROM clicks"), "600|NULL");
}

TEST_F(ModelAggregate, AnEmptyGroupIsNull) {
  EXPECT_EQ(db.text("SELECT " + std::string(kTrain) + " FROM clicks WHERE 0"), "NULL");
  EXPECT_EQ(db.text("SELECT model_update(x'', video_category, emotion, timestamp) FROM clicks WHERE 0"), "NULL");
  EXPECT_EQ(db.text("SELECT model_evaluate(x'', video_category, emotion, timestamp) FROM clicks WHERE 0"), "NULL");
}

TEST_F(ModelAggregate, OrderByInsideChangesNothing) {
  if (sqlite3_libversion_number() < 3'044'000)
    GTEST_SKIP() << "SQLite " << sqlite3_libversion() << " has no ORDER BY in aggregates: it came with 3.44";
  const std::string ordered =
      "model_train(video_category, emotion, timestamp, name, city, '{\"epochs\": 2}' ORDER BY city, rowid DESC)";
  EXPECT_EQ(db.text("SELECT hex(" + ordered + ") FROM clicks"), db.text(train("")));
}

TEST_F(ModelAggregate, DistinctRowsComeFromASubquery) {
  const std::string rows = "(SELECT DISTINCT video_category, emotion, timestamp, name, city FROM clicks)";
  db.rows("INSERT INTO clicks SELECT * FROM clicks");
  EXPECT_EQ(db.text("SELECT json_extract(model_info(" + std::string(kTrain) + "), '$.rows') FROM clicks"), "1200");
  EXPECT_EQ(db.text("SELECT json_extract(model_info(" + std::string(kTrain) + "), '$.rows') FROM " + rows),
            db.text("SELECT count(*) FROM " + rows));
  EXPECT_EQ(db.text("SELECT model_train(DISTINCT video_category, emotion, timestamp) FROM clicks"),
            "! DISTINCT aggregates must have exactly one argument");
}

TEST_F(ModelAggregate, OverIsRefused) {
  for (const std::string name : {"model_train", "model_evaluate", "model_confusion", "model_update"}) {
    const std::string arguments =
        name == "model_train" ? "video_category, emotion, timestamp" : "x'', video_category, emotion, timestamp";
    EXPECT_EQ(db.text("SELECT " + name + "(" + arguments + ") OVER (PARTITION BY third) FROM clicks"),
              "! " + name + "() may not be used as a window function");
  }
}

// A statement's groups are freed however it ends: memory does not grow with the number of statements.
TEST_F(ModelAggregate, AnAbortedStatementLeavesNothingBehind) {
  const std::string grouped = "SELECT " + std::string(kTrain) + " FROM clicks GROUP BY third";
  const auto abort_all_ways = [&] {
    // A row that is refused after others were taken.
    db.text("SELECT model_train(iif(rowid = 590, 2.5, video_category), emotion, timestamp, name, city) FROM clicks");
    EXPECT_EQ(db.code(), SQLITE_ERROR);
    // A result that is refused.
    db.text("SELECT model_train(video_category, emotion, timestamp) FROM clicks WHERE rowid < 5");
    EXPECT_EQ(db.code(), SQLITE_ERROR);
    // The caller stops reading after the first group.
    sqlite3_stmt* statement = nullptr;
    ASSERT_EQ(sqlite3_prepare_v2(db.handle(), grouped.c_str(), -1, &statement, nullptr), SQLITE_OK);
    EXPECT_EQ(sqlite3_step(statement), SQLITE_ROW);
    EXPECT_EQ(sqlite3_reset(statement), SQLITE_OK);
    sqlite3_finalize(statement);
    // A progress handler stops it among the rows, or in the training.
    for (const int instructions : {500, 1500}) {
      sqlite3_progress_handler(
          db.handle(), instructions, [](void*) { return 1; }, nullptr);
      db.text(train(""));
      EXPECT_EQ(db.code(), SQLITE_INTERRUPT) << instructions;
      sqlite3_progress_handler(db.handle(), 0, nullptr, nullptr);
    }
  };
  abort_all_ways();
#ifdef __GLIBC__
  const auto before = mallinfo2().uordblks;
  for (int i = 0; i < 20; ++i) abort_all_ways();
  const auto after = mallinfo2().uordblks;
  EXPECT_LT(after, before + 50'000) << "six hundred rows take more than that, twenty times over";
#endif
  EXPECT_NE(db.text(train("")), "NULL");
  EXPECT_EQ(db.close(), SQLITE_OK);
}

// Ctrl-C at any moment: the statement is interrupted or already has its result, and the next one runs.
TEST_F(ModelAggregate, CanBeStoppedAtAnyMoment) {
  const std::string whole = db.text(train(""));
  struct Countdown {
    int left;
  } countdown{};
  int stopped = 0;
  for (int questions = 1; questions < 200; questions += 11) {
    countdown.left = questions;
    sqlite3_progress_handler(
        db.handle(), 300, [](void* pointer) { return --static_cast<Countdown*>(pointer)->left == 0 ? 1 : 0; },
        &countdown);
    const std::string result = db.text(train(""));
    sqlite3_progress_handler(db.handle(), 0, nullptr, nullptr);
    if (db.code() == SQLITE_INTERRUPT)
      ++stopped;
    else
      EXPECT_EQ(result, whole);
  }
  EXPECT_GT(stopped, 0);
  EXPECT_EQ(db.text(train("")), whole);
}

}  // namespace
}  // namespace synth::testing
