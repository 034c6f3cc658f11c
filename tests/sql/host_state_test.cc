// State of the program around the library: the processor's rounding mode, which must not change rows and models, and
// indexes on functions.
#include <gtest/gtest.h>

#include <cfenv>
#include <iterator>
#include <string>
#if defined(__SSE2__)
#include <xmmintrin.h>
#endif

#include "support/sql.h"

namespace synth::testing {
namespace {

constexpr const char* kRows[] = {
    "SELECT * FROM synth_emotion_logs(500, 3) WHERE until = 1767225600",
    "SELECT *, probability FROM synth_video_clicks(500, 3) WHERE until = 1767225600",
    "SELECT *, probability FROM synth_video_interactions(500, 3) WHERE until = 1767225600",
    "SELECT * FROM synth_users(100, 3)",
    "SELECT * FROM synth_videos(100, 3)",
    "SELECT hex(model_train(video_category, emotion, timestamp, name, city, '{\"epochs\": 3}')) FROM "
    "synth_video_clicks(500, 3) WHERE until = 1767225600",
    "SELECT model_evaluate((SELECT model FROM m), video_category, emotion, timestamp, name, city) FROM "
    "synth_video_clicks(500, 4) WHERE until = 1767225600 AND users = 50",
    "SELECT * FROM m, model_recommend(m.model, 'happy', 1767225600)",
    "SELECT feature, contribution FROM m, model_explain(m.model, '10', 'happy', 1767225600)",
    "SELECT model_probability(model, '10', 'happy', 1767225600) FROM m"};

constexpr const char* kModel =
    "CREATE TABLE m AS SELECT model_train(video_category, emotion, timestamp, name, city, '{\"epochs\": 2, "
    "\"threads\": 2}') AS model FROM synth_video_clicks(500, 3) WHERE until = 1767225600";

/// The bits of every value: SQLite's own rendering of reals depends on the rounding mode.
std::string bits_of(Database& db, const char* sql) {
  sqlite3_stmt* statement = nullptr;
  std::string bits;
  sqlite3_prepare_v2(db.handle(), sql, -1, &statement, nullptr);
  int rc;
  while ((rc = sqlite3_step(statement)) == SQLITE_ROW)
    for (int i = 0; i < sqlite3_column_count(statement); ++i) {
      if (sqlite3_column_type(statement, i) == SQLITE_FLOAT) {
        const double real = sqlite3_column_double(statement, i);
        bits.append(reinterpret_cast<const char*>(&real), sizeof real);
      } else if (const auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement, i))) {
        bits.append(bytes, static_cast<std::size_t>(sqlite3_column_bytes(statement, i)));
      }
      bits += '|';
    }
  EXPECT_EQ(rc, SQLITE_DONE) << sqlite3_errmsg(db.handle());
  sqlite3_finalize(statement);
  return bits;
}

TEST(HostState, RowsAndModelsAreTheSameInEveryRoundingMode) {
  std::string usual[std::size(kRows)];
  {
    Database db;
    db.rows(kModel);
    for (std::size_t i = 0; i < std::size(kRows); ++i) {
      usual[i] = bits_of(db, kRows[i]);
      EXPECT_GT(usual[i].size(), 8U) << kRows[i];
    }
  }
  for (const int mode : {FE_UPWARD, FE_DOWNWARD, FE_TOWARDZERO}) {
    ASSERT_EQ(std::fesetround(mode), 0);
    Database db;  // its worlds are built under this mode too
    db.rows(kModel);
    std::string now[std::size(kRows)];
    for (std::size_t i = 0; i < std::size(kRows); ++i) now[i] = bits_of(db, kRows[i]);
    EXPECT_EQ(std::fegetround(), mode);
    std::fesetround(FE_TONEAREST);
    for (std::size_t i = 0; i < std::size(kRows); ++i) EXPECT_TRUE(now[i] == usual[i]) << mode << ": " << kRows[i];
  }
}

#if defined(__SSE2__)
// As a program does that was linked with -ffast-math.
TEST(HostState, RowsAndModelsAreTheSameWhereTheHostFlushesToZero) {
  Database usual, flushed;
  usual.rows(kModel);
  const unsigned before = _mm_getcsr();
  _mm_setcsr(before | 0x8040);  // flush to zero, denormals are zero
  flushed.rows(kModel);
  const std::string model = bits_of(flushed, "SELECT hex(model) FROM m");
  EXPECT_EQ(_mm_getcsr() & 0x8040, 0x8040U);
  _mm_setcsr(before);
  EXPECT_TRUE(model == bits_of(usual, "SELECT hex(model) FROM m"));
}
#endif

// A result that depends on the host must not be in an index, which is stored in the file.
TEST(HostState, ResultsThatDependOnTheHostAreRefusedInIndexes) {
  Database db;
  db.rows("CREATE TABLE t(x)");
  for (const char* function : {"synth_debug()", "synth_version()"})
    EXPECT_EQ(db.text("CREATE INDEX i ON t(x || " + std::string(function) + ")"),
              "! non-deterministic functions prohibited in index expressions")
        << function;
  EXPECT_EQ(db.text("CREATE VIEW v AS SELECT synth_version(); PRAGMA trusted_schema = off; SELECT count(*) FROM v"),
            "1");
}

}  // namespace
}  // namespace synth::testing
