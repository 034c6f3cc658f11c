// What the options of training do, each seen in the model.
#include <gtest/gtest.h>

#include <algorithm>

#include "nn/predictor.h"
#include "nn/score_test.h"
#include "support/models.h"

namespace synth::nn {
namespace {

using namespace synth::testing;

const std::vector<ClickWorld::Click>& rows() {
  static const auto all = clicks(ClickWorld(20, 5), 0, 3000, 3000);
  return all;
}

TEST(Training, EpochsIsTheMost) {
  TrainingOptions options = quick();
  options.epochs = 7;
  options.patience = 100;
  EXPECT_EQ(train_on(rows(), options).history.size(), 7U);
}

TEST(Training, TheLearningRateFallsWithinEachStage) {
  TrainingOptions options = quick();
  options.epochs = 8;
  options.patience = 100;
  const auto history = train_on(rows(), options).history;
  EXPECT_DOUBLE_EQ(history[0].learning_rate, options.learning_rate);
  for (const std::size_t i : {1U, 2U, 3U, 5U, 6U, 7U})
    EXPECT_LT(history[i].learning_rate, history[i - 1].learning_rate);
}

TEST(Training, PatienceStopsEarlyAndTheBestWeightsAreKept) {
  TrainingOptions options = quick();
  options.epochs = 60;
  options.patience = 2;
  options.hidden.clear();
  options.refit = false;
  options.calibrate = false;
  const Model model = train_on(rows(), options);
  EXPECT_LT(model.history.size(), 60U);
  const std::uint32_t best = model.provenance.best_epoch;
  EXPECT_EQ(model.history.size(), best + 2);
  EXPECT_NEAR(model.provenance.validation.loss, model.history[best - 1].validation_loss, 1e-6);
  for (const Epoch& epoch : model.history) EXPECT_GE(epoch.validation_loss, model.history[best - 1].validation_loss);
}

TEST(Training, RefitChangesTheNetworkAndNotItsMetrics) {
  TrainingOptions options = quick();
  const Model with = train_on(rows(), options);
  options.refit = false;
  const Model without = train_on(rows(), options);
  // Measured before the refit; but the temperature is that of the final network.
  EXPECT_NEAR(with.provenance.validation.loss, without.provenance.validation.loss, 0.005);
  EXPECT_NE(with.network.weights, without.network.weights);
  EXPECT_TRUE(with.provenance.refitted);
  EXPECT_FALSE(without.provenance.refitted);
}

TEST(Training, CalibrateFitsATemperatureThatDoesNotRaiseTheLoss) {
  TrainingOptions options = quick();
  options.refit = false;
  const Model with = train_on(rows(), options);
  options.calibrate = false;
  const Model without = train_on(rows(), options);
  EXPECT_EQ(without.temperature, 1.0);
  EXPECT_NE(with.temperature, 1.0);
  EXPECT_LE(with.provenance.validation.loss, without.provenance.validation.loss + 1e-6);
}

TEST(Training, BatchLearningRateL2AndSeedChangeTheModel) {
  const std::string bytes = to_bytes(train_on(rows(), quick()));
  const auto changed = [&](auto change) {
    TrainingOptions options = quick();
    change(options);
    return to_bytes(train_on(rows(), options)).substr(400) != bytes.substr(400);  // behind the options' own bytes
  };
  EXPECT_TRUE(changed([](TrainingOptions& o) { o.batch = 100; }));
  EXPECT_TRUE(changed([](TrainingOptions& o) { o.learning_rate = 0.001; }));
  EXPECT_TRUE(changed([](TrainingOptions& o) { o.l2 = 1000; }));
  EXPECT_TRUE(changed([](TrainingOptions& o) { o.seed = 5; }));
  EXPECT_TRUE(changed([](TrainingOptions& o) { o.validation = 0.5; }));
}

TEST(Training, WithoutValidationEveryEpochCounts) {
  TrainingOptions options = quick();
  options.validation = 0;
  const Model model = train_on(rows(), options);
  EXPECT_EQ(model.provenance.validation_rows, 0U);
  EXPECT_EQ(model.provenance.best_epoch, model.history.size());
}

TEST(Training, MaxSecondsGivesTheBestSoFar) {
  TrainingOptions options = quick();
  options.epochs = 10000;
  options.patience = 10000;
  options.max_seconds = 0.05;
  const Model model = train_on(rows(), options);
  EXPECT_LT(model.history.size(), 10000U);
  EXPECT_GT(model.labels.size(), 0U);
}

TEST(Training, ProgressDrawsTheLastEpoch) {
  TestHost host;
  Collector collector;
  for (const auto& row : rows()) ClickWorld::add(collector, row);
  TrainingOptions options = quick();
  options.progress = true;
  options.patience = 100;
  Monitor monitor(host, options);
  train(collector, options, monitor);
  ASSERT_FALSE(host.lines.empty());
  EXPECT_TRUE(std::any_of(host.lines.begin(), host.lines.end(),
                          [](const std::string& line) { return line.starts_with("epoch 3 of 3  train loss"); }));
}

// A feature that tells nothing is left out, one that tells much stays.
TEST(Training, AWeekdayThatTellsNothingMakesNoCells) {
  const Model nothing = train_on(rows(), quick());
  EXPECT_LE(nothing.provenance.distinct_rows, 20U * 7 * 24);
  for (std::size_t i = nothing.network.layout.weekday.start; i < nothing.network.layout.weekday.end(); ++i)
    ASSERT_EQ(nothing.network.weights[i], 0.0f);
  auto tells = rows();
  for (auto& row : tells)
    if ((row.timestamp / 86400) % 7 == 0) row.label = 3;
  const Model much = train_on(tells, quick());
  float largest = 0;
  for (std::size_t i = much.network.layout.weekday.start; i < much.network.layout.weekday.end(); ++i)
    largest = std::max(largest, std::abs(much.network.weights[i]));
  EXPECT_GT(largest, 0.2f);
}

TEST(Training, TheHiddenLayersSpeakWhereTheHeldOutRowsGain) {
  TestHost host;
  Collector collector;
  for (int i = 0; i < 4000; ++i) {
    const int emotion = i % 2, person = i / 2 % 2;
    const std::string_view name = person == 0 ? "a" : "b";
    collector.add(emotion != person ? "yes" : "no", emotion == 0 ? "calm" : "wild", 1800 * (i / 4), &name, nullptr);
  }
  TrainingOptions options;
  options.hidden = {64, 32};
  Monitor monitor(host, options);
  EXPECT_TRUE(train(collector, options, monitor).network.deep);
}

// Most rows are calm; a label that comes only in the last fifth is a surprise there, which says nothing of the others.
TEST(Training, ALabelThatComesLateDoesNotFlattenTheOthers) {
  TestHost host;
  Collector collector;
  for (int i = 0; i < 5000; ++i) {
    const char* label = i >= 4000 && i % 4 == 0 ? "late" : i % 2 == 0 ? "even" : "odd";
    collector.add(label, i % 2 == 0 ? "calm" : "wild", 3600 * (i / 4), nullptr, nullptr);
  }
  TrainingOptions options;
  options.half_life = 0;
  Monitor monitor(host, options);
  EXPECT_LT(train(collector, options, monitor).temperature, 1.1);
}

// Of one place in two they choose otherwise, and nobody has a name: cities are no people.
TEST(Training, WithoutNamesCitiesAreLearnedAsCities) {
  TestHost host;
  Collector collector;
  for (int i = 0; i < 3000; ++i) {
    const std::string city = "city " + std::to_string(i % 7);
    const std::string_view view = city;
    collector.add((i % 7 < 3) == (i % 10 < 8) ? "x" : "y", "calm", 3600 * (i / 4), nullptr, &view);
  }
  TrainingOptions options;
  Monitor monitor(host, options);
  const Model model = train(collector, options, monitor);
  const float *first = model.network.row(model.network.layout.city, 0),
              *last = model.network.row(model.network.layout.city, 6);
  const auto x = model.labels.find("x"), y = model.labels.find("y");
  EXPECT_GT(first[x] - first[y] - (last[x] - last[y]), 2.0f) << "twice the log-odds of 8 to 2 are 2.8";
  EXPECT_EQ(train(collector, options, monitor).network.weights, model.network.weights);
}

TEST(Training, WithFewerThanTenRowsTheFrequenciesAloneSpeak) {
  const auto few = std::vector(rows().begin(), rows().begin() + 9);
  const Model model = train_on(few, TrainingOptions{});
  EXPECT_TRUE(model.history.empty());
  EXPECT_TRUE(model.network.crosses.empty());
  for (const float weight : model.network.weights) ASSERT_EQ(weight, 0.0f);
  EXPECT_FALSE(train_on(std::vector(rows().begin(), rows().begin() + 10), TrainingOptions{}).history.empty());
}

}  // namespace
}  // namespace synth::nn
