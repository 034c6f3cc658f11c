// What model_info shows.
#include "models/model_info.h"

#include <gtest/gtest.h>

#include "support/call.h"
#include "support/models.h"

namespace synth::models {
namespace {

using namespace synth::testing;

static_assert(IsScalar<ModelInfo>);

TEST(ModelInfo, IsJsonWithOptionsRowsAndLabels) {
  TestHost host;
  const Json json = read_json(std::get<std::string>(call<ModelInfo>(host, small_model())));
  EXPECT_EQ(json.find("rows")->integer, 400);
  EXPECT_EQ(json.find("skipped")->integer, 0);
  EXPECT_EQ(json.find("training_rows")->integer + json.find("validation_rows")->integer, 400);
  EXPECT_EQ(json.find("options")->find("epochs")->integer, 3);
  EXPECT_EQ(json.find("labels")->children.size(), std::size_t{ClickWorld::kLabels});
  EXPECT_EQ(json.find("updates")->integer, 0);
  EXPECT_EQ(json.find("based_on")->type, Json::Type::kNull);
}

TEST(ModelInfo, OfNullIsNull) {
  TestHost host;
  EXPECT_TRUE(is_null(call<ModelInfo>(host, nullptr)));
}

}  // namespace
}  // namespace synth::models
