// SELECT * FROM synth_video_interactions(600000, 42): the genres that people turned to after they logged an emotion:
// the same choice as a click, made independently of the clicks, and told by genre name.
#pragma once

#include <span>
#include <string_view>

#include "core/table.h"
#include "world/engagements.h"

namespace synth::world {

class SynthVideoInteractions {
 public:
  enum ColumnIndex : std::size_t {
    kName,
    kVideoGenre,
    kEmotion,
    kTimestamp,
    kCity,
    kCountry,
    kUserId,
    kSessionId,
    kLogId,
    kMatched,
    kProbability,
    kRowsPerDay
  };
  enum ParameterIndex : std::size_t {
    kN,
    kSeed,
    kLogs,
    kUsers,
    kDays,
    kUntil,
    kSince,
    kPerDay,
    kLogsPerDay,
    kMatchRate,
    kHomeRate,
    kSamePlaceRate,
    kProgress,
    kWorld
  };
  static const Description kDescription;
  static constexpr std::size_t kSeekColumn = kTimestamp;
  static constexpr bool kInSeekOrder = false;  // interactions come in the order of their logs

  struct Row {
    Engagement response;
    Name name;
  };
  using Memo = World::Memo;

  SynthVideoInteractions(const Arguments& arguments, Host& host);

  std::uint64_t size() const noexcept { return window_.rows; }
  void fill(const Block& block, ColumnSet wanted, Memo& memo, std::span<Row> rows) const noexcept;
  Value column(const Row& row, std::size_t column) const noexcept;
  Value parameter(std::size_t parameter) const noexcept;
  RowRange rows_between(std::int64_t low, std::int64_t high) const noexcept {
    return responses_.rows_between(low, high);
  }

 private:
  Window window_;
  double match_rate_;
  double same_place_rate_;
  Responses responses_;
};

// Inline: filling a table is one of these for each cell.
inline Value SynthVideoInteractions::column(const Row& row, std::size_t column) const noexcept {
  const World& world = *window_.world;
  if (column == kVideoGenre) return world.text(world.spec().categories[row.response.choice.category].genre);
  if (column == kRowsPerDay) return Value::real(window_.rows_per_day);
  return response_cell<SynthVideoInteractions>(world, row, column);
}

}  // namespace synth::world
