// People's weights: one Newton step to the most probable ones, and a covariance that relates labels.
#include "nn/person_prior.h"

#include <gtest/gtest.h>

#include <cmath>

#include "core/error.h"
#include "nn/training_options.h"
#include "support/test_host.h"

namespace synth::nn {
namespace {

using namespace synth::testing;

constexpr std::size_t kLabels = 4;

// People who chose `rows` times, each label in proportion to e^weight; their sums as an epoch gives them.
struct People {
  explicit People(std::size_t count)
      : table({0, count, padded(kLabels), kLabels}, &Features::person, 0.25),
        weights(table.block.size(), 0.0f),
        chosen(weights) {
    table.gradient.assign(table.block.size(), 0.0f);
  }

  void sum_up() {
    for (std::size_t r = 0; r < table.block.rows; ++r) {
      const std::size_t at = r * table.block.width;
      double all = 0, rows = 0;
      for (std::size_t c = 0; c < kLabels; ++c) {
        all += std::exp(static_cast<double>(weights[at + c]));
        rows += static_cast<double>(chosen[at + c]);
      }
      for (std::size_t c = 0; c < kLabels; ++c) {
        table.expected[at + c] = static_cast<float>(rows * std::exp(static_cast<double>(weights[at + c])) / all);
        table.gradient[at + c] = table.expected[at + c] - chosen[at + c];
      }
    }
  }

  void steps(PersonPrior& related, int count, bool learn, std::uint32_t threads = 1) {
    TestHost host;
    const TrainingOptions options;
    Monitor monitor(host, options);
    WorkerPool team(threads);
    for (int i = 0; i < count; ++i) {
      sum_up();
      related.step(table, weights.data(), 1.0, learn, team, monitor);
    }
  }

  float& chose(std::size_t person, std::size_t label) { return chosen[person * table.block.width + label]; }
  double weight(std::size_t person, std::size_t label) const {
    return static_cast<double>(weights[person * table.block.width + label]);
  }

  GaussianPrior table;
  std::vector<float> weights, chosen;
};

// At the most probable weights the slope of the likelihood and that of the prior cancel.
TEST(PersonPrior, GoesToTheMostProbableWeights) {
  People people(1);
  people.chose(0, 0) = 6;
  people.chose(0, 2) = 3;
  constexpr double kVariance = 0.5;
  PersonPrior related(kLabels, kVariance);
  people.steps(related, 30, false);
  people.sum_up();
  for (std::size_t c = 0; c < kLabels; ++c)
    EXPECT_NEAR(static_cast<double>(people.table.gradient[c]), -people.weight(0, c) / kVariance, 1e-4) << c;
  EXPECT_GT(people.weight(0, 0), 0.3);
}

TEST(PersonPrior, WhoDidNotComeStaysWhereItWas) {
  People people(2);
  people.chose(0, 1) = 5;
  people.weights[people.table.block.width] = 0.75f;
  PersonPrior related(kLabels, 0.25);
  people.steps(related, 5, true);
  EXPECT_EQ(people.weight(1, 0), 0.75);
}

// Everybody likes labels 0 and 1 together, or 2 and 3. Of the last person only a few choices of label 0 are known.
TEST(PersonPrior, OneLabelTellsOfItsNeighbour) {
  People people(401);
  for (std::size_t r = 0; r < 400; ++r)
    for (const std::size_t c : {0U, 1U}) people.chose(r, c + (r % 2) * 2) = 10;
  people.chose(400, 0) = 3;
  PersonPrior related(kLabels, 0.25);
  people.steps(related, 10, false);
  EXPECT_LT(people.weight(400, 1), people.weight(400, 0) / 2) << "before anything is learned of relations";
  people.steps(related, 30, true);
  EXPECT_GT(people.weight(400, 1), people.weight(400, 0) / 2);
  EXPECT_GT(people.weight(400, 1), people.weight(400, 2) + 0.5);
}

TEST(PersonPrior, TheNumberOfThreadsChangesNoBit) {
  const auto weights = [](std::uint32_t threads) {
    People people(9000);
    for (std::size_t r = 0; r < 9000; ++r) people.chose(r, r * 7 % 4) = static_cast<float>(r % 5);
    PersonPrior related(kLabels, 0.25);
    people.steps(related, 3, true, threads);
    return people.weights;
  };
  EXPECT_EQ(weights(1), weights(3));
}

}  // namespace
}  // namespace synth::nn
