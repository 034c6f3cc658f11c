// ext/bind/function: arities, risk levels, and the life of an aggregate's group.
#include <gtest/gtest.h>

#include "bind/toys.h"

namespace synth::testing {
namespace {

TEST(Function, TakesFromTheRequiredArgumentsToAll) {
  ToyDatabase db;
  EXPECT_EQ(db.text("SELECT fail(1), fail(1, 2)"), "1|1");
  EXPECT_EQ(db.text("SELECT fail()"), "! wrong number of arguments to function fail()");
  EXPECT_EQ(db.text("SELECT fail(1, 2, 3)"), "! wrong number of arguments to function fail()");
}

TEST(Function, GivesBackWhatItGot) {
  ToyDatabase db;
  EXPECT_EQ(db.text("SELECT fail(NULL), fail(-9223372036854775808), fail(0.1), fail('äß'), fail(x'00ff'), fail('')"),
            "NULL|-9223372036854775808|0.1|'äß'|x'00ff'|''");
  EXPECT_EQ(db.text("SELECT length(fail(zeroblob(0))), typeof(fail(zeroblob(0)))"), "0|'blob'");
  EXPECT_EQ(db.text("SELECT hex(fail('a' || char(0) || 'b'))"), "'610062'");
}

TEST(Function, WorksInAUtf16Database) {
  ToyDatabase db;
  db.rows("PRAGMA encoding = 'UTF-16le'; CREATE TABLE t(x); INSERT INTO t VALUES ('héllo')");
  EXPECT_EQ(db.text("SELECT fail(x), words FROM t, toy(1, 0, x)"), "'héllo'|'héllo 0'");
}

TEST(Aggregate, SumsItsGroupsAndFreesThem) {
  ToyDatabase db;
  EXPECT_EQ(db.text("SELECT i % 2, toy_sum(i) FROM toy(10) GROUP BY 1"), "0|20 / 1|25");
  EXPECT_EQ(Sum::alive, 0);
}

TEST(Aggregate, ZeroRowsGiveNullAndMakeNoGroup) {
  ToyDatabase db;
  const int finished = Sum::finished;
  EXPECT_EQ(db.text("SELECT toy_sum(i) FROM toy(0)"), "NULL");
  EXPECT_EQ(Sum::finished, finished);
}

TEST(Aggregate, AFailedStepIsNotFinishedButFreed) {
  ToyDatabase db;
  const int finished = Sum::finished;
  EXPECT_EQ(db.text("SELECT toy_sum(CASE i WHEN 5 THEN 'word' ELSE i END) FROM toy(10)"),
            "! toy_sum: a word stopped it");
  EXPECT_EQ(Sum::finished, finished);
  EXPECT_EQ(Sum::alive, 0);
}

TEST(Aggregate, AnInterruptedStatementDoesNotFinishItsGroup) {
  ToyDatabase db;
  const int finished = Sum::finished;
  int calls = 0;
  sqlite3_progress_handler(
      db.handle(), 100, [](void* count) { return ++*static_cast<int*>(count) > 5000 ? 1 : 0; }, &calls);
  EXPECT_EQ(db.text("SELECT toy_sum(i) FROM toy(1000000000)"), "! interrupted");
  EXPECT_EQ(db.code(), SQLITE_INTERRUPT);
  EXPECT_EQ(Sum::finished, finished);
  EXPECT_EQ(Sum::alive, 0);
}

TEST(Risk, PureFunctionsWorkInViewsThatNobodyTrusts) {
  ToyDatabase db;
  db.rows("CREATE VIEW v AS SELECT fail(i) AS x FROM toy(2); PRAGMA trusted_schema = off");
  EXPECT_EQ(db.text("SELECT x FROM v"), "0 / 1");
}

TEST(Risk, FunctionsOfFilesWorkOnlyDirectly) {
  ToyDatabase db;
  for (const char* name : {"reads_file", "writes_file"}) {
    db.rows(std::string("CREATE VIEW v_") + name + " AS SELECT " + name + "(1)");
    EXPECT_EQ(db.text(std::string("SELECT * FROM v_") + name), std::string("! unsafe use of ") + name + "()");
  }
}

TEST(Risk, AFileIsReadOnceAndWrittenAtEveryCall) {
  ToyDatabase db;
  ReadsFile::calls = WritesFile::calls = 0;
  db.rows("SELECT reads_file('a'), writes_file('a') FROM toy(10)");
  EXPECT_EQ(ReadsFile::calls, 1);
  EXPECT_EQ(WritesFile::calls, 10);
}

}  // namespace
}  // namespace synth::testing
