#include "math/maximal_coupling.h"

#include <algorithm>
#include <bit>
#include <iterator>
#include <numeric>
#include <unordered_map>

namespace synth {
namespace {

std::vector<std::uint64_t> names_of(std::span<const Label> labels) {
  std::vector<std::uint64_t> names;
  for (const Label& label : labels) names.push_back(label.name);
  return names;
}

double total_of(std::span<const Label> labels) {
  double total = 0;
  for (const Label& label : labels) total += label.weight;
  return total;
}

bool same(std::span<const Label> a, std::span<const Label> b) {
  return std::ranges::equal(a, b,
                            [](const Label& x, const Label& y) { return x.name == y.name && x.weight == y.weight; });
}

std::vector<double> weights_of(std::span<const Label> labels) {
  std::vector<double> weights;
  for (const Label& label : labels) weights.push_back(label.weight);
  return weights;
}

double chance_to_keep(double p, double q) noexcept {
  return q < p ? q / p : 1;
}

}  // namespace

std::vector<std::uint32_t> match_labels(std::span<const std::uint64_t> from, std::span<const std::uint64_t> to) {
  std::unordered_map<std::uint64_t, std::uint32_t> places;
  for (std::size_t k = 0; k < to.size(); ++k) places.emplace(to[k], static_cast<std::uint32_t>(k));
  std::vector<std::uint32_t> matches;
  for (const std::uint64_t name : from) {
    const auto found = places.find(name);
    matches.push_back(found == places.end() ? kNoLabel : found->second);
    if (found != places.end()) places.erase(found);
  }
  return matches;
}

LabelTree::LabelTree(std::span<const std::uint64_t> names) : leaves_(names.size()) {
  std::iota(leaves_.begin(), leaves_.end(), 0U);
  std::ranges::sort(
      leaves_, [&](std::uint32_t a, std::uint32_t b) { return names[a] != names[b] ? names[a] < names[b] : a < b; });
  if (!leaves_.empty()) forks_.reserve(leaves_.size() - 1);
  split(names, 0, static_cast<std::uint32_t>(leaves_.size()));
}

// Divides the leaves by the highest bit in which their names differ. The depth is at most 64, and for equal hashes the
// logarithm of their number.
void LabelTree::split(std::span<const std::uint64_t> names, std::uint32_t first, std::uint32_t last) {
  if (last - first < 2) return;
  const std::uint64_t lowest = names[leaves_[first]], highest = names[leaves_[last - 1]];
  std::uint32_t middle = first + (last - first) / 2;
  std::uint64_t which = middle;
  if (lowest != highest) {
    const std::uint64_t bit = std::bit_floor(lowest ^ highest);
    const auto right = std::partition_point(leaves_.begin() + first, leaves_.begin() + last,
                                            [&](std::uint32_t label) { return (names[label] & bit) == 0; });
    middle = static_cast<std::uint32_t>(right - leaves_.begin());
    which = (lowest & ~(bit - 1)) | bit;  // the bits that all of them share, and this one
  }
  forks_.push_back({mix64(which + kGoldenRatio), middle});
  split(names, first, middle);
  split(names, middle, last);
}

MaximalCoupling::MaximalCoupling(std::span<const Label> from, std::span<const Label> to) {
  if (same(from, to)) return;
  const double total_from = total_of(from), total_to = total_of(to);
  const std::vector<std::uint64_t> names = names_of(to);
  const std::vector<std::uint32_t> matches = match_labels(names_of(from), names);
  std::vector<double> rest;
  for (const Label& label : to) rest.push_back(label.weight / total_to);
  for (std::size_t k = 0; k < from.size(); ++k) {
    const double p = from[k].weight / total_from;
    const std::uint32_t label = matches[k];
    if (label == kNoLabel) {
      kept_.push_back({0, 0});
      continue;
    }
    kept_.push_back({chance_to_keep(p, rest[label]), label});
    rest[label] = std::max(0.0, rest[label] - p);
  }
  std::vector<std::uint64_t> gaining;
  for (std::uint32_t label = 0; label < rest.size(); ++label) {
    if (!(rest[label] > 0)) continue;
    gaining_.push_back(label);
    gaining.push_back(names[label]);
  }
  rest_ = LabelTree(gaining);
  sums_.push_back(0);
  for (const std::uint32_t leaf : rest_.leaves()) sums_.push_back(sums_.back() + rest[gaining_[leaf]]);
  if (!gaining_.empty()) return;
  // The same labels in another order.
  for (Kept& kept : kept_) kept.chance = 1;
}

AnchoredTable::AnchoredTable(std::span<const Label> usual, std::span<const Label> own)
    : usual_(weights_of(usual)), coupling_(usual, own) {
  moves_ = coupling_.moves();
}

AnchoredRanks::AnchoredRanks(ZipfTable usual, ZipfTable own) : usual_(std::move(usual)), own_(std::move(own)) {
  std::ranges::set_union(usual_.starts(), own_->starts(), std::back_inserter(starts_));
  const auto probability = [](const ZipfTable& table, std::uint64_t rank) {
    return rank < table.count() ? table.probability(rank) : 0;
  };
  sums_.push_back(0);
  for (std::size_t k = 0; k + 1 < starts_.size(); ++k) {
    const double p = probability(usual_, starts_[k]), q = probability(*own_, starts_[k]);
    chances_.push_back(chance_to_keep(p, q));
    sums_.push_back(sums_.back() + std::max(0.0, q - p) * static_cast<double>(starts_[k + 1] - starts_[k]));
  }
  // The two are the same.
  if (!(sums_.back() > 0)) own_.reset();
}

std::uint64_t AnchoredRanks::move(std::uint64_t drawn, std::uint64_t word) const noexcept {
  const auto step_of = [](const auto& bounds, auto value) {
    const auto after = std::upper_bound(bounds.begin(), bounds.end() - 1, value);
    return static_cast<std::size_t>(after - bounds.begin()) - 1;
  };
  if (unit_of(word) < chances_[step_of(starts_, drawn)]) return drawn;
  const std::uint64_t again = mix64(word);
  const std::size_t step = step_of(sums_, unit_of(again) * sums_.back());
  return starts_[step] + multiply128(mix64(again + kGoldenRatio), starts_[step + 1] - starts_[step]).high;
}

}  // namespace synth
