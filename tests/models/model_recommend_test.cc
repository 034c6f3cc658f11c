// The k most probable categories.
#include "models/model_recommend.h"

#include <gtest/gtest.h>

#include "support/call.h"
#include "support/models.h"

namespace synth::models {
namespace {

using namespace synth::testing;

static_assert(IsTable<ModelRecommend>);

constexpr int kMoment = 1'700'000'000;

TEST(ModelRecommend, RanksAllCategoriesByTheirProbability) {
  TestHost host;
  const auto table = open<ModelRecommend>(host, small_model(), "fear", kMoment, "Person 1", "Paris", 100);
  ASSERT_EQ(table.size(), std::size_t{ClickWorld::kLabels});
  double sum = 0;
  for (std::uint64_t i = 0; i < table.size(); ++i) {
    EXPECT_EQ(cell(table, i, 0).as_integer(), static_cast<std::int64_t>(i) + 1);
    if (i > 0) {
      EXPECT_LE(cell(table, i, 3).as_real(), cell(table, i - 1, 3).as_real());
    }
    sum += cell(table, i, 3).as_real();
  }
  EXPECT_NEAR(sum, 1, 1e-12);
}

TEST(ModelRecommend, GivesFiveByDefaultAndNoneForNull) {
  TestHost host;
  EXPECT_EQ(open<ModelRecommend>(host, small_model(), "happy", kMoment).size(), 5U);
  EXPECT_EQ(open<ModelRecommend>(host, small_model(), "happy", kMoment, nullptr, nullptr, 0).size(), 0U);
  EXPECT_EQ(open<ModelRecommend>(host, nullptr, "happy", kMoment).size(), 0U);
  EXPECT_EQ(open<ModelRecommend>(host, small_model(), "happy", nullptr).size(), 0U);
}

}  // namespace
}  // namespace synth::models
