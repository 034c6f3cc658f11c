// What model_update keeps, learns and refuses.
#include "models/model_update.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "models/model_forget.h"
#include "models/model_info.h"
#include "models/model_predict.h"
#include "models/model_probability.h"
#include "models/model_without_rows.h"
#include "nn/limits.h"
#include "support/call.h"
#include "support/models.h"

namespace synth::models {
namespace {

using namespace synth::testing;

static_assert(IsAggregate<ModelUpdate>);

constexpr int kMoment = 1'700'000'000;

TEST(ModelUpdate, KeepsWhatItKnewAndLearnsTheNew) {
  TestHost host;
  ModelUpdate group;
  for (int i = 0; i < 5; ++i) step(group, host, small_model(), "99", "puzzled", kMoment + i, "Newcomer");
  const Blob updated = std::get<Blob>(group.finish(host));
  const std::string info = std::get<std::string>(call<ModelInfo>(host, updated));
  EXPECT_NE(info.find("\"updates\": 1"), std::string::npos);
  EXPECT_NE(info.find("\"99\""), std::string::npos);
  EXPECT_EQ(std::get<std::string>(call<ModelPredict>(host, updated, "puzzled", kMoment, "Newcomer")), "99");
}

TEST(ModelUpdate, WhereOptionsAreNotGivenThoseOfTheModelHold) {
  TestHost host;
  const auto told = [&](const char* options) {
    ModelUpdate group;
    for (int i = 0; i < 30; ++i)
      step(group, host, small_model(), "10", "happy", kMoment + i, nullptr, nullptr, options);
    TestHost other;  // a host keeps the model of a constant argument
    return read_json(std::get<std::string>(call<ModelInfo>(other, std::get<Blob>(group.finish(host)))));
  };
  const Json same = told("{}"), other = told("{\"hidden\": [4], \"labels\": [\"new\"]}");
  EXPECT_EQ(same.find("options")->find("epochs")->integer, 3);
  EXPECT_EQ(same.find("architecture")->find("hidden")->children.size(), 2U);
  EXPECT_EQ(other.find("options")->find("epochs")->integer, 3);
  EXPECT_EQ(other.find("architecture")->find("hidden")->children.size(), 1U);
  EXPECT_EQ(other.find("labels")->children.size(), same.find("labels")->children.size() + 1);
}

TEST(ModelUpdate, TellsOfRowsThatWaitUntilItIsToldToTrain) {
  TestHost host;
  const auto told = [](const Blob& model) {
    TestHost other;  // a host keeps the model of a constant argument
    return read_json(std::get<std::string>(call<ModelInfo>(other, model)));
  };
  ModelUpdate group, retrain, ordinary;
  for (int i = 0; i < 5; ++i) step(group, host, small_model(), "10", "happy", kMoment + i);
  const Blob waits = std::get<Blob>(group.finish(host));
  EXPECT_EQ(told(waits).find("rows")->integer, 405);
  EXPECT_EQ(told(waits).find("rows_trained")->integer, 400);
  EXPECT_EQ(told(waits).find("rows_waiting")->integer, 5);
  step(retrain, host, waits, nullptr, nullptr, nullptr, nullptr, nullptr, "{\"retrain\": true}");
  const Json trained = told(std::get<Blob>(retrain.finish(host)));
  EXPECT_EQ(trained.find("rows_trained")->integer, 405);
  EXPECT_EQ(trained.find("rows_waiting")->integer, 0);
  EXPECT_EQ(trained.find("skipped")->integer, 0) << "the row that asks is none";
  EXPECT_EQ(trained.find("updates")->integer, 2);
  step(ordinary, host, waits, nullptr, nullptr, nullptr);
  EXPECT_EQ(told(std::get<Blob>(ordinary.finish(host))).find("skipped")->integer, 1);
  EXPECT_NE(trained.find("hash")->text, told(waits).find("hash")->text);
}

TEST(ModelUpdate, AModelWithoutRowsSaysToTrainAgain) {
  TestHost host;
  const std::string path = std::string(SYNTH_SOURCE_DIR) + "/tests/known/model_format_1.bin";
  std::ifstream file(path, std::ios::binary);
  const Blob old{std::string(std::istreambuf_iterator<char>(file), {})};
  for (const Blob& model : {old, std::get<Blob>(call<ModelWithoutRows>(host, small_model()))}) {
    ModelUpdate group;
    step(group, host, model, "yes", "calm", kMoment);
    const char* const refusal =
        "model does not hold the rows that it was trained on, so it must be trained again, with all rows and without "
        "the "
        "option \"keep_rows\": false";
    EXPECT_EQ(error_of([&] { group.finish(host); }), refusal);
    TestHost other;
    EXPECT_EQ(error_of([&] { call<ModelForget>(other, model, "Ben"); }), refusal);
  }
}

// The old model counts as evidence of rows without the new category.
TEST(ModelUpdate, OneRowOfANewCategoryChangesLittle) {
  TestHost host;
  ModelUpdate group;
  step(group, host, small_model(), "99", "happy", kMoment);
  const Blob updated = std::get<Blob>(group.finish(host));
  for (const char* emotion : {"happy", "sad"})
    EXPECT_LT(std::get<Value>(call<ModelProbability>(host, updated, "99", emotion, kMoment)).as_real(), 0.1) << emotion;
}

TEST(ModelUpdate, ACategoryGoesByOneName) {
  TestHost host;
  ModelUpdate group;
  step(group, host, small_model(), "Music", "happy", kMoment);
  EXPECT_EQ(
      error_of([&] { group.finish(host); }),
      "video_category must be an id or a genre throughout, not both: '10' is 'Music' (synth_categories has both)");
}

TEST(ModelUpdate, ANullModelGivesNull) {
  TestHost host;
  ModelUpdate group;
  step(group, host, nullptr, "23", "happy", kMoment);
  EXPECT_TRUE(is_null(group.finish(host)));
}

TEST(ModelUpdate, IfAllRowsAreSkippedTheModelStaysAndReportsIt) {
  TestHost host;
  ModelUpdate group;
  for (int i = 0; i < 3; ++i) step(group, host, small_model(), "10", "happy", nullptr);
  const Blob same = std::get<Blob>(group.finish(host));
  EXPECT_NE(std::get<std::string>(call<ModelInfo>(host, same)).find("\"skipped\": 3"), std::string::npos);
  EXPECT_NE(std::get<std::string>(call<ModelInfo>(host, same)).find("\"updates\": 0"), std::string::npos);
  for (const char* emotion : {"happy", "sad"})
    EXPECT_EQ(std::get<Value>(call<ModelProbability>(host, same, "10", emotion, kMoment)).as_real(),
              std::get<Value>(call<ModelProbability>(host, small_model(), "10", emotion, kMoment)).as_real());
}

TEST(ModelUpdate, HasNoMinimumOfRowsUnlessOneIsGiven) {
  TestHost host;
  ModelUpdate one, few;
  step(one, host, small_model(), "10", "happy", kMoment, nullptr, nullptr, "{\"epochs\": 1}");
  EXPECT_TRUE(std::holds_alternative<Blob>(one.finish(host)));
  step(few, host, small_model(), "10", "happy", kMoment, nullptr, nullptr, "{\"min_rows\": 2}");
  step(few, host, small_model(), "10", nullptr, kMoment, nullptr, nullptr, "{\"min_rows\": 2}");
  EXPECT_NE(error_of([&] { few.finish(host); })
                .find("at least 2 rows with a category, an emotion and a timestamp are "
                      "needed, not 1; of 2 rows 1 were skipped"),
            std::string::npos);
}

// Counts that grow with every update have a limit, beyond which the model could not be read again.
TEST(ModelUpdate, AModelAtTheEndOfItsCountsIsUpdatedAndReadAgain) {
  TestHost host;
  nn::Model model = nn::from_bytes(small_model().bytes);
  model.provenance.updates = 0xFFFFFFFF;
  const Blob old{nn::to_bytes(model)};
  ModelUpdate group;
  step(group, host, old, "10", "happy", kMoment, nullptr, nullptr, "{\"epochs\": 1, \"retrain\": true}");
  const Blob updated = std::get<Blob>(group.finish(host));
  EXPECT_NE(std::get<std::string>(call<ModelInfo>(host, updated)).find("\"updates\": 4294967295"), std::string::npos);
}

}  // namespace
}  // namespace synth::models
