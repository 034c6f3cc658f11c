// What people do after they logged an emotion: the part that synth_video_clicks and synth_video_interactions share.
// A monotone map of row numbers assigns engagement i to a log, which is recomputed. The engagement follows the log
// after a lognormal delay of a second to an hour that fits into the window, mostly at the same place, and chooses a
// category.
#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "core/table.h"
#include "math/streams.h"
#include "world/choice_model.h"
#include "world/window.h"
#include "world/world.h"

namespace synth::world {

struct Engagement {
  std::uint64_t log_row;  ///< of synth_emotion_logs, from 0
  Log log;
  std::int64_t time;
  std::uint16_t place;
  Choice choice;
};

/// Which parts of an engagement the query reads; the others are not computed.
struct EngagementNeeds {
  bool person = true;  ///< log.seat and log.session
  bool place = true;
  bool time = true;
  bool choice = true;  ///< and log.emotion

  bool log() const noexcept { return person || place || time || choice; }
};

/// The indexes of the arguments in the table's list.
struct EngagementArguments {
  WindowArguments window;
  std::size_t match_rate, same_place_rate;
};

/// The engagements of one table, as its arguments say. Immutable.
class Engagements {
 public:
  struct Streams {
    Stream log;
    Stream choice;
    Stream place;
  };

  /// Throws Error.
  Engagements(const WorldArguments& given, const EngagementArguments& at, double logs_per_row, const Streams& streams,
              Host& host);

  const Window& window() const noexcept { return window_; }
  /// The value in force of a parameter, or NULL.
  Value parameter(const EngagementArguments& at, std::size_t parameter) const noexcept;

  std::uint64_t log_row(std::uint64_t row) const noexcept;
  /// Computes a block of engagements, and the people's names if `named`. A Row has an `engagement` and a `name`.
  template <class Row>
  void fill(const Block& block, const EngagementNeeds& needs, bool named, World::Memo& memo,
            std::span<Row> rows) const noexcept {
    std::array<std::uint64_t, kMaxOfBlock> logs;
    std::array<Moment, kMaxOfBlock> moments;
    for (std::size_t k = 0; k < rows.size(); ++k) logs[k] = rows[k].engagement.log_row = log_row(block[k]);
    if (needs.log()) window_.world.moments(std::span(logs).first(rows.size()), moments.data());
    for (std::size_t k = 0; k < rows.size(); ++k) compute(block[k], needs, moments[k], memo, rows[k].engagement);
    if (named)
      for (std::size_t k = 0; k < rows.size(); ++k) rows[k].name = window_.world.name(rows[k].engagement.log, memo);
  }

  /// A range that contains every engagement with a time in [low, high], found through the logs.
  RowRange rows_between(std::int64_t low, std::int64_t high) const noexcept;

 private:
  void compute(std::uint64_t row, const EngagementNeeds& needs, const Moment& moment, World::Memo& memo,
               Engagement& engagement) const noexcept;
  /// Seconds from a log to its engagement; `left` is how many the window has, 1 or more.
  std::int64_t delay(double u, std::int64_t left) const noexcept;
  std::uint64_t first_row_of_log(std::uint64_t log) const noexcept;

  Window window_;
  double match_rate_;
  double same_place_rate_;
  double logs_per_row_;
  Key log_key_;
  Key choice_key_;
  Key place_key_;
  ChoiceModel law_;
};

}  // namespace synth::world
