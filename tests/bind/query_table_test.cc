// ext/bind/query_table: any statement as a table. (What those of the library give is in tests/commands.)
#include <gtest/gtest.h>

#include <string>

#include "bind/register.h"
#include "core/error.h"
#include "core/query.h"
#include "support/sql.h"

namespace synth::testing {
namespace {

constexpr Argument kTimes = Argument::integer("times", 1, {1, 9}, "how often to count");
constexpr Argument kGivenWord = Argument::any("given_word", kNothing, "text or a number", "what to say");
constexpr Argument kShare = Argument::real("share", 1.0, kAnyReal, "a factor");
constexpr Argument kLabel = Argument::text("label", kNothing, "text", "a text");
constexpr Argument kOptions = Argument::text("options", kNothing, "a JSON object", "the others by name");
constexpr Argument kArguments[] = {kGivenWord, kTimes, kShare, kLabel, kOptions};
constexpr Column kColumns[] = {
    {"i", "INTEGER", "counts without end"}, {"word", "ANY", "the word"}, {"more", "ANY", "more"}};
constexpr Description description(std::string_view name) {
  return {.name = name,
          .meaning = "Counts.",
          .arguments = kArguments,
          .columns = kColumns,
          .example = "SELECT * FROM endless LIMIT 1",
          .risk = Risk::kReadsTables,
          .options = true};
}

/// Never ends.
struct Endless {
  static constexpr Description kDescription = description("endless");
  static constexpr std::string_view kSelect =
      "WITH n(i) AS (SELECT coalesce(:times, 1) UNION ALL SELECT i + coalesce(:times, 1) FROM n) "
      "SELECT i, :word, :label FROM n";
  static constexpr MayLack kMayLack[] = {{"nothing", "a"}};
  static void check(const Arguments&) {}
};

/// Fails at its third row.
struct Failing : Endless {
  static constexpr Description kDescription = description("failing");
  static constexpr std::string_view kSelect =
      "WITH n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) "
      "SELECT i, abs(iif(i = 3, -9223372036854775808, i)), NULL FROM n";
};

/// Reads two tables, one of them through a CTE of its own.
struct Reading : Endless {
  static constexpr Description kDescription = description("reading");
  static constexpr std::string_view kSelect =
      "WITH person AS (SELECT a, b FROM first) SELECT a, b, (SELECT group_concat(c) FROM second) FROM person";
  static constexpr MayLack kMayLack[] = {{"first", "a, b"}, {"second", "c"}};
};

/// Mistakes that a developer may make.
struct TooFewColumns : Endless {
  static constexpr Description kDescription = description("too_few_columns");
  static constexpr std::string_view kSelect = "WITH n(i) AS (VALUES (1)) SELECT i FROM n";
};
struct Writing : Endless {
  static constexpr Description kDescription = description("writing");
  static constexpr std::string_view kSelect =
      "WITH n(i) AS (VALUES (1)) INSERT INTO written SELECT i FROM n RETURNING x, x, x";
};

class QueryTable : public ::testing::Test {
 protected:
  QueryTable() {
    auto* connection = bind::Connection::open(db_.handle());
    bind::List<Endless, Failing, Reading, TooFewColumns, Writing>::add_all(*connection);
    bind::Connection::release(connection);
  }
  Database db_{":memory:", false};
};

TEST_F(QueryTable, RowsAreReadOnlyAsFarAsTheyAreWanted) {
  EXPECT_EQ(db_.text("SELECT i FROM endless LIMIT 3"), "1 / 2 / 3");
  EXPECT_EQ(db_.text("SELECT i FROM endless WHERE times = 5 LIMIT 2 OFFSET 1"), "10 / 15");
  EXPECT_EQ(db_.text("SELECT EXISTS (SELECT 1 FROM endless WHERE i > 100)"), "1");
  EXPECT_EQ(db_.text("SELECT a.i, b.i FROM endless AS a, endless AS b LIMIT 2"), "1|1 / 1|2");
}

TEST_F(QueryTable, ArgumentsAreBoundByTheirNames) {
  EXPECT_EQ(db_.text("SELECT i, word, more FROM endless('hello', 2) LIMIT 2"), "2|'hello'|NULL / 4|'hello'|NULL");
  EXPECT_EQ(db_.text("SELECT word FROM endless(2.5) LIMIT 1"), "2.5");
  EXPECT_EQ(db_.text("SELECT word FROM endless('a' || char(0) || 'b') WHERE length(word) = 1 LIMIT 1"), "'a'");
  EXPECT_EQ(db_.text("SELECT i, word FROM endless(NULL, '3') LIMIT 1"), "3|NULL") << "a number in text is a number";
  EXPECT_EQ(db_.text(R"(SELECT i, word, more, given_word, times FROM endless
                        WHERE options = '{"word": "hello", "times": 4, "label": {"a": 1}}' LIMIT 1)"),
            R"(4|'hello'|'{"a": 1}'|'hello'|4)");
  EXPECT_EQ(db_.text(R"(SELECT i, word FROM endless('hi') WHERE options = '{"times": 4}' LIMIT 1)"), "4|'hi'");
  EXPECT_EQ(db_.text("SELECT column1, (SELECT i FROM endless(NULL, column1) LIMIT 1) FROM (VALUES (3), (5))"),
            "3|3 / 5|5");
}

TEST_F(QueryTable, EachTypeIsChecked) {
  EXPECT_EQ(db_.text("SELECT * FROM endless(x'00')"),
            "! endless: given_word must be text or a number, not a BLOB of 1 bytes");
  EXPECT_EQ(db_.text("SELECT * FROM endless(1, 'x')"), "! endless: times must be an integer between 1 and 9, not 'x'");
  EXPECT_EQ(db_.text("SELECT * FROM endless(1, 0)"), "! endless: times must be between 1 and 9, not 0");
  EXPECT_EQ(db_.text("SELECT * FROM endless(1, 1, 'x')"), "! endless: share must be a number, not 'x'");
  EXPECT_EQ(db_.text("SELECT * FROM endless(1, 1, 1, 5)"), "! endless: label must be text, not 5");
  EXPECT_EQ(db_.text("SELECT * FROM endless(1, 1, 1, 'a', '5')"), "! endless: options must be a JSON object, not '5'");
  EXPECT_EQ(db_.text("SELECT * FROM endless(1, 1, 1, 'a', '{}', 6)"), "! too many arguments on endless() - max 5");
  EXPECT_EQ(db_.text("SELECT endless(1)"), "! endless is a table: SELECT * FROM endless");
}

TEST_F(QueryTable, AnErrorComesAfterTheRowsBeforeIt) {
  EXPECT_EQ(db_.text("SELECT i, word FROM failing"), "1|1 / 2|2 / ! failing: integer overflow");
  EXPECT_EQ(db_.text("SELECT i, word FROM failing LIMIT 2"), "1|1 / 2|2");
  EXPECT_EQ(db_.close(), SQLITE_OK);
}

TEST_F(QueryTable, TablesMayBeMissingAndViewsCountAsTables) {
  EXPECT_EQ(db_.text("SELECT count(*) FROM reading"), "0");
  db_.rows("CREATE TABLE first(b, a); INSERT INTO first VALUES ('b', 'a')");
  EXPECT_EQ(db_.text("SELECT * FROM reading"), "'a'|'b'|NULL");
  db_.rows(
      "CREATE TABLE whatever(c); INSERT INTO whatever VALUES (1), (2); CREATE TEMP VIEW SECOND AS SELECT * FROM "
      "whatever");
  EXPECT_EQ(db_.text("SELECT * FROM reading"), "'a'|'b'|'1,2'");
}

// A user's view reads the user's tables, even if the statement has a CTE of that name.
TEST_F(QueryTable, ViewsReadTheirOwnTables) {
  db_.rows(
      "CREATE TABLE person(x); INSERT INTO person VALUES ('mine');"
      "CREATE VIEW first AS SELECT x AS a, x AS b FROM person; CREATE TEMP VIEW second AS SELECT x AS c FROM person");
  EXPECT_EQ(db_.text("SELECT * FROM reading"), "'mine'|'mine'|'mine'");
}

TEST_F(QueryTable, ASchemaThatChangesIsSeenByTheNextStatement) {
  sqlite3_stmt* statement = nullptr;
  ASSERT_EQ(sqlite3_prepare_v2(db_.handle(), "SELECT count(*) FROM reading", -1, &statement, nullptr), SQLITE_OK);
  ASSERT_EQ(sqlite3_step(statement), SQLITE_ROW);
  EXPECT_EQ(sqlite3_column_int(statement, 0), 0);
  sqlite3_reset(statement);
  db_.rows("CREATE TABLE first(a, b); INSERT INTO first VALUES (1, 2)");
  ASSERT_EQ(sqlite3_step(statement), SQLITE_ROW);
  EXPECT_EQ(sqlite3_column_int(statement, 0), 1);
  sqlite3_finalize(statement);
}

TEST_F(QueryTable, AStatementThatIsNotThatOfTheTableIsRefused) {
  db_.rows("CREATE TABLE written(x)");
  for (const std::string name : {"too_few_columns", "writing"})
    EXPECT_EQ(db_.text("SELECT * FROM " + name), "! " + name + ": its statement must be a SELECT with its columns");
  EXPECT_EQ(db_.text("SELECT count(*) FROM written"), "0");
}

}  // namespace
}  // namespace synth::testing
