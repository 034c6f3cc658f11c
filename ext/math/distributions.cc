#include "math/distributions.h"

#include <algorithm>
#include <array>

#include "math/elementary.h"

namespace synth {
namespace {

constexpr std::uint64_t kSingleRanks = 128;

// The weights of the single ranks: (rank + 1)^-exponent, with logarithms computed once.
class SingleRanks {
 public:
  explicit SingleRanks(double exponent) noexcept : exponent_(exponent) {}
  double operator[](std::uint64_t rank) const noexcept {
    static const std::array<double, kSingleRanks> log_of_rank = [] {
      std::array<double, kSingleRanks> logs;
      for (std::size_t k = 0; k < logs.size(); ++k) logs[k] = portable_log(static_cast<double>(k + 1));
      return logs;
    }();
    return portable_exp(-exponent_ * log_of_rank[rank]);
  }

 private:
  double exponent_;
};

// The integral of x^-s up to half a step before a rank, up to a constant. Beyond rank 128, the difference between two
// ranks is the weight of the ranks from one to the other, to within 1e-5.
class RankIntegral {
 public:
  explicit RankIntegral(double exponent) noexcept
      : power_(1 - exponent), near_one_(power_ > -kNearOne && power_ < kNearOne) {}
  double at(double rank) const noexcept { return near_one_ ? rank + 0.5 : portable_pow(rank + 0.5, power_); }
  double between(double at_first, double at_last) const noexcept {
    if (!near_one_) return (at_last - at_first) / power_;
    // The difference of two powers would be rounding only; this is the beginning of its series in power_.
    const double middle = (portable_log(at_first) + portable_log(at_last)) / 2;
    return portable_log(at_last / at_first) * (1 + power_ * middle);
  }

