// synth_doctor in healthy hosts and databases, and where something is wrong.
#include <gtest/gtest.h>

#include <string>

#include "commands/diagnosis.h"
#include "support/sql.h"

namespace synth::testing {
namespace {

class Doctor : public ::testing::Test {
 protected:
  std::string state(const std::string& subject) {
    return db_.text("SELECT state FROM synth_doctor WHERE subject = '" + subject + "'");
  }
  std::string finding(const std::string& subject) {
    return db_.text("SELECT finding || ' -> ' || coalesce(advice, '') FROM synth_doctor WHERE subject = '" + subject +
                    "' AND state <> 'ok'");
  }
  /// From now on, this function, table or pragma is denied.
  void deny(int action, const char* name) {
    denied_action_ = action;
    denied_ = name;
    sqlite3_set_authorizer(
        db_.handle(),
        [](void* self, int action_asked, const char* first, const char* second, const char*, const char*) {
          const auto* doctor = static_cast<Doctor*>(self);
          const char* asked = action_asked == SQLITE_FUNCTION ? second : first;
          const bool hit = action_asked == doctor->denied_action_ && asked != nullptr && asked == doctor->denied_;
          return hit ? SQLITE_DENY : SQLITE_OK;
        },
        this);
  }
  void make_tables() {
    db_.rows(
        "CREATE TABLE synth_batches (batch INTEGER PRIMARY KEY, world, generator);"
        "CREATE TABLE models (name TEXT PRIMARY KEY, model BLOB);"
        "INSERT INTO synth_batches VALUES (1, '{\"seed\": 0}', json_extract(synth_debug(), '$.generator'));"
        "INSERT INTO models SELECT 'good', model_train(video_category, emotion, timestamp) FROM "
        "synth_video_clicks(50)");
    ASSERT_EQ(db_.code(), SQLITE_OK);
  }

  Database db_;

