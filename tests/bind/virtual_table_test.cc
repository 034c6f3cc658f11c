// ext/bind/virtual_table, ext/bind/table_schema: columns, parameters and hidden columns; what is computed and when.
#include <gtest/gtest.h>

#include <cfenv>
#include <utility>

#include "bind/toys.h"

namespace synth::testing {
namespace {

TEST(VirtualTable, StarGivesTheVisibleColumns) {
  ToyDatabase db;
  EXPECT_EQ(db.text("SELECT * FROM toy(4)"),
            "0|0.0|'row 0'|1000 / 1|1.0|'row 1'|1000 / 2|4.0|'row 2'|1000 / 3|9.0|NULL|1002");
  EXPECT_EQ(db.text("SELECT rowid, truth FROM toy(2, 7)"), "1|7 / 2|8");
}

TEST(VirtualTable, ParametersComeByPositionOrName) {
  ToyDatabase db;
  EXPECT_EQ(db.text("SELECT count(*) FROM toy"), "10") << "all are optional";
  EXPECT_EQ(db.text("SELECT words FROM toy(1, 0, 'a')"), "'a 0'");
  EXPECT_EQ(db.text("SELECT words FROM toy WHERE n = 1 AND label = 'a'"), "'a 0'");
  EXPECT_EQ(db.text("SELECT words FROM toy(1) WHERE 'a' = label"), "'a 0'");
  EXPECT_EQ(db.text("SELECT count(*) FROM toy(NULL)"), "10") << "NULL is the default";
  EXPECT_EQ(db.text("SELECT count(*) FROM toy(1e1)"), "10");
  EXPECT_EQ(db.text("SELECT n, count(*) FROM toy WHERE n IN (1, 3) GROUP BY n"), "1|1 / 3|3");
}

TEST(VirtualTable, AParameterReadsAsItWasGiven) {
  ToyDatabase db;
  EXPECT_EQ(db.text("SELECT n, seed FROM toy(1, 5)"), "1|5");
  EXPECT_TRUE(db.text("SELECT label FROM toy(1, 5)").starts_with("! toy: label is read but not given"));
}

TEST(VirtualTable, OtherComparisonsWithAParameterAreFilters) {
  ToyDatabase db;
  EXPECT_EQ(db.text("SELECT count(*) FROM toy(3) WHERE n > 2"), "3");
  EXPECT_EQ(db.text("SELECT count(*) FROM toy(3) WHERE n > 3"), "0");
  EXPECT_EQ(db.text("SELECT i FROM toy(5, 1) WHERE seed IS NOT 2 LIMIT 2 OFFSET 1"), "1 / 2");
}

TEST(VirtualTable, RefusesAParameterTwiceAndOneTooMany) {
  ToyDatabase db;
  EXPECT_EQ(db.text("SELECT * FROM toy(1) WHERE n = 2"), "! toy: n is given twice, as 2 and as 1");
  EXPECT_EQ(db.text("SELECT i FROM toy(1) WHERE n = 1"), "0") << "the same again is no contradiction";
  EXPECT_EQ(db.text("SELECT * FROM toy(1, 2, 'a', 0, 5)"), "! toy: takes at most 4 arguments");
  EXPECT_EQ(db.text("SELECT * FROM needy('a', 2, 3)"), "! too many arguments on needy() - max 2");
}

TEST(VirtualTable, SaysWhatIsMissing) {
  ToyDatabase db;
  const char* sentence = "! needy: word is missing; for example: SELECT * FROM needy('abc')";
  EXPECT_EQ(db.text("SELECT * FROM needy"), sentence);
  EXPECT_EQ(db.text("SELECT * FROM needy WHERE more = 1"), sentence);
  EXPECT_EQ(db.text("SELECT count(*) FROM needy('ab') WHERE letter = 'x' OR rowid = 1"), "2");
  EXPECT_EQ(db.text("SELECT count(*) FROM needy('abcd') WHERE rowid = 3 OR rowid = 4 OR letter = 'y'"), "2");
}

TEST(VirtualTable, ComputesARowOnceAndOnlyWhenRead) {
  ToyDatabase db;
  EXPECT_EQ(db.text("SELECT count(*) FROM toy(1000)"), "1000");
  EXPECT_EQ(Toy::computed, 0);
  db.rows("SELECT i, words, time FROM toy(10)");
  EXPECT_EQ(Toy::computed, 10);
  EXPECT_EQ(Toy::last_wanted, 0b1101U);
  db.rows("SELECT truth FROM toy(1)");
  EXPECT_EQ(Toy::last_wanted, 0b10000U);
}

TEST(VirtualTable, OpensTheTableOncePerSetOfArguments) {
  ToyDatabase db;
  EXPECT_EQ(db.text("SELECT count(*) FROM toy(100) a CROSS JOIN toy(5) b ON b.rowid <= a.i"), "485");
  EXPECT_EQ(Toy::opened, 2);
}

TEST(VirtualTable, AScalarSubqueryOpensItOnceToo) {
  ToyDatabase db;
  EXPECT_EQ(db.text("SELECT sum((SELECT count(*) FROM toy(50) b WHERE b.rowid <= a.i)) FROM toy(100) a"), "3725");
  EXPECT_LE(Toy::opened, 3) << "two cursors take turns";
  // Nested ones of other arguments take each other's.
  EXPECT_EQ(
      db.text("SELECT (SELECT sum(c) FROM (SELECT (SELECT count(*) FROM toy(a.i)) AS c FROM toy(2))) FROM toy(4) a"),
      "0 / 2 / 4 / 6");
  EXPECT_EQ(db.text("SELECT i FROM toy(3)"), "0 / 1 / 2");
}

// A cursor may be kept, but not a table that depends on more than its arguments.
TEST(VirtualTable, ReadsStoredDataAgain) {
  ToyDatabase db;
  Stored::opened = 0;
  EXPECT_EQ(db.text("SELECT opened FROM stored; SELECT opened FROM stored"), "1 / 2");
}

TEST(VirtualTable, OneObjectGivesAllArgumentsByName) {
  ToyDatabase db;
  EXPECT_EQ(
      db.text(
          R"(SELECT count(*), max(words), max(truth), max(n), max(seed) FROM toy('{"n": 3, "seed": 7, "label": "x"}'))"),
      "3|'x 2'|9|3|7");
  EXPECT_EQ(db.text(R"(SELECT count(*) FROM toy(' {"n": 3, "label": null} ') WHERE seed = 7)"), "3");
  EXPECT_EQ(db.text("SELECT count(*) FROM toy('{}')"), "10") << "the defaults";
  EXPECT_EQ(db.text(R"(SELECT max(label) FROM toy('{"label": {"a": [1, 2.5, "x", null, true]}}'))"),
            R"('{"a": [1, 2.5, "x", null, true]}')")
      << "a document needs no quoting";
  EXPECT_EQ(db.text(R"(SELECT sum((SELECT count(*) FROM toy(json_object('n', a.i)))) FROM toy(5) a)"), "10");
  for (const auto& [call, error] : std::vector<std::pair<std::string, std::string>>{
           {R"('{"sead": 7}')", "! toy: unknown parameter 'sead'; did you mean 'seed'?"},
           {R"('{"n": 3, "n": 4}')", "! toy: n is given twice in the JSON object"},
           {R"('{"n": 3, "seed": 4}', 5)", "! toy: seed is given twice, in the JSON object and as 5"},
           {R"('{"n": 3, "seed": [4]}')", "! toy: seed must be a number, not an array"},
           {R"('{"n": "x"}')", "! toy: n must be an integer of at least 0, not 'x'"},
           {R"('{"n": 3')", "! toy: n: '{\"n\": 3' is not valid JSON"},
           {"'[3]'", "! toy: n must be an integer of at least 0, not '[3]'"}})
    EXPECT_EQ(db.text("SELECT count(*) FROM toy(" + call + ")").substr(0, error.size()), error);
}

TEST(VirtualTable, SaysSoWhenCalledAsAFunction) {
  ToyDatabase db;
  EXPECT_EQ(db.text("SELECT toy(3)"), "! toy is a table: SELECT * FROM toy");
  EXPECT_EQ(db.text("SELECT toy()"), "! toy is a table: SELECT * FROM toy");
  EXPECT_EQ(db.text("SELECT needy('a', 2, 3)"), "! needy is a table: SELECT * FROM needy(word)");
}

// The host may round differently, flush to zero, or trap; neither side must notice.
TEST(VirtualTable, ComputesUnderTheDefaultFloatingPointEnvironment) {
  ToyDatabase db;
  const std::string usual = db.text("SELECT printf('%!.20g %!.20g', of_row, of_column) FROM third");
  for (const int mode : {FE_UPWARD, FE_DOWNWARD, FE_TOWARDZERO}) {
    ASSERT_EQ(std::fesetround(mode), 0);
    sqlite3_stmt* statement = nullptr;
    sqlite3_prepare_v2(db.handle(), "SELECT of_row, of_column FROM third", -1, &statement, nullptr);
    sqlite3_step(statement);
    const double row = sqlite3_column_double(statement, 0), column = sqlite3_column_double(statement, 1);
    sqlite3_finalize(statement);
    EXPECT_EQ(std::fegetround(), mode) << "the host's mode is as it was";
    std::fesetround(FE_TONEAREST);
    EXPECT_EQ(row, 1.0 / 3) << mode;
    EXPECT_EQ(column, 1.0 / 3) << mode;
  }
  EXPECT_EQ(db.text("SELECT printf('%!.20g %!.20g', of_row, of_column) FROM third"), usual);
}

TEST(VirtualTable, SeeksAcrossTheLargestTable) {
  ToyDatabase db;
  EXPECT_EQ(db.text("SELECT rowid FROM toy(9223372036854775807) WHERE rowid = 9223372036854775807"),
            "9223372036854775807");
  EXPECT_EQ(db.text("SELECT rowid FROM toy(9223372036854775807) WHERE rowid < 9223371036854775807 ORDER BY rowid DESC "
                    "LIMIT 2"),
            "9223371036854775806 / 9223371036854775805");
  if (sqlite3_libversion_number() >= 3046000) {  // before, the rows before an OFFSET are counted
    EXPECT_EQ(db.text("SELECT rowid FROM toy(9223372036854775807) ORDER BY rowid DESC LIMIT 2 OFFSET 1000000000000"),
              "9223371036854775807 / 9223371036854775806");
  }
  EXPECT_LE(Toy::computed, 4);
}

TEST(VirtualTable, IsReadOnlyAndNeedsNoCreation) {
  ToyDatabase db;
  EXPECT_EQ(db.text("INSERT INTO toy VALUES (1, 2, 3, 4)"), "! table toy may not be modified");
  EXPECT_EQ(db.text("CREATE VIRTUAL TABLE t USING toy"), "! no such module: toy");
}

TEST(VirtualTable, WorksInTriggersThatNobodyTrusts) {
  ToyDatabase db;
  db.rows(
      "CREATE TABLE t(x); CREATE TABLE u(x); PRAGMA trusted_schema = off;"
      "CREATE TRIGGER g AFTER INSERT ON t BEGIN INSERT INTO u SELECT i FROM toy(new.x); END;"
      "INSERT INTO t VALUES (3)");
  EXPECT_EQ(db.text("SELECT x FROM u"), "0 / 1 / 2");
}

// A writing statement gets texts without their NUL (see set_cell), and must read the same texts.
TEST(VirtualTable, TextsAreTheSameWhenInsertedIntoATable) {
  ToyDatabase db;
  const std::string read =
      "SELECT words, upper(words), words || '.', words COLLATE NOCASE = 'ROW 1', instr(words, '2'), "
      "quote(words), CAST(substr(words, 5) AS INTEGER) FROM toy(9)";
  const std::string least =
      "SELECT min(words), max(words), group_concat(words, ''), count(DISTINCT words) FROM toy(20)";
  const std::string sorted = "SELECT words FROM toy(20) ORDER BY words DESC LIMIT 5";
  for (const std::string& sql : {read, least, sorted}) {
    const std::string expected = db.text(sql);
    EXPECT_EQ(db.text("CREATE TABLE t AS " + sql + "; SELECT * FROM t"), expected);
    EXPECT_EQ(db.text("DELETE FROM t; INSERT INTO t " + sql + " RETURNING *"), expected);
    db.rows("DROP TABLE t");
  }
}

TEST(VirtualTable, ProgressIsCheckedAndHarmlessWithoutATerminal) {
  ToyDatabase db;
  EXPECT_EQ(db.text("SELECT count(*) FROM toy(10000) WHERE progress = 1"), "10000");
  EXPECT_EQ(db.text("SELECT count(*) FROM toy(1) WHERE progress = 2"),
            "! toy: progress must be between 0 and 1, not 2");
}

}  // namespace
}  // namespace synth::testing
