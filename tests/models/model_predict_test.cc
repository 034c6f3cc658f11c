// The most probable category, of known and unknown people and emotions.
#include "models/model_predict.h"

#include <gtest/gtest.h>

#include "models/model_probability.h"
#include "models/model_recommend.h"
#include "models/model_train.h"
#include "support/call.h"
#include "support/models.h"

namespace synth::models {
namespace {

using namespace synth::testing;

static_assert(IsScalar<ModelPredict>);

constexpr int kMoment = 1'700'000'000;

TEST(ModelPredict, NullModelEmotionOrTimestampGivesNull) {
  TestHost host;
  EXPECT_TRUE(is_null(call<ModelPredict>(host, nullptr, "happy", kMoment)));
  EXPECT_TRUE(is_null(call<ModelPredict>(host, small_model(), nullptr, kMoment)));
  host.next_statement();
  EXPECT_TRUE(is_null(call<ModelPredict>(host, small_model(), "happy", nullptr)));
}

TEST(ModelPredict, IsTheFirstRecommendation) {
  TestHost host;
  const auto table = open<ModelRecommend>(host, small_model(), "happy", kMoment, "Person 1", "Paris", 3);
  EXPECT_EQ(table.size(), 3U);
  const Result best = call<ModelPredict>(host, small_model(), "happy", kMoment, "Person 1", "Paris");
  EXPECT_EQ(cell(table, 0, 1).as_bytes(), std::get<std::string>(best));
  EXPECT_GE(cell(table, 0, 3).as_real(), cell(table, 1, 3).as_real());
  const Result p =
      call<ModelProbability>(host, small_model(), std::get<std::string>(best), "happy", kMoment, "Person 1", "Paris");
  EXPECT_EQ(std::get<Value>(p).as_real(), cell(table, 0, 3).as_real());
}

TEST(ModelPredict, ANullAndAnUnseenNameAreTheSamePerson) {
  TestHost host;
  const auto p = [&](auto name) {
    return std::get<Value>(call<ModelProbability>(host, small_model(), "10", "happy", kMoment, name)).as_real();
  };
  EXPECT_EQ(p(nullptr), p("Nobody"));
  EXPECT_NE(p(nullptr), p("Person 0"));
}

TEST(ModelPredict, AnUnseenEmotionNamesTheKnownOnes) {
  TestHost host;
  EXPECT_NE(error_of([&] { call<ModelPredict>(host, small_model(), "hapy", kMoment); }).find("did you mean 'happy'?"),
            std::string::npos);
}

TEST(ModelPredict, AnUnseenEmotionIsTheAverageWhereTheModelSaysSo) {
  TestHost host;
  ModelTrain group;
  for (int i = 0; i < 30; ++i)
    step(group, host, i % 3, i % 2 == 0 ? "happy" : "sad", kMoment + 977 * i, nullptr, nullptr,
         "{\"unknown_emotion\": \"average\", \"epochs\": 2}");
  const Blob model = std::get<Blob>(group.finish(host));
  const auto p = [&](const char* emotion) {
    return std::get<Value>(call<ModelProbability>(host, model, 1, emotion, kMoment)).as_real();
  };
  EXPECT_NEAR(p("puzzled"), (p("happy") + p("sad")) / 2, 1e-12);
}

}  // namespace
}  // namespace synth::models
