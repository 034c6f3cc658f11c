// One probability for each category of the model.
#include "models/model_probability.h"

#include <gtest/gtest.h>

#include "support/call.h"
#include "support/models.h"

namespace synth::models {
namespace {

using namespace synth::testing;

static_assert(IsScalar<ModelProbability>);

constexpr int kMoment = 1'700'000'000;

TEST(ModelProbability, AnotherLabelIsAnError) {
  TestHost host;
  EXPECT_NE(error_of([&] {
              call<ModelProbability>(host, small_model(), "99", "happy", kMoment);
            }).find("unknown video_category '99'"),
            std::string::npos);
}

TEST(ModelProbability, AGenreIsNotALabelButTheErrorNamesItsId) {
  TestHost host;
  EXPECT_EQ(error_of([&] { call<ModelProbability>(host, small_model(), "Music", "happy", kMoment); }),
            "video_category must be an id, not 'Music': that is '10'");
  EXPECT_EQ(error_of([&] { call<ModelProbability>(host, small_model(), "musik", "happy", kMoment); }),
            "video_category must be an id, not 'musik'; did you mean '10', Music?");
}

TEST(ModelProbability, OverAllCategoriesSumsToOne) {
  TestHost host;
  double sum = 0;
  for (const int id : ClickWorld::kIds) {
    const Result p = call<ModelProbability>(host, small_model(), id, "sad", kMoment, "Person 2", "Paris");
    EXPECT_GT(std::get<Value>(p).as_real(), 0);
    sum += std::get<Value>(p).as_real();
  }
  EXPECT_NEAR(sum, 1, 1e-12);
}

}  // namespace
}  // namespace synth::models