 private:
  static constexpr double kNearOne = 1e-6;  // where both ways are right to ten digits
  double power_;
  bool near_one_;
};

}  // namespace

AliasTable::AliasTable(std::span<const double> weights) : cells_(weights.size()) {
  const std::size_t n = weights.size();
  double total = 0;
  for (const double weight : weights) total += weight;
  std::vector<double> scaled(n);
  std::vector<std::uint32_t> small;
  std::vector<std::uint32_t> large;
  for (std::size_t i = 0; i < n; ++i) {
    scaled[i] = weights[i] / total * static_cast<double>(n);
    (scaled[i] < 1 ? small : large).push_back(static_cast<std::uint32_t>(i));
  }
  while (!small.empty() && !large.empty()) {
    const std::uint32_t low = small.back();
    const std::uint32_t high = large.back();
    small.pop_back();
    cells_[low] = {static_cast<std::uint32_t>(scaled[low] * 0x1p32), high};
    scaled[high] -= 1 - scaled[low];
    if (scaled[high] < 1) {
      large.pop_back();
      small.push_back(high);
    }
  }
  // Cells that are left over because of rounding are full.
  for (const std::uint32_t i : small) cells_[i] = {~std::uint32_t{0}, i};
  for (const std::uint32_t i : large) cells_[i] = {~std::uint32_t{0}, i};
}

double quantile_at(std::span<const double> quantiles, double p) noexcept {
  const std::size_t steps = quantiles.size() - 1;
  const double scaled = p * static_cast<double>(steps);
  const std::size_t below = std::min(static_cast<std::size_t>(scaled), steps - 1);
  return quantiles[below] + (scaled - static_cast<double>(below)) * (quantiles[below + 1] - quantiles[below]);
}

QuantileTable::QuantileTable(std::span<const double> quantiles) : knots_(kSteps + 1) {
  for (std::size_t k = 0; k < kSteps; ++k) knots_[k] = quantile_at(quantiles, static_cast<double>(k) / kSteps);
  knots_[kSteps] = quantiles.back();
}

LognormalTable::LognormalTable(double median, double sigma, double low, double high) {
  const double centre = portable_log(median);
  for (std::size_t k = 1; k < kSteps; ++k) {
    const double z = normal_quantile(static_cast<double>(k) / kSteps);
    knots_[k] = std::clamp(portable_exp(std::clamp(centre + sigma * z, -700.0, 700.0)), low, high);
  }
  // The ends stand for the tails: one half step further out, not infinity.
  knots_[0] =
      std::clamp(portable_exp(std::clamp(centre + sigma * normal_quantile(0.25 / kSteps), -700.0, 700.0)), low, high);
  knots_[kSteps] = std::clamp(
      portable_exp(std::clamp(centre + sigma * normal_quantile(1 - 0.25 / kSteps), -700.0, 700.0)), low, high);
}

double QuantileTable::share_below(double value) const noexcept {
  const auto above = std::lower_bound(knots_.begin(), knots_.end(), value);
  if (above == knots_.begin()) return 0;
  if (above == knots_.end()) return 1;
  const double from = *(above - 1);
  return (static_cast<double>(above - knots_.begin() - 1) + (value - from) / (*above - from)) / kSteps;
}

ZipfTable::ZipfTable(std::uint64_t count, double exponent) {
  std::vector<double> mass;
  std::uint64_t rank = 0;
  const SingleRanks single(exponent);
  for (; rank < std::min(count, kSingleRanks); ++rank) {
    starts_.push_back(rank);
    mass.push_back(single[rank]);
  }
  const RankIntegral integral(exponent);
  double from = integral.at(static_cast<double>(rank));
  while (rank < count) {
    const std::uint64_t next = std::min(count, rank + std::max<std::uint64_t>(1, rank / 20));
    const double to = integral.at(static_cast<double>(next));
    starts_.push_back(rank);
    mass.push_back(integral.between(from, to));
    rank = next;
    from = to;
  }
  finish(count, mass);
}

ZipfTable ZipfTable::of_curve(std::uint64_t count, std::span<const double> knots) {
  std::vector<double> log_of_knot;
  for (const double knot : knots) log_of_knot.push_back(portable_log(knot));
  const double steps_per_log =
      count == 1 ? 0 : static_cast<double>(knots.size() - 1) / portable_log(static_cast<double>(count));
  const auto weight = [&](double rank) {  // from 1
    const double place = std::clamp(portable_log(rank) * steps_per_log, 0.0, static_cast<double>(knots.size() - 1));
    const std::size_t k = std::min(static_cast<std::size_t>(place), knots.size() - 2);
    return portable_exp(log_of_knot[k] + (place - static_cast<double>(k)) * (log_of_knot[k + 1] - log_of_knot[k]));
  };
  ZipfTable table;
  std::vector<double> mass;
  for (std::uint64_t rank = 0, next = 0; rank < count; rank = next) {
    next = rank < kSingleRanks ? rank + 1 : std::min(count, rank + std::max<std::uint64_t>(1, rank / 20));
    table.starts_.push_back(rank);
    mass.push_back(weight(static_cast<double>(rank + next + 1) / 2) * static_cast<double>(next - rank));
  }
  table.finish(count, mass);
  return table;
}

LorenzTable::LorenzTable(std::uint64_t count, std::span<const double> shares) {
  const std::uint64_t steps = shares.size() - 1;
  // The share of the ranks from `rank` on.
  const auto rest = [&](std::uint64_t rank) {
    const std::uint64_t lightest = count - rank;
    const std::uint64_t below = std::min(lightest * steps / count, steps - 1);
    const double part = static_cast<double>(lightest * steps - below * count) / static_cast<double>(count);
    return shares[below] + part * (shares[below + 1] - shares[below]);
  };
  std::vector<double> weights;
  for (std::uint64_t rank = 0; rank < count;) {
    // The ranks that lie within one step of the curve have equal weights; one across its end has its own.
    const std::uint64_t step = rank * steps / count;
    const std::uint64_t next = std::max((step + 1) * count / steps, rank + 1);
    starts_.push_back(rank);
    weights.push_back(std::max(rest(rank) - rest(next), 0.0));
    rank = next;
  }
  finish(count, weights);
}

void RankTable::finish(std::uint64_t count, std::span<const double> weights) {
  starts_.push_back(count);
  double total = 0;
  for (const double step : weights) total += step;
  probability_.resize(weights.size());
  below_.resize(weights.size());
  double below = 0;
  for (std::size_t k = 0; k < weights.size(); ++k) {
    probability_[k] = weights[k] / total / static_cast<double>(starts_[k + 1] - starts_[k]);
    below_[k] = below;
    below += weights[k] / total;
  }
  alias_ = AliasTable(weights);
}

std::uint64_t RankTable::quantile(double u) const noexcept {
  const auto k = static_cast<std::size_t>(std::upper_bound(below_.begin() + 1, below_.end(), u) - below_.begin()) - 1;
  const double within = (u - below_[k]) / probability_[k], width = static_cast<double>(starts_[k + 1] - starts_[k]);
  return starts_[k] + static_cast<std::uint64_t>(std::clamp(within, 0.0, width - 1));
}

double RankTable::probability(std::uint64_t rank) const noexcept {
  const auto after = std::upper_bound(starts_.begin(), starts_.end(), rank);
  return probability_[static_cast<std::size_t>(after - starts_.begin()) - 1];
}

double ZipfTable::exponent_for_top_fifth(std::uint64_t count, double share) noexcept {
  const std::uint64_t fifth = std::max<std::uint64_t>(1, count / 5);
  double low = 0;
  double high = 3;
  for (int step = 0; step < 40; ++step) {
    const double middle = (low + high) / 2;
    const SingleRanks single(middle);
    double all = 0, of_fifth = 0;
    for (std::uint64_t rank = 0; rank < std::min(count, kSingleRanks); ++rank) {
      all += single[rank];
      if (rank < fifth) of_fifth = all;
    }
    if (count > kSingleRanks) {
      const RankIntegral integral(middle);
      const double from = integral.at(static_cast<double>(kSingleRanks));
      const auto rest = [&](std::uint64_t last) {
        return integral.between(from, integral.at(static_cast<double>(last)));
      };
      if (fifth > kSingleRanks) of_fifth += rest(fifth);
      all += rest(count);
    }
    (of_fifth < share * all ? low : high) = middle;
  }
  return (low + high) / 2;
}

}  // namespace synth
