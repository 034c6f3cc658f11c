// model_update's promise: a few real rows after training on invented ones beat training on either alone.
#include <gtest/gtest.h>

#include "nn/metrics.h"
#include "nn/model.h"
#include "nn/predictor.h"
#include "support/models.h"

namespace synth::nn {
namespace {

using namespace synth::testing;

double log_loss(const Model& model, const std::vector<ClickWorld::Click>& rows) {
  Predictor predictor(model);
  Metrics metrics;
  for (const auto& row : rows) {
    const std::string name = ClickWorld::name_of(row.person);
    const std::string_view view = name, city = ClickWorld::kCityNames[static_cast<std::size_t>(row.city)];
    const auto emotion = model.emotions.find(ClickWorld::kEmotionNames[static_cast<std::size_t>(row.emotion)]);
    const Query query = query_for(model, static_cast<std::int32_t>(emotion), row.timestamp, &view, &city);
    const std::uint32_t label = model.labels.find(ClickWorld::label_of(row));
    metrics.add(predictor.probabilities(query), label);
  }
  return metrics.log_loss();
}

Model updated(const Model& old, const std::vector<ClickWorld::Click>& rows, const TrainingOptions& options) {
  TestHost host;
  Collector collector;
  for (const auto& row : rows) ClickWorld::add(collector, row);
  Monitor monitor(host, options);
  return update(old, collector, options, monitor);
}

TrainingOptions all_labels() {
  TrainingOptions options;
  options.threads = 1;
  for (const int id : ClickWorld::kIds) options.labels.push_back(std::to_string(id));
  return options;
}

// The invented people are numbered alike in both worlds, but they are others: their tastes, the weights of the
// categories and the tilt of the hours differ. What the worlds share is which categories an emotion calls for.
void a_few_real_rows(std::uint64_t real_rows) {
  double invented_alone = 0, real_alone = 0, both = 0;
  for (std::uint64_t seed = 1; seed <= 4; ++seed) {
    const ClickWorld invented(50, 10 + seed), real(20, 20 + seed);
    const auto learned = clicks(real, 0, real_rows, real_rows + 4000);
    const auto later = clicks(real, real_rows, real_rows + 4000, real_rows + 4000);
    const Model first = train_on(clicks(invented, 0, 20000, 20000), all_labels());
    invented_alone += log_loss(first, later) / 4;
    real_alone += log_loss(train_on(learned, all_labels()), later) / 4;
    both += log_loss(updated(first, learned, all_labels()), later) / 4;
  }
  ::testing::Test::RecordProperty("both", std::to_string(both));
  EXPECT_LT(both, invented_alone) << real_rows;
  EXPECT_LT(both, real_alone) << real_rows;
}

TEST(Update, FiftyRealRowsAfterInventedOnesBeatEitherAlone) {
  a_few_real_rows(50);
}
TEST(Update, TwoHundredRealRowsAfterInventedOnesBeatEitherAlone) {
  a_few_real_rows(200);
}
TEST(Update, FiveHundredRealRowsAfterInventedOnesBeatEitherAlone) {
  a_few_real_rows(500);
}

TEST(Update, WhatTheRowsDoNotSpeakOfStaysAsItWas) {
  const ClickWorld world(50, 3);
  const Model first = train_on(clicks(world, 0, 5000, 5000), all_labels());
  auto rows = clicks(world, 0, 300, 5000);
  std::erase_if(rows, [](const auto& row) { return row.person == 7; });
  const Model second = updated(first, rows, all_labels());
  const std::uint32_t person = first.people.find("Person 7"), again = second.people.find("Person 7");
  for (std::size_t c = 0; c < first.network.shape.labels; ++c)
    EXPECT_EQ(first.network.row(first.network.layout.person, person)[c],
              second.network.row(second.network.layout.person, again)[c]);
}

TEST(Update, TheTemperatureStaysWhereNothingSpeaksAgainstIt) {
  const ClickWorld world(50, 3);
  Model first = train_on(clicks(world, 0, 5000, 5000), all_labels());
  first.temperature = 1.25;
  TrainingOptions options = all_labels();
  options.calibrate = false;
  EXPECT_EQ(updated(first, clicks(world, 0, 50, 5000), options).temperature, 1.25);
  options.calibrate = true;
  options.validation = 0;
  EXPECT_EQ(updated(first, clicks(world, 0, 50, 5000), options).temperature, 1.25);
  options.validation = 0.2;
  EXPECT_NEAR(updated(first, clicks(world, 0, 50, 5000), options).temperature, 1.25, 0.1) << "ten rows speak little";
}

// Whose hidden layers speak: they learned an exclusive or of emotion and person. Now a third category comes.
TEST(Update, ADeepModelLearnsFromFewRowsAndInOneEpoch) {
  TestHost host;
  const auto rows = [](int from, int to, int of_ten) {
    Collector collector;
    for (int i = from; i < to; ++i) {
      const int emotion = i % 2, person = i / 2 % 2;
      const std::string_view name = person == 0 ? "a" : "b";
      const char* label = i / 4 % 10 < of_ten ? "new" : emotion != person ? "yes" : "no";
      collector.add(label, emotion == 0 ? "calm" : "wild", 1800 * (i / 4), &name, nullptr);
    }
    return collector;
  };
  TrainingOptions options;
  options.threads = 1;
  Monitor monitor(host, options);
  const Model first = train(rows(0, 4000, 0), options, monitor);
  ASSERT_TRUE(first.network.deep);
  const auto of_new = [](const Model& model) {
    const std::string_view name = "a";
    Predictor predictor(model);
    return predictor.probabilities(query_for(model, 0, 0, &name, nullptr))[model.labels.find("new")];
  };
  const Model few = update(first, rows(4000, 4100, 3), options, monitor);
  EXPECT_GT(few.provenance.best_epoch, 0U);
  EXPECT_NEAR(of_new(few), 0.3, 0.15);
  options.epochs = 1;
  EXPECT_EQ(update(first, rows(4000, 8000, 3), options, monitor).history.size(), 1U);
}

TEST(Update, NewEmotionsLabelsPeopleAndCitiesAreAdded) {
  const Model first = train_on(clicks(ClickWorld(5, 4), 0, 500, 500), quick());
  TestHost host;
  Collector collector;
  const std::string_view name = "Newcomer", city = "Nowhere";
  for (int i = 0; i < 40; ++i) collector.add("new label", "new emotion", 3600 * i, &name, &city);
  const TrainingOptions options = quick();
  Monitor monitor(host, options);
  const Model second = update(first, collector, options, monitor);
  EXPECT_EQ(second.labels.size(), first.labels.size() + 1);
  EXPECT_EQ(second.people.size(), first.people.size() + 1);
  Predictor predictor(second);
  const auto emotion = static_cast<std::int32_t>(second.emotions.find("new emotion"));
  const auto& p = predictor.probabilities(query_for(second, emotion, 0, &name, &city));
  EXPECT_GT(p[second.labels.find("new label")], 0.5);
  EXPECT_EQ(second.provenance.updates, 1U);
  EXPECT_EQ(second.provenance.based_on, first.provenance.fingerprint);
}

}  // namespace
}  // namespace synth::nn
