// ext/bind/guard: every kind of failure becomes a text that starts with the function's name, and the right code.
#include <gtest/gtest.h>

#include "bind/toys.h"

namespace synth::testing {
namespace {

struct Case {
  const char* what;
  int code;
  const char* message;
};

TEST(Guard, GivesEachFailureItsTextAndCode) {
  ToyDatabase db;
  const Case cases[] = {
      {"invalid", SQLITE_ERROR, "! fail: no"},     {"damaged", SQLITE_ERROR, "! fail: no"},
      {"io", SQLITE_ERROR, "! fail: no"},          {"open", SQLITE_CANTOPEN, "! fail: no"},
      {"big", SQLITE_TOOBIG, "! fail: no"},        {"stop", SQLITE_INTERRUPT, "! fail: no"},
      {"memory", SQLITE_NOMEM, "! out of memory"}, {"length", SQLITE_TOOBIG, "! fail: the result would be too big"},
      {"logic", SQLITE_ERROR, "! fail: a slip"},   {"int", SQLITE_ERROR, "! fail: an unknown error"},
  };
  for (const Case& expected : cases) {
    EXPECT_EQ(db.text(std::string("SELECT fail('") + expected.what + "')"), expected.message);
    EXPECT_EQ(db.code(), expected.code) << expected.what;
  }
  EXPECT_EQ(db.text("SELECT fail(5)"), "5") << "the connection goes on working";
}

// SQLITE_CORRUPT and SQLITE_IOERR would roll back the user's transaction, or make the database read-only.
TEST(Guard, LeavesTheOpenTransactionAlone) {
  ToyDatabase db;
  db.rows("CREATE TABLE t(x); BEGIN; INSERT INTO t VALUES (1)");
  for (const char* what : {"damaged", "io", "open", "big", "invalid"})
    db.rows(std::string("INSERT INTO t SELECT fail('") + what + "')");
  EXPECT_EQ(db.text("INSERT INTO t VALUES (2); COMMIT; SELECT x FROM t"), "1 / 2");
}

TEST(Guard, NamesTheTable) {
  ToyDatabase db;
  EXPECT_EQ(db.text("SELECT * FROM toy(-1)"), "! toy: n must be at least 0, not -1");
  EXPECT_EQ(db.text("SELECT * FROM toy(1, 2, 3)"), "! toy: label must be text, not 3");
}

}  // namespace
}  // namespace synth::testing
