// A model that learns on: in whatever chunks rows come, the model is that of all rows at once; while they wait, nobody
// else moves; and who is forgotten has never been there.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "math/rng.h"
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
  for (const std::size_t chunk : {1U, 7U, 100U, 1000U, 10'000U}) {
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

// All that is said of her row counts: her weights are where the loss of what the model foretells, with its crosses and
// its temperature, and a pull to 0 that is the same for all labels hold each other.
TEST(Update, ANewPersonIsSolvedWithCrossesAndTemperature) {
  TestHost host;
  constexpr std::uint32_t kFew = 24;
  const auto add = [](Collector& collector, int i, std::uint32_t label, std::string_view name) {
    collector.add("label " + std::to_string(label), "emotion " + std::to_string(i % 4), 3600 * 5 * i, &name, nullptr);
  };
  Collector before, hers;
  Rng rng(key_for(1, 5), 0);
  for (int i = 0; i < 4000; ++i) {
    const bool night = 5 * i % 24 >= 12;
    const std::uint32_t label = static_cast<std::uint32_t>(i % 4 + (night ? 1 : 0)) % 4;
    const std::uint32_t person = rng.below(9);
    add(before, i,
        rng.unit() < 0.6   ? label
        : rng.unit() < 0.8 ? person % 4
                           : rng.below(4),
        "Person " + std::to_string(person));
  }
  for (std::uint32_t i = 0; i < kFew; ++i) add(hers, static_cast<int>(i), i % 3 == 0 ? 1 : 3, "She");
  const TrainingOptions options;
  Monitor monitor(host, options);
  const Model first = train(before, options, monitor);
  ASSERT_FALSE(first.network.crosses.empty());
  ASSERT_GT(std::abs(first.temperature - 1), 0.01);
  Model model = update(first, Counts(hers, {}), 0, options, false, monitor);
  ASSERT_EQ(model.newcomers.size(), 1U);
  float* const weights = model.network.row(model.network.layout.person, model.newcomers[0]);
  const auto loss = [&] {
    Predictor predictor(model);
    double sum = 0;
    const std::string_view name = "She";
    for (std::uint32_t i = 0; i < kFew; ++i) {
      const Query query =
          query_for(model, static_cast<std::int32_t>(i % 4), 3600 * 5 * std::int64_t{i}, &name, nullptr);
      sum -= std::log(predictor.probabilities(query)[i % 3 == 0 ? 1 : 3]);
    }
    return sum;
  };
  std::vector<double> variance;
  for (std::size_t c = 0; c < 4; ++c) {
    const float at = weights[c];
    weights[c] = at + 0.01f;
    const double above = loss();
    weights[c] = at - 0.01f;
    const double slope = (above - loss()) / 0.02;
    weights[c] = at;
    EXPECT_GT(std::abs(at), 0.1F) << c;
    variance.push_back(-static_cast<double>(at) / slope);
  }
  for (const double v : variance) EXPECT_NEAR(v / variance[0], 1, 0.03);
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

bool is_surprised(const Model& model) {
  return std::any_of(model.network.crosses.begin(), model.network.crosses.end(),
                     [](const Cross& cross) { return cross.count == 1; });
}

std::vector<ClickWorld::Click> without_label(std::vector<ClickWorld::Click> rows, int label) {
  std::erase_if(rows, [label](const auto& row) { return row.label == label; });
  return rows;
}

// Index 2 is the commonest label: it first comes in the stream. With five percent more rows to wait for, the model
// would lose a nat and more.
TEST(Update, AtEachTenthOfAStreamWithANewLabelItIsNearToTheModelOfAllRows) {
  const ClickWorld world(20, 7);
  const auto later = clicks(world, 7000, 9000, 9000);
  auto rows = without_label(clicks(world, 0, 6000, 9000), 2);
  const std::size_t before = rows.size(), more = 1000;
  const auto stream = clicks(world, 6000, 6000 + more, 9000);
  rows.insert(rows.end(), stream.begin(), stream.end());
  TrainingOptions options;
  options.threads = 1;
  options.half_life = 0;
  options.epochs = 6;
  Model model = train_on(part_of(rows, 0, before), options);
  EXPECT_GT(log_loss(model, later), log_loss(train_on(rows, options), later) + 1);
  double sum = 0;
  std::size_t trained = 0;
  for (std::size_t tenth = 1; tenth <= 10; ++tenth) {
    const std::size_t to = before + more * tenth / 10;
    for (std::size_t i = to - more / 10; i < to; i += 10) {
      model = updated(model, part_of(rows, i, i + 10));
      trained += model.waiting.empty();
    }
    const double worse = log_loss(model, later) - log_loss(train_on(part_of(rows, 0, to), options), later);
    EXPECT_LT(worse, 0.03) << tenth;
    sum += worse;
  }
  EXPECT_LT(sum / 10, 0.006);
  EXPECT_LT(trained, 50U) << "of a hundred updates";
}

TEST(Update, WhatSurprisesIsLearnedWhileItWaitsWhateverTheChunksAre) {
  const ClickWorld world(20, 8);
  const auto rows = clicks(world, 0, 8000, 9000);
  TrainingOptions options = quick();
  options.half_life = 0;
  const Model first = train_on(rows, options);
  std::vector<ClickWorld::Click> same = clicks(world, 8000, 8070, 9000), other = same;
  for (auto& row : other)
    if (row.label != 12) row.label = (row.label + 1) % ClickWorld::kLabels;
  const Model calm = updated(first, same);
  EXPECT_FALSE(is_surprised(calm));
  EXPECT_EQ(log_loss(calm, rows), log_loss(first, rows));
  const Model turned = updated(first, other);
  ASSERT_FALSE(turned.waiting.empty());
  EXPECT_TRUE(is_surprised(turned));
  EXPECT_LT(log_loss(turned, other), log_loss(first, other) - 0.05);
  EXPECT_LT(log_loss(turned, rows), log_loss(first, rows) + 0.05) << "what it knew weighs as many rows as it was";
  Model one_by_one = first;
  for (std::size_t i = 0; i < other.size(); ++i) one_by_one = updated(one_by_one, part_of(other, i, i + 1));
  EXPECT_TRUE(bytes_of(one_by_one) == bytes_of(turned));
  const Model read = from_bytes(to_bytes(turned));
  EXPECT_TRUE(to_bytes(read) == to_bytes(turned));
  EXPECT_FALSE(is_surprised(updated(turned, {}, true)));
}

// It was known, by the options or because all ids are YouTube's, and still nothing was known of it.
TEST(Update, ALabelThatHasNeverComeIsNew) {
  const auto rows = without_label(clicks(ClickWorld(5, 4), 0, 2000, 2000), 2);
  const Model first = train_on(rows, quick());
  ASSERT_NE(first.labels.find("10"), Vocabulary::kNone);
  auto again = part_of(rows, 0, 1);
  EXPECT_FALSE(updated(first, again).waiting.empty());
  again[0].label = 2;
  EXPECT_TRUE(updated(first, again).waiting.empty());
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
