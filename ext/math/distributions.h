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

/// The quantile at p, in [0, 1], of a law that is given by quantiles at equal steps of probability, with straight lines
/// between them. REQUIRES: there are at least 2.
double quantile_at(std::span<const double> quantiles, double p) noexcept;

/// A distribution by its quantiles, as 1024 steps of equal probability with linear interpolation inside each.
class QuantileTable {
 public:
  static constexpr std::size_t kSteps = 1024;

  /// From quantiles at equal steps of probability, the lowest first. REQUIRES: there are at least 2, and none is below
  /// the one before.
  explicit QuantileTable(std::span<const double> quantiles);

  /// `u` is uniform in [0, 1).
  double quantile(double u) const noexcept {
    const double scaled = u * kSteps;
    const auto step = static_cast<std::size_t>(scaled);
    return knots_[step] + (scaled - static_cast<double>(step)) * (knots_[step + 1] - knots_[step]);
  }
  /// The probability of a quantile below `value`.
  double share_below(double value) const noexcept;
  /// The quantile at step / 1024. REQUIRES: step <= 1024.
  double knot(std::size_t step) const noexcept { return knots_[step]; }

 protected:
  QuantileTable() : knots_(kSteps + 1) {}
  std::vector<double> knots_;
};

/// The lognormal distribution with the given median and sigma, clamped to [low, high].
class LognormalTable : public QuantileTable {
 public:
  /// REQUIRES: 0 < low <= high, median > 0, sigma >= 0.
  LognormalTable(double median, double sigma, double low, double high);
};

/// A pseudo-random order of 64 things: the place of each, and the thing at each place, without a table.
class Order64 {
 public:
  /// The low 33 bits select the order.
  explicit constexpr Order64(std::uint64_t bits) noexcept : bits_(bits) {}

  /// REQUIRES: thing < 64.
  constexpr std::uint32_t place(std::uint32_t thing) const noexcept {
    return step(0, fold(step(1, fold(step(2, thing)))));
  }
  /// REQUIRES: place < 64.
  constexpr std::uint32_t thing(std::uint32_t place) const noexcept {
    return back(2, fold(back(1, fold(back(0, place)))));
  }

 private:
  constexpr std::uint32_t factor(unsigned k) const noexcept {
    return static_cast<std::uint32_t>(bits_ >> (11 * k)) << 1 | 1;
  }
  constexpr std::uint32_t shift(unsigned k) const noexcept { return static_cast<std::uint32_t>(bits_ >> (11 * k + 5)); }
  constexpr std::uint32_t step(unsigned k, std::uint32_t x) const noexcept { return (factor(k) * x + shift(k)) & 63; }
  constexpr std::uint32_t back(unsigned k, std::uint32_t x) const noexcept {
    return (inverse(factor(k)) * (x - shift(k))) & 63;
  }
  // Its own inverse: the high three bits stay.
  static constexpr std::uint32_t fold(std::uint32_t x) noexcept { return x ^ x >> 3; }
  // Modulo 64: an odd number is its own inverse modulo 8, and Newton's step doubles the bits.
  static constexpr std::uint32_t inverse(std::uint32_t odd) noexcept { return odd * (2 - odd * odd); }

  std::uint64_t bits_;
};

/// Ranks 0 .. count-1 in steps, the ranks of a step with equal weights.
class RankTable {
 public:
  std::uint64_t count() const noexcept { return starts_.back(); }
  /// The first rank of each step, and the number of ranks. Within a step all ranks are equally probable.
  std::span<const std::uint64_t> starts() const noexcept { return starts_; }

  /// `step` and `within` are 64 uniform bits each.
  std::uint64_t pick(std::uint64_t step, std::uint64_t within) const noexcept {
    const std::uint32_t k = alias_.pick(step);
    const std::uint64_t width = starts_[k + 1] - starts_[k];
    return starts_[k] + multiply128(within, width).high;  // 0 where the width is 1
  }

  /// The rank at the u-th part of the probability, for u in [0, 1); a search in place of a pick in constant time.
  std::uint64_t quantile(double u) const noexcept;

  /// The probability of one rank. REQUIRES: rank < count().
  double probability(std::uint64_t rank) const noexcept;

 protected:
  RankTable() = default;
  /// Of `count` ranks, from starts_ and the weight of each step.
  void finish(std::uint64_t count, std::span<const double> weights);

  std::vector<std::uint64_t> starts_;  // of each step, and the end of the last
  std::vector<double> probability_;    // of one rank of each step
  std::vector<double> below_;          // of the ranks before each step
  AliasTable alias_;
};

/// Ranks with weight (rank + 1)^-exponent, or those of a curve. The first 128 have their own weights; after them come
/// steps of 5 %, and the ranks of a step share its mean weight. Constant memory up to 2^53 ranks.
class ZipfTable : public RankTable {
 public:
  /// REQUIRES: count >= 1, 0 <= exponent <= 4.
  ZipfTable(std::uint64_t count, double exponent);
  /// The same with the weights of a curve in place of the power: knot j of m is the weight of rank count^(j / (m - 1)),
  /// counted from 1, and in between the logarithm of the weight is linear in that of the rank. Zipf's law is such a
  /// curve with two knots. REQUIRES: at least 2 knots, each > 0.
  static ZipfTable of_curve(std::uint64_t count, std::span<const double> knots);

  /// The exponent, in [0, 3], at which the first fifth of `count` ranks has the given share of all weight.
  static double exponent_for_top_fifth(std::uint64_t count, double share) noexcept;

 private:
  ZipfTable() = default;
};

/// Ranks, the heaviest first, whose weights have a Lorenz curve: the shares of the lightest, at equal steps of their
/// number.
class LorenzTable : public RankTable {
 public:
  /// REQUIRES: 1 <= count <= 2^53; at least 2 shares from 0 to 1, whose steps do not fall.
  LorenzTable(std::uint64_t count, std::span<const double> shares);
};

}  // namespace synth
