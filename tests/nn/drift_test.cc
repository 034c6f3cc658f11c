// A law that moves is seen, and one that stands still raises no alarm.
#include "nn/drift.h"

#include <gtest/gtest.h>

#include "math/rng.h"
#include "support/models.h"

namespace synth::nn {
namespace {

using namespace synth::testing;

constexpr std::uint32_t kDays = 200;

// From `from` to `to`, of four labels, one for each emotion, the probability with which it is chosen.
Collector moving(int count, std::uint64_t seed, double from, double to) {
  Collector collector;
  Rng rng(key_for(seed, 78), 0);
  for (int i = 0; i < count; ++i) {
    const auto emotion = rng.below(4), quarter = rng.below(kDays * 96);
    const double p = from + (to - from) * quarter / (kDays * 96.0);
    const std::uint32_t label = rng.unit() < p ? emotion : rng.below(4);
    collector.add("label " + std::to_string(label), "emotion " + std::to_string(emotion), std::int64_t{quarter} * 900,
                  nullptr, nullptr);
  }
  return collector;
}

double suggested(const Collector& collector) {
  TestHost host;
  const TrainingOptions options;
  Monitor monitor(host, options);
  WorkerPool one(1), two(2);
  const Counts counts(collector, {});
  const double days = suggested_half_life(counts, one, monitor);
  EXPECT_EQ(suggested_half_life(counts, two, monitor), days);
  return days;
}

TEST(Drift, AMovingLawIsSeenAndAStillOneNot) {
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    EXPECT_EQ(suggested(moving(4000, seed, 0.5, 0.5)), 0) << seed;
    const double days = suggested(moving(4000, seed, 0, 1));
    EXPECT_GT(days, 0) << seed;
    EXPECT_LT(days, kDays) << seed;
  }
  EXPECT_EQ(suggested(moving(400, 1, 0, 1)), 0) << "too few rows to say";
}

TEST(Drift, TheModelThatForetellsBetterIsTaken) {
  TestHost host;
  TrainingOptions options;
  Monitor monitor(host, options);
  const auto loss_and_half_life = [&](double half_life) {
    options.half_life = half_life;
    const Model model = train(moving(4000, 20, 0, 1), options, monitor);
    return std::pair(model.provenance.validation.loss, model.provenance.half_life);
  };
  const auto [loss, half_life] = loss_and_half_life(TrainingOptions::kAutoHalfLife);
  EXPECT_GT(half_life, 0);
  EXPECT_LT(loss, loss_and_half_life(0).first - 0.02);
  EXPECT_EQ(loss_and_half_life(12).second, 12);
  options.half_life = TrainingOptions::kAutoHalfLife;
  EXPECT_EQ(train(moving(4000, 21, 0.5, 0.5), options, monitor).provenance.half_life, 0);
}

}  // namespace
}  // namespace synth::nn
