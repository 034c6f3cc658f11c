#include <gtest/gtest.h>

#include <filesystem>

#include "fn/all.h"
#include "support/call.h"
#include "support/models.h"

namespace synth::fn {
namespace {

using namespace synth::testing;

static_assert(IsAggregate<ModelTrain> && IsAggregate<ModelUpdate> && IsAggregate<ModelEvaluate> &&
              IsAggregate<ModelConfusion>);
static_assert(IsScalar<ModelPredict> && IsScalar<ModelProbability> && IsScalar<ModelInfo> && IsScalar<ModelSave> &&
              IsScalar<ModelLoad> && IsScalar<ModelSaveSvg>);
static_assert(IsTable<ModelRecommend> && IsTable<ModelHistory>);

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

TEST(ModelProbability, AnotherLabelIsAnError) {
  TestHost host;
  EXPECT_NE(error_of([&] {
              call<ModelProbability>(host, small_model(), "99", "happy", kMoment);
            }).find("unknown video_category '99'"),
            std::string::npos);
}

TEST(ModelEvaluate, AgreesWithTheProbabilities) {
  TestHost host;
  const ClickWorld world(5, 1);
  ModelEvaluate group;
  ModelConfusion confusion;
  double loss = 0;
  for (const auto& row : clicks(world, 0, 100, 400)) {
    const std::string label = ClickWorld::label_of(row), name = ClickWorld::name_of(row.person);
    const char* emotion = ClickWorld::kEmotionNames[static_cast<std::size_t>(row.emotion)];
    step(group, host, small_model(), label, emotion, row.timestamp, name);
    step(confusion, host, small_model(), label, emotion, row.timestamp, name);
    loss -= std::log(
        std::get<Value>(call<ModelProbability>(host, small_model(), label, emotion, row.timestamp, name)).as_real());
  }
  const Json json = host.parse_json(std::get<std::string>(group.finish(host)));
  EXPECT_EQ(json.find("rows")->integer, 100);
  EXPECT_NEAR(json.find("log_loss")->real, loss / 100, 1e-8);
  double right = 0, all = 0;
  for (const Json& pair : host.parse_json(std::get<std::string>(confusion.finish(host))).children) {
    all += pair.find("count")->real;
    if (pair.find("actual")->text == pair.find("predicted")->text) right += pair.find("count")->real;
  }
  EXPECT_EQ(all, 100);
  EXPECT_NEAR(json.find("accuracy")->real, right / 100, 1e-9);
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

TEST(ModelHistory, HasOneRowForEachEpoch) {
  TestHost host;
  const auto table = open<ModelHistory>(host, small_model());
  EXPECT_EQ(table.size(), 3U);
  EXPECT_EQ(cell(table, 2, 0).as_integer(), 3);
  EXPECT_GT(cell(table, 2, 2).as_real(), 0);
  EXPECT_EQ(open<ModelHistory>(host, nullptr).size(), 0U);
}

TEST(ModelSave, WhatIsSavedComesBack) {
  TestHost host;
  const auto folder = std::filesystem::temp_directory_path() / "synth_model_save_test";
  std::filesystem::remove_all(folder);
  const std::string path = (folder / "a" / "b.model").string();
  EXPECT_EQ(std::get<Value>(call<ModelSave>(host, small_model(), path)).as_integer(),
            static_cast<std::int64_t>(small_model().bytes.size()));
  EXPECT_EQ(std::get<Blob>(call<ModelLoad>(host, path)).bytes, small_model().bytes);
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder / "a"), {}), 1) << "something is left beside it";
  EXPECT_NE(error_of([&] { call<ModelLoad>(host, folder.string()); }).find("it is a folder"), std::string::npos);
  EXPECT_NE(error_of([&] { call<ModelSave>(host, small_model(), folder.string()); }).find("it is a folder"),
            std::string::npos);
  EXPECT_NE(error_of([&] { call<ModelLoad>(host, path + "x"); }).find(path + "x"), std::string::npos);
  EXPECT_EQ(error_of([&] { call<ModelSave>(host, small_model(), std::string("a\0b", 3)); }),
            "path must hold no NUL byte");
  EXPECT_GT(std::get<Value>(call<ModelSaveSvg>(host, small_model(), (folder / "h.svg").string())).as_integer(), 1000);
  std::filesystem::remove_all(folder);
}

TEST(ModelSave, ADamagedModelIsNotWritten) {
  TestHost host;
  Blob damaged{small_model().bytes};
  damaged.bytes[100] = static_cast<char>(damaged.bytes[100] ^ 4);
  const auto path = std::filesystem::temp_directory_path() / "synth_damaged.model";
  EXPECT_NE(error_of([&] { call<ModelSave>(host, damaged, path.string()); }).find("model is damaged"),
            std::string::npos);
  EXPECT_FALSE(std::filesystem::exists(path));
}

TEST(ModelCache, AFlippedBitIsRefusedAlthoughTheGoodModelIsCached) {
  TestHost host;
  host.keeps = false;
  call<ModelPredict>(host, small_model(), "happy", kMoment);
  Blob damaged{small_model().bytes};
  damaged.bytes[damaged.bytes.size() / 2] ^= 1;
  EXPECT_NE(error_of([&] { call<ModelPredict>(host, damaged, "happy", kMoment); }), "");
}

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

TEST(ModelUpdate, ANullModelGivesNull) {
  TestHost host;
  ModelUpdate group;
  step(group, host, nullptr, "23", "happy", kMoment);
  EXPECT_TRUE(is_null(group.finish(host)));
}

}  // namespace
}  // namespace synth::fn
