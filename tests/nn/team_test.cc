#include "nn/team.h"

#include <gtest/gtest.h>

namespace synth::nn {
namespace {

TEST(Team, EveryPieceOfEveryRoundRunsOnce) {
  for (const std::uint32_t threads : {1U, 2U, 4U}) {
    Team team(threads);
    for (std::size_t round = 0; round < 5000; ++round) {
      const std::size_t pieces = round % 7;
      std::vector<int> count(7);
      team.run(pieces, [&](std::size_t piece) { ++count[piece]; });
      for (std::size_t i = 0; i < 7; ++i) ASSERT_EQ(count[i], i < pieces ? 1 : 0) << threads << " " << round;
    }
  }
}

TEST(Team, WhatAPieceWroteIsSeenAfterTheRound) {
  Team team(3);
  std::vector<std::size_t> sums(8);
  for (std::size_t round = 1; round <= 2000; ++round) {
    team.run(8, [&](std::size_t piece) { sums[piece] += piece; });
    for (std::size_t i = 0; i < 8; ++i) ASSERT_EQ(sums[i], i * round);
  }
}

}  // namespace
}  // namespace synth::nn
