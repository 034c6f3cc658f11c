#include "nn/model.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "nn/predictor.h"
#include "rows/local_time.h"
#include "support/models.h"

namespace synth::nn {
namespace {

using namespace synth::testing;

TEST(Model, TheOrderOfTheRowsChangesNoByte) {
  const ClickWorld world(20, 5);
  auto rows = clicks(world, 0, 3000, 3000);
  const std::string bytes = to_bytes(train_on(rows, quick()));
  std::reverse(rows.begin(), rows.end());
  EXPECT_EQ(to_bytes(train_on(rows, quick())), bytes);
  std::rotate(rows.begin(), rows.begin() + 1234, rows.end());
  EXPECT_EQ(to_bytes(train_on(rows, quick())), bytes);
}

// So many rows that keys are sorted in parts too.
TEST(Model, TheNumberOfThreadsChangesNoByte) {
  const ClickWorld world(500, 6);
  const auto rows = clicks(world, 0, 80000, 80000);
  TrainingOptions options = quick();
  options.epochs = 2;
  const std::string bytes = to_bytes(train_on(rows, options));
  for (const std::uint32_t threads : {2U, 3U}) {
    options.threads = threads;
    EXPECT_EQ(to_bytes(train_on(rows, options)), bytes) << threads;
  }
}

TEST(Model, TheVectorLevelChangesNoByte) {
  const ClickWorld world(20, 7);
  const auto rows = clicks(world, 0, 2000, 2000);
  const std::string bytes = to_bytes(train_on(rows, quick()));
  for (const VectorLevel level : {VectorLevel::kPlain, VectorLevel::kAvx2, VectorLevel::kAvx512}) {
    if (kernels_of(level) == nullptr) continue;
    force_kernels(kernels_of(level));
    EXPECT_EQ(to_bytes(train_on(rows, quick())), bytes) << kernels().name;
  }
  force_kernels(nullptr);
}

TEST(Model, AnotherSeedIsAnotherModel) {
  const ClickWorld world(5, 8);
  const auto rows = clicks(world, 0, 300, 300);
  TrainingOptions other = quick();
  other.seed = 1;
  EXPECT_NE(to_bytes(train_on(rows, quick())), to_bytes(train_on(rows, other)));
}

// The label is the exclusive or of emotion and person: no sum of the two tells it.
TEST(Model, LearnsExclusiveOr) {
  TestHost host;
  Collector collector;
  for (int i = 0; i < 2000; ++i) {
    const int emotion = i % 2, person = i / 2 % 2;
    const std::string_view name = person == 0 ? "a" : "b";
    collector.add(emotion != person ? "yes" : "no", emotion == 0 ? "calm" : "wild", 3600 * (i / 4), &name, nullptr);
  }
  TrainingOptions options;
  Monitor monitor(host, options);
  const Model model = train(collector, options, monitor);
  Predictor predictor(model);
  for (int emotion = 0; emotion < 2; ++emotion)
    for (int person = 0; person < 2; ++person) {
      const std::string_view name = person == 0 ? "a" : "b";
      const auto& p = predictor.probabilities(query_for(model, emotion, 0, &name, nullptr));
      EXPECT_GT(p[emotion != person ? 1 : 0], 0.9) << emotion << person;
    }
}

TEST(Model, ProbabilitiesArePositiveAndSumToOne) {
  const Model model = from_bytes(small_model().bytes);
  Predictor predictor(model);
  for (const std::int32_t emotion : {0, 3, kAbsent})
    for (const std::int32_t person : {0, 4, kAbsent}) {
      double sum = 0;
      for (const double p : predictor.probabilities({emotion, 3, 2, person, kAbsent})) {
        EXPECT_GT(p, 0);
        sum += p;
      }
      EXPECT_NEAR(sum, 1, 1e-12);
    }
}

TEST(Model, TheValidationPartIsTheLastFifthAtAnHour) {
  const ClickWorld world(20, 5);
  const auto rows = clicks(world, 0, 3000, 3000);
  const Model model = train_on(rows, quick());
  const Provenance& facts = model.provenance;
  EXPECT_EQ(facts.validation_from % 3600, 0);
  EXPECT_EQ(facts.validation_rows,
            static_cast<std::uint64_t>(std::count_if(
                rows.begin(), rows.end(), [&](const auto& row) { return row.timestamp >= facts.validation_from; })));
  EXPECT_NEAR(static_cast<double>(facts.validation_rows), 600, 4);
  EXPECT_EQ(facts.validation_rows + facts.training_rows, 3000U);
}

TEST(Training, StopsWhenTheUserWants) {
  const ClickWorld world(200, 5);
  TestHost host;
  host.stop = true;
  Collector collector;
  for (const auto& row : clicks(world, 0, 20000, 20000)) ClickWorld::add(collector, row);
  const TrainingOptions options;
  Monitor monitor(host, options);
  try {
    train(collector, options, monitor);
    FAIL() << "was not interrupted";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::kInterrupted);
  }
}

}  // namespace
}  // namespace synth::nn
