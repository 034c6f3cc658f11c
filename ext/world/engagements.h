// What people do after they logged an emotion: the part that synth_video_clicks and synth_video_interactions share.
// Engagement i belongs to log j(i) by a monotone map of row numbers, recomputes that log, follows it by a lognormal
// delay of a second to an hour, mostly from the same place, and chooses a category.
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

/// What of a response the query reads: a response costs what it is asked for.
struct ResponseNeeds {
  bool person = true;  ///< log.seat and log.session
  bool place = true;
  bool time = true;
  bool choice = true;  ///< and log.emotion

  bool log() const noexcept { return person || place || time || choice; }
};

/// Where the arguments of a table of responses stand in its list.
struct ResponseArguments {
  WindowArguments window;
  std::size_t match_rate, same_place_rate;
};

/// The responses of one table, as its arguments say.
class Responses {
 public:
  struct Streams {
    Stream log;
    Stream choice;
    Stream place;
  };

  /// Throws Error.
  Responses(const WorldArguments& given, const ResponseArguments& at, double logs_per_row, const Streams& streams,
            Host& host);

  const Window& window() const noexcept { return window_; }
  /// The value in force of a parameter, or NULL.
  Value parameter(const ResponseArguments& at, std::size_t parameter) const noexcept;

  std::uint64_t log_row(std::uint64_t row) const noexcept;
  /// A block of responses, and their people's names if `named`: `rows` has a Engagement and a Name each.
  template <class Row>
  void fill(const Block& block, const ResponseNeeds& needs, bool named, World::Memo& memo,
            std::span<Row> rows) const noexcept {
    std::array<std::uint64_t, kMaxOfBlock> logs;
    std::array<Moment, kMaxOfBlock> moments;
    for (std::size_t k = 0; k < rows.size(); ++k) logs[k] = rows[k].response.log_row = log_row(block[k]);
    if (needs.log()) window_.world.moments(std::span(logs).first(rows.size()), moments.data());
    for (std::size_t k = 0; k < rows.size(); ++k) respond(block[k], needs, moments[k], memo, rows[k].response);
    if (named)
      for (std::size_t k = 0; k < rows.size(); ++k) rows[k].name = window_.world.name(rows[k].response.log, memo);
  }

  /// A range that holds every response whose time is in [low, high]: narrowed through the logs.
  RowRange rows_between(std::int64_t low, std::int64_t high) const noexcept;

 private:
  void respond(std::uint64_t row, const ResponseNeeds& needs, const Moment& moment, World::Memo& memo,
               Engagement& response) const noexcept;
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
