#include "math/maximal_coupling.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "support/statistics.h"

namespace synth {
namespace {

using testing::ChiSquare;
using testing::Score;

constexpr std::uint64_t kDraws = 200000;

// Labels with the names first, first + 1, …
std::vector<Label> labels(const std::vector<double>& weights, std::uint64_t first = 0) {
  std::vector<Label> result;
  for (const double weight : weights) result.push_back({mix64(first++), weight});
  return result;
}

std::vector<double> probabilities(const std::vector<Label>& labels) {
  double total = 0;
  for (const Label& label : labels) total += label.weight;
  std::vector<double> result;
  for (const Label& label : labels) result.push_back(label.weight / total);
  return result;
}

double total_variation(const std::vector<Label>& from, const std::vector<Label>& to) {
  const std::vector<double> p = probabilities(from), q = probabilities(to);
  double sum = 0;
  for (std::size_t k = 0; k < to.size(); ++k) {
    const auto same = std::ranges::find(from, to[k].name, &Label::name);
    sum += std::max(0.0, q[k] - (same == from.end() ? 0 : p[static_cast<std::size_t>(same - from.begin())]));
  }
  return sum;
}

std::uint32_t draw(const AnchoredTable& table, std::uint64_t row) {
  return table.pick(word_for(key_for(5, 1), row), [row] { return word_for(key_for(5, 2), row); });
}

const std::vector<double> kUsual = {0.33, 0.08, 0.10, 0.03, 0.11, 0.33, 0.02};

std::vector<Label> other_weight() {
  std::vector<Label> own = labels(kUsual);
  own[1].weight = 0.2;
  return own;
}
std::vector<Label> one_more() {
  std::vector<Label> own = labels(kUsual);
  own.insert(own.begin() + 2, {mix64(99), 0.05});
  return own;
}
std::vector<Label> one_less() {
  std::vector<Label> own = labels(kUsual);
  own.erase(own.begin() + 4);
  return own;
}
std::vector<Label> reversed() {
  std::vector<Label> own = one_more();
  std::ranges::reverse(own);
  return own;
}
const std::vector<std::vector<Label>> kEdits = {other_weight(),
                                                one_more(),
                                                one_less(),
                                                reversed(),
                                                labels({1, 1, 1, 1, 1, 1, 1}),
                                                labels({1, 0, 1, 0, 1, 0, 1}),
                                                labels(std::vector<double>(40, 1), 3),
                                                labels({1, 2, 3}, 100)};

TEST(AnchoredTable, HasTheWeightsOfTheEditAndChangesAsFewDrawsAsCanBe) {
  const std::vector<Label> usual = labels(kUsual);
  const AnchoredTable before(usual, usual);
  for (const std::vector<Label>& own : kEdits) {
    const AnchoredTable after(usual, own);
    std::vector<double> counts(own.size()), expected = probabilities(own);
    for (double& each : expected) each *= kDraws;
    const double least = total_variation(usual, own);
    Score changes;
    for (std::uint64_t row = 0; row < kDraws; ++row) {
      const std::uint32_t label = draw(after, row);
      ASSERT_LT(label, own.size());
      counts[label] += 1;
      changes.add(own[label].name != usual[draw(before, row)].name, least);
    }
    EXPECT_LT(ChiSquare(counts, expected).sigmas(), 3) << own.size();
    if (least < 1) {
      EXPECT_LT(std::abs(changes.sigmas()), 3) << own.size() << ": " << least;
    }
    for (std::size_t k = 0; k < own.size(); ++k) EXPECT_TRUE(own[k].weight > 0 || counts[k] == 0) << k;
  }
}

TEST(AnchoredTable, WithoutAnEditIsTheAliasTable) {
  const std::vector<Label> usual = labels(kUsual);
  const AnchoredTable table(usual, usual);
  const AliasTable alias(kUsual);
  EXPECT_FALSE(table.moves());
  for (std::uint64_t row = 0; row < 10000; ++row) {
    const std::uint64_t word = word_for(key_for(5, 1), row);
    ASSERT_EQ(table.pick(word,
                         []() -> std::uint64_t {
                           ADD_FAILURE();
                           return 0;
                         }),
              alias.pick(word));
  }
}

TEST(AnchoredTable, TheSameLabelsInAnotherOrderChangeNothing) {
  const std::vector<Label> usual = labels(kUsual);
  std::vector<Label> own = usual;
  std::ranges::reverse(own);
  const AnchoredTable before(usual, usual), after(usual, own);
  for (std::uint64_t row = 0; row < kDraws; ++row) ASSERT_EQ(own[draw(after, row)].name, usual[draw(before, row)].name);
}

TEST(AnchoredTable, ALabelOfNearlyNoWeightChangesNothing) {
  const std::vector<Label> usual = labels(kUsual);
  std::vector<Label> own = usual;
  own.insert(own.begin(), {mix64(99), 1e-9});
  const AnchoredTable before(usual, usual), after(usual, own);
  for (std::uint64_t row = 0; row < kDraws; ++row) ASSERT_EQ(own[draw(after, row)].name, usual[draw(before, row)].name);
}

// Both are far from the default law and near to each other. No coupling of three laws is maximal for each pair; this
// one changes up to twice the least where a label comes or goes, and 1.4 times the least where a weight changes.
TEST(AnchoredTable, TwoEditsDifferInLittleMoreThanTheLeast) {
  const std::vector<Label> usual = labels(kUsual);
  const std::vector<Label> flat = labels({0.2, 0.2, 0.1, 0.1, 0.1, 0.2, 0.1});
  struct Case {
    std::vector<Label> own;
    double most;
  };
  std::vector<Case> cases(3, {flat, 2.2});
  cases[0].own[1].weight *= 1.1;
  cases[0].most = 1.45;
  cases[1].own.insert(cases[1].own.begin() + 3, {mix64(77), 0.02});
  cases[2].own.erase(cases[2].own.begin() + 3);
  const AnchoredTable before(usual, flat);
  for (const Case& each : cases) {
    const AnchoredTable after(usual, each.own);
    double changes = 0;
    for (std::uint64_t row = 0; row < kDraws; ++row)
      changes += flat[draw(before, row)].name != each.own[draw(after, row)].name ? 1 : 0;
    const double ratio = changes / kDraws / total_variation(flat, each.own);
    EXPECT_LT(ratio, each.most) << each.own.size();
    EXPECT_GT(ratio, 0.95) << each.own.size();
  }
}

TEST(LabelTree, DrawsByWeightWhateverTheNames) {
  const std::vector<double> weights = {5, 0, 1, 1, 93, 0.5, 0, 7};
  double total = 0;
  for (const double weight : weights) total += weight;
  for (const bool equal : {false, true}) {  // names whose hashes are equal are told apart too
    std::vector<std::uint64_t> names;
    for (std::uint64_t k = 0; k < weights.size(); ++k) names.push_back(equal ? 7 : mix64(k));
    const LabelTree tree(names);
    std::vector<double> sums = {0};
    for (const std::uint32_t label : tree.leaves()) sums.push_back(sums.back() + weights[label]);
    std::vector<double> counts(weights.size()), expected;
    for (const double weight : weights) expected.push_back(weight / total * kDraws);
    for (std::uint64_t row = 0; row < kDraws; ++row) counts[tree.pick(sums.data(), word_for(key_for(5, 3), row))] += 1;
    EXPECT_LT(ChiSquare(counts, expected).sigmas(), 3) << equal;
    EXPECT_EQ(counts[1] + counts[6], 0) << equal;
  }
}

TEST(LabelTree, OneLabelIsAlwaysPicked) {
  const std::vector<std::uint64_t> names = {3};
  const double sums[] = {0, 0.1};
  EXPECT_EQ(LabelTree(names).pick(sums, 0), 0U);
  EXPECT_EQ(LabelTree(names).pick(sums, ~std::uint64_t{0}), 0U);
}

TEST(MatchLabels, FindsNamesAndGivesNoPlaceTwice) {
  const std::vector<std::uint64_t> from = {1, 2, 3, 3}, to = {3, 4, 2, 2};
  EXPECT_EQ(match_labels(from, to), (std::vector<std::uint32_t>{kNoLabel, 2, 0, kNoLabel}));
}

TEST(AnchoredRanks, HaveTheirOwnLawAndChangeAsFewDrawsAsCanBe) {
  struct Law {
    std::uint64_t count;
    double exponent;
    ZipfTable table() const { return ZipfTable(count, exponent); }
  };
  struct Case {
    Law usual, own;
  };
  for (const Case& each : {Case{{1000, 0.9}, {1000, 1.0}}, Case{{1000, 0.9}, {1000, 0}}, Case{{1000, 0.9}, {300, 0.9}},
                           Case{{50, 0.9}, {2000, 1.2}}, Case{{1, 0.9}, {2, 0.9}}, Case{{2000, 1}, {2001, 1}}}) {
    const AnchoredRanks before(each.usual.table()), after(each.usual.table(), each.own.table());
    std::vector<double> counts(each.own.count), expected;
    double least = 0;
    for (std::uint64_t rank = 0; rank < each.own.count; ++rank) {
      const double p = rank < each.usual.count ? before.own().probability(rank) : 0, q = after.own().probability(rank);
      expected.push_back(q * kDraws);
      least += std::max(0.0, q - p);
    }
    Score changes;
    for (std::uint64_t row = 0; row < kDraws; ++row) {
      const auto rank_of = [&](const AnchoredRanks& ranks) {
        Rng rng(key_for(5, 4), row);
        const std::uint64_t step = rng.bits64();
        const std::uint64_t within = rng.bits64();
        return ranks.pick(step, within, [&] { return rng.bits64(); });
      };
      const std::uint64_t rank = rank_of(after);
      ASSERT_LT(rank, each.own.count);
      counts[rank] += 1;
      changes.add(rank != rank_of(before), least);
    }
    EXPECT_LT(ChiSquare(counts, expected).sigmas(), 3) << each.own.count << " " << each.own.exponent;
    EXPECT_LT(std::abs(changes.sigmas()), 3) << each.own.count << " " << each.own.exponent << ": " << least;
  }
}

TEST(AnchoredRanks, OfTheLargestCatalogues) {
  const AnchoredRanks ranks(ZipfTable(std::uint64_t{1} << 40, 0.9), ZipfTable(std::uint64_t{1} << 40, 1.5));
  for (std::uint64_t row = 0; row < 1000; ++row)
    ASSERT_LT(ranks.pick(mix64(row), mix64(~row), [row] { return mix64(row + 1000); }), std::uint64_t{1} << 40);
}

}  // namespace
}  // namespace synth
