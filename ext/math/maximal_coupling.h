// Draws that a world document changes as rarely as it can.
//
// A document turns a distribution p of the default law into another one, q. A draw made anew from q would nearly always
// be another label. A maximal coupling draws from p as without the document and keeps the label x with probability
// min(1, q(x) / p(x)); otherwise it draws from the remainder, in proportion to max(0, q - p). The result is distributed
// as q, and it differs from the draw from p with probability sum max(0, q - p), their total variation distance: no way
// of drawing from both changes fewer (H. Thorisson 2000).
//
//   const AnchoredTable emotions(of_default_law, of_document);   // labels are matched by name, in any order
//   emotions.pick(word, [&] { return another_word; });           // the label's index in the document
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "math/distributions.h"
#include "math/rng.h"

namespace synth {

struct Label {
  std::uint64_t name;  ///< a hash of the name
  double weight;
};

inline constexpr std::uint32_t kNoLabel = 0xFFFFFFFF;

/// For each name of `from`, its index in `to`, or kNoLabel. No two names get the same index.
std::vector<std::uint32_t> match_labels(std::span<const std::uint64_t> from, std::span<const std::uint64_t> to);

/// Draws a label by weights that are given with each draw. The labels are the leaves of a binary tree over the bits of
/// their names; each fork has random numbers of its own. So two sets of labels and weights that are nearly the same
/// mostly draw the same label, whatever the order of the labels.
class LabelTree {
 public:
  LabelTree() = default;
  explicit LabelTree(std::span<const std::uint64_t> names);

  /// The index of each leaf's label.
  std::span<const std::uint32_t> leaves() const noexcept { return leaves_; }

  /// `sums[k]` is the weight of the first k leaves, for k from 0 to the number of leaves; `word` is 64 uniform bits.
  /// REQUIRES: at least one label; the weights sum to more than 0.
  std::uint32_t pick(const double* sums, std::uint64_t word) const noexcept {
    std::size_t first = 0, last = leaves_.size(), fork = 0;
    while (last - first > 1) {
      const Fork& at = forks_[fork];
      const double left = sums[at.split] - sums[first], all = sums[last] - sums[first];
      if (unit_of(mix64(word ^ at.key)) * all < left) {
        last = at.split;
        fork += 1;
      } else {
        fork += at.split - first;
        first = at.split;
      }
    }
    return leaves_[first];
  }

 private:
  // A fork over the leaves [first, last). The forks of its left part follow it, then those of its right part.
  struct Fork {
    std::uint64_t key;
    std::uint32_t split;  // where the right part begins
  };
  void split(std::span<const std::uint64_t> names, std::uint32_t first, std::uint32_t last);

  std::vector<std::uint32_t> leaves_;
  std::vector<Fork> forks_;
};

/// Turns a label drawn from one distribution into one of another. Without labels it changes nothing.
class MaximalCoupling {
 public:
  MaximalCoupling() = default;
  /// REQUIRES: weights are >= 0 and sum to more than 0.
  MaximalCoupling(std::span<const Label> from, std::span<const Label> to);

  /// Whether the two are different lists.
  bool moves() const noexcept { return !kept_.empty(); }
  /// The index in `to` of what the label `drawn` of `from` becomes; `word` is 64 uniform bits that are independent of
  /// the draw. REQUIRES: moves().
  std::uint32_t move(std::uint32_t drawn, std::uint64_t word) const noexcept {
    const Kept& kept = kept_[drawn];
    return unit_of(word) < kept.chance ? kept.label : gaining_[rest_.pick(sums_.data(), word)];
  }

 private:
  struct Kept {
    double chance;
    std::uint32_t label;
  };
  std::vector<Kept> kept_;              // by label of `from`
  std::vector<std::uint32_t> gaining_;  // the labels of `to` that are more probable there
  LabelTree rest_;                      // of those
  std::vector<double> sums_;            // of what they gain
};

/// The table of the default law, and what a document makes of it.
class AnchoredTable {
 public:
  AnchoredTable() = default;
  AnchoredTable(std::span<const Label> usual, std::span<const Label> own);

  /// Whether the table is edited: its labels or weights are not those of the default law.
  bool moves() const noexcept { return moves_; }
  /// The index in `own` of a label; `word` is 64 uniform bits, and `another()` gives 64 more, if the table is edited.
  template <class Another>
  std::uint32_t pick(std::uint64_t word, Another another) const noexcept {
    const std::uint32_t drawn = usual_.pick(word);
    return moves_ ? coupling_.move(drawn, another()) : drawn;
  }

 private:
  AliasTable usual_;
  bool moves_ = false;  // beside the table, which a draw reads anyway
  MaximalCoupling coupling_;
};

/// The same for Zipf's law, whose ranks need no names.
class AnchoredRanks {
 public:
  explicit AnchoredRanks(ZipfTable usual) : usual_(std::move(usual)) {}
  AnchoredRanks(ZipfTable usual, ZipfTable own);

  const ZipfTable& own() const noexcept { return own_ ? *own_ : usual_; }

  /// `step` and `within` are 64 uniform bits each; `another()` gives 64 more, if the ranks are edited.
  template <class Another>
  std::uint64_t pick(std::uint64_t step, std::uint64_t within, Another another) const noexcept {
    const std::uint64_t drawn = usual_.pick(step, within);
    return own_ ? move(drawn, another()) : drawn;
  }

 private:
  std::uint64_t move(std::uint64_t drawn, std::uint64_t word) const noexcept;

  ZipfTable usual_;
  std::optional<ZipfTable> own_;  // if it is another one
  // Steps within which neither distribution varies.
  std::vector<std::uint64_t> starts_;  // and the end of the last
  std::vector<double> chances_;        // of keeping a rank
  std::vector<double> sums_;           // of the remainder before each step, and in all
};

}  // namespace synth
