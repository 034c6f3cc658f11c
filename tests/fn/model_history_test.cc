// One row for each epoch of the training.
#include "fn/model_history.h"

#include <gtest/gtest.h>

#include "support/call.h"
#include "support/models.h"

namespace synth::fn {
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

}  // namespace
}  // namespace synth::fn
