// Distributions as tables: built once from weights or quantiles, drawn from in constant time with one 64-bit word.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "math/rng.h"

namespace synth {

/// Index k with probability weight[k] / sum, to within 2^-32 (Walker's alias method, built as M. D. Vose 1991).
class AliasTable {
 public:
  AliasTable() = default;
  /// REQUIRES: weights are finite and >= 0, their sum is > 0, and there are fewer than 2^32 of them.
  explicit AliasTable(std::span<const double> weights);

  /// `word` is 64 uniform bits.
  std::uint32_t pick(std::uint64_t word) const noexcept {
    const Product128 place = multiply128(word, cells_.size());
    const Cell& cell = cells_[place.high];
    // Without a branch, because its outcome would be unpredictable.
    const auto own = static_cast<std::uint32_t>(place.high);
    const auto keeps = static_cast<std::uint32_t>(place.low >> 32 < cell.keep);
    return cell.alias ^ ((own ^ cell.alias) & (0U - keeps));
  }

 private:
  struct Cell {
    std::uint32_t keep;  // how often the cell's own index is picked, in units of 2^-32
    std::uint32_t alias;
  };
  std::vector<Cell> cells_;
};

/// The lognormal distribution with the given median and sigma, clamped to [low, high], as 1024 steps of equal
/// probability with linear interpolation inside each.
class LognormalTable {
 public:
  /// REQUIRES: 0 < low <= high, median > 0, sigma >= 0.
  LognormalTable(double median, double sigma, double low, double high);

  /// `u` is uniform in [0, 1).
  double quantile(double u) const noexcept {
    const double scaled = u * kSteps;
    const auto step = static_cast<std::size_t>(scaled);
    return knots_[step] + (scaled - static_cast<double>(step)) * (knots_[step + 1] - knots_[step]);
  }

 private:
  static constexpr std::size_t kSteps = 1024;
  std::vector<double> knots_;
};

/// Ranks 0 .. count-1 with weight (rank + 1)^-exponent. The first 128 have their own weights; after them come steps of
/// 5 %, and the ranks of a step share its mean weight. Constant memory up to 2^53 ranks.
class ZipfTable {
 public:
  /// REQUIRES: count >= 1, 0 <= exponent <= 4.
  ZipfTable(std::uint64_t count, double exponent);

  std::uint64_t count() const noexcept { return starts_.back(); }
  /// The first rank of each step, and the number of ranks. Within a step all ranks are equally probable.
  std::span<const std::uint64_t> starts() const noexcept { return starts_; }

  /// `step` and `within` are 64 uniform bits each.
  std::uint64_t pick(std::uint64_t step, std::uint64_t within) const noexcept {
    const std::uint32_t k = alias_.pick(step);
    const std::uint64_t width = starts_[k + 1] - starts_[k];
    return starts_[k] + multiply128(within, width).high;  // 0 where the width is 1
  }

  /// The probability of one rank. REQUIRES: rank < count().
  double probability(std::uint64_t rank) const noexcept;

  /// The exponent, in [0, 3], at which the first fifth of `count` ranks has the given share of all weight.
  static double exponent_for_top_fifth(std::uint64_t count, double share) noexcept;

 private:
  std::vector<std::uint64_t> starts_;  // of each step, and the end of the last
  std::vector<double> probability_;    // of one rank of each step
  AliasTable alias_;
};

}  // namespace synth
