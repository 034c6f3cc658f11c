// One invented world: a population over a timeline. Everything else refers to its emotion logs; a log is a pure
// function of the world and its row number. Making a world from an existing population takes a fraction of a
// microsecond.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>

#include "world/population.h"
#include "world/timeline.h"

namespace synth::world {

/// A name and a NUL.
struct Name {
  std::uint8_t length;
  char text[kLongestName + 1];
};

struct Log {
  std::int64_t time;
  std::uint64_t session;
  Session seat;
  std::uint16_t emotion;  ///< index into WorldSpec::emotions
};

/// Immutable; each reader has its own Memo.
class World {
 public:
  /// `per_day`: logs per average day of activity. Without `until` the world has no end.
  World(std::shared_ptr<const Population> population, std::int64_t since, double per_day,
        std::optional<std::int64_t> until);

  /// A reader's cache of sessions, so that the person of a session is computed once. Room for more than one session is
  /// allocated when the second one comes, so that a query of one row is fast.
  class Memo {
    friend class World;
    // All zeros is an empty cell: sessions count from 1.
    struct Cell {
      std::uint64_t session;
      std::uint64_t user;
      std::int64_t mood_step;
      std::uint16_t home;
      std::int16_t chronotype;
      std::uint16_t place;
      std::uint16_t emotion;  // in mood_step
    };
    struct NameCell {
      std::uint64_t session;
      Name name;
    };
    static constexpr std::size_t kCells = 1024;
    struct Cells {
      Cell cells[kCells];
      NameCell names[kCells];
    };
    struct Free {
      void operator()(Cells* cells) const noexcept;
    };

    /// The cell for this session of this world, filled or not.
    Cell& cell(std::uint64_t world, std::uint64_t session) noexcept {
      return world == many_of_ ? many_->cells[session % kCells] : cell_of_few(world, session);
    }
    NameCell& name_cell(std::uint64_t world, std::uint64_t session) noexcept {
      return world == many_of_ ? many_->names[session % kCells] : name_;
    }
    Cell& cell_of_few(std::uint64_t world, std::uint64_t session) noexcept;

    std::uint64_t one_of_ = 0;   // the world of `cell_` and `name_`
    std::uint64_t many_of_ = 0;  // the world of `many_`
    Cell cell_{};
    NameCell name_{};
    std::unique_ptr<Cells, Free> many_;
  };

  const Population& population() const noexcept { return *population_; }
  const WorldSpec& spec() const noexcept { return population_->spec(); }
  std::uint64_t seed() const noexcept { return population_->seed(); }
  /// Another one for every world, from 1, for memos.
  std::uint64_t number() const noexcept { return number_; }
  std::int64_t since() const noexcept { return timeline_.since(); }
  double per_day() const noexcept { return timeline_.per_day(); }
  /// The end of the world in unix seconds (exclusive); the largest integer if it has no end.
  std::int64_t until() const noexcept { return until_; }

  /// A time costs less than a moment, a moment less than a log.
  std::int64_t log_time(std::uint64_t row) const noexcept { return clip(timeline_.time_at(row)); }
  /// REQUIRES: room for as many moments as rows.
  void moments(std::span<const std::uint64_t> rows, Moment* moments) const noexcept {
    timeline_.fill(rows, moments);
    for (std::size_t k = 0; k < rows.size(); ++k) moments[k].time = clip(moments[k].time);
  }
  /// `moment` is that of `row`.
  Log log(std::uint64_t row, const Moment& moment, Memo& memo) const noexcept;
  /// The log without its emotion.
  Log log_without_emotion(const Moment& moment, Memo& memo) const noexcept;
  /// The first row in [0, size] that is not before `time`.
  std::uint64_t first_log_from(std::int64_t time, std::uint64_t size) const noexcept;

  /// The name of a log's person, valid until the memo is used for another name.
  const Name& name(const Log& log, Memo& memo) const noexcept;

  /// A text of `spec()` as a value.
  Value text(const std::string& text_of_spec) const noexcept { return population_->text(text_of_spec); }

 private:
  Memo::Cell& recall(std::uint64_t session, Memo& memo) const noexcept;
  static Log log_of(std::int64_t time, const Memo::Cell& cell) noexcept;
  std::int64_t clip(std::int64_t time) const noexcept { return time < until_ - 1 ? time : until_ - 2; }

  std::shared_ptr<const Population> population_;
  std::uint64_t number_;  // identifies this world in memos
  std::int64_t until_;
  Timeline timeline_;
};

}  // namespace synth::world
