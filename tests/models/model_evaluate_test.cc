// The metrics of a model on rows.
#include "models/model_evaluate.h"

#include <gtest/gtest.h>

#include <cmath>

#include "models/model_probability.h"
#include "support/call.h"
#include "support/models.h"

namespace synth::models {
namespace {

using namespace synth::testing;

static_assert(IsAggregate<ModelEvaluate>);

constexpr int kMoment = 1'700'000'000;

TEST(ModelEvaluate, AgreesWithTheProbabilities) {
  TestHost host;
  const ClickWorld world(5, 1);
  ModelEvaluate group;
  double loss = 0;
  for (const auto& row : clicks(world, 0, 100, 400)) {
    const std::string label = ClickWorld::label_of(row), name = ClickWorld::name_of(row.person);
    const char* emotion = ClickWorld::kEmotionNames[static_cast<std::size_t>(row.emotion)];
    step(group, host, small_model(), label, emotion, row.timestamp, name);
    step(group, host, small_model(), label, nullptr, row.timestamp, name);  // without an emotion it is skipped
    loss -= std::log(
        std::get<Value>(call<ModelProbability>(host, small_model(), label, emotion, row.timestamp, name)).as_real());
  }
  const Json json = read_json(std::get<std::string>(group.finish(host)));
  EXPECT_EQ(json.find("rows")->integer, 100);
  EXPECT_EQ(json.find("skipped")->integer, 100);
  EXPECT_NEAR(json.find("log_loss")->real, loss / 100, 1e-8);
}

TEST(ModelEvaluate, AnotherModelInTheSameGroupIsAnError) {
  TestHost host;
  ModelEvaluate group;
  step(group, host, small_model(), "10", "happy", kMoment);
  Blob other{small_model().bytes};
  other.bytes.back() = static_cast<char>(other.bytes.back() ^ 1);
  EXPECT_EQ(error_of([&] { step(group, host, other, "10", "happy", kMoment); }),
            "model must be the same in every row of a group");
}

TEST(ModelEvaluate, ReportsWhatWasSkippedAndWhy) {
  TestHost host;
  ModelEvaluate group, none;
  step(group, host, small_model(), "10", "happy", kMoment);
  step(group, host, small_model(), nullptr, "happy", kMoment);
  step(group, host, small_model(), "10", nullptr, kMoment);
  step(group, host, small_model(), "10", "happy", nullptr);
  step(group, host, small_model(), "10", "happy", nullptr);
  const std::string json = std::get<std::string>(group.finish(host));
  EXPECT_NE(json.find("\"skipped\": 4, \"skipped_nulls\": {\"video_category\": 1, \"emotion\": 1, \"timestamp\": 2}"),
            std::string::npos)
      << json;
  for (int i = 0; i < 3; ++i) step(none, host, small_model(), "10", "happy", nullptr);
  EXPECT_EQ(error_of([&] { none.finish(host); }),
            "no row can be evaluated; of 3 rows 3 were skipped: 3 with a NULL timestamp");
  ModelEvaluate without;
  step(without, host, nullptr, "10", "happy", nullptr);
  EXPECT_TRUE(is_null(without.finish(host))) << "a NULL model gives NULL";
}

}  // namespace
}  // namespace synth::models
