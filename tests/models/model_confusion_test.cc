// Which category was taken for which.
#include "models/model_confusion.h"

#include <gtest/gtest.h>

#include "models/model_evaluate.h"
#include "support/call.h"
#include "support/models.h"

namespace synth::models {
namespace {

using namespace synth::testing;

static_assert(IsAggregate<ModelConfusion>);

TEST(ModelConfusion, AgreesWithTheAccuracyOfModelEvaluate) {
  TestHost host;
  const ClickWorld world(5, 1);
  ModelEvaluate evaluation;
  ModelConfusion group;
  for (const auto& row : clicks(world, 0, 100, 400)) {
    const std::string label = ClickWorld::label_of(row), name = ClickWorld::name_of(row.person);
    const char* emotion = ClickWorld::kEmotionNames[static_cast<std::size_t>(row.emotion)];
    step(evaluation, host, small_model(), label, emotion, row.timestamp, name);
    step(group, host, small_model(), label, emotion, row.timestamp, name);
  }
  double right = 0, all = 0;
  for (const Json& pair : read_json(std::get<std::string>(group.finish(host))).children) {
    all += pair.find("count")->real;
    if (pair.find("actual")->text == pair.find("predicted")->text) right += pair.find("count")->real;
  }
  EXPECT_EQ(all, 100);
  const Json json = read_json(std::get<std::string>(evaluation.finish(host)));
  EXPECT_NEAR(json.find("accuracy")->real, right / 100, 1e-9);
}

TEST(ModelConfusion, WithoutRowsIsNull) {
  TestHost host;
  ModelConfusion group;
  EXPECT_TRUE(is_null(group.finish(host)));
}

TEST(ModelConfusion, OnlySkippedRowsAreAnErrorThatSaysWhy) {
  TestHost host;
  ModelConfusion group;
  step(group, host, small_model(), "10", nullptr, 0);
  EXPECT_EQ(error_of([&] { group.finish(host); }),
            "no row can be evaluated; of 1 rows 1 were skipped: 1 with a NULL emotion");
}

}  // namespace
}  // namespace synth::models
