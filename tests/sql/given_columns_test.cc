// Tables whose arguments are also columns of rows (model_recommend, model_explain, model_history): beside rows that
// have such columns no name is ambiguous, and `known` says where the average is used.
#include <gtest/gtest.h>

#include <string>

#include "support/sql.h"

namespace synth::testing {
namespace {

class GivenColumns : public ::testing::Test {
 protected:
  GivenColumns() {
    db_.rows(
        "CREATE TABLE te AS SELECT * FROM synth_video_clicks(300, 3) WHERE until = 1767225600;"
        "CREATE TABLE m AS SELECT model_train(video_category, emotion, timestamp, name, city, "
        "'{\"epochs\": 2, \"unknown_emotion\": \"average\"}') AS model FROM te");
  }
  Database db_;
};

// Every argument of such a table by the bare name of the row's column.
TEST_F(GivenColumns, BareNamesAreTheRowsOwn) {
  EXPECT_EQ(db_.text("SELECT count(*) FROM te, m, model_recommend(m.model, emotion, timestamp, name, city, 2)"), "600");
  EXPECT_EQ(
      db_.text("SELECT count(*) FROM te, m, model_explain(model, te.video_category, emotion, timestamp, name, city)"),
      "1500");
  EXPECT_EQ(db_.text("SELECT count(*) > 0 FROM m, model_history(model)"), "1");
  EXPECT_EQ(db_.text("SELECT count(*) FROM te JOIN m JOIN model_recommend(model, emotion, timestamp) AS r "
                     "ON r.video_category = te.video_category WHERE r.rank = 1 AND emotion = 'happy'")
                .find("ambiguous"),
            std::string::npos);
}

// In no table of the library, present or future, does an argument have the name of a row's column. The other parameters
// of synth_recommend and synth_explain are named like the commands' options; nobody takes them from a row.
TEST_F(GivenColumns, NoArgumentHasTheNameOfARowsColumn) {
  EXPECT_EQ(
      db_.text("SELECT h.name, p.name FROM synth_help AS h, pragma_table_xinfo(h.name) AS p WHERE h.kind = 'table' "
               "AND p.hidden = 1 AND h.risk <> 'tables' AND p.name IN ('model', 'video_category', 'emotion', "
               "'timestamp', 'name', 'city')"),
      "");
  EXPECT_EQ(
      db_.text("SELECT h.name, p.name FROM synth_help AS h, pragma_table_xinfo(h.name) AS p WHERE h.risk = 'tables' "
               "AND p.hidden = 1 AND p.name IN ('video_category', 'emotion', 'timestamp', 'name')"),
      "");
  EXPECT_EQ(db_.text("SELECT count(*) FROM m, model_recommend WHERE given_model = m.model AND given_emotion = 'sad' "
                     "AND given_timestamp = 0 AND k = 3"),
            "3");
}

TEST_F(GivenColumns, KnownSaysWhereTheAverageIsUsed) {
  const auto known = [&](const std::string& arguments) {
    return db_.text("SELECT DISTINCT known FROM m, model_recommend(m.model, " + arguments + ")");
  };
  const std::string name = db_.text("SELECT name FROM te LIMIT 1"), city = db_.text("SELECT city FROM te LIMIT 1");
  EXPECT_EQ(known("'happy', 0, " + name + ", " + city), "1");
  EXPECT_EQ(known("'happy', 0"), "1") << "nobody in particular is no unknown person";
  EXPECT_EQ(known("'happy', 0, NULL, " + city), "1");
  EXPECT_EQ(known("'happy', 0, 'Nobody', " + city), "0");
  EXPECT_EQ(known("'happy', 0, " + name + ", 'Nowhere'"), "0");
  EXPECT_EQ(known("'bored', 0, " + name), "0");
  EXPECT_EQ(db_.text("SELECT * FROM m, model_recommend(m.model, 'sad', 0, NULL, NULL, 1)").find("known"),
            std::string::npos);
}

}  // namespace
}  // namespace synth::testing
