// ext/bind/host, ext/bind/json: interrupts, JSON, objects kept with arguments and with connections.
#include <gtest/gtest.h>

#include <chrono>
#include <thread>

#include "bind/toys.h"

namespace synth::testing {
namespace {

using std::chrono::milliseconds;
using Clock = std::chrono::steady_clock;

TEST(Host, ALongCallNoticesSqlite3Interrupt) {
  ToyDatabase db;
  std::thread stopper([&db] {
    std::this_thread::sleep_for(milliseconds(50));
    sqlite3_interrupt(db.handle());
  });
  const auto start = Clock::now();
  EXPECT_EQ(db.text("SELECT fail('spin')"), "! fail: interrupted");
  EXPECT_EQ(db.code(), SQLITE_INTERRUPT);
  EXPECT_LT(Clock::now() - start, milliseconds(1000));
  stopper.join();
  EXPECT_EQ(db.text("SELECT fail(1)"), "1");
}

TEST(Host, ALongCallAsksTheProgressHandler) {
  for (const int instructions : {100, 10000, 100000}) {
    ToyDatabase db;
    sqlite3_progress_handler(
        db.handle(), instructions, [](void*) { return 1; }, nullptr);
    EXPECT_EQ(db.text("SELECT fail('spin')"), instructions == 0 ? "" : "! fail: interrupted") << instructions;
    EXPECT_EQ(db.code(), SQLITE_INTERRUPT);
  }
}

// A sandbox may deny recursion: what asks for an interrupt needs none.
TEST(Host, ALongCallAsksTheProgressHandlerInASandbox) {
  ToyDatabase db;
  sqlite3_set_authorizer(
      db.handle(),
      [](void*, int action, const char*, const char*, const char*, const char*) {
        return action == SQLITE_SELECT || action == SQLITE_FUNCTION ? SQLITE_OK : SQLITE_DENY;
      },
      nullptr);
  sqlite3_progress_handler(
      db.handle(), 1000, [](void*) { return 1; }, nullptr);
  EXPECT_EQ(db.text("SELECT fail('spin')"), "! fail: interrupted");
  EXPECT_EQ(db.code(), SQLITE_INTERRUPT);
}

// A statement of ours left open would make sqlite3_close fail.
TEST(Host, LeavesNothingOpen) {
  ToyDatabase db;
  db.rows("SELECT echo_json('[1]'), kept(1); SELECT echo_json('{')");
  db.rows("SELECT i FROM toy(5)");
  EXPECT_EQ(db.close(), SQLITE_OK);
}

TEST(Json, IsReadBesideATableNamedAsSqlitesReader) {
  ToyDatabase db;
  db.rows("CREATE TABLE json_tree(a); CREATE TABLE json_each(a)");
  EXPECT_EQ(db.text("SELECT echo_json('[1]')"), "':[0:i1 ]'");
  db.rows("DROP TABLE json_tree; CREATE TEMP TABLE json_tree(a)");
  EXPECT_EQ(db.text("SELECT echo_json('[1]')"), "':[0:i1 ]'");
}

TEST(Json, KeepsTypesKeysAndOrder) {
  ToyDatabase db;
  EXPECT_EQ(db.text(R"(SELECT echo_json('{"a": 1, "b": [true, null, -2.5, "x"], "c": {"d": {}}, "e": false}'))"),
            "':{a:i1 b:[0:true 1:null 2:r-2.500000 3:'x' ] c:{d:{} } e:false }'");
  EXPECT_EQ(db.text("SELECT echo_json('7')"), "':i7'");
}

// Reals are read from their own text, which is asked for by its path.
TEST(Json, RealsBelowAnyKey) {
  ToyDatabase db;
  EXPECT_EQ(db.text(R"(SELECT echo_json('{"a.b": 0.5, "": -1.5e-3, "x y": [[0.25], {"0": 1e3}], "ü": 123456789.5}'))"),
            "':{a.b:r0.500000 :r-0.001500 x y:[0:[0:r0.250000 ] 1:{0:r1000.000000 } ] ü:r123456789.500000 }'");
  const std::string quoted = db.text(R"(SELECT echo_json('{"a\"b": 0.5, "c[0]": 0.75}'))");
  EXPECT_NE(quoted.find("r0.500000"), std::string::npos) << quoted;
  EXPECT_NE(quoted.find("r0.750000"), std::string::npos) << quoted;
}

TEST(Json, SaysWhatIsNotJson) {
  ToyDatabase db;
  const std::string error = db.text("SELECT echo_json('{\"a\": }')");
  EXPECT_TRUE(error.starts_with("! echo_json: '{\"a\": }' is not valid JSON")) << error;
  EXPECT_TRUE(db.text("SELECT echo_json('')").find("is not valid JSON") != std::string::npos);
}

TEST(Json, DeepDocumentsAreReadOrRefused) {
  ToyDatabase db;
  db.rows("SELECT echo_json(replace(hex(zeroblob(500)), '00', '[') || replace(hex(zeroblob(500)), '00', ']'))");
  EXPECT_EQ(db.code(), SQLITE_OK);
  db.rows("SELECT echo_json(replace(hex(zeroblob(100000)), '00', '['))");
  EXPECT_EQ(db.code(), SQLITE_ERROR);
}

TEST(Host, KeepsAnObjectForAStatementAndOneForAConnection) {
  ToyDatabase db;
  Kept::reads = 0;
  EXPECT_EQ(db.text("SELECT max(kept(label)) FROM toy(5, 0, 'x')"), "5");
  const int of_a_column = Kept::reads;
  Kept::reads = 0;
  EXPECT_EQ(db.text("SELECT max(kept('x') + 0 * i) FROM toy(5)"), "6") << "a constant call is made once";
  EXPECT_EQ(Kept::reads, 1);
  EXPECT_GT(of_a_column, 1) << "a column may differ from row to row";
  ToyDatabase other;
  EXPECT_EQ(other.text("SELECT kept(1)"), "1") << "connections share nothing";
}

}  // namespace
}  // namespace synth::testing
