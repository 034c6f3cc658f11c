// The second and session of each row of synth_emotion_logs, computed from the row number alone in constant time.
//
// Row i has a position below i + 1 on a line with one unit per row and `per_day` units per average day. Activity turns
// positions into seconds. Positions never fall from one row to the next, the first n rows lie in the first n units for
// every n, and no row depends on how many rows there are. There are two constructions, depending on the world's rate:
//
// * sparse (less than 0.7 rows a minute): sessions follow one another. Every 32 rows are cut into sessions of geometric
//   size. A session starts at a random position in its first row's unit, and its rows follow with lognormal gaps, as
//   far as their units allow.
// * dense: sessions overlap. Row i lies at i + u with its own random u, and belongs to a session that started a
// lognormal
//   time earlier: a cluster process (Neyman & Scott 1958) seen from the rows, with sessions of unequal weight.
#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "math/distributions.h"
#include "math/rng.h"
#include "world/activity.h"
#include "world/world_spec.h"

namespace synth::world {

struct Moment {
  std::int64_t time;      ///< unix seconds
  std::uint64_t session;  ///< from 1; rows of one session share its number
};

/// The spacing of rows and sessions, as far as it depends only on the law.
struct SessionLaw {
  explicit SessionLaw(const WorldSpec& spec);

  LognormalTable offset;                // seconds since the row before (sparse) or since the start (dense)
  std::uint32_t more;                   // sparse: the chance of one more row in a session, in units of 2^-32
  std::array<double, 4> rows_of_group;  // dense: by log2 of the number of sessions that share a start
};

/// Immutable.
class Timeline {
 public:
  /// `per_day`: rows per average day of activity, > 0. `law` and `activity` outlive this object.
  Timeline(const SessionLaw& law, std::uint64_t seed, const Activity& activity, std::int64_t since, double per_day);

  std::int64_t since() const noexcept { return since_; }
  double per_day() const noexcept { return per_day_; }

  Moment at(std::uint64_t row) const noexcept {
    Moment moment;
    fill({&row, 1}, &moment);
    return moment;
  }
  /// The moments of many rows. REQUIRES: room for as many.
  void fill(std::span<const std::uint64_t> rows, Moment* moments) const noexcept;

  /// The approximate start of a session; its person is chosen among those awake then.
  std::int64_t start_of(std::uint64_t session) const noexcept;

  /// Only the second of a row, which is cheaper.
  std::int64_t time_at(std::uint64_t row) const noexcept { return sparse_ ? sparse_at(row).time : dense_time(row); }

  /// The first row in [0, size] that is not before `time`.
  std::uint64_t first_row_from(std::int64_t time, std::uint64_t size) const noexcept;

 private:
  Moment sparse_at(std::uint64_t row) const noexcept;
  Moment dense_at(std::uint64_t row) const noexcept;
  std::int64_t dense_time(std::uint64_t row) const noexcept {
    return seconds(dense_position(row, word_for(time_key_, row)));
  }
  double sparse_start(std::uint64_t row) const noexcept;
  static double dense_position(std::uint64_t row, std::uint64_t word) noexcept;
  std::int64_t seconds(double position) const noexcept;

  const SessionLaw* law_;
  const Activity* activity_;
  Key time_key_;
  Key session_key_;
  Key offset_key_;
  std::int64_t since_;
  double origin_;  // A(since)
  double per_day_;
  double days_per_row_;
  double session_rate_;  // per_day, capped so that session numbers fit 64 bits
  bool sparse_;
  unsigned group_log2_ = 0;  // dense: log2 of how many neighbouring sessions share a start
  double per_group_ = 1;     // rows per group, and the inverse
  double groups_per_row_ = 1;
  std::int64_t first_group_ = 0;  // negative: sessions that started before `since`
};

}  // namespace synth::world
