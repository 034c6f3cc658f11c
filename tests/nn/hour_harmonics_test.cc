#include "nn/hour_harmonics.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "nn/predictor.h"
#include "support/models.h"

namespace synth::nn {
namespace {

using namespace synth::testing;

constexpr std::size_t kWidth = 16, kSize = kHours * kWidth;

std::vector<float> some_table() {
  std::vector<float> table(kSize);
  for (std::size_t i = 0; i < kSize; ++i) table[i] = static_cast<float>(i * 7919 % 101) / 50.0f - 1.0f;
  return table;
}

TEST(HourHarmonics, ThereAndBackChangesNothing) {
  HourHarmonics waves(kWidth);
  std::vector<float> table = some_table();
  waves.from_hours(table.data());
  EXPECT_NE(table, some_table());
  waves.to_hours(table.data());
  for (std::size_t i = 0; i < kSize; ++i) EXPECT_NEAR(table[i], some_table()[i], 1e-6f);
}

TEST(HourHarmonics, TheRowsOfTheFrequenciesAreAllOfThem) {
  std::size_t next = 0;
  for (std::size_t f = 0; f < HourHarmonics::kFrequencies; ++f) {
    EXPECT_EQ(HourHarmonics::rows(f).first, next);
    next += HourHarmonics::rows(f).count;
  }
  EXPECT_EQ(next, std::size_t{kHours});
}

// Of every frequency and phase: all of it lies in the rows of that frequency.
TEST(HourHarmonics, AWaveLiesInTheRowsOfItsFrequency) {
  HourHarmonics waves(kWidth);
  for (std::size_t f = 0; f < HourHarmonics::kFrequencies; ++f)
    for (const double phase : {0.0, 0.4, 1.9}) {
      std::vector<float> table(kSize);
      double length = 0;
      for (std::size_t h = 0; h < kHours; ++h) {
        const double value = std::cos(2 * std::numbers::pi * static_cast<double>(f * h) / kHours + phase);
        table[h * kWidth + 3] = static_cast<float>(value);
        length += value * value;
      }
      waves.from_hours(table.data());
      double inside = 0, outside = 0;
      for (std::size_t w = 0; w < kHours; ++w)
        for (std::size_t c = 0; c < kWidth; ++c) {
          const bool of_it =
              w >= HourHarmonics::rows(f).first && w < HourHarmonics::rows(f).first + HourHarmonics::rows(f).count;
          const auto value = static_cast<double>(table[w * kWidth + c]);
          (of_it ? inside : outside) += value * value;
        }
      const double height = f == 0 ? 1.0 : 1.0 / static_cast<double>(f);
      EXPECT_NEAR(inside * height * height, length, 1e-5) << f;
      EXPECT_NEAR(outside, 0, 1e-8) << f;
    }
}

// A small step of the waves' weights changes a sum over the hours' by the gradient times the step.
TEST(HourHarmonics, TheGradientIsThatOfTheWavesWeights) {
  HourHarmonics waves(kWidth);
  const std::vector<float> slope = some_table();
  std::vector<float> gradient = slope;
  waves.gradient_from_hours(gradient.data());
  for (const std::size_t wave : {0U, 1U, 2U, 9U, 22U, 23U}) {
    std::vector<float> step(kSize);
    step[wave * kWidth + 5] = 1;
    waves.to_hours(step.data());
    float change = 0;
    for (std::size_t i = 0; i < kSize; ++i) change += slope[i] * step[i];
    EXPECT_NEAR(gradient[wave * kWidth + 5], change, 1e-5f) << wave;
  }
}

// What a row says of an hour's weight it says of the wave's by the square of the wave's height there.
TEST(HourHarmonics, EvidenceGoesByTheSquareOfTheHeight) {
  HourHarmonics waves(kWidth);
  std::vector<float> hours(kSize), of_waves(kSize);
  for (std::size_t h = 0; h < kHours; ++h) hours[h * kWidth] = static_cast<float>(h % 5);
  waves.evidence(hours.data(), of_waves.data());
  for (std::size_t wave = 0; wave < kHours; ++wave) {
    std::vector<float> height(kSize);
    height[wave * kWidth] = 1;
    waves.to_hours(height.data());
    float expected = 0;
    for (std::size_t h = 0; h < kHours; ++h) expected += hours[h * kWidth] * height[h * kWidth] * height[h * kWidth];
    EXPECT_NEAR(of_waves[wave * kWidth], expected, 1e-5f) << wave;
  }
}

// Mornings and evenings differ, and no row ever came in some of the hours: those are what their neighbours are.
TEST(HourHarmonics, AnHourThatNeverCameIsLikeItsNeighbours) {
  TestHost host;
  Collector collector;
  for (int day = 0; day < 60; ++day)
    for (int hour = 0; hour < 24; ++hour) {
      if (hour == 9 || hour == 21) continue;
      const bool morning = hour >= 3 && hour < 15;
      for (int i = 0; i < 5; ++i)
        collector.add((i == 0) != morning ? "early" : "late", "calm", 86400LL * day + 3600 * hour + i, nullptr,
                      nullptr);
    }
  TrainingOptions options;
  Monitor monitor(host, options);
  const Model model = train(collector, options, monitor);
  Predictor predictor(model);
  const auto early = [&](int hour) {
    return predictor.probabilities(query_for(model, 0, 3600 * hour, nullptr, nullptr))[model.labels.find("early")];
  };
  EXPECT_GT(early(8), 0.7);
  EXPECT_GT(early(9), 0.7) << "between 8 and 10";
  EXPECT_LT(early(20), 0.3);
  EXPECT_LT(early(21), 0.3) << "between 20 and 22";
}

}  // namespace
}  // namespace synth::nn
