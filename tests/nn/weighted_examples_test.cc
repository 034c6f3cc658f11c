#include "nn/weighted_examples.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <map>

#include "core/error.h"
#include "math/rng.h"

namespace synth::nn {
namespace {

ExampleTable table_of(const Collector& collector, const TrainingOptions& options, double half_life = 0) {
  const Counts counts(collector, {});
  std::vector<std::uint32_t> same;
  for (std::uint32_t i = 0; i < counts.labels().size(); ++i) same.push_back(i);
  return ExampleTable(counts, same, options, half_life);
}

void add(Collector& collector, const char* label, std::int64_t time, const char* name = "a") {
  const std::string_view who = name, where = "Paris";
  collector.add(label, "e", time, &who, &where);
}

TEST(WeightedExamples, RowsWithEqualFeaturesAreOneWeightedCell) {
  Collector collector;
  for (int i = 0; i < 5; ++i) add(collector, "x", 100 + i);
  add(collector, "y", 200);
  add(collector, "y", 3600);
  TrainingOptions options;
  options.validation = 0;
  const WeightedExamples cells = table_of(collector, options).cells(Split::kAll);
  ASSERT_EQ(cells.size(), 2U);
  EXPECT_EQ(cells.rows, 7);
  EXPECT_EQ(cells.features[0].hour, 1);  // an hour east of UTC
  EXPECT_EQ(cells.total[0], 6);
  EXPECT_EQ(cells.weight, (std::vector<float>{5, 1, 1}));
  EXPECT_EQ(cells.start, (std::vector<std::uint32_t>{0, 2, 3}));
}

TEST(WeightedExamples, ThePartsAreDisjointAndComplete) {
  Collector collector;
  for (int i = 0; i < 100; ++i) add(collector, i % 3 == 0 ? "x" : "y", 1800 * i);
  for (const auto by : {TrainingOptions::Validation::kTime, TrainingOptions::Validation::kRandom}) {
    TrainingOptions options;
    options.validation_by = by;
    const ExampleTable table = table_of(collector, options);
    const double training = table.cells(Split::kTraining).rows, validation = table.cells(Split::kValidation).rows;
    EXPECT_EQ(training + validation, 100);
    EXPECT_EQ(table.cells(Split::kAll).rows, 100);
    EXPECT_NEAR(validation, 20, 12);
    EXPECT_GT(validation, 0);
  }
}

// Whatever is left out, the cells are those of all features with equal ones made one, in the same order.
TEST(WeightedExamples, WhatIsLeftOutIsSummedUp) {
  Collector collector;
  Rng rng(key_for(17, 1), 0);
  const char* const cities[] = {"Paris", "Tokyo", "Toronto"};
  const char* const names[] = {"a", "b"};
  const char* const labels[] = {"x", "y", "z"};
  for (int i = 0; i < 3000; ++i) {
    const std::string_view who = names[rng.below(2)], where = cities[rng.below(3)];
    const auto time = static_cast<std::int64_t>(rng.below(14 * 24)) * 3600;
    collector.add(labels[rng.below(3)], rng.below(2) == 0 ? "e" : "f", time, &who, &where);
  }
  using Key = std::array<std::int32_t, 6>;
  for (const double half_life : {0.0, 5.0}) {
    const ExampleTable table = table_of(collector, TrainingOptions{}, half_life);
    for (const Split part : {Split::kTraining, Split::kValidation, Split::kAll})
      for (const DroppedFeatures out : {DroppedFeatures{true, false}, {false, true}, {true, true}}) {
        const auto weights = [&](const WeightedExamples& cells) {
          std::map<Key, double> sums;
          for (std::size_t i = 0; i < cells.size(); ++i)
            for (std::uint32_t k = cells.start[i]; k < cells.start[i + 1]; ++k) {
              const Features& row = cells.features[i];
              sums[{row.person, row.emotion, row.hour, out.weekday ? kAbsent : row.weekday,
                    out.city ? kAbsent : row.city, static_cast<std::int32_t>(cells.label[k])}] +=
                  static_cast<double>(cells.weight[k]);
            }
          return sums;
        };
        const WeightedExamples fewer = table.cells(part, out), every = table.cells(part);
        const auto sums = weights(fewer), expected = weights(every);
        EXPECT_EQ(sums.size(), fewer.label.size()) << "each once";
        ASSERT_EQ(sums.size(), expected.size());
        for (auto a = sums.begin(), b = expected.begin(); a != sums.end(); ++a, ++b) {
          ASSERT_EQ(a->first, b->first);
          ASSERT_NEAR(a->second, b->second, 1e-3);
        }
        const auto order = [&](std::size_t i) {
          const Features& row = fewer.features[i];
          return Key{row.person, row.emotion, row.hour, row.weekday, row.city, 0};
        };
        for (std::size_t i = 1; i < fewer.size(); ++i) ASSERT_LT(order(i - 1), order(i));
        EXPECT_NEAR(fewer.rows, every.rows, 1e-6);
      }
  }
}

TEST(WeightedExamples, AtRandomSomebodyIsLeftToLearnFrom) {
  for (int hour = 0; hour < 20; ++hour) {
    Collector collector;
    for (int i = 0; i < 20; ++i) add(collector, "x", hour * 3600 + i);
    TrainingOptions options;
    options.validation_by = TrainingOptions::Validation::kRandom;
    options.validation = 0.9;
    EXPECT_EQ(table_of(collector, options).cells(Split::kTraining).rows, 20) << hour;
  }
}

TEST(WeightedExamples, TheBoundaryIsTheHourNearestToTheLastFifth) {
  Collector collector;
  for (int hour = 0; hour < 10; ++hour)
    for (int i = 0; i < (hour == 9 ? 30 : 10); ++i) add(collector, "x", hour * 3600 + i);
  // 120 rows: 24 wanted; the last hour holds 30, the last two 40.
  const ExampleTable table = table_of(collector, TrainingOptions{});
  EXPECT_EQ(table.boundary(), 9 * 3600);
  EXPECT_EQ(table.cells(Split::kValidation).rows, 30);
}

TEST(WeightedExamples, RowsOfOneHourAreNotSplit) {
  Collector collector;
  for (int i = 0; i < 50; ++i) add(collector, "x", i);
  const ExampleTable table = table_of(collector, TrainingOptions{});
  EXPECT_EQ(table.cells(Split::kValidation).rows, 0);
  EXPECT_EQ(table.boundary(), INT64_MAX);
}

TEST(WeightedExamples, ALeftOutFeatureIsAbsentAndMerged) {
  Collector collector;
  for (int day = 0; day < 7; ++day) add(collector, "x", day * 86400);
  TrainingOptions options;
  options.validation = 0;
  const ExampleTable table = table_of(collector, options);
  EXPECT_EQ(table.cells(Split::kAll).size(), 7U);
  const WeightedExamples merged = table.cells(Split::kAll, {.weekday = true, .city = true});
  ASSERT_EQ(merged.size(), 1U);
  EXPECT_EQ(merged.features[0].weekday, kAbsent);
  EXPECT_EQ(merged.features[0].city, kAbsent);
  EXPECT_EQ(merged.total[0], 7);
}

TEST(WeightedExamples, TheFingerprintIsThatOfTheRowsAndNotOfTheirOrder) {
  Collector a, b, c;
  add(a, "x", 0), add(a, "y", 9000), add(a, "x", 0, "b");
  add(b, "x", 0, "b"), add(b, "x", 0), add(b, "y", 9000);
  add(c, "x", 0, "b"), add(c, "y", 0), add(c, "x", 9000);
  const auto fingerprint = [](const Collector& collector) {
    return table_of(collector, TrainingOptions{}).fingerprint();
  };
  EXPECT_EQ(fingerprint(a), fingerprint(b));
  EXPECT_NE(fingerprint(a), fingerprint(c));
}

// With a half-life of a day, rows of ten days, the last two of which are held out.
TEST(WeightedExamples, OldRowsWeighLessAndHeldOutOnesAlike) {
  Collector collector;
  for (int day = 0; day < 10; ++day) add(collector, day < 5 ? "x" : "y", day * 86400 + 40000, day % 2 == 0 ? "a" : "b");
  const ExampleTable table = table_of(collector, TrainingOptions{}, 1.0);
  EXPECT_EQ(table.training_rows(), 8U);
  EXPECT_EQ(table.validation_rows(), 2U);
  const WeightedExamples training = table.cells(Split::kTraining), validation = table.cells(Split::kValidation),
                         all = table.cells(Split::kAll);
  EXPECT_EQ(validation.rows, 2) << "all held-out rows weigh the same";
  // Of the day before the first held-out row 1/2 is left, of the one before 1/4, …
  EXPECT_NEAR(training.rows, 1 - std::pow(0.5, 8), 0.03);
  EXPECT_NEAR(all.rows, 2 - std::pow(0.5, 9), 0.03);
  EXPECT_EQ(table_of(collector, TrainingOptions{}).cells(Split::kAll).rows, 10);
}

// Distances that no array of hours could span.
TEST(WeightedExamples, RowsMayBeCenturiesApart) {
  Collector collector;
  for (int i = 0; i < 80; ++i) add(collector, "x", -62'000'000'000 + i * 7200);
  for (int i = 0; i < 20; ++i) add(collector, "x", 200'000'000'000 + i * 7200);
  const ExampleTable table = table_of(collector, TrainingOptions{});
  EXPECT_EQ(table.boundary(), 200'000'000'000 / 3600 * 3600);
  EXPECT_EQ(table.cells(Split::kValidation).rows, 20);
}

// So do trainings of millions of rows, lest memory grow with them.
TEST(Collector, RowsThatAreCountedOnTheWayAreTheSameRows) {
  const auto row = [](Collector& collector, std::uint32_t i) {
    const std::uint64_t word = mix64(i);
    add(collector, word % 3 == 0 ? "x" : "y", static_cast<std::int64_t>(word / 3 % 200 * 900),
        word % 5 == 0 ? "a" : "b");
  };
  constexpr std::uint32_t kRows = 200'000;  // more than are sorted at once, and many of them equal
  Collector plain, counted;
  for (std::uint32_t i = 0; i < kRows; ++i) {
    row(plain, i);
    row(counted, i);
    if (i == 7 || i == 1000 || i == 150'000) {
      counted.merge();
      EXPECT_LE(counted.stored(), 200U * 4);
    }
  }
  EXPECT_EQ(counted.rows(), plain.rows());
  const ExampleTable a = table_of(plain, TrainingOptions{}), b = table_of(counted, TrainingOptions{});
  EXPECT_EQ(a.fingerprint(), b.fingerprint());
  EXPECT_EQ(a.boundary(), b.boundary());
  const WeightedExamples left = a.cells(Split::kAll), right = b.cells(Split::kAll);
  EXPECT_EQ(left.total, right.total);
  EXPECT_EQ(right.rows, kRows);
}

TEST(Collector, TextThatIsNotUtf8IsRefused) {
  Collector collector;
  EXPECT_THROW(add(collector, "\xFF", 0), Error);
  EXPECT_THROW(add(collector, "x", 0, "\xC3"), Error);
}

}  // namespace
}  // namespace synth::nn
