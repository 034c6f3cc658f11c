// How long sessions are, and how their rows follow each other: keys `session.*` of a world. Nothing here is random; a
// Timeline brings the words that choose.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "math/distributions.h"
#include "math/rng.h"
#include "world/activity.h"
#include "world/world_spec.h"

namespace synth::world {

/// Sessions of known sizes in blocks: every block has the same sizes, in an order of its own, so that all blocks have
/// the same number of rows. A size is a number of rows, or of expected rows.
class SessionSizes {
 public:
  static constexpr std::size_t kMostSessions = 512;  // of a block

  /// `newcomers`: the number of people whose first session is one of each size, in a block. REQUIRES: a power of two
  /// of sizes, at most 512, each above 0, and as many newcomers, not below 0.
  SessionSizes(std::span<const double> sizes, std::span<const double> newcomers);

  /// Sessions of a block.
  std::uint32_t sessions() const noexcept { return sessions_; }

  /// Of a block.
  double rows() const noexcept { return rows_; }

  struct Session {
    std::uint32_t number;     ///< in its block
    double first;             ///< rows of the block before it
    double rows;              ///< its own
    double newcomers_before;  ///< of the block
    double newcomers;
  };
  /// The session that has the row `within` a block; `word` is the block's.
  Session at(std::uint64_t word, double within) const noexcept {
    const Order& order = orders_[word % kOrders];
    const std::uint32_t turn = turn_of(word);
    const double place = within + order.begins[turn];
    const auto cell = static_cast<std::size_t>(place * cells_per_row_);
    std::uint32_t k = order.guide[cell];
    k += order.begins[k + 1] <= place ? 1 : 0;  // without a branch, because its outcome would be unpredictable
    while (order.begins[k + 1] <= place) ++k;
    return session_of(order, turn, std::min(k, turn + sessions_ - 1));
  }
  /// REQUIRES: number < sessions().
  Session session(std::uint64_t word, std::uint32_t number) const noexcept {
    const std::uint32_t turn = turn_of(word);
    return session_of(orders_[word % kOrders], turn, turn + number);
  }

 private:
  // Few, so that they stay in the processor's cache; a block turns one by any number of sessions.
  static constexpr std::size_t kOrders = 4;
  static constexpr std::size_t kCellsPerSession = 16;
  struct Order {                       // twice, so that a turn needs no end
    std::vector<double> begins;        // rows before each session
    std::vector<double> newcomers;     // before each session
    std::vector<std::uint16_t> guide;  // the session at which each cell of the rows begins
  };

  std::uint32_t turn_of(std::uint64_t word) const noexcept {
    return static_cast<std::uint32_t>(word / kOrders) & (sessions_ - 1);
  }
  static Session session_of(const Order& order, std::uint32_t turn, std::uint32_t k) noexcept {
    return {k - turn, order.begins[k] - order.begins[turn], order.begins[k + 1] - order.begins[k],
            order.newcomers[k] - order.newcomers[turn], order.newcomers[k + 1] - order.newcomers[k]};
  }

  std::array<Order, kOrders> orders_;
  std::uint32_t sessions_;
  double rows_ = 0;
  double cells_per_row_ = 0;
};

/// The time between the rows of a session. Every 64 gaps of a session are the 64 quantiles of the law, all moved by the
/// same part of a 64th, in an order of their own; so the length of 64 gaps is known without a walk through them.
class SessionGaps {
 public:
  explicit SessionGaps(const QuantileTable& gaps);

  /// Seconds from a session's first row to its row `k`.
  double elapsed(const Key& key, std::uint64_t session, std::uint64_t k) const noexcept;
  double mean() const noexcept { return mean_; }
  double median() const noexcept { return gaps_.quantile(0.5); }

 private:
  static constexpr std::size_t kRun = 64;
  static constexpr std::size_t kParts = QuantileTable::kSteps / kRun;

  double run_length(double part) const noexcept {
    const double scaled = part * kParts;
    const auto step = static_cast<std::size_t>(scaled);
    return run_length_[step] + (scaled - static_cast<double>(step)) * (run_length_[step + 1] - run_length_[step]);
  }

  QuantileTable gaps_;
  std::array<double, kParts + 1> run_length_{};  // by the part of a 64th
  double mean_ = 0;
};

/// All of it, as far as it depends only on the law. Immutable.
struct SessionLaw {
  explicit SessionLaw(const WorldSpec& spec);

  /// Sessions that overlap. Rows choose among those of sizes of one order of magnitude that began some time before.
  struct Kind {
    SessionSizes sizes;                        // expected rows; a session without rows does not exist
    QuantileTable since;                       // seconds from a session's start to one of its rows
    std::uint32_t end;                         // of 256 rows, those below belong to this kind or an earlier one
    double share;                              // of all rows
    double blocks_per_row, positions_per_row;  // of all rows in a block of sizes; of all rows to one of this kind
  };
  static constexpr std::size_t kMostKinds = 4;

  SessionGaps gaps;
  SessionSizes sizes;
  std::vector<Kind> kinds;
  double sparse_below;  // rows per average day below which sessions follow one another
  Trend trend;
};

}  // namespace synth::world
