// What model_train takes and refuses.
#include "fn/model_train.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "fn/model_info.h"
#include "support/call.h"
#include "support/models.h"

namespace synth::fn {
namespace {

using namespace synth::testing;

static_assert(IsAggregate<ModelTrain>);

constexpr int kMoment = 1'700'000'000;

TEST(ModelTrain, NoRowsWithAllThreeGiveNull) {
  TestHost host;
  ModelTrain group;
  for (int i = 0; i < 20; ++i) step(group, host, nullptr, "happy", kMoment);
  EXPECT_TRUE(is_null(group.finish(host)));
}

TEST(ModelTrain, OneToNineRowsAreAnErrorOrNull) {
  TestHost host;
  ModelTrain few, asked;
  for (int i = 0; i < 9; ++i) {
    step(few, host, "23", "happy", kMoment + i);
    step(asked, host, "23", "happy", kMoment + i, nullptr, nullptr, "{\"min_rows\": 10}");
  }
  EXPECT_NE(error_of([&] { few.finish(host); }).find("at least 10 rows"), std::string::npos);
  EXPECT_TRUE(is_null(asked.finish(host)));
}

TEST(ModelTrain, SkippedRowsAreCountedAndNumbersAreTexts) {
  TestHost host;
  ModelTrain group;
  for (int i = 0; i < 20; ++i) {
    if (i % 2 == 0)
      step(group, host, 23, "happy", kMoment + i);
    else
      step(group, host, "23", "sad", kMoment + i + 0.75);
  }
  step(group, host, "23", nullptr, kMoment);
  const Blob model = std::get<Blob>(group.finish(host));
  const std::string info = std::get<std::string>(call<ModelInfo>(host, model));
  EXPECT_NE(info.find("\"rows\": 20, \"skipped\": 1"), std::string::npos) << info;
  EXPECT_NE(info.find("\"labels\": [\"1\", \"10\", \"15\""), std::string::npos) << info;
}

// What each option does is tested with the network; here, that it gets there, and is told.
TEST(ModelTrain, OptionsReachTheNetworkAndTheModelTellsThem) {
  TestHost host;
  ModelTrain group;
  for (int i = 0; i < 20; ++i)
    step(group, host, i % 2 == 0 ? "a \"b\\c" : "23", "happy", kMoment + 3600 * i, nullptr, nullptr,
         R"({"batch": 7, "calibrate": false, "epochs": 2, "hidden": [3, 2], "l2": 0.5, "labels": ["10"],
             "learning_rate": 0.01, "max_seconds": 1000, "min_rows": 5, "patience": 3, "progress": false, "refit": false,
             "seed": -4, "threads": 1, "unknown_emotion": "average", "validation": 0.3, "validation_by": "random"})");
  const Json info = host.parse_json(std::get<std::string>(call<ModelInfo>(host, std::get<Blob>(group.finish(host)))));
  const Json& told = *info.find("options");
  EXPECT_EQ(told.find("batch")->integer, 7);
  EXPECT_FALSE(told.find("calibrate")->boolean);
  EXPECT_EQ(told.find("epochs")->integer, 2);
  EXPECT_EQ(told.find("l2")->real, 0.5);
  EXPECT_EQ(told.find("learning_rate")->real, 0.01);
  EXPECT_EQ(told.find("min_rows")->integer, 5);
  EXPECT_EQ(told.find("patience")->integer, 3);
  EXPECT_FALSE(told.find("refit")->boolean);
  EXPECT_EQ(told.find("unknown_emotion")->text, "average");
  EXPECT_EQ(told.find("validation")->real, 0.3);
  EXPECT_EQ(told.find("validation_by")->text, "random");
  EXPECT_EQ(info.find("seed")->integer, -4);
  EXPECT_EQ(info.find("architecture")->find("hidden")->children.size(), 2U);
  const std::vector<Json>& labels = info.find("labels")->children;
  ASSERT_EQ(labels.size(), 3U);
  EXPECT_TRUE(std::ranges::any_of(labels, [](const Json& label) { return label.text == "a \"b\\c"; }));
  EXPECT_TRUE(std::ranges::any_of(labels, [](const Json& label) { return label.text == "10"; }));
}

TEST(ModelTrain, OptionsOutOfRangeAreRefusedByName) {
  TestHost host;
  const auto error = [&](const char* options) {
    ModelTrain group;
    return error_of([&] { step(group, host, "23", "happy", kMoment, nullptr, nullptr, options); });
  };
  EXPECT_EQ(error("{\"l2\": -1}"), "option \"l2\" must be a number between 0 and 1000000, not -1");
  EXPECT_EQ(error("{\"learning_rate\": 0}"), "option \"learning_rate\" must be a number above 0 and at most 1, not 0");
  EXPECT_EQ(error("{\"patience\": 2.5}"), "option \"patience\" must be an integer between 1 and 10000, not 2.5");
  EXPECT_EQ(error("{\"validation\": \"a\"}"), "option \"validation\" must be a number between 0 and 0.9, not 'a'");
}

TEST(ModelTrain, WrongArgumentsAreRefusedWithAHint) {
  TestHost host;
  const auto error = [&](auto... given) {
    ModelTrain group;
    return error_of([&] { step(group, host, given...); });
  };
  EXPECT_EQ(error("23", "happy", "2024-01-01"),
            "timestamp must be unix seconds (unixepoch() makes them of a date in text), not '2024-01-01'");
  EXPECT_EQ(error("23", "happy", 1.7e12),
            "timestamp must be unix seconds up to the year 9999 (milliseconds are to be divided by 1000), not "
            "1700000000000");
  EXPECT_EQ(error("23", "happy", Blob{"now"}), "timestamp must be unix seconds, not a BLOB of 3 bytes");
  EXPECT_EQ(error("23", 5, kMoment), "emotion must be text, not 5");
  EXPECT_EQ(error(2.5, "happy", kMoment), "video_category must be text or an integer, not 2.5");
  EXPECT_NE(error("23", "happy", kMoment, "{\"epochs\": 3}").find("name must be text or NULL, not JSON"),
            std::string::npos);
  EXPECT_NE(error("23", "happy", kMoment, nullptr, "{\"epochs\": 3}").find("city must be text or NULL, not JSON"),
            std::string::npos);
  EXPECT_EQ(error("23", "happy", kMoment, nullptr, nullptr, "{\"epoch\": 3}"),
            "unknown option 'epoch'; did you mean 'epochs'?");
  EXPECT_EQ(error("23", "happy", kMoment, nullptr, nullptr, "{\"epochs\": 0}"),
            "option \"epochs\" must be an integer between 1 and 10000, not 0");
  EXPECT_EQ(error("23", "happy", kMoment, nullptr, nullptr, "{\"hidden\": [0]}"),
            "option \"hidden\" must be an array of at most 8 integers between 1 and 1024, not an array");
  EXPECT_NE(error("23", "happy", kMoment, nullptr, nullptr, "[1]").find("options must be a JSON object"),
            std::string::npos);
}

}  // namespace
}  // namespace synth::fn
