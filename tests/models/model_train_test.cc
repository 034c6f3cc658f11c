// What model_train accepts and refuses.
#include "models/model_train.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "models/model_evaluate.h"
#include "models/model_info.h"
#include "support/call.h"
#include "support/models.h"

namespace synth::models {
namespace {

using namespace synth::testing;

static_assert(IsAggregate<ModelTrain>);

constexpr int kMoment = 1'700'000'000;

TEST(ModelTrain, NoRowAtAllGivesNull) {
  TestHost host;
  ModelTrain group;
  EXPECT_TRUE(is_null(group.finish(host)));
}

// Three hundred rows without a time once silently gave NULL.
TEST(ModelTrain, TooFewUsableRowsAreAnErrorThatSaysWhatWasSkippedAndWhy) {
  TestHost host;
  ModelTrain none, few;
  for (int i = 0; i < 300; ++i) step(none, host, "23", "happy", nullptr);
  EXPECT_EQ(error_of([&] { none.finish(host); }),
            "at least 10 rows with a category, an emotion and a timestamp are needed, not 0; of 300 rows 300 were "
            "skipped: 300 with a NULL timestamp (the option \"min_rows\" sets another floor)");
  for (int i = 0; i < 4; ++i) {
    step(few, host, "23", "happy", kMoment + i);
    step(few, host, nullptr, nullptr, kMoment);
    step(few, host, "23", nullptr, nullptr);
  }
  step(few, host, "23", "happy", nullptr);
  EXPECT_EQ(error_of([&] { few.finish(host); }),
            "at least 10 rows with a category, an emotion and a timestamp are needed, not 4; of 13 rows 9 were "
            "skipped: 4 with a NULL video_category, 4 with a NULL emotion, 1 with a NULL timestamp (the option "
            "\"min_rows\" sets another floor)");
}

TEST(ModelTrain, TheOptionMinRowsSetsAnotherMinimum) {
  TestHost host;
  ModelTrain few, allowed, more;
  for (int i = 0; i < 9; ++i) {
    step(few, host, "23", "happy", kMoment + i);
    step(allowed, host, "23", "happy", kMoment + i, nullptr, nullptr, "{\"min_rows\": 9, \"epochs\": 1}");
    step(more, host, "23", "happy", kMoment + i, nullptr, nullptr, "{\"min_rows\": 20}");
  }
  EXPECT_NE(error_of([&] { few.finish(host); }).find("at least 10 rows"), std::string::npos);
  EXPECT_TRUE(std::holds_alternative<Blob>(allowed.finish(host)));
  EXPECT_NE(error_of([&] { more.finish(host); }).find("at least 20 rows"), std::string::npos);
}

// Real tables often have numbers for users and codes for emotions.
TEST(ModelTrain, IntegersAreTakenAsTheirTextsAndOtherNumbersAreRefused) {
  TestHost host;
  const auto trained = [&](const auto& emotion, const auto& name, const auto& city) {
    ModelTrain group;
    for (int i = 0; i < 20; ++i)
      step(group, host, "23", emotion, kMoment + i, name, city, "{\"epochs\": 1, \"threads\": 1}");
    return std::get<Blob>(group.finish(host)).bytes;
  };
  EXPECT_EQ(trained(3, 4711, 12), trained("3", "4711", "12"));
  EXPECT_EQ(trained(INT64_MIN, -1, 0), trained("-9223372036854775808", "-1", "0"));
  const auto refusal = [&](const auto& category, const auto& emotion, const auto& name, const auto& city) {
    ModelTrain group;
    return error_of([&] { step(group, host, category, emotion, kMoment, name, city); });
  };
  EXPECT_EQ(refusal("23", 1.5, nullptr, nullptr),
            "emotion must be text or an integer (convert a REAL with CAST(x AS TEXT) or CAST(x AS INTEGER)), not 1.5");
  EXPECT_EQ(refusal("23", "happy", 7.0, nullptr),
            "name must be text or an integer (convert a REAL with CAST(x AS TEXT) or CAST(x AS INTEGER)), not 7");
  EXPECT_EQ(refusal("23", "happy", Blob{std::string(8, '\1')}, nullptr),
            "name must be text or an integer (convert a BLOB with CAST(x AS TEXT); a NumPy integer arrives as a BLOB: "
            "pass int(x)), not a BLOB of 8 bytes");
  EXPECT_NE(refusal("23", "happy", nullptr, Blob{"x"}).find("city must be text or an integer"), std::string::npos);
  EXPECT_NE(refusal(Blob{"x"}, "happy", nullptr, nullptr).find("pass int(x)"), std::string::npos);
  EXPECT_NE(refusal(1.5, "happy", nullptr, nullptr).find("CAST(x AS INTEGER)"), std::string::npos);
  EXPECT_EQ(refusal(23.0, "happy", 1, 2), "");
}

TEST(ModelTrain, TimesThatAreNotUnixSecondsGetAHint) {
  TestHost host;
  const auto refusal = [&](const auto& moment) {
    ModelTrain group;
    return error_of([&] { step(group, host, "23", "happy", moment); });
  };
  const std::string julian = "timestamp must be unix seconds (unixepoch(x) converts a julian day), not ";
  EXPECT_EQ(refusal(2460000.5), julian + "2460000.5");
  EXPECT_EQ(refusal(2460000.0), julian + "2460000");
  EXPECT_EQ(refusal("2460000.5"), julian + "'2460000.5'");
  EXPECT_EQ(refusal(2460000), "") << "an INTEGER is seconds";
  EXPECT_EQ(refusal(1'700'000'000.25), "");
  const std::string far = "timestamp must be unix seconds up to the year 9999 (";
  EXPECT_EQ(refusal(std::int64_t{1'700'000'000'123}), far + "divide milliseconds by 1000), not 1700000000123");
  EXPECT_EQ(refusal(std::int64_t{1'700'000'000'123'456}),
            far + "divide microseconds by 1000000), not 1700000000123456");
  EXPECT_EQ(refusal("1700000000123456789"), far + "divide nanoseconds by 1000000000), not '1700000000123456789'");
  EXPECT_EQ(refusal(-1e14), far + "divide milliseconds by 1000), not -100000000000000");
  EXPECT_EQ(refusal(-1e11), "timestamp must be unix seconds of the years 0 to 9999, not -100000000000");
  EXPECT_NE(refusal("2024-05-01").find("unixepoch() converts a date in text"), std::string::npos);
  EXPECT_NE(refusal(Blob{"12345678"}).find("pass int(x)"), std::string::npos);
}

// Reading, sorting and the work after the last epoch once showed no progress for minutes.
TEST(ModelTrain, ProgressShowsEveryPhase) {
  TestHost host;
  ModelTrain group;
  const char* options = "{\"epochs\": 3, \"threads\": 1, \"progress\": true}";
  for (int i = 0; i < 5000; ++i)
    step(group, host, i % 3 == 0 ? "10" : "23", i % 2 == 0 ? "happy" : "sad", kMoment + 900 * i, nullptr, nullptr,
         options);
  EXPECT_FALSE(host.lines.empty());
  EXPECT_TRUE(host.lines.at(0).starts_with("reading: 4096 rows, ")) << host.lines.at(0);
  group.finish(host);
  std::size_t at = 0;
  for (const char* phase :
       {"reading: 4096", "sorting 5000 rows", "looking whether the law moves", "gathering equal rows",
        "counting the categories of 5000 rows", "looking whether weekdays and cities matter", "epoch 1 of 3",
        "epoch 3 of 3  train loss", "looking for what inputs say together", "counting the categories of all",
        "fitting the temperature", "measuring", "learning from the held-out rows too, pass 1 of 4", "pass 4 of 4",
        "writing the model"}) {
    while (at < host.lines.size() && host.lines[at].find(phase) == std::string::npos) ++at;
    EXPECT_LT(at, host.lines.size()) << phase;
  }
  host.lines.clear();
  ModelTrain silent;
  for (int i = 0; i < 5000; ++i) step(silent, host, "10", "happy", kMoment + i);
  silent.finish(host);
  EXPECT_TRUE(host.lines.empty());
}

// The time limit counts from the first row: here it is over before training begins.
TEST(ModelTrain, NoMeasurementsAreShownForAModelWithoutAnEpoch) {
  TestHost host;
  ModelTrain group;
  for (int i = 0; i < 40; ++i)
    step(group, host, "10", "happy", kMoment + 3600 * i, nullptr, nullptr, "{\"max_seconds\": 1e-9, \"threads\": 1}");
  const Blob model = std::get<Blob>(group.finish(host));
  const Json info = read_json(std::get<std::string>(call<ModelInfo>(host, model)));
  const Json& metrics = *info.find("metrics");
  EXPECT_EQ(metrics.find("epochs")->integer, 0);
  for (const char* key : {"train_loss", "train_accuracy", "validation_loss", "validation_accuracy"})
    EXPECT_EQ(metrics.find(key)->type, Json::Type::kNull) << key;
  EXPECT_EQ(metrics.find("measured")->text,
            "nothing: its time ran out before the first epoch, so the network is not trained");
  ModelEvaluate evaluation;
  step(evaluation, host, model, "10", "happy", kMoment);
  EXPECT_FALSE(read_json(std::get<std::string>(evaluation.finish(host))).find("trained")->boolean);
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
  EXPECT_NE(info.find("\"rows\": 20, \"rows_trained\": 20, \"rows_waiting\": 0, \"skipped\": 1"), std::string::npos)
      << info;
  EXPECT_NE(info.find("\"labels\": [\"1\", \"10\", \"15\""), std::string::npos) << info;
}

// What each option does is tested with the network. This tests that it gets there and is shown.
TEST(ModelTrain, OptionsReachTheNetworkAndModelInfoShowsThem) {
  TestHost host;
  ModelTrain group;
  for (int i = 0; i < 20; ++i)
    step(group, host, i % 2 == 0 ? "a \"b\\c" : "23", "happy", kMoment + 3600 * i, nullptr, nullptr,
         R"({"batch": 7, "calibrate": false, "epochs": 2, "half_life": 30, "hidden": [3, 2],
             "keep_rows": false, "l2": 0.5, "labels": ["10"],
             "learning_rate": 0.01, "max_seconds": 1000, "min_rows": 5, "patience": 3, "progress": false, "refit": false,
             "seed": -4, "threads": 1, "unknown_emotion": "average", "validation": 0.3, "validation_by": "random"})");
  const Json info = read_json(std::get<std::string>(call<ModelInfo>(host, std::get<Blob>(group.finish(host)))));
  const Json& told = *info.find("options");
  EXPECT_EQ(told.find("batch")->integer, 7);
  EXPECT_FALSE(told.find("calibrate")->boolean);
  EXPECT_EQ(told.find("epochs")->integer, 2);
  EXPECT_EQ(told.find("half_life")->real, 30);
  EXPECT_EQ(info.find("half_life")->real, 30);
  EXPECT_FALSE(told.find("keep_rows")->boolean);
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
  EXPECT_EQ(error("{\"l2\": -1}"), "option \"l2\" must be between 0 and 1000000, not -1");
  EXPECT_EQ(error("{\"learning_rate\": 0}"), "option \"learning_rate\" must be more than 0 and at most 1, not 0");
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
            "timestamp must be unix seconds (unixepoch() converts a date in text), not '2024-01-01'");
  EXPECT_EQ(error("23", "happy", 1.7e12),
            "timestamp must be unix seconds up to the year 9999 (divide milliseconds by 1000), not "
            "1700000000000");
  EXPECT_EQ(error("23", "happy", Blob{"now"}),
            "timestamp must be unix seconds (a NumPy integer arrives as a BLOB: pass int(x)), not a BLOB of 3 bytes");
  EXPECT_NE(error("23", "happy", kMoment, "{\"epochs\": 3}").find("name must be text or NULL, not JSON"),
            std::string::npos);
  EXPECT_NE(error("23", "happy", kMoment, nullptr, "{\"epochs\": 3}").find("city must be text or NULL, not JSON"),
            std::string::npos);
  EXPECT_EQ(error("23", "happy", kMoment, nullptr, nullptr, "{\"epoch\": 3}"),
            "unknown option 'epoch'; did you mean 'epochs'?");
  EXPECT_EQ(error("23", "happy", kMoment, nullptr, nullptr, "{\"epochs\": 0}"),
            "option \"epochs\" must be between 1 and 10000, not 0");
  for (const char* value : {"0", "-1", "1e7", "true", "\"never\"", "[]"})
    EXPECT_NE(
        error("23", "happy", kMoment, nullptr, nullptr, ("{\"half_life\": " + std::string(value) + "}").c_str())
            .find("option \"half_life\" must be a number of days above 0 and at most 1000000, \"auto\" or null, not"),
        std::string::npos)
        << value;
  EXPECT_EQ(error("23", "happy", kMoment, nullptr, nullptr, "{\"hidden\": [0]}"),
            "option \"hidden\"[0] must be between 1 and 1024, not 0");
  EXPECT_NE(error("23", "happy", kMoment, nullptr, nullptr, "[1]").find("options must be a JSON object"),
            std::string::npos);
}

}  // namespace
}  // namespace synth::models
