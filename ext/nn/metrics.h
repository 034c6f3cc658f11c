// How good predictions are, in one pass over the rows. Sums are kept in whole numbers of 2^-40, so that they do not
// depend on the order of the rows.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

namespace synth::nn {

class FixedSum {
 public:
  /// REQUIRES: 0 <= x < 2^20
  void add(double x) noexcept {
    low_ += static_cast<std::uint64_t>(x * 0x1p40 + 0.5);
    high_ += low_ >> 62;
    low_ &= (std::uint64_t{1} << 62) - 1;
  }
  double value() const noexcept { return static_cast<double>(high_) * 0x1p22 + static_cast<double>(low_) * 0x1p-40; }

 private:
  std::uint64_t high_ = 0, low_ = 0;
};

class Metrics {
 public:
  static constexpr std::size_t kBins = 15;  ///< of the calibration error, equally wide
  static constexpr double kWorst = 50.0;    ///< nats for a label of probability 0

  /// One row whose label was `actual`.
  void add(const std::vector<double>& probabilities, std::uint32_t actual) noexcept;

  std::uint64_t rows() const noexcept { return rows_; }
  double accuracy() const noexcept { return share(top1_); }
  double top3_accuracy() const noexcept { return share(top3_); }
  double log_loss() const noexcept { return mean(log_loss_); }  ///< mean of −ln(probability of the label)
  double brier() const noexcept { return mean(brier_); }        ///< mean of Σ over labels (p − [actual])²
  double ndcg_at_5() const noexcept { return mean(ndcg_); }     ///< mean of 1 / log2(1 + rank), 0 beyond 5
  double mrr() const noexcept { return mean(reciprocal_); }     ///< mean of 1 / rank
  double ece() const noexcept;  ///< Σ over bins of the top probability: share of rows · |accuracy − mean probability|

 private:
  struct Bin {
    std::uint64_t rows = 0, right = 0;
    FixedSum confidence;
  };
  double share(std::uint64_t count) const noexcept { return static_cast<double>(count) / static_cast<double>(rows_); }
  double mean(const FixedSum& sum) const noexcept { return sum.value() / static_cast<double>(rows_); }

  std::uint64_t rows_ = 0, top1_ = 0, top3_ = 0;
  FixedSum log_loss_, brier_, ndcg_, reciprocal_;
  std::array<Bin, kBins> bins_;
};

}  // namespace synth::nn
