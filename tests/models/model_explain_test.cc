// model_explain, model_explanation and model_prompt on a trained model.
#include "models/model_explain.h"

#include <gtest/gtest.h>

#include <cmath>

#include "models/model_explanation.h"
#include "models/model_probability.h"
#include "models/model_prompt.h"
#include "models/model_recommend.h"
#include "models/model_train.h"
#include "support/models.h"
#include "support/text.h"

namespace synth::models {
namespace {

using namespace synth::testing;

static_assert(IsTable<ModelExplain> && IsScalar<ModelExplanation>);

constexpr int kMoment = 1'700'000'000;  // a Tuesday, 22:13 UTC

double contribution(const ModelExplain& table, nn::Feature feature) {
  return cell(table, static_cast<std::uint64_t>(feature), 2).as_real();
}

TEST(ModelExplain, SumsToTheLogOddsOfModelProbability) {
  TestHost host;
  for (const char* label : {"10", "23", "27"})
    for (const char* name : {"Person 0", "Person 3", "Nobody"}) {
      const auto table = open<ModelExplain>(host, small_model(), label, "sad", kMoment, name, "Paris");
      ASSERT_EQ(table.size(), 5U);
      double sum = cell(table, 0, 3).as_real();
      for (std::uint64_t i = 0; i < table.size(); ++i) sum += cell(table, i, 2).as_real();
      const double p =
          std::get<Value>(call<ModelProbability>(host, small_model(), label, "sad", kMoment, name, "Paris")).as_real();
      EXPECT_NEAR(sum, std::log(p / (1 - p)), 1e-5);
      EXPECT_NEAR(cell(table, 0, 4).as_real(), std::log(p / (1 - p)), 1e-9);
    }
}

TEST(ModelExplain, ShowsTheFeaturesWithLocalHourAndWeekday) {
  TestHost host;
  const auto row = [&](const ModelExplain& table) {
    std::string text;
    for (std::uint64_t i = 0; i < table.size(); ++i) {
      const Value value = cell(table, i, 1);
      text += std::string(cell(table, i, 0).as_bytes()) + "=" +
              (value.is_null()                         ? "NULL"
               : value.type() == Value::Type::kInteger ? std::to_string(value.as_integer())
                                                       : std::string(value.as_bytes())) +
              " ";
    }
    return text;
  };
  EXPECT_EQ(row(open<ModelExplain>(host, small_model(), 10, "happy", kMoment, "Person 1", "Paris")),
            "person=Person 1 emotion=happy hour=23 weekday=Tuesday place=Paris ");
  EXPECT_EQ(row(open<ModelExplain>(host, small_model(), 10, "happy", kMoment, nullptr, "Tokyo")),
            "person=NULL emotion=happy hour=7 weekday=Wednesday place=Tokyo ");
  EXPECT_EQ(row(open<ModelExplain>(host, small_model(), 10, nullptr, nullptr)),
            "person=NULL emotion=NULL hour=NULL weekday=NULL place=NULL ");
}

TEST(ModelExplain, WhatIsMissingOrUnknownContributesNothing) {
  TestHost host;
  const auto none = open<ModelExplain>(host, small_model(), "10", nullptr, nullptr, nullptr, nullptr);
  for (std::uint64_t i = 0; i < 5; ++i) EXPECT_EQ(cell(none, i, 2).as_real(), 0);
  EXPECT_EQ(cell(none, 0, 3).as_real(), cell(none, 0, 4).as_real());
  const auto unknown = open<ModelExplain>(host, small_model(), "10", "happy", kMoment, "Nobody", "Atlantis");
  EXPECT_EQ(contribution(unknown, nn::Feature::kPerson), 0);
  EXPECT_EQ(contribution(unknown, nn::Feature::kPlace), 0);
  EXPECT_NE(contribution(unknown, nn::Feature::kEmotion), 0);
  EXPECT_EQ(open<ModelExplain>(host, nullptr, "10", "happy", kMoment).size(), 0U);
  EXPECT_EQ(open<ModelExplain>(host, small_model(), nullptr, "happy", kMoment).size(), 0U);
}

TEST(ModelExplain, RefusesWhatTheModelDoesNotKnow) {
  TestHost host;
  EXPECT_NE(
      error_of([&] { open<ModelExplain>(host, small_model(), "99", "happy", kMoment); }).find("unknown video_cat"),
      std::string::npos);
  EXPECT_NE(error_of([&] { open<ModelExplain>(host, small_model(), "10", "hapy", kMoment); }).find("'happy'"),
            std::string::npos);
  EXPECT_NE(error_of([&] { open<ModelExplain>(host, small_model(), "10", 5, kMoment); }).find("unknown emotion '5'"),
            std::string::npos);
  EXPECT_NE(error_of([&] {
              open<ModelExplain>(host, small_model(), "10", 5.5, kMoment);
            }).find("emotion must be text or an integer"),
            std::string::npos);
  EXPECT_NE(error_of([&] { open<ModelExplain>(host, small_model(), "10", "happy", "now"); }).find("unixepoch()"),
            std::string::npos);
}

// The values of integers were once copied as if they were texts.
TEST(ModelExplain, IntegersAreTakenAsTheirTexts) {
  TestHost host;
  ModelTrain group;
  for (int i = 0; i < 200; ++i) step(group, host, i % 5 % 3, i % 2, kMoment + 900 * i, i % 5, i % 4);
  const Blob model = std::get<Blob>(group.finish(host));
  const auto table = open<ModelExplain>(host, model, 1, 1, kMoment, 3, 2);
  EXPECT_EQ(cell(table, 0, 1).as_bytes(), "3");
  EXPECT_EQ(cell(table, 1, 1).as_bytes(), "1");
  EXPECT_EQ(cell(table, 4, 1).as_bytes(), "2");
  EXPECT_EQ(contribution(table, nn::Feature::kPerson),
            contribution(open<ModelExplain>(host, model, "1", "1", kMoment, "3", "2"), nn::Feature::kPerson));
  EXPECT_NE(contribution(table, nn::Feature::kPerson), 0);
  EXPECT_EQ(std::get<std::string>(call<ModelExplanation>(host, model, 1, 1, kMoment, 3, 2)),
            std::get<std::string>(call<ModelExplanation>(host, model, "1", "1", kMoment, "3", "2")));
  EXPECT_NE(std::get<std::string>(call<ModelPrompt>(host, model, 1, 1, kMoment, 3, 2)).find("I feel \"1\""),
            std::string::npos);
  EXPECT_EQ(std::get<Value>(call<ModelProbability>(host, model, 1, 1, kMoment, 3, 2)).as_real(),
            std::get<Value>(call<ModelProbability>(host, model, "1", "1", kMoment, "3", "2")).as_real());
  EXPECT_EQ(cell(open<ModelRecommend>(host, model, 1, kMoment, 3, 2, 1), 0, 3).as_real(),
            cell(open<ModelRecommend>(host, model, "1", kMoment, "3", "2", 1), 0, 3).as_real());
}

TEST(ModelExplanation, IsNeverEmptyAndAlwaysTheSame) {
  const auto all = [](TestHost& host) {
    std::vector<std::string> texts;
    for (const auto& row : clicks(ClickWorld(5, 1), 0, 400, 400)) {
      texts.push_back(std::get<std::string>(call<ModelExplanation>(
          host, small_model(), ClickWorld::label_of(row),
          ClickWorld::kEmotionNames[static_cast<std::size_t>(row.emotion)], row.timestamp,
          ClickWorld::name_of(row.person), ClickWorld::kCityNames[static_cast<std::size_t>(row.city)])));
      EXPECT_FALSE(texts.back().empty());
    }
    return texts;
  };
  TestHost first, second;
  const std::vector<std::string> texts = all(first);
  EXPECT_EQ(all(first), texts) << "from the memo";
  EXPECT_EQ(all(second), texts);
}

TEST(ModelExplanation, AnotherModelHasItsOwnSentences) {
  TestHost host;
  host.keeps = false;
  const ClickWorld world(5, 2);
  const Blob other{nn::to_bytes(train_on(clicks(world, 0, 400, 400), quick()))};
  const auto text = [&](const Blob& model, int hour) {
    return std::get<std::string>(call<ModelExplanation>(host, model, "10", "happy", kMoment + 3600 * hour, "Person 0"));
  };
  std::vector<std::string> alone, mixed;
  for (int hour = 0; hour < 100; ++hour) alone.push_back(text(small_model(), hour));
  for (int hour = 0; hour < 100; ++hour) {
    text(other, hour);
    mixed.push_back(text(small_model(), hour));
  }
  EXPECT_EQ(mixed, alone);
}

TEST(ModelExplanation, AnUnknownPersonTendsToNothing) {
  TestHost host;
  for (const char* label : {"1", "2", "10", "15", "17", "19", "20", "22", "23", "24", "25", "26", "27", "28", "29"})
    for (int hour = 0; hour < 168; hour += 5)
      for (const char* name : {"Nobody", static_cast<const char*>(nullptr)}) {
        const Result result =
            name != nullptr ? call<ModelExplanation>(host, small_model(), label, "sad", kMoment + 3600 * hour, name)
                            : call<ModelExplanation>(host, small_model(), label, "sad", kMoment + 3600 * hour);
        const std::string text = std::get<std::string>(result);
        for (const char* claim : {"ou tend", "ou often", "ou like", "ou choose", "your taste", "you mostly"})
          EXPECT_EQ(text.find(claim), std::string::npos) << text;
      }
}

TEST(ModelExplanation, NullModelOrCategoryGivesNull) {
  TestHost host;
  EXPECT_TRUE(is_null(call<ModelExplanation>(host, nullptr, "10", "happy", kMoment)));
  EXPECT_TRUE(is_null(call<ModelExplanation>(host, small_model(), nullptr, "happy", kMoment)));
  EXPECT_FALSE(std::get<std::string>(call<ModelExplanation>(host, small_model(), "10", nullptr, nullptr)).empty());
}

}  // namespace
}  // namespace synth::models