 private:
  int denied_action_ = 0;
  std::string denied_;
};

TEST_F(Doctor, LooksAtTheHostOnceEach) {
  EXPECT_EQ(db_.text("SELECT group_concat(subject, ' ') FROM synth_doctor"),
            "'sqlite json math trusted_schema encoding vectors names'");
  EXPECT_EQ(state("json"), "'ok'");
  EXPECT_EQ(state("math"), "'ok'");
  EXPECT_EQ(state("encoding"), "'ok'");
}

// Every problem has advice, and nothing else has.
TEST_F(Doctor, AdviceIfAndOnlyIfSomethingIsWrong) {
  make_tables();
  db_.rows("INSERT INTO models VALUES ('bad', x'00'); PRAGMA trusted_schema = ON");
  EXPECT_EQ(db_.text("SELECT count(*) FROM synth_doctor WHERE (state = 'ok') <> (advice IS NULL)"), "0");
  EXPECT_EQ(db_.text("SELECT count(*) FROM synth_doctor WHERE state NOT IN ('ok', 'note', 'problem')"), "0");
}

TEST_F(Doctor, TablesThatHideOurs) {
  EXPECT_EQ(state("names"), "'ok'");
  db_.rows(
      "CREATE TABLE json_tree(a); CREATE TEMP TABLE Synth_Users(a); CREATE VIEW model_history AS SELECT 1;"
      "CREATE TABLE pragma_table_list(a)");
  ASSERT_EQ(db_.code(), SQLITE_OK);
  EXPECT_EQ(state("names"), "'problem' / 'problem' / 'problem' / 'problem'");
  EXPECT_EQ(state("json"), "'ok'") << "it is read past the table";
  const std::string found = finding("names");
  EXPECT_NE(found.find("the table main.json_tree hides the table-valued function json_tree"), std::string::npos)
      << found;
  EXPECT_NE(found.find("write temp.json_tree where you mean the function"), std::string::npos) << found;
  EXPECT_NE(found.find("the view main.model_history hides"), std::string::npos) << found;
  EXPECT_NE(found.find("write main.Synth_Users where"), std::string::npos) << found;
  EXPECT_EQ(db_.text("SELECT count(*) FROM main.Synth_Users(3)"), "3") << "the advice works";
  EXPECT_EQ(db_.text("SELECT key FROM temp.json_tree('[1]') LIMIT 1"), "NULL");
}

TEST_F(Doctor, TrustedSchema) {
  db_.rows("PRAGMA trusted_schema = ON");
  EXPECT_EQ(state("trusted_schema"), "'note'");
  db_.rows("PRAGMA trusted_schema = OFF");
  EXPECT_EQ(state("trusted_schema"), "'ok'");
}

TEST_F(Doctor, ADatabaseInUtf16) {
  db_.rows("PRAGMA encoding = 'UTF-16le'; CREATE TABLE t (x)");
  EXPECT_NE(finding("encoding").find("UTF-16le: every text has to be converted"), std::string::npos);
}

TEST_F(Doctor, NoJson) {
  deny(SQLITE_READ, "json_tree");
  EXPECT_EQ(state("json"), "'problem'");
  EXPECT_NE(finding("json").find("SQLITE_OMIT_JSON"), std::string::npos);
}

TEST_F(Doctor, NoMath) {
  deny(SQLITE_FUNCTION, "ln");
  EXPECT_NE(finding("math").find("SQLITE_ENABLE_MATH_FUNCTIONS"), std::string::npos);
}

TEST_F(Doctor, ASettingThatTheHostDoesNotReveal) {
  deny(SQLITE_PRAGMA, "encoding");
  EXPECT_NE(finding("encoding").find("not authorized"), std::string::npos);
  EXPECT_EQ(state("json"), "'ok'");
}

TEST_F(Doctor, HealthyBatchesAndModels) {
  make_tables();
  EXPECT_EQ(state("batches"), "'ok'");
  EXPECT_EQ(state("models"), "'ok'");
}

TEST_F(Doctor, ABatchOfAnotherGenerator) {
  make_tables();
  db_.rows("INSERT INTO synth_batches VALUES (2, '{\"seed\": 7}', 999), (3, '{\"seed\": 8}', 999)");
  EXPECT_EQ(state("batches"), "'ok' / 'problem'");
  EXPECT_NE(finding("batches").find("2 batches (seed 7,8) of version 999 of the generator"), std::string::npos);
}

TEST_F(Doctor, ModelsThatCannotBeRead) {
  make_tables();
  db_.rows(
      "INSERT INTO models SELECT 'cut', substr(model, 1, length(model) - 1) FROM models WHERE name = 'good';"
      "INSERT INTO models SELECT 'newer', CAST(substr(model, 1, 8) || x'FF00' || substr(model, 11) AS BLOB) FROM models"
      "  WHERE name = 'good';"
      "INSERT INTO models VALUES ('none', NULL), ('with a NUL' || char(0) || 'inside', NULL)");
  const std::string all = finding("models");
  EXPECT_NE(all.find("model 'cut' is damaged or cut short"), std::string::npos) << all;
  EXPECT_NE(all.find("model 'newer' has format version 255, which needs a newer sqlite-synth"), std::string::npos);
  EXPECT_NE(all.find("model 'none' is not a BLOB but NULL"), std::string::npos) << all;
  EXPECT_EQ(all.find("'good'"), std::string::npos) << all;
  EXPECT_EQ(db_.text("SELECT count(*) FROM synth_doctor WHERE instr(finding, 'is not a BLOB but NULL') > 0"), "2");
}

TEST_F(Doctor, ATableOfTheSameNameWithOtherColumns) {
  db_.rows("CREATE TABLE models (brand, horsepower); CREATE TABLE synth_batches (x)");
  EXPECT_NE(finding("models").find("no such column: name"), std::string::npos);
  EXPECT_NE(finding("synth_batches").find("no such column: world"), std::string::npos);
}

TEST_F(Doctor, IsNoPartOfAView) {
  db_.rows("CREATE VIEW v AS SELECT * FROM synth_doctor");
  EXPECT_NE(db_.text("SELECT * FROM v").find("unsafe use of virtual table"), std::string::npos);
}

// A temporary view may use what a stored one may not: through it, synth_doctor could read itself without end.
TEST_F(Doctor, ATemporaryViewOfATablesName) {
  db_.rows(
      "CREATE TEMP VIEW models AS SELECT subject AS name, finding AS model FROM synth_doctor;"
      "CREATE TEMP VIEW synth_batches AS SELECT state AS world, 1 AS generator FROM synth_doctor");
  EXPECT_EQ(db_.text("SELECT count(*) FROM synth_doctor WHERE subject IN ('models', 'batches')"), "0");
  EXPECT_EQ(db_.code(), SQLITE_OK);
  db_.rows("DROP VIEW temp.models; CREATE VIEW models AS SELECT subject AS name, finding AS model FROM synth_doctor");
  EXPECT_NE(finding("models").find("unsafe use of virtual table"), std::string::npos);
}

TEST(Diagnosis, WhatAVersionOfSqliteCosts) {
  EXPECT_EQ(commands::judge_sqlite("3.53.1").state, "ok");
  EXPECT_EQ(commands::judge_sqlite("3.46.0").state, "ok");
  EXPECT_NE(commands::judge_sqlite("3.45.3").finding.find("OFFSET"), std::string::npos);
  EXPECT_EQ(commands::judge_sqlite("3.40.1").finding.find("JSON"), std::string::npos)
      << "which is read by the library itself";
  EXPECT_EQ(commands::judge_sqlite("3.41.2").finding.find("RIGHT JOIN"), std::string::npos);
  EXPECT_NE(commands::judge_sqlite("3.40.1").finding.find("RIGHT JOIN"), std::string::npos);
  EXPECT_EQ(commands::judge_sqlite("3.38.5").finding.find("RIGHT JOIN"), std::string::npos);
}

TEST(Diagnosis, VectorsAndVersions) {
  EXPECT_EQ(commands::judge_vectors("avx2", "avx2").state, "ok");
  EXPECT_NE(commands::judge_vectors("plain", "avx512").finding.find("the processor has avx512"), std::string::npos);
  EXPECT_EQ(commands::judge_model("m", SYNTH_VERSION).state, "ok");
  EXPECT_NE(commands::judge_model("m", "0.0.1").finding.find("0.0.1"), std::string::npos);
}

}  // namespace
}  // namespace synth::testing
