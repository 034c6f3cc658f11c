// ext/bind/virtual_table, ext/bind/shape: columns, parameters and hidden columns; what is computed and when.
#include <gtest/gtest.h>

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
  EXPECT_EQ(db.text("SELECT count(*), n FROM toy(NULL)"), "10|NULL") << "NULL is the default";
  EXPECT_EQ(db.text("SELECT count(*) FROM toy(1e1)"), "10");
  EXPECT_EQ(db.text("SELECT n, count(*) FROM toy WHERE n IN (1, 3) GROUP BY n"), "1|1 / 3|3");
}

TEST(VirtualTable, AParameterReadsAsItWasGiven) {
  ToyDatabase db;
  EXPECT_EQ(db.text("SELECT n, seed, label FROM toy(1, 5)"), "1|5|NULL");
}

TEST(VirtualTable, OtherComparisonsWithAParameterAreFilters) {
  ToyDatabase db;
  EXPECT_EQ(db.text("SELECT count(*) FROM toy(3) WHERE n > 2"), "3");
  EXPECT_EQ(db.text("SELECT count(*) FROM toy(3) WHERE n > 3"), "0");
  EXPECT_EQ(db.text("SELECT i FROM toy(5) WHERE seed IS NULL LIMIT 2 OFFSET 1"), "1 / 2");
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

// A statement that writes is given texts without their NUL (see give_cell): what it reads of them on its way is the
// same.
TEST(VirtualTable, TextsOnTheirWayIntoATableAreWhatTheyAreOutside) {
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
