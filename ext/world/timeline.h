// When each row of synth_emotion_logs falls and to which session it belongs: row number -> (second, session), alone and
// in constant time.
//
// Row i lies at position x in [.., i + 1) on a line whose unit is one row and whose length per average day is
// `per_day`; Activity turns positions into seconds. Positions never fall from one row to the next, the first n rows lie
// in the first n units for every n, and no row depends on how many rows there are. Two constructions keep this, by the
// world's rate:
//
// * sparse (less than 0.7 rows a minute): sessions follow one another. Every 32 rows are cut into sessions of geometric
//   size; a session starts at a random position of its first row's unit, and its rows follow with lognormal gaps as far
//   as their units allow.
// * dense: sessions overlap. Row i lies at i + u, each with its own u; it belongs to a session that started a lognormal
//   time ago: a cluster process (Neyman & Scott 1958) seen from the rows, with sessions of unequal weight.
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
  std::uint64_t session;  ///< from 1; the same number is the same session
};

/// How the rows of sessions lie, as far as the law alone decides it.
struct SessionLaw {
  explicit SessionLaw(const WorldSpec& spec);

  LognormalTable offset;                // seconds: of a gap (sparse) or since the start (dense)
  std::uint32_t more;                   // sparse: of 2^32, the chance that a session goes on for one more row
  std::array<double, 4> rows_of_group;  // dense: by the power of 2 that says how many sessions share their start
};

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
  /// Many rows' moments. REQUIRES: room for as many.
  void fill(std::span<const std::uint64_t> rows, Moment* moments) const noexcept;

  /// About when a session of this timeline started: the person is chosen by who is awake then.
  std::int64_t start_of(std::uint64_t session) const noexcept;

  /// The second of a row without its session.
  std::int64_t time_at(std::uint64_t row) const noexcept { return sparse_ ? sparse_at(row).time : dense_time(row); }

  /// The first row in [0, size] whose time is not before `time`; times never fall.
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
  double session_rate_;  // per_day as far as sessions can be told apart: their numbers fit 64 bits
  bool sparse_;
  unsigned group_log2_ =
      0;                  // dense: so many neighbouring sessions of unequal weight share their start, as a power of 2
  double per_group_ = 1;  // rows, and its inverse
  double groups_per_row_ = 1;
  std::int64_t first_group_ = 0;  // sessions that started before `since` have numbers too
};

}  // namespace synth::world
