// When people come and how long they stay: keys `people.join` and `people.stay` of a world. People come in ranks, from
// 0. Neighbours in rank form groups of about 64, each with people of all degrees of activity, so that one who is there
// and as active as wanted is found near any rank; a billion people need no table.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "math/distributions.h"
#include "math/rng.h"
#include "world/world_spec.h"

namespace synth::world {

class Residence {
 public:
  /// Users are those of `activity`, the most active first. REQUIRES: spec has people_join.
  Residence(const WorldSpec& spec, std::uint64_t seed, std::uint64_t users);

  /// How many people have come within `days` of the world's beginning. The last of them may be a part of one.
  double joined(double days) const noexcept;
  /// Days from the world's beginning at which the person comes and leaves.
  double joins(std::uint64_t user) const noexcept { return day_of(rank_of(user)); }
  double leaves(std::uint64_t user) const noexcept { return joins(user) + stay_of(user); }

  /// A bijection between users and ranks.
  std::uint64_t rank_of(std::uint64_t user) const noexcept;
  std::uint64_t user_of(std::uint64_t rank) const noexcept;

  static constexpr std::size_t kMostSteps = 64;
  /// Who is there at a moment.
  struct Present {
    double days;
    double joined;                              ///< ranks below have come
    std::array<double, kMostSteps> until_step;  ///< of those who stay, by step of people.join, cumulated
  };
  Present present(double days, double joined) const noexcept;
  /// A person who is there, by activity. If nobody is, one of those who came last.
  std::uint64_t draw(const Present& present, const RankTable& activity, Rng& rng) const noexcept;

 private:
  struct Group {
    std::uint64_t first;  // rank
    std::uint32_t size;   // up to 64
  };
  Group group(std::uint64_t index) const noexcept;
  std::uint64_t group_of(std::uint64_t rank) const noexcept;
  double day_of(std::uint64_t rank) const noexcept;
  double stay_of(std::uint64_t user) const noexcept;
  /// Days that one is there on average of the first `days` after joining.
  double lived(double days) const noexcept;
  /// The share of people who are there so many days after joining.
  double staying(double days) const noexcept;
  std::uint64_t draw_rank(const Present& present, double u) const noexcept;
  bool is_there(std::uint64_t user, const Present& present) const noexcept;

  std::vector<double> join_;
  std::vector<double> stay_;   // empty: nobody leaves
  std::vector<double> lived_;  // at each of stay_
  std::uint64_t users_;
  std::uint64_t groups_;
  Key order_key_;
  Key stay_key_;
};

}  // namespace synth::world
