// Which tables over two and three inputs are taken, what they learn, and that they stay out where nothing speaks for
// them.
#include "nn/crosses.h"

#include <gtest/gtest.h>

#include <cmath>

#include "math/rng.h"
#include "nn/predictor.h"
#include "nn/shapley.h"
#include "rows/local_time.h"
#include "support/models.h"

namespace synth::nn {
namespace {

using namespace synth::testing;

// Rows over two hundred days; `label` chooses from (emotion, hour, weekday, person, city).
template <class Label>
Collector rows_of(int count, std::uint64_t seed, Label label) {
  Collector collector;
  Rng rng(key_for(seed, 77), 0);
  for (int i = 0; i < count; ++i) {
    const auto emotion = rng.below(4), person = rng.below(10), city = rng.below(6);
    const std::int64_t quarter = rng.below(200 * 96);
    const LocalTime time = local_time(quarter * kQuarterSeconds, 0);
    const std::string name = "person " + std::to_string(person), town = "town " + std::to_string(city);
    const std::string_view who = name, where = town;
    const std::uint32_t chosen = label(static_cast<int>(emotion), time.hour, time.weekday, static_cast<int>(person),
                                       static_cast<int>(city), rng);
    collector.add("label " + std::to_string(chosen), "emotion " + std::to_string(emotion), quarter * kQuarterSeconds,
                  &who, &where);
  }
  return collector;
}

Model trained(const Collector& collector, const TrainingOptions& options = {}) {
  TestHost host;
  Monitor monitor(host, options);
  return train(collector, options, monitor);
}

bool takes(const Model& model, std::initializer_list<Input> inputs) {
  for (const Cross& cross : model.network.crosses)
    if (std::equal(inputs.begin(), inputs.end(), cross.inputs.begin(),
                   cross.inputs.begin() + static_cast<std::ptrdiff_t>(cross.count)))
      return true;
  return false;
}

TEST(Crosses, OfNoiseNoneIsTaken) {
  for (std::uint64_t seed = 1; seed <= 5; ++seed)
    EXPECT_TRUE(trained(rows_of(3000, seed, [](int, int, int, int, int, Rng& rng) { return rng.below(5); }))
                    .network.crosses.empty())
        << seed;
}

TEST(Crosses, WhatInputsSayEachForItselfTakesNone) {
  for (std::uint64_t seed = 1; seed <= 3; ++seed)
    EXPECT_TRUE(trained(rows_of(3000, seed,
                                [](int emotion, int, int, int person, int, Rng& rng) {
                                  return rng.unit() < 0.4   ? static_cast<std::uint32_t>(emotion)
                                         : rng.unit() < 0.4 ? static_cast<std::uint32_t>(person % 4)
                                                            : rng.below(4);
                                }))
                    .network.crosses.empty())
        << seed;
}

// Of every pair that can be, the exclusive or: no input tells anything alone.
TEST(Crosses, APairIsFoundAndLearned) {
  const auto law = [](auto a, auto b) {
    return rows_of(3000, 3, [=](int emotion, int hour, int weekday, int person, int city, Rng& rng) {
      const int all[] = {emotion, hour / 12, weekday >= 5 ? 1 : 0, person, city};
      return static_cast<std::uint32_t>((all[a] + all[b]) % 2) ^ (rng.unit() < 0.1 ? 1U : 0U);
    });
  };
  EXPECT_TRUE(takes(trained(law(0, 3)), {Input::kEmotion, Input::kPerson}));
  EXPECT_TRUE(takes(trained(law(0, 4)), {Input::kEmotion, Input::kCity})) << "a city that tells nothing alone stays";
  EXPECT_TRUE(takes(trained(law(3, 4)), {Input::kPerson, Input::kCity}));
  EXPECT_TRUE(takes(trained(law(0, 1)), {Input::kEmotion, Input::kPartOfDay}));
  const Model weekend = trained(law(0, 2));
  EXPECT_TRUE(takes(weekend, {Input::kEmotion, Input::kWeekday})) << "a weekday likewise";
  Predictor predictor(weekend);
  for (std::int32_t emotion = 0; emotion < 4; ++emotion)
    for (std::int32_t weekday = 0; weekday < 7; ++weekday) {
      const auto& p = predictor.probabilities({emotion, 3, weekday, 5, 2});
      EXPECT_NEAR(p[static_cast<std::size_t>((emotion + (weekday >= 5 ? 1 : 0)) % 2)], 0.9, 0.1);
    }
}

TEST(Crosses, OnceAPairIsInATripleIsFound) {
  const auto law = [](auto third) {
    return trained(rows_of(8000, 5, [=](int emotion, int hour, int weekday, int person, int, Rng& rng) {
      const auto pair = static_cast<std::uint32_t>((emotion + hour / 12) % 2);
      return rng.unit() < 0.6 ? pair : 2 + (pair ^ (third(weekday, person) ? 1U : 0U));
    }));
  };
  EXPECT_TRUE(
      takes(law([](int, int person) { return person >= 5; }), {Input::kEmotion, Input::kPerson, Input::kPartOfDay}));
  EXPECT_TRUE(
      takes(law([](int weekday, int) { return weekday >= 5; }), {Input::kEmotion, Input::kWeekday, Input::kPartOfDay}))
      << "a weekday that only a triple tells of stays";
}

TEST(Crosses, ComeBackFromBytesAndChangeNoByte) {
  const Model model = trained(rows_of(2000, 6, [](int emotion, int, int, int person, int, Rng& rng) {
    return static_cast<std::uint32_t>((emotion + person) % 2) ^ (rng.unit() < 0.1 ? 1U : 0U);
  }));
  ASSERT_FALSE(model.network.crosses.empty());
  const std::string bytes = to_bytes(model);
  const Model same = from_bytes(bytes);
  EXPECT_EQ(to_bytes(same), bytes);
  Predictor ours(model), theirs(same);
  EXPECT_EQ(ours.probabilities({1, 5, 2, 3, 0}), theirs.probabilities({1, 5, 2, 3, 0}));
}

TEST(Crosses, NeitherThreadsNorVectorsChangeAByte) {
  const Collector rows = rows_of(3000, 7, [](int emotion, int hour, int, int person, int, Rng& rng) {
    return rng.unit() < 0.5 ? static_cast<std::uint32_t>((emotion + person) % 2)
                            : 2 + static_cast<std::uint32_t>((emotion + hour / 6) % 2);
  });
  TrainingOptions options;
  options.threads = 1;
  const std::string bytes = to_bytes(trained(rows, options));
  options.threads = 3;
  EXPECT_EQ(to_bytes(trained(rows, options)), bytes);
  for (const VectorLevel level : {VectorLevel::kPlain, VectorLevel::kAvx2, VectorLevel::kAvx512}) {
    if (kernels_of(level) == nullptr) continue;
    force_kernels(kernels_of(level));
    EXPECT_EQ(to_bytes(trained(rows, options)), bytes) << kernels().name;
  }
  force_kernels(nullptr);
}

// What an input that is absent would say together with another is not said: contributions still sum up, and an
// exclusive or is told by both inputs alike.
TEST(Crosses, AreExplainedExactly) {
  const Model model = trained(rows_of(4000, 8, [](int emotion, int, int, int person, int, Rng& rng) {
    return static_cast<std::uint32_t>((emotion + person) % 2) ^ (rng.unit() < 0.1 ? 1U : 0U);
  }));
  ASSERT_TRUE(takes(model, {Input::kEmotion, Input::kPerson}));
  Shapley shapley(model);
  for (std::int32_t emotion = 0; emotion < 4; ++emotion) {
    const Query query{emotion, 7, 3, 2, 1};
    const Attribution why = shapley.explain(query, 0);
    double sum = why.baseline;
    for (const double part : why.contribution) sum += part;
    EXPECT_NEAR(sum, why.log_odds, 1e-9);
    EXPECT_NEAR(why.of(Feature::kEmotion), why.of(Feature::kPerson), 0.4);
    EXPECT_GT(std::abs(why.of(Feature::kPerson)), 0.7);
  }
  Predictor predictor(model);
  const auto p = predictor.probabilities({1, 7, 3, kAbsent, 1});
  EXPECT_NEAR(p[0], 0.5, 0.1) << "without the person the emotion tells nothing";
}

}  // namespace
}  // namespace synth::nn
