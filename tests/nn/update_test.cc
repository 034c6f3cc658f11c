// A model that learns on: in whatever chunks rows come, the model is that of all rows at once; while they wait, nobody
// else moves; and who is forgotten has never been there.
#include <gtest/gtest.h>

#include "nn/metrics.h"
#include "nn/model.h"
#include "nn/predictor.h"
#include "support/models.h"

namespace synth::nn {
namespace {

using namespace synth::testing;

Counts counted(const std::vector<ClickWorld::Click>& rows) {
  Collector collector;
  for (const auto& row : rows) ClickWorld::add(collector, row);
  return Counts(collector, {});
}

Model updated(const Model& old, const std::vector<ClickWorld::Click>& rows, bool retrain = false) {
  TestHost host;
  Monitor monitor(host, old.options);
  return update(old, counted(rows), 0, old.options, retrain, monitor);
}

std::vector<ClickWorld::Click> part_of(const std::vector<ClickWorld::Click>& rows, std::size_t from, std::size_t to) {
  return {rows.begin() + static_cast<std::ptrdiff_t>(from),
          rows.begin() + static_cast<std::ptrdiff_t>(std::min(to, rows.size()))};
}

// But for where it comes from.
std::string bytes_of(Model model) {
  model.provenance.based_on = 0;
  model.provenance.updates = 0;
  return to_bytes(model);
}

double log_loss(const Model& model, const std::vector<ClickWorld::Click>& rows) {
  Predictor predictor(model);
  Metrics metrics;
  for (const auto& row : rows) {
    const std::string name = ClickWorld::name_of(row.person);
    const std::string_view view = name, city = ClickWorld::kCityNames[static_cast<std::size_t>(row.city)];
    const auto emotion = model.emotions.find(ClickWorld::kEmotionNames[static_cast<std::size_t>(row.emotion)]);
    const Query query = query_for(model, static_cast<std::int32_t>(emotion), row.timestamp, &view, &city);
    metrics.add(predictor.probabilities(query), model.labels.find(ClickWorld::label_of(row)));
  }
  return metrics.log_loss();
}

TEST(Update, InWhateverChunksRowsComeTheModelIsThatOfAllAtOnce) {
  const auto rows = clicks(ClickWorld(30, 3), 0, 1500, 1500);
  const std::string at_once = bytes_of(train_on(rows, quick()));
  for (const std::size_t chunk : {7U, 100U, 1000U}) {
    Model model = train_on(part_of(rows, 0, 1200), quick());
    for (std::size_t from = 1200; from < rows.size(); from += chunk)
      model = updated(model, part_of(rows, from, from + chunk));
    EXPECT_EQ(model.provenance.rows + rows_waiting(model), 1500U);
    EXPECT_TRUE(bytes_of(updated(model, {}, true)) == at_once) << chunk;
  }
}

TEST(Update, RowByRowItStaysNearToTheModelOfAllRows) {
  const ClickWorld world(20, 4);
  const auto rows = clicks(world, 0, 500, 3000), later = clicks(world, 2000, 3000, 3000);
  Model model = train_on(part_of(rows, 0, 200), quick());
  std::size_t trained = 0;
  for (std::size_t i = 200; i < rows.size(); ++i) {
    model = updated(model, part_of(rows, i, i + 1));
    trained += model.waiting.empty();
  }
  EXPECT_GT(trained, 10U);
  EXPECT_LT(trained, 30U) << "each time a twentieth more";
  EXPECT_LT(log_loss(model, later), log_loss(train_on(rows, quick()), later) + 0.02);
}

TEST(Update, WhileRowsWaitANewPersonIsLearnedAndNobodyElseMoves) {
  auto rows = clicks(ClickWorld(20, 5), 0, 4000, 4000);
  const Model first = train_on(rows, quick());
  std::vector<ClickWorld::Click> hers;
  for (int i = 0; i < 60; ++i) {  // whatever she feels, she chooses one label
    hers.push_back(rows[static_cast<std::size_t>(i)]);
    hers.back().person = 99;
    hers.back().label = 3;
  }
  Model second = updated(first, part_of(hers, 0, 30));
  const double after_thirty = log_loss(second, hers);
  second = updated(second, part_of(hers, 30, 60));
  EXPECT_FALSE(second.waiting.empty());
  EXPECT_EQ(second.newcomers.size(), 1U);
  EXPECT_EQ(log_loss(second, rows), log_loss(first, rows));
  EXPECT_LT(after_thirty, log_loss(first, hers) - 0.7) << "before, she is unknown, and so the average";
  EXPECT_LT(log_loss(second, hers), after_thirty);
  const Model read = from_bytes(to_bytes(second));
  EXPECT_TRUE(to_bytes(read) == to_bytes(second));
  // In the midst of waiting, chunks change nothing either.
  EXPECT_TRUE(bytes_of(updated(first, hers)) == bytes_of(second));
  rows.insert(rows.end(), hers.begin(), hers.end());
  EXPECT_TRUE(bytes_of(updated(second, {}, true)) == bytes_of(train_on(rows, quick())));
}

TEST(Update, ACrossWithPeopleHasRoomForNewOnes) {
  TestHost host;
  const auto rows = [](int from, int to, const char* last) {
    Collector collector;
    for (int i = from; i < to; ++i) {
      const int emotion = i % 2, person = i / 2 % 3;
      const std::string_view name = person == 0 ? "a" : person == 1 ? "m" : last;
      collector.add((person == 1) != (emotion == 0) ? "yes" : "no", emotion == 0 ? "calm" : "wild", 1800 * (i / 4),
                    &name, nullptr);
    }
    return collector;
  };
  const TrainingOptions options;
  Monitor monitor(host, options);
  const Model first = train(rows(0, 3000, "z"), options, monitor);
  ASSERT_FALSE(first.network.crosses.empty());
  const Model second = update(first, Counts(rows(3000, 3030, "b"), {}), 0, options, false, monitor);
  ASSERT_EQ(second.people.size(), 4U);
  Predictor before(first), after(second);
  for (const std::string_view name : {"a", "m", "z"})
    for (const std::int32_t emotion : {0, 1})
      EXPECT_EQ(before.probabilities(query_for(first, emotion, 0, &name, nullptr)),
                after.probabilities(query_for(second, emotion, 0, &name, nullptr)))
          << name;
}

TEST(Update, ANewLabelOrEmotionIsLearnedAtOnce) {
  const auto rows = clicks(ClickWorld(5, 4), 0, 500, 500);
  const Model first = train_on(rows, quick());
  TestHost host;
  const std::string_view name = "Newcomer", city = "Nowhere";
  for (const auto& [label, emotion] : {std::pair("new label", "happy"), std::pair("10", "new emotion")}) {
    Collector collector;
    collector.add(label, emotion, 1'700'000'000, &name, &city);
    Monitor monitor(host, first.options);
    const Model second = update(first, Counts(collector, {}), 0, first.options, false, monitor);
    EXPECT_EQ(second.provenance.rows, 501U) << label;
    EXPECT_TRUE(second.waiting.empty());
    EXPECT_NE(second.people.find(name), Vocabulary::kNone);
    EXPECT_EQ(second.provenance.updates, 1U);
    EXPECT_EQ(second.provenance.based_on, first.provenance.fingerprint);
  }
}

// What an exclusive or says, against rows that say the contrary: the model follows the majority of all rows.
TEST(Update, ContradictionIsLearnedAsFarAsItsRowsGo) {
  TestHost host;
  const auto rows = [](int count, const char* label) {
    Collector collector;
    for (int i = 0; i < count; ++i) collector.add(label, "calm", 3600 * i, nullptr, nullptr);
    return collector;
  };
  TrainingOptions options = quick();
  options.half_life = 0;
  Monitor monitor(host, options);
  const Model first = train(rows(100, "yes"), options, monitor);
  const Model second = update(first, Counts(rows(300, "no"), {}), 0, options, false, monitor);
  Predictor predictor(second);
  EXPECT_NEAR(predictor.probabilities({0, kAbsent, kAbsent, kAbsent, kAbsent})[second.labels.find("no")], 0.75, 0.1);
}

TEST(Forget, WhoIsForgottenHasNeverBeenThere) {
  TestHost host;
  auto rows = clicks(ClickWorld(12, 6), 0, 900, 900);
  Model model = train_on(part_of(rows, 0, 880), quick());
  model = updated(model, part_of(rows, 880, 900));
  Monitor monitor(host, model.options);
  const Model without = forget(model, "Person 3", monitor);
  std::erase_if(rows, [](const auto& row) { return row.person == 3; });
  EXPECT_TRUE(bytes_of(without) == bytes_of(train_on(rows, quick())));
  EXPECT_EQ(to_bytes(without).find("Person 3"), std::string::npos);
  EXPECT_TRUE(to_bytes(forget(model, "nobody", monitor)) == to_bytes(model));
}

TEST(Forget, NeedsRowsAndLeavesEnoughOfThem) {
  TestHost host;
  const auto rows = clicks(ClickWorld(1, 6), 0, 50, 50);
  TrainingOptions options = quick();
  Monitor monitor(host, options);
  const std::string name = ClickWorld::name_of(rows[0].person);
  EXPECT_EQ(error_of([&] { forget(train_on(rows, options), name, monitor); }),
            "without this person the model would have 0 rows, and its option \"min_rows\" asks for 10");
  options.keep_rows = false;
  const Model bare = train_on(rows, options);
  const char* const refusal =
      "model does not hold the rows that it was trained on, so it must be trained again, with all rows and without the "
      "option \"keep_rows\": false";
  EXPECT_EQ(error_of([&] { forget(bare, name, monitor); }), refusal);
  EXPECT_EQ(error_of([&] { update(bare, counted(rows), 0, options, true, monitor); }), refusal);
}

}  // namespace
}  // namespace synth::nn
