#include "nn/shapley.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "math/rng.h"

namespace synth::nn {
namespace {

constexpr std::uint32_t kPeople = 4, kCities = 3;

// Random weights: what is true of them is true of trained ones.
Model random_model(std::uint32_t labels, std::uint32_t emotions, std::vector<std::uint32_t> hidden,
                   std::uint64_t seed = 1) {
  Model model{Network({labels, emotions, kPeople, kCities, hidden})};
  const auto fill = [](Vocabulary& strings, std::uint32_t count) {
    for (std::uint32_t i = 0; i < count; ++i) strings.intern("text " + std::to_string(100 + i));
  };
  fill(model.labels, labels);
  fill(model.emotions, emotions);
  fill(model.people, kPeople);
  fill(model.cities, kCities);
  Network& network = model.network;
  network.deep = !hidden.empty();
  std::uint64_t row = 0;
  for (const Matrix& block : network.layout.blocks())
    for (std::size_t r = 0; r < block.rows; ++r) {
      Rng rng(key_for(seed, 9101), row++);
      for (std::size_t c = 0; c < block.used; ++c)
        network.row(block, r)[c] = static_cast<float>(2.0 * rng.unit() - 1.0);
    }
  Rng rng(key_for(seed, 9102), 0);
  for (std::uint32_t e = 0; e < emotions; ++e) model.emotion_count.push_back(1.0 + rng.below(50));
  return model;
}

Query random_query(Rng& rng, std::uint32_t emotions) {
  const auto number = [&](std::uint32_t count) { return static_cast<std::int32_t>(rng.below(count + 1)) - 1; };
  Query query;
  query.emotion = number(emotions);
  query.hour = number(24);
  query.weekday = number(7);
  query.person = number(kPeople);
  query.city = number(kCities);
  return query;
}

double log_odds(Predictor& predictor, const Query& query, std::uint32_t label) {
  const double p = predictor.probabilities(query)[label];
  return std::log(p / (1.0 - p));
}

std::int32_t& number_of(Query& query, std::size_t feature) {
  std::int32_t* const numbers[] = {&query.person, &query.emotion, &query.hour, &query.weekday, &query.city};
  return *numbers[feature];
}

// The definition by orders: the mean over all orders in which the features become known.
std::array<double, kFeatures> by_orders(const Model& model, const Query& query, std::uint32_t label) {
  Predictor predictor(model);
  std::array<std::size_t, kFeatures> order{0, 1, 2, 3, 4};
  std::array<double, kFeatures> sum{};
  do {
    Query known;
    double before = log_odds(predictor, known, label);
    for (const std::size_t feature : order) {
      Query all = query;
      number_of(known, feature) = number_of(all, feature);
      const double after = log_odds(predictor, known, label);
      sum[feature] += (after - before) / 120.0;
      before = after;
    }
  } while (std::next_permutation(order.begin(), order.end()));
  return sum;
}

TEST(Shapley, AgreesWithTheDefinitionByOrders) {
  for (const auto& hidden : {std::vector<std::uint32_t>{}, std::vector<std::uint32_t>{8, 5}}) {
    const Model model = random_model(6, 3, hidden);
    Shapley shapley(model);
    Rng rng(key_for(1, 9103), hidden.size());
    for (int i = 0; i < 20; ++i) {
      const Query query = random_query(rng, 3);
      const auto label = rng.below(6);
      const Attribution got = shapley.explain(query, label);
      const auto wanted = by_orders(model, query, label);
      for (std::size_t f = 0; f < kFeatures; ++f) EXPECT_NEAR(got.contribution[f], wanted[f], 1e-6) << f;
    }
  }
}

TEST(Shapley, ContributionsSumToTheLogOddsOfTheProbability) {
  const Model model = random_model(15, 7, {16, 8});
  Shapley shapley(model);
  Predictor predictor(model);
  for (std::uint64_t i = 0; i < 300; ++i) {
    Rng rng(key_for(2, 9103), i);
    const Query query = random_query(rng, 7);
    const auto label = rng.below(15);
    const Attribution got = shapley.explain(query, label);
    double sum = 0;
    for (const double contribution : got.contribution) sum += contribution;
    EXPECT_NEAR(got.baseline + sum, log_odds(predictor, query, label), 1e-5);
    EXPECT_NEAR(got.baseline, log_odds(predictor, Query(), label), 1e-9);
    EXPECT_NEAR(got.log_odds, log_odds(predictor, query, label), 1e-9);
  }
}

TEST(Shapley, WhatIsAbsentContributesNothing) {
  const Model model = random_model(5, 3, {4});
  Shapley shapley(model);
  for (std::size_t absent = 0; absent < kFeatures; ++absent) {
    Query query{1, 20, 5, 2, 1};
    number_of(query, absent) = kAbsent;
    const Attribution got = shapley.explain(query, 2);
    for (std::size_t f = 0; f < kFeatures; ++f) EXPECT_EQ(got.contribution[f] == 0, f == absent) << f << absent;
  }
  EXPECT_EQ(shapley.explain(Query(), 2).log_odds, shapley.explain(Query(), 2).baseline);
}

TEST(Shapley, FeaturesThatDoTheSameGetTheSame) {
  Model model = random_model(5, 3, {6});
  Network& network = model.network;
  const Layout& at = network.layout;
  const Matrix* const blocks[] = {&at.person, &at.weekday, &at.city};
  for (const Matrix* block : blocks) std::copy_n(network.row(at.hour, 20), at.hour.width, network.row(*block, 1));
  Query query;
  query.emotion = 1;
  query.hour = 20;
  query.person = query.weekday = query.city = 1;
  for (std::uint32_t label = 0; label < 5; ++label) {
    const Attribution got = Shapley(model).explain(query, label);
    for (const Feature feature : {Feature::kPerson, Feature::kWeekday, Feature::kPlace})
      EXPECT_NEAR(got.of(feature), got.of(Feature::kHour), 1e-5);
    EXPECT_GT(std::abs(got.of(Feature::kHour)), 1e-3);
  }
}

TEST(Shapley, AFeatureThatChangesNothingGetsNothing) {
  Model model = random_model(5, 3, {6});
  float* row = model.network.row(model.network.layout.weekday, 5);
  std::fill_n(row, model.network.layout.weekday.width, 0.0f);
  EXPECT_EQ(Shapley(model).explain({1, 20, 5, 2, 1}, 2).of(Feature::kWeekday), 0);
  // A model of one emotion: knowing it tells nothing.
  EXPECT_EQ(Shapley(random_model(5, 1, {6})).explain({0, 20, 5, 2, 1}, 2).of(Feature::kEmotion), 0);
}

TEST(Shapley, MoreEmotionsThanFitAtOnceAreTakenInTurn) {
  const Model model = random_model(5, 100, {6});
  Predictor predictor(model);
  const Query query{70, 20, 5, 2, 1};
  const Attribution got = Shapley(model).explain(query, 3);
  EXPECT_NEAR(got.baseline, log_odds(predictor, Query(), 3), 1e-9);
  EXPECT_NEAR(got.log_odds, log_odds(predictor, query, 3), 1e-9);
}

TEST(Shapley, WithoutAnotherLabelThereIsNothingToExplain) {
  const Attribution got = Shapley(random_model(1, 3, {})).explain({1, 20, 5, 2, 1}, 0);
  EXPECT_EQ(got.log_odds, 0);
  for (const double contribution : got.contribution) EXPECT_EQ(contribution, 0);
}

// An emotion that is not known is the average over all: of a wide network with many emotions that takes seconds.
TEST(Shapley, OfAWideNetworkLooksForAnInterruptWhileItIsComputed) {
  const Model wide = random_model(5, 100, {512, 512});
  int asked = 0;
  const Query query{1, 20, 5, 2, 1};
  const Attribution got = Shapley(wide).explain(query, 3, [&asked] { ++asked; });
  // 16 averages over 100 emotions, a quarter of a million multiplications each.
  EXPECT_GE(asked, 10);
  EXPECT_EQ(got.log_odds, Shapley(wide).explain(query, 3).log_odds);
  EXPECT_THROW(Shapley(wide).explain(query, 3, [] { throw 1; }), int);
  asked = 0;
  Predictor(wide).probabilities(Query{}, [&asked] { ++asked; });
  EXPECT_GE(asked, 1);
  asked = 0;
  Shapley(random_model(15, 7, {64, 32})).explain(query, 3, [&asked] { ++asked; });
  EXPECT_LE(asked, 1) << "a usual one is done before anybody waits";
}

}  // namespace
}  // namespace synth::nn
