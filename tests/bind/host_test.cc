// ext/bind/host: interrupts, objects kept with arguments and with connections.
#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <thread>
#include <vector>

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

// A sandbox may deny recursion: the check for an interrupt works without.
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

// The JSON reader is ours, so that it depends on no table of the user and no version of SQLite. It should accept what
// SQLite accepts, except where it is stricter: half surrogates, texts that are not UTF-8, depth, numbers beyond a
// double.
TEST(Json, IsWhatSqliteReads) {
  ToyDatabase db;
  db.rows("CREATE TABLE json_tree(a); CREATE TABLE json_each(a)");
  std::uint64_t state = 20260101;
  const auto below = [&state](std::size_t n) {
    state = state * 6364136223846793005ULL + 1442695040888963407ULL;
    return static_cast<std::size_t>(state >> 33) % n;
  };
  const std::vector<std::string> pieces = {"{",           "}",  "[",   "]",   ",",    ":",     "\"a\"", "\"b\\n\"",
                                           "1",           "-0", "0.5", "1e3", "true", "false", "null",  " ",
                                           "\"\\u00e9\"", "01", "-",   ".5",  "\"",   "\\",    "'"};
  sqlite3_stmt* valid = nullptr;
  sqlite3_prepare_v2(db.handle(), "SELECT json_valid(?1) AND json_type(?1) IS NOT NULL", -1, &valid, nullptr);
  int accepted = 0;
  for (int round = 0; round < 60000; ++round) {
    // Mostly a valid document with a few pieces inserted, removed or changed.
    std::string text;
    const auto value = [&](const auto& self, int depth) -> void {
      switch (below(depth > 3 ? 5 : 8)) {
        case 5:
        case 6: {
          text += '[';
          for (std::size_t i = 0, n = below(4); i < n; ++i) {
            if (i > 0) text += ',';
            self(self, depth + 1);
          }
          text += ']';
          break;
        }
        case 7: {
          text += '{';
          for (std::size_t i = 0, n = below(4); i < n; ++i) {
            text += i > 0 ? ", \"k\": " : "\"j\":";
            self(self, depth + 1);
          }
          text += '}';
          break;
        }
        default:
          text += pieces[6 + below(10)];
      }
    };
    value(value, 0);
    for (std::size_t changes = below(3); changes > 0; --changes) {
      const std::size_t at = below(text.size() + 1);
      if (below(2) == 0)
        text.insert(at, pieces[below(pieces.size())]);
      else if (at < text.size())
        text.erase(at, 1 + below(2));
    }
    sqlite3_bind_text(valid, 1, text.c_str(), -1, SQLITE_TRANSIENT);
    sqlite3_step(valid);
    const bool theirs = sqlite3_column_int(valid, 0) != 0;
    sqlite3_reset(valid);
    bool ours = true, stricter = false;
    try {
      const Json json = read_json(text);
      EXPECT_EQ(to_text(read_json(to_text(json))), to_text(json)) << text;
    } catch (const Error& error) {
      ours = false;
      stricter = std::string(error.what()).find("number is too large") != std::string::npos;
    }
    accepted += ours ? 1 : 0;
    EXPECT_TRUE(ours == theirs || stricter) << text;
    if (HasFailure()) break;
  }
  sqlite3_finalize(valid);
  EXPECT_GT(accepted, 10000);
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
