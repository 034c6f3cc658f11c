// One row for each epoch of the training.
#include "models/model_history.h"

#include <gtest/gtest.h>

#include "models/model_info.h"
#include "support/call.h"
#include "support/models.h"

namespace synth::models {
namespace {

using namespace synth::testing;

static_assert(IsTable<ModelHistory>);

TEST(ModelHistory, HasOneRowForEachEpoch) {
  TestHost host;
  const auto table = open<ModelHistory>(host, small_model());
  EXPECT_EQ(table.size(), 3U);
  EXPECT_EQ(cell(table, 2, 0).as_integer(), 3);
  EXPECT_GT(cell(table, 2, 2).as_real(), 0);
  EXPECT_EQ(open<ModelHistory>(host, nullptr).size(), 0U);
}

TEST(ModelHistory, TheBestEpochIsTheOneOfModelInfo) {
  TestHost host;
  const auto best = [&](const Blob& model) {
    host.next_statement();
    const Json info = read_json(std::get<std::string>(call<ModelInfo>(host, model)));
    const std::int64_t epoch = info.find("metrics")->find("best_epoch")->integer;
    const auto table = open<ModelHistory>(host, model);
    for (std::uint64_t i = 0; i < table.size(); ++i)
      EXPECT_EQ(cell(table, i, 5).as_integer(), cell(table, i, 0).as_integer() == epoch ? 1 : 0);
    return epoch;
  };
  EXPECT_GT(best(small_model()), 0);
  nn::Model none = nn::from_bytes(small_model().bytes);
  none.provenance.best_epoch = 0;
  EXPECT_EQ(best(Blob{nn::to_bytes(none)}), 0);
}

}  // namespace
}  // namespace synth::models
