#include "nn/network.h"

#include <gtest/gtest.h>

#include <cmath>

#include "math/rng.h"
#include "nn/limits.h"

namespace synth::nn {
namespace {

const std::vector<Features> kRows = {
    {0, 3, 1, 2, 0}, {1, 23, kAbsent, kAbsent, 1}, {2, kAbsent, 6, 0, kAbsent}, {0, 3, 1, 2, 0}, {1, 0, 0, 1, 1}};

// A network with every weight away from zero.
Network random_network(const std::vector<std::uint32_t>& hidden, std::uint64_t seed) {
  Network network(NetworkShape{5, 3, 4, 2, hidden});
  network.deep = true;
  std::uint64_t row = 0;
  for (const Matrix& block : network.layout.blocks())
    for (std::size_t r = 0; r < block.rows; ++r) {
      Rng rng(key_for(seed, 77), row++);
      for (std::size_t c = 0; c < block.used; ++c) network.row(block, r)[c] = static_cast<float>(rng.unit() - 0.5);
    }
  return network;
}

struct Loss {
  std::vector<float> target = std::vector<float>(kRows.size() * 16), expected = target;
  std::vector<float> total;

  Loss() {
    for (std::size_t i = 0; i < kRows.size(); ++i) {
      target[i * 16 + i] = 2;
      target[i * 16 + (i + 1) % 5] = 1;
      total.push_back(3);
    }
  }
  double operator()(const Network& network, Pass& pass) {
    forward(network, kRows, pass);
    return loss_gradient(network, kRows.size(), target.data(), total.data(), pass, expected.data());
  }
};

// Central differences of every weight that is trained in batches, and of people and cities through linear_gradient.
void check_gradients(const std::vector<std::uint32_t>& hidden) {
  Network network = random_network(hidden, 1);
  Pass pass(network, kRows.size());
  Loss loss;
  loss(network, pass);
  backward(network, kRows, pass);
  std::vector<float> gradient = pass.gradient;
  gradient.resize(network.layout.total);
  for (std::size_t i = 0; i < kRows.size(); ++i)
    for (std::size_t c = 0; c < 16; ++c) {
      const float g = pass.linear_gradient[i * 16 + c];
      if (kRows[i].person != kAbsent)
        gradient[network.layout.person.start + static_cast<std::size_t>(kRows[i].person) * 16 + c] += g;
      if (kRows[i].city != kAbsent)
        gradient[network.layout.city.start + static_cast<std::size_t>(kRows[i].city) * 16 + c] += g;
    }
  for (const Matrix& block : network.layout.blocks())
    for (std::size_t r = 0; r < block.rows; ++r)
      for (std::size_t c = 0; c < block.used; ++c) {
        const std::size_t at = block.start + r * block.width + c;
        constexpr float kStep = 1.0f / 1024;
        const float weight = network.weights[at];
        network.weights[at] = weight + kStep;
        const double above = loss(network, pass);
        network.weights[at] = weight - kStep;
        const double below = loss(network, pass);
        network.weights[at] = weight;
        const double numeric = (above - below) / (2.0 * static_cast<double>(kStep));
        EXPECT_NEAR(static_cast<double>(gradient[at]), numeric, 0.02 + 0.01 * std::abs(numeric))
            << "block at " << block.start << ", row " << r << ", column " << c;
      }
}

TEST(Network, GradientsAreThoseOfFiniteDifferences) {
  check_gradients({6, 4});
}
TEST(Network, GradientsHoldForOneHiddenLayer) {
  check_gradients({20});
}
TEST(Network, GradientsHoldForThreeHiddenLayers) {
  check_gradients({7, 17, 3});
}
TEST(Network, GradientsHoldForTheLinearPathAlone) {
  check_gradients({});
}

TEST(Network, WithEveryWeightZeroItIsItsPrior) {
  Network network(NetworkShape{5, 3, 4, 2, {6}});
  for (std::size_t i = 0; i < network.base.size(); ++i) network.base[i] = static_cast<float>(i % 16);
  Pass pass(network, 1);
  forward(network, {&kRows[1], 1}, pass);
  for (std::size_t c = 0; c < 5; ++c) EXPECT_EQ(pass.logits[c], static_cast<float>(c));
  network.deep = true;
  Pass deep(network, 1);
  forward(network, {&kRows[1], 1}, deep);
  EXPECT_EQ(deep.logits, pass.logits);
}

TEST(Network, AnAbsentFeatureAddsNothing) {
  Network network = random_network({6}, 3), without = network;
  for (std::size_t i = network.layout.person.start; i < network.layout.person.end(); ++i) without.weights[i] = 0;
  Pass a(network, 1), b(network, 1);
  Features absent = kRows[0];
  absent.person = kAbsent;
  forward(network, {&absent, 1}, a);
  forward(without, {&kRows[0], 1}, b);
  EXPECT_EQ(a.logits, b.logits);
}

TEST(Network, ThePaddingStaysOutOfTheWay) {
  const Network network = random_network({6}, 4);
  for (const Matrix& block : network.layout.blocks())
    for (std::size_t r = 0; r < block.rows; ++r)
      for (std::size_t c = block.used; c < block.width; ++c) EXPECT_EQ(network.row(block, r)[c], 0.0f);
}

TEST(Network, NetworksOfAnotherShapeHaveAnotherHash) {
  const Network a(NetworkShape{5, 3, 4, 2, {6, 4}});
  for (const NetworkShape& other :
       {NetworkShape{6, 3, 4, 2, {6, 4}}, NetworkShape{5, 4, 4, 2, {6, 4}}, NetworkShape{5, 3, 5, 2, {6, 4}},
        NetworkShape{5, 3, 4, 3, {6, 4}}, NetworkShape{5, 3, 4, 2, {4, 6}}, NetworkShape{5, 3, 4, 2, {6}}})
    EXPECT_NE(a.architecture_hash(), Network(other).architecture_hash());
}

TEST(Network, OfTooMuchWorkIsRefusedWithASentence) {
  EXPECT_EQ(too_much_work({15, 7, 1000, 100, {64, 32}}), "");
  EXPECT_NE(too_much_work({15, 1000, 0, 0, {1024, 1024}}).find("for 1000 emotions"), std::string::npos);
}

// Where a size_t has 32 bits these sizes wrap around, some to small ones: tests/portable/model_32_bit.sh runs this.
TEST(Network, SizesBeyondThirtyTwoBitsAreRefusedWithASentence) {
  const std::string sentence = "needs more than " + std::to_string(kMaxFloats) + " numbers";
  EXPECT_EQ(too_much_work({1000, 1, kMaxPeople, 0, {}}), sentence);
  EXPECT_EQ(too_much_work({1000, 1000, kMaxPeople, kMaxCities, std::vector<std::uint32_t>(8, 1024)}), sentence);
  EXPECT_EQ(too_much_work({256, 1, kMaxPeople, 0, {}}), sentence) << "2^32 floats";
  EXPECT_EQ(Layout({256, 1, kMaxPeople, 0, {}}).fits, false);
  // 8 million weights for 600 emotions: 2^32 and a little.
  EXPECT_NE(too_much_work({16, 600, 0, 0, std::vector<std::uint32_t>(8, 1024)}).find("for 600 emotions"),
            std::string::npos);
  EXPECT_EQ(too_much_work({16, 7, 1U << 20, kMaxCities, {64, 32}}), "");
}

}  // namespace
}  // namespace synth::nn
