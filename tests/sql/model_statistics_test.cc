// What model_train learns from 100,000 clicks of 100 people, through SQL alone: on the last fifth of time it is better
// than the frequencies of categories per emotion, and no better than the true probabilities from synth_video_clicks.
#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <utility>

#include "support/sql.h"

namespace synth::testing {
namespace {

// Mean and standard error of a column of numbers.
struct Mean {
  double sum = 0, squares = 0, count = 0;
  void add(double x) {
    sum += x;
    squares += x * x;
    count += 1;
  }
  double value() const { return sum / count; }
  double error() const { return std::sqrt((squares / count - value() * value()) / (count - 1)); }
};

// NULL reads as 0.
double nats(double probability) {
  return probability > 0 ? -std::log(probability) : 50.0;
}

class ModelStatistics : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    db_ = new Database;
    db_->rows(
        "CREATE TABLE clicks AS SELECT *, probability FROM synth_video_clicks(100000, 7) "
        "WHERE users = 100 AND until = 1748736000;"
        "CREATE TABLE later(boundary);"
        "INSERT INTO later SELECT timestamp FROM clicks ORDER BY timestamp LIMIT 1 OFFSET 80000;"
        "CREATE TABLE models(model);"
        "INSERT INTO models SELECT model_train(video_category, emotion, timestamp, name, city) FROM clicks, later "
        "WHERE timestamp < boundary;");
  }
  static void TearDownTestSuite() {
    delete db_;
    db_ = nullptr;
  }
  void SetUp() override { ASSERT_EQ(db_->code(), SQLITE_OK); }

  template <class Visit>
  static void each(const char* sql, Visit visit) {
    sqlite3_stmt* statement = nullptr;
    ASSERT_EQ(sqlite3_prepare_v2(db_->handle(), sql, -1, &statement, nullptr), SQLITE_OK)
        << sqlite3_errmsg(db_->handle());
    int code = SQLITE_OK;
    while ((code = sqlite3_step(statement)) == SQLITE_ROW) visit(statement);
    EXPECT_EQ(code, SQLITE_DONE) << sqlite3_errmsg(db_->handle());
    sqlite3_finalize(statement);
  }
  static std::string text(sqlite3_stmt* statement, int column) {
    return reinterpret_cast<const char*>(sqlite3_column_text(statement, column));
  }

  inline static Database* db_ = nullptr;
};

TEST_F(ModelStatistics, HeldOutLogLossLiesBetweenTheTruthAndFrequenciesPerEmotion) {
  std::map<std::pair<std::string, std::string>, double> pairs;
  std::map<std::string, double> emotions;
  each("SELECT emotion, video_category FROM clicks, later WHERE timestamp < boundary", [&](sqlite3_stmt* row) {
    pairs[{text(row, 0), text(row, 1)}] += 1;
    emotions[text(row, 0)] += 1;
  });
  Mean model, truth, frequency, over_truth, under_frequency;
  each(
      "SELECT emotion, video_category, probability, model_probability(model, video_category, emotion, timestamp, "
      "name, city) FROM clicks, later, models WHERE timestamp >= boundary",
      [&](sqlite3_stmt* row) {
        const double smoothed = (pairs[{text(row, 0), text(row, 1)}] + 1) / (emotions[text(row, 0)] + 15);
        const double t = nats(sqlite3_column_double(row, 2)), m = nats(sqlite3_column_double(row, 3));
        truth.add(t);
        model.add(m);
        frequency.add(nats(smoothed));
        over_truth.add(m - t);
        under_frequency.add(nats(smoothed) - m);
      });
  ASSERT_NEAR(model.count, 20000, 10);
  RecordProperty("truth", std::to_string(truth.value()));
  RecordProperty("model", std::to_string(model.value()));
  RecordProperty("frequencies", std::to_string(frequency.value()));
  EXPECT_GT(under_frequency.value(), 4 * under_frequency.error());
  EXPECT_GT(over_truth.value(), -2 * over_truth.error());
  EXPECT_LT(over_truth.value(), 0.2 * (frequency.value() - truth.value())) << "most of what can be learned is learned";
}

TEST_F(ModelStatistics, EvaluateAgreesWithTheMeanOfTheProbabilities) {
  each(
      "SELECT model_evaluate(model, video_category, emotion, timestamp, name, city) ->> 'log_loss', "
      "avg(-ln(model_probability(model, video_category, emotion, timestamp, name, city))) "
      "FROM clicks, later, models WHERE timestamp >= boundary",
      [](sqlite3_stmt* row) { EXPECT_NEAR(sqlite3_column_double(row, 0), sqlite3_column_double(row, 1), 1e-6); });
}

TEST_F(ModelStatistics, ProbabilitiesOverAllCategoriesSumToOne) {
  int rows = 0;
  each(
      "SELECT sum(model_probability(model, k.video_category, c.emotion, c.timestamp, c.name, c.city)), "
      "min(model_probability(model, k.video_category, c.emotion, c.timestamp, c.name, c.city)) "
      "FROM models, (SELECT clicks.rowid AS id, * FROM clicks, later WHERE timestamp >= boundary LIMIT 500) AS c, "
      "synth_categories AS k WHERE k.assignable GROUP BY c.id",
      [&](sqlite3_stmt* row) {
        ++rows;
        EXPECT_NEAR(sqlite3_column_double(row, 0), 1.0, 1e-9);
        EXPECT_GT(sqlite3_column_double(row, 1), 0.0);
      });
  EXPECT_EQ(rows, 500);
}

}  // namespace
}  // namespace synth::testing
