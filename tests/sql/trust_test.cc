// Schemas and users that are not trusted: what is allowed in views and triggers, and the entry point without files.
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <utility>

#include "support/sql.h"

namespace synth::testing {
namespace {

constexpr const char* kModel = R"(CREATE TABLE m AS
  SELECT model_train(video_category, emotion, timestamp, name, city, '{"epochs": 1}') AS model FROM synth_video_clicks(50);)";

class UntrustedSchema : public ::testing::Test {
 protected:
  void SetUp() override {
    EXPECT_EQ(db_.text(kModel), "");
    EXPECT_EQ(db_.text("PRAGMA trusted_schema = off"), "");
  }
  Database db_;
};

// Each function that is pure by its description, and each table, with the example of synth_help as the view.
TEST_F(UntrustedSchema, EveryPureFunctionAndTableWorksInAView) {
  int views = 0;
  for (const std::string& row :
       db_.rows("SELECT name || '/' || example FROM synth_help WHERE risk IN ('pure', 'host') AND example <> ''")) {
    const std::size_t slash = row.find('/');
    const std::string name = row.substr(1, slash - 1);
    std::string example = row.substr(slash + 1, row.size() - slash - 2);
    // SQLite 3.40 counts its own JSON functions as unsafe here.
    for (const auto& [json, other] : {std::pair("json_extract(", "coalesce("), {"json_array_length(", "length("}})
      if (const std::size_t at = example.find(json); at != std::string::npos)
        example.replace(at, std::string_view(json).size(), other);
    EXPECT_EQ(db_.text("CREATE VIEW v AS " + example + "; SELECT 'rows', count(*) > 0 FROM v; DROP VIEW v"), "'rows'|1")
        << name;
    ++views;
  }
  EXPECT_GT(views, 20);
}

TEST_F(UntrustedSchema, EveryFileFunctionIsRefusedInAView) {
  int refused = 0;
  for (const std::string& quoted : db_.rows("SELECT name FROM synth_help WHERE risk = 'files'")) {
    const std::string name = quoted.substr(1, quoted.size() - 2);
    const std::string call = name + (name == "model_load" ? "('x.model')" : "(x'00', 'x.model')");
    EXPECT_EQ(db_.text("CREATE VIEW v AS SELECT " + call + "; SELECT * FROM v"), "! unsafe use of " + name + "()");
    EXPECT_EQ(
        db_.text("DROP VIEW v; PRAGMA trusted_schema = on; CREATE VIEW v AS SELECT " + call + "; SELECT * FROM v"),
        "! unsafe use of " + name + "()")
        << "in any schema";
    db_.rows("DROP VIEW v");
    ++refused;
  }
  EXPECT_EQ(refused, 3);
}

TEST_F(UntrustedSchema, ATriggerMayPredictButNotTouchFiles) {
  EXPECT_EQ(db_.text(R"(CREATE TABLE log(emotion); CREATE TABLE guess(category);
      CREATE TRIGGER t AFTER INSERT ON log BEGIN
        INSERT INTO guess SELECT model_predict(model, new.emotion, 0) FROM m;
        INSERT INTO guess SELECT video_category FROM m, model_recommend(m.model, new.emotion, 0, NULL, NULL, 2);
        INSERT INTO guess SELECT emotion FROM synth_emotion_logs(3);
      END;
      INSERT INTO log VALUES ('happy'); SELECT count(*) FROM guess)"),
            "6");
  EXPECT_EQ(db_.text("CREATE TRIGGER u AFTER INSERT ON log BEGIN SELECT model_save(model, 'x') FROM m; END;"
                     "INSERT INTO log VALUES ('sad')"),
            "! unsafe use of model_save()");
}

TEST_F(UntrustedSchema, PureFunctionsMayStandInIndexesAndColumns) {
  EXPECT_EQ(
      db_.text("CREATE TABLE d(x, h AS (model_hash(x)), CHECK (model_hash(x) <> '')); "
               "CREATE INDEX i ON d(model_hash(x)); INSERT INTO d(x) VALUES ('a'); SELECT h = model_hash('a') FROM d"),
      "1");
  const std::string refusal = db_.text("CREATE TABLE e(x, CHECK (model_load(x) <> '')); INSERT INTO e VALUES (1)");
  EXPECT_NE(refusal.find("unsafe use of model_load()"), std::string::npos) << refusal;
}

class WithoutFiles : public ::testing::Test {
 protected:
  void SetUp() override { ASSERT_EQ(sqlite3_synthpure_init(db_.handle(), nullptr, nullptr), SQLITE_OK); }
  Database db_{":memory:", false};
};

TEST_F(WithoutFiles, FileFunctionsAreNotThere) {
  for (const char* call : {"model_save(x'', 'x')", "model_load('x')", "model_save_svg(x'', 'x')"}) {
    const std::string name = std::string(call).substr(0, std::string(call).find('('));
    EXPECT_EQ(db_.text(std::string("SELECT ") + call), "! no such function: " + name);
  }
  EXPECT_EQ(db_.text("SELECT count(*) FROM pragma_function_list WHERE name IN ('model_save', 'model_load', "
                     "'model_save_svg')"),
            "0");
}

TEST_F(WithoutFiles, EverythingElseIsAndTheHelpSaysSo) {
  Database full;
  EXPECT_EQ(db_.rows("SELECT name FROM synth_help"),
            full.rows("SELECT name FROM synth_help WHERE risk NOT IN ('tables', 'files', 'writes')"));
  EXPECT_EQ(db_.text("SELECT count(*) FROM synth_help WHERE risk IN ('tables', 'files', 'writes')"), "0");
  EXPECT_EQ(db_.text(kModel), "");
  EXPECT_EQ(db_.text("SELECT model_predict(model, 'happy', 0) IS NOT NULL FROM m"), "1");
}

}  // namespace
}  // namespace synth::testing
