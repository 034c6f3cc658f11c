#include "nn/metrics.h"

#include <algorithm>
#include <cmath>

#include "math/exact_math.h"
#include "nn/predictor.h"

namespace synth::nn {
namespace {

// 1 / log2(1 + rank)
constexpr double kGain[] = {1.0, 0.63092975357145743, 0.5, 0.43067655807339306, 0.38685280723454159};

}  // namespace

void Metrics::add(const std::vector<double>& probabilities, std::uint32_t actual) noexcept {
  const std::uint32_t rank = rank_of(probabilities, actual);
  ++rows_;
  top1_ += rank == 1;
  top3_ += rank <= 3;
  const double p = probabilities[actual];
  log_loss_.add(p > 0 ? std::min(kWorst, std::max(0.0, -exact_log(p))) : kWorst);
  double square = 0, top = 0;
  for (std::size_t i = 0; i < probabilities.size(); ++i) {
    const double distance = probabilities[i] - (i == actual ? 1.0 : 0.0);
    square += distance * distance;
    top = std::max(top, probabilities[i]);
  }
  brier_.add(square);
  ndcg_.add(rank <= 5 ? kGain[rank - 1] : 0.0);
  reciprocal_.add(1.0 / rank);
  Bin& bin = bins_[std::min(kBins - 1, static_cast<std::size_t>(top * kBins))];
  ++bin.rows;
  bin.right += rank == 1;
  bin.confidence.add(top);
}

double Metrics::ece() const noexcept {
  double sum = 0;
  for (const Bin& bin : bins_) sum += std::abs(static_cast<double>(bin.right) - bin.confidence.value());
  return sum / static_cast<double>(rows_);
}

}  // namespace synth::nn
