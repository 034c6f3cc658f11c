// Counts through their functions: what model_counts, model_merge, model_subtract and model_train_counts give and
// refuse.
#include "models/model_counts.h"

#include <gtest/gtest.h>

#include "models/model_forget.h"
#include "models/model_merge.h"
#include "models/model_subtract.h"
#include "models/model_train.h"
#include "models/model_train_counts.h"
#include "models/model_without_rows.h"
#include "support/call.h"
#include "support/models.h"

namespace synth::models {
namespace {

using namespace synth::testing;

static_assert(IsAggregate<ModelCounts> && IsAggregate<ModelMerge>);
static_assert(IsScalar<ModelSubtract> && IsScalar<ModelTrainCounts>);

constexpr int kMoment = 1'700'000'000;
constexpr const char* kOptions = "{\"epochs\": 2, \"threads\": 1}";

template <class Group>
void add(Group& group, TestHost& host, int i, const char* options = nullptr) {
  const std::string name = "person " + std::to_string(i % 3), label = std::to_string(i % 5);
  if constexpr (std::is_same_v<Group, ModelTrain>)
    step(group, host, label.c_str(), i % 2 == 0 ? "happy" : "sad", kMoment + 500 * i, name.c_str(), "Paris", options);
  else
    step(group, host, label.c_str(), i % 2 == 0 ? "happy" : "sad", kMoment + 500 * i, name.c_str(), "Paris");
}

Blob counts(TestHost& host, int from, int to, int every = 1) {
  ModelCounts group;
  for (int i = from; i < to; i += every) add(group, host, i);
  return std::get<Blob>(group.finish(host));
}

TEST(ModelCounts, MergedInWhateverPartsTheyTrainTheModelOfTheRows) {
  TestHost host;
  ModelTrain rows;
  for (int i = 0; i < 200; ++i) add(rows, host, i, kOptions);
  const Blob model = std::get<Blob>(rows.finish(host));
  for (const int parts : {1, 2, 7, 50}) {
    ModelMerge merge;
    for (int part = parts - 1; part >= 0; --part) step(merge, host, counts(host, part, 200, parts));
    step(merge, host, nullptr);
    const Blob merged = std::get<Blob>(merge.finish(host));
    EXPECT_TRUE(merged.bytes == counts(host, 0, 200).bytes) << parts;
    EXPECT_TRUE(std::get<Blob>(call<ModelTrainCounts>(host, merged, kOptions)).bytes == model.bytes) << parts;
  }
}

TEST(ModelCounts, TakenAwayTheyHaveNeverBeenThere) {
  TestHost host;
  const Blob all = counts(host, 0, 200), some = counts(host, 120, 200);
  EXPECT_TRUE(std::get<Blob>(call<ModelSubtract>(host, all, some)).bytes == counts(host, 0, 120).bytes);
  EXPECT_EQ(error_of([&] { call<ModelSubtract>(host, some, all); }),
            "b must be rows of a, and there are rows in b that a does not have, or has less often");
  const Blob none = std::get<Blob>(call<ModelSubtract>(host, all, all));
  EXPECT_EQ(error_of([&] { call<ModelTrainCounts>(host, none); }),
            "at least 10 rows are needed, not 0 (the option \"min_rows\" sets another floor)");
}

TEST(ModelCounts, NullsGiveNullAndSkippedRowsAreNotCounted) {
  TestHost host;
  EXPECT_TRUE(is_null(call<ModelSubtract>(host, nullptr, counts(host, 0, 3))));
  EXPECT_TRUE(is_null(call<ModelSubtract>(host, counts(host, 0, 3), nullptr)));
  EXPECT_TRUE(is_null(call<ModelTrainCounts>(host, nullptr)));
  EXPECT_TRUE(is_null(ModelMerge().finish(host)));
  ModelCounts group;
  for (int i = 0; i < 3; ++i) add(group, host, i);
  step(group, host, "1", nullptr, kMoment);
  EXPECT_TRUE(std::get<Blob>(group.finish(host)).bytes == counts(host, 0, 3).bytes);
}

TEST(ModelCounts, OtherValuesAreRefused) {
  TestHost host;
  EXPECT_EQ(error_of([&] { call<ModelTrainCounts>(host, "text"); }),
            "counts must be a BLOB that model_counts, model_merge or model_subtract gave, not 'text'");
  EXPECT_EQ(error_of([&] { call<ModelTrainCounts>(host, small_model()); }),
            "counts: the BLOB is none of model_counts: it does not begin as those do");
  Blob cut = counts(host, 0, 20);
  cut.bytes.pop_back();
  EXPECT_EQ(error_of([&] { call<ModelSubtract>(host, counts(host, 0, 20), cut); }),
            "b: the BLOB is damaged or cut short: its checksum is not that of its bytes");
  EXPECT_EQ(error_of([&] { call<ModelTrainCounts>(host, counts(host, 0, 20), "{\"retrain\": true}"); }),
            "option \"retrain\" is of model_update: training has nothing to train again");
}

TEST(ModelForget, IsTheModelOfTheOthersAndOfNobodyTheSame) {
  TestHost host;
  ModelTrain all, others;
  for (int i = 0; i < 200; ++i) {
    add(all, host, i, kOptions);
    if (i % 3 != 1) add(others, host, i, kOptions);
  }
  const Blob model = std::get<Blob>(all.finish(host));
  const nn::Model without = nn::from_bytes(std::get<Blob>(call<ModelForget>(host, model, "person 1")).bytes);
  const nn::Model expected = nn::from_bytes(std::get<Blob>(others.finish(host)).bytes);
  EXPECT_EQ(without.network.weights, expected.network.weights);
  EXPECT_TRUE(without.rows == expected.rows);
  EXPECT_TRUE(std::get<Blob>(call<ModelForget>(host, model, "nobody")).bytes == model.bytes);
  EXPECT_TRUE(is_null(call<ModelForget>(host, nullptr, "person 1")));
  EXPECT_TRUE(is_null(call<ModelForget>(host, model, nullptr)));
}

TEST(ModelWithoutRows, PredictsTheSameAndIsSmaller) {
  TestHost host;
  const Blob bare = std::get<Blob>(call<ModelWithoutRows>(host, small_model()));
  EXPECT_LT(bare.bytes.size() + 400, small_model().bytes.size());
  const nn::Model with = nn::from_bytes(small_model().bytes), without = nn::from_bytes(bare.bytes);
  EXPECT_EQ(with.network.weights, without.network.weights);
  EXPECT_TRUE(without.rows.empty());
  EXPECT_TRUE(is_null(call<ModelWithoutRows>(host, nullptr)));
}

}  // namespace
}  // namespace synth::models
