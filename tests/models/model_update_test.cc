// What model_update keeps, learns and refuses.
#include "models/model_update.h"

#include <gtest/gtest.h>

#include "models/model_info.h"
#include "models/model_predict.h"
#include "models/model_probability.h"
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

TEST(ModelUpdate, OtherHiddenLayersAreRefusedAndTheModelsOwnAreNot) {
  TestHost host;
  const auto error = [&](const char* options) {
    ModelUpdate group;
    return error_of([&] { step(group, host, small_model(), "10", "happy", kMoment, nullptr, nullptr, options); });
  };
  EXPECT_EQ(error("{\"hidden\": [32, 16]}"),
            "option \"hidden\" must be [8, 5] as in the model, or left out, not [32, 16]");
  EXPECT_EQ(error("{\"hidden\": []}"), "option \"hidden\" must be [8, 5] as in the model, or left out, not []");
  EXPECT_EQ(error("{\"hidden\": [8, 5]}"), "");
  EXPECT_EQ(error("{\"epochs\": 3}"), "");
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
  model.emotion_count.assign(model.emotion_count.size(), nn::kMaxOfAnEmotion);
  model.provenance.updates = 0xFFFFFFFF;
  const Blob old{nn::to_bytes(model)};
  ModelUpdate group;
  for (int i = 0; i < 5000; ++i)
    step(group, host, old, "10", "happy", kMoment + i, nullptr, nullptr, "{\"epochs\": 1, \"threads\": 1}");
  const Blob updated = std::get<Blob>(group.finish(host));
  EXPECT_NE(std::get<std::string>(call<ModelInfo>(host, updated)).find("\"updates\": 4294967295"), std::string::npos);
}

}  // namespace
}  // namespace synth::models
