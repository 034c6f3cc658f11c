// The ends of every range and values beyond: each works, or gives an error that says what is allowed.
#include <gtest/gtest.h>

#include <cstdlib>
#include <string>

#include "support/sql.h"

namespace synth::testing {
namespace {

class Limits : public ::testing::Test {
 protected:
  void refused(const std::string& sql, const std::string& sentence) {
    const std::string said = db_.text(sql);
    EXPECT_TRUE(said.starts_with("! ") && said.find(sentence) != std::string::npos) << sql << "\n" << said;
  }
  void make_model() {
    ASSERT_EQ(db_.text("CREATE TABLE m AS SELECT model_train(video_category, emotion, timestamp, name, city, "
                       "'{\"epochs\": 1}') AS model FROM synth_video_clicks(100, 1) WHERE until = 1767225600"),
              "");
  }
  Database db_;
};

TEST_F(Limits, TablesAtTheEndsOfTheirRanges) {
  EXPECT_EQ(db_.text("SELECT count(*), min(timestamp) < 1767225600 FROM synth_emotion_logs(9007199254740991, "
                     "-9223372036854775808) WHERE users = 1099511627776 AND until = 1767225600 AND rowid > "
                     "9007199254740989"),
            "2|1");
  EXPECT_EQ(db_.text("SELECT count(*) FROM synth_video_clicks(9007199254740991, 9223372036854775807, 9007199254740991) "
                     "WHERE users = 1 AND rowid IN (1, 9007199254740991, 9007199254740992)"),
            "2");
  EXPECT_EQ(db_.text("SELECT count(*) FROM synth_video_interactions(1, 0, 1) WHERE users = 1099511627776"), "1");
  EXPECT_EQ(db_.text("SELECT user_id FROM synth_users(1099511627776, -1) WHERE rowid = 1099511627776"),
            "1099511627776");
  EXPECT_EQ(db_.text("SELECT count(*) FROM synth_videos(1099511627776) WHERE rowid IN (1, 1099511627776)"), "2");
  EXPECT_EQ(db_.text("SELECT count(*) FROM synth_emotion_logs(0)"), "0");
  EXPECT_EQ(db_.text("SELECT count(*) FROM synth_emotion_logs(100) WHERE days = 1e-9"), "100");
  refused("SELECT * FROM synth_emotion_logs(9007199254740992)", "n must be between 0 and 9007199254740991");
  refused("SELECT * FROM synth_users(1099511627777)", "users must be between 1 and 1099511627776");
  refused("SELECT * FROM synth_emotion_logs(1, 9.3e18)", "seed must be an integer, not 9.3e+18");
  refused("SELECT * FROM synth_emotion_logs(1) WHERE days = 9e999", "days must be");
  refused("SELECT * FROM synth_emotion_logs(1) WHERE days = -9e999", "days must be");
  refused("SELECT * FROM synth_video_clicks(1) WHERE match_rate = 9e999", "match_rate must be between 0 and 1");
}

TEST_F(Limits, TimesFromTheYear0ToTheYear9999) {
  for (const char* until : {"-62135596800", "0", "32503680000", "253402300799"}) {
    const std::string window = std::string(" FROM synth_emotion_logs(200) WHERE until = ") + until;
    EXPECT_EQ(db_.text("SELECT count(*), min(timestamp) >= until - 30 * 86400, max(timestamp) < until" + window),
              "200|1|1")
        << until;
    EXPECT_EQ(db_.text("SELECT model_predict(model_train('10', emotion, timestamp), 'happy', max(timestamp))" + window),
              "'10'")
        << until;
  }
  refused("SELECT * FROM synth_emotion_logs(1) WHERE until = 253402300800",
          "until must be unix seconds up to the year 9999");
  refused("SELECT * FROM synth_emotion_logs(1) WHERE until = -62135596801", "until must be between");
}

TEST_F(Limits, NumbersThatAreNotTimes) {
  make_model();
  for (const char* time : {"9e999", "-9e999", "9223372036854775807", "-9223372036854775808", "1e300"})
    refused(std::string("SELECT model_predict(model, 'happy', ") + time + ") FROM m", "must be unix seconds");
  EXPECT_EQ(db_.text("SELECT model_predict(model, 'happy', 9e999 - 9e999) IS NULL FROM m"), "1")
      << "NaN is NULL in SQL";
  refused("SELECT model_train('10', emotion, 9e999) FROM synth_emotion_logs", "must be unix seconds");
  refused("SELECT model_train('10', emotion, timestamp * 1000) FROM synth_emotion_logs", "divide milliseconds by 1000");
}

TEST_F(Limits, NulsInTextsComeBackWhole) {
  EXPECT_EQ(
      db_.text(
          "CREATE TABLE n AS SELECT model_train('a' || char(0) || (rowid % 3), 'x' || char(0) || (rowid % 2), rowid, "
          "'p' || char(0) || (rowid % 5), 'c' || char(0), '{\"epochs\": 2}') AS model FROM "
          "synth_emotion_logs(60)"),
      "");
  EXPECT_EQ(
      db_.text("SELECT group_concat(hex(c)) FROM (SELECT video_category AS c FROM n, model_recommend(n.model, 'x' || "
               "char(0) || 1, 0, 'p' || char(0) || 2) ORDER BY 1)"),
      "'610030,610031,610032'");
  EXPECT_EQ(db_.text("SELECT substr(hex(model_predict(model, 'x' || char(0) || 0, 0)), 1, 4) FROM n"), "'6100'");
  EXPECT_EQ(
      db_.text("SELECT hex(value) FROM n, model_explain(n.model, 'a' || char(0) || 1, 'x' || char(0) || 1, 0, 'p' || "
               "char(0) || 2) WHERE feature IN ('name', 'person')"),
      "'700032'");
  EXPECT_EQ(
      db_.text("SELECT json_valid(model_info(model)), json_valid(model_confusion(model, 'a' || char(0) || 1, 'x' || "
               "char(0) || 1, 0)) FROM n"),
      "1|1");
  refused("SELECT model_predict(model, 'x' || char(0), 0) FROM n",
          "did you mean 'x\uFFFD"
          "0'?");
}

TEST_F(Limits, TextsThatAreNotUtf8) {
  make_model();
  refused("SELECT model_predict(model, CAST(x'FF' AS TEXT), 0) FROM m", "unknown emotion '\uFFFD'");
  EXPECT_EQ(
      db_.text("SELECT model_predict(model, 'happy', 0, CAST(x'FF80' AS TEXT)) = model_predict(model, 'happy', 0) "
               "FROM m"),
      "1")
      << "a name that nobody has is the average person";
  refused("SELECT model_train('10', CAST(x'FF' AS TEXT), 0) FROM synth_emotion_logs", "not valid UTF-8");
  refused("SELECT model_train('10', 'x', 0, CAST(x'C3' AS TEXT)) FROM synth_emotion_logs", "not valid UTF-8");
  refused("SELECT * FROM synth_emotion_logs WHERE world = CAST(x'7B22FF223A317D' AS TEXT)", "world: ");
  for (const char* part : {R"("emotions": {"X": {}})", R"("cities": {"Paris": {"country": "X"}})"}) {
    const std::string world = std::string("CAST(replace('{") + part + "}', 'X', CAST(x'FF' AS TEXT)) AS TEXT)";
    refused("SELECT * FROM synth_emotion_logs WHERE world = " + world, "a text that is not UTF-8 (line 1, column ");
  }
}

TEST_F(Limits, DocumentsThatAreDeepOrLong) {
  const std::string deep = "replace(hex(zeroblob(100000)), '00', ";
  refused("SELECT * FROM synth_emotion_logs WHERE world = " + deep + "'[')", "is not valid JSON");
  refused("SELECT * FROM synth_emotion_logs WHERE world = " + deep + "'{\"a\":')", "is not valid JSON");
  const std::string nested = "replace(hex(zeroblob(900)), '00', '[') || replace(hex(zeroblob(900)), '00', ']')";
  refused("SELECT * FROM synth_emotion_logs WHERE world = " + nested,
          "at most 64 levels are allowed (line 1, column 65)");
  refused("SELECT model_train('10', 'x', 0, NULL, NULL, " + nested + ") FROM synth_emotion_logs", "options: '[[[");
  EXPECT_EQ(
      db_.text("SELECT typeof(model_train('10', 'x', 0, NULL, NULL, '{\"labels\": [' || replace(hex(zeroblob(200000)), "
               "'00', '1,') || '1]}')) FROM synth_emotion_logs"),
      "'blob'")
      << "the same label over and over is one";
}

// Too many categories or emotions: from the option "labels", from rows, and from an update.
TEST_F(Limits, MoreDifferentTextsThanAModelHolds) {
  const std::string options =
      "'{\"epochs\": 1, \"threads\": 1, \"hidden\": [], \"labels\": [' || (WITH RECURSIVE i(n) AS (VALUES (1) UNION "
      "ALL SELECT n + 1 "
      "FROM i WHERE n < ";
  const std::string list = ") SELECT group_concat(n) FROM i) || ']}'";
  EXPECT_EQ(db_.text("SELECT typeof(model_train('1', 'x', 0, NULL, NULL, " + options + "1000" + list +
                     ")) FROM synth_emotion_logs"),
            "'blob'");
  for (const char* beyond : {"1001", "2000", "70000"})
    refused("SELECT model_train('1', 'x', 0, NULL, NULL, " + options + beyond + list + ") FROM synth_emotion_logs",
            "there are more than 1000 different categories");
  EXPECT_EQ(db_.text("CREATE TABLE t AS SELECT model_train(rowid, 'e' || rowid, 0, NULL, NULL, '{\"epochs\": 1, "
                     "\"threads\": 1, \"hidden\": []}') AS model FROM synth_users(1000)"),
            "");
  refused("SELECT model_train(rowid, 'x', 0) FROM synth_users(1001)", "there are more than 1000 different categories");
  refused("SELECT model_train('1', rowid || '', 0) FROM synth_users(1001)",
          "there are more than 1000 different emotions");
  refused("SELECT model_update(model, 'a' || user_id, 'e1', 0) FROM t, synth_users(100)",
          "there are more than 1000 different categories");
  refused("SELECT model_update(model, '1', 'a' || user_id, 0) FROM t, synth_users(100)",
          "there are more than 1000 different emotions");
  EXPECT_EQ(db_.text("SELECT length(model_update(model, '1', 'e1', 0, name, NULL, '{\"epochs\": 1}')) > length(model), "
                     "model_predict(model, 'e1000', 0) FROM t, synth_users(100)"),
            "1|'1000'");
}

TEST_F(Limits, WorldsWithMoreNamesThanTheyMayKeep) {
  const auto world = [](const std::string& before, const std::string& each, int count, const std::string& after) {
    return "SELECT count(*) FROM synth_emotion_logs(1) WHERE world = '" + before +
           "' || (WITH RECURSIVE i(n) AS (VALUES (1) UNION ALL SELECT n + 1 FROM i WHERE n < " + std::to_string(count) +
           ") SELECT group_concat(" + each + ") FROM i) || '" + after + "'";
  };
  const std::string named = "'\"c' || n || '\": {}'";
  EXPECT_EQ(db_.text(world(R"({"cities": {)", named, 9000, "}}")), "1");
  refused(world(R"({"cities": {)", named, 100000, "}}"), "$.cities must keep 1 to 10000 of its names");
  refused(world(R"({"emotions": {)", named, 100000, "}}"), "$.emotions must keep 1 to 64 of its names");
  refused(world(R"({"categories": [)", "'{\"id\": \"' || n || '\"}'", 100000, "]}"),
          "$.categories must keep 1 to 64 of its names");
  refused(world(R"({"map": {"happy": {)", "'\"10\": 1'", 100000, "}}}"),
          "$.map.happy must be an object of at most 64 category ids");
  refused(world(R"({"map": {)", "'\"happy\": null'", 100000, "}}"), "$.map must be an object of at most 64 emotions");
  refused("SELECT synth_world('{' || replace(hex(zeroblob(10000000)), '00', '  ') || '}')",
          "world must be a document of at most 20000000 bytes, not 20000002");
  refused("SELECT synth_world('[' || replace(hex(zeroblob(1000000)), '00', '0,') || '0]')",
          "at most 1000000 values are allowed (line 1, column ");
}

// In the largest worlds, sessions of one row would exceed the range of session numbers.
TEST_F(Limits, SessionsHaveNumbersAboveZero) {
  EXPECT_EQ(
      db_.text("SELECT session_id > 0 FROM synth_emotion_logs(9007199254740991) WHERE rowid IN (1, 9007199254740990) "
               "AND world = '{\"session\": {\"rows\": 1}}'"),
      "1 / 1");
}

// Slow: they take half a gigabyte, and a minute on a busy machine. SYNTH_LARGE=1 runs them.
class LargeLimits : public Limits {
 protected:
  void SetUp() override {
    if (std::getenv("SYNTH_LARGE") == nullptr) GTEST_SKIP() << "SYNTH_LARGE is not set";
  }
};

TEST_F(LargeLimits, AMillionPeopleInOneTraining) {
  EXPECT_EQ(
      db_.text(
          "CREATE TABLE big AS SELECT model_train('1' || (rowid % 3), 'e' || (rowid % 2), rowid, 'person ' || rowid, "
          "NULL, '{\"epochs\": 1, \"threads\": 1, \"hidden\": []}') AS model FROM synth_users(1000000)"),
      "");
  EXPECT_EQ(
      db_.text("SELECT json_extract(model_info(model), '$.rows'), model_predict(model, 'e1', 0, 'person 999999') IN "
               "('10', '11', '12') FROM big"),
      "1000000|1");
}

TEST_F(LargeLimits, ADocumentOfAHundredMegabytes) {
  refused(
      "SELECT * FROM synth_emotion_logs WHERE world = '{\"emotions\": [' || replace(hex(zeroblob(20000000)), '00', "
      "'{},  ') || '{}]}'",
      "$.emotions must keep 1 to 64 of its names");
}

}  // namespace
}  // namespace synth::testing
