#include "nn/prior.h"

#include <gtest/gtest.h>

namespace synth::nn {
namespace {

// Every emotion chose every label once: a thousand of both take a third of a second.
TEST(Prior, OfManyEmotionsAndLabelsLooksForAnInterrupt) {
  constexpr std::uint32_t kMany = 300;
  Network network(NetworkShape{kMany, kMany, 0, 0, {}});
  WeightedExamples cells;
  for (std::uint32_t e = 0; e < kMany; ++e) {
    cells.features.push_back({.emotion = static_cast<std::int32_t>(e)});
    cells.total.push_back(kMany);
    for (std::uint32_t c = 0; c < kMany; ++c) {
      cells.label.push_back(c);
      cells.weight.push_back(1);
    }
    cells.start.push_back(static_cast<std::uint32_t>(cells.label.size()));
    cells.rows += kMany;
  }
  int asked = 0;
  set_prior(network, cells, [&asked] { ++asked; });
  // 300 x 300 for each of ten strengths, and once for their mean.
  EXPECT_GE(asked, 12);
  EXPECT_THROW(set_prior(network, cells, [] { throw 1; }), int);
}

}  // namespace
}  // namespace synth::nn
