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
  std::uint16_t topic;  ///< the category chosen before in the session, or kNoTopic
  std::uint8_t nth;     ///< of the engagements of its session in its block, from 0
  std::uint8_t of;      ///< their number
  Choice choice;
};

/// Which parts of an engagement the query reads; the others are not computed.
struct EngagementNeeds {
  bool person = true;  ///< log.seat and log.session
  bool place = true;
  bool time = true;
  bool choice = true;  ///< and log.emotion, and the topic
  bool order = false;  ///< nth and of

  bool log() const noexcept { return person || place || time || choice; }
};

/// The indexes of the arguments in the table's list.
struct EngagementArguments {
  WindowArguments window;
  std::size_t match_rate, same_place_rate;
};

/// The engagements of one table, as its arguments say. Immutable.
///
/// What one engagement knows of the others in its session is found within a block of 64 rows: a session goes no further
/// for topics and the order of its engagements. So a row alone costs no more than a block, and no row depends on how
/// many there are. (In worlds of so many rows that a block is shorter than a session, less of a session is in it.)
class Engagements {
 public:
  static constexpr std::size_t kBlock = 64;

  /// A reader's cache: also the sessions of a block, and the categories chosen there as far as they are known.
  class Memo : public World::Memo {
    friend class Engagements;
    static constexpr std::uint16_t kUnknown = 0xFFFE;

    std::uint64_t world_ = 0;  // World::number(), from 1
    std::uint64_t block_ = 0;
    std::array<Moment, kBlock> moments_;
    std::array<std::uint16_t, kBlock> categories_;
  };

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
  void fill(const Block& block, const EngagementNeeds& needs, bool named, Memo& memo,
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
  void compute(std::uint64_t row, const EngagementNeeds& needs, const Moment& moment, Memo& memo,
               Engagement& engagement) const noexcept;
  /// log_row() if the table had no end.
  std::uint64_t endless_log_row(std::uint64_t row) const noexcept;
  /// The rest of an engagement whose log and topic are known.
  void choose(std::uint64_t row, bool place, bool choice, Engagement& engagement) const noexcept;
  /// Sets nth and of.
  [[gnu::noinline]] void count_in_session(std::uint64_t row, Memo& memo, Engagement& engagement) const noexcept;
  /// Fills the memo for the row's block.
  void meet(std::uint64_t row, Memo& memo) const noexcept;
  /// The category chosen before in the session, as far as the row's block goes.
  [[gnu::noinline]] std::uint16_t topic_of(std::uint64_t row, Memo& memo) const noexcept;
  /// The row before in its block with the same session, or kBlock. REQUIRES: the memo has the block.
  static std::size_t before(std::size_t within, const Memo& memo) noexcept;
  /// Seconds from a log to its engagement; `left` is how many the window has, 1 or more.
  std::int64_t delay(double u, std::int64_t left) const noexcept;
  [[gnu::noinline]] std::int64_t delay_that_fits(double u, std::int64_t left) const noexcept;
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
