// The second and session of each row of synth_emotion_logs, computed from the row number alone in constant time.
//
// Row i has a position below i + 1 on a line with one unit per row and `per_day` units per average day. Activity and
// trend turn positions into seconds. Positions never fall from one row to the next, the first n rows lie in the first n
// units for every n, and no row depends on how many rows there are. There are two constructions, depending on the
// world's rate:
//
// * sparse (by default, up to 0.9 rows a minute): sessions follow one another. Blocks of rows are cut into sessions
//   of known sizes. A session starts at a random position in its first row's unit, and its rows follow with the gaps of
//   the law, as far as their units allow.
// * dense: sessions overlap. Row i lies at i + u with its own random u, and belongs to a session that started some time
//   earlier: a cluster process (Neyman & Scott 1958) seen from the rows. Starts are cut into sessions of known sizes as
//   rows are above; how many rows a session gets is Poisson distributed around its size.
#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "math/distributions.h"
#include "math/rng.h"
#include "world/activity.h"
#include "world/sessions.h"
#include "world/world_spec.h"

namespace synth::world {

struct Moment {
  std::int64_t time;      ///< unix seconds
  std::uint64_t session;  ///< from 1; rows of one session share its number
};

/// How a session stands among those in which people are new.
struct Arrivals {
  double begin, end;      ///< unix seconds: people who come in between have their first session in the session's block
  double before, chance;  ///< the share of them that comes in earlier sessions of the block, and in this one
  bool in_order;          ///< sessions follow one another, so that each person can have exactly one first session
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
  Arrivals arrivals(std::uint64_t session) const noexcept;

  /// Only the second of a row, which is cheaper.
  std::int64_t time_at(std::uint64_t row) const noexcept { return sparse_ ? sparse_at(row).time : dense_time(row); }

  /// The first row in [0, size] that is not before `time`.
  std::uint64_t first_row_from(std::int64_t time, std::uint64_t size) const noexcept;

 private:
  // Where a session is among those of its block.
  struct Place {
    std::size_t kind;    // dense
    std::int64_t block;  // of the kind; negative: began before `since`
    std::uint64_t word;  // the block's
    std::uint32_t number;
  };
  Place place_of(std::uint64_t session) const noexcept;

  Moment sparse_at(std::uint64_t row) const noexcept;
  struct Start {
    std::int64_t time;
    double block;
    std::uint32_t kind;
  };
  Start dense_start(std::uint64_t row) const noexcept;
  void dense_fill(std::span<const std::uint64_t> rows, Moment* moments) const noexcept;
  std::int64_t dense_time(std::uint64_t row) const noexcept {
    return seconds(dense_position(row, word_for(time_key_, row)));
  }
  /// Of a block of overlapping sessions.
  std::uint64_t word_of(std::int64_t block, std::size_t kind) const noexcept {
    return word_for(session_key_, static_cast<std::uint64_t>(block) * SessionLaw::kMostKinds + kind);
  }
  double sparse_start(std::uint64_t row) const noexcept;
  static double dense_position(std::uint64_t row, std::uint64_t word) noexcept;
  /// The time at a position, and rows per second there.
  Activity::Point point(double position) const noexcept {
    const Trend::Point weighted = law_->trend.find(position * days_per_row_);
    Activity::Point found = activity_->find(origin_ + weighted.days);
    found.rate *= weighted.weight;
    return found;
  }
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
  std::array<std::int64_t, SessionLaw::kMostKinds> first_block_{};  // dense: negative, of sessions before `since`
};

}  // namespace synth::world
