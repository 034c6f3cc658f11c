// SELECT * FROM synth_video_clicks(400000, 42): the videos that people clicked on after they logged an emotion. Click i
// follows log `log_id` of synth_emotion_logs with the same seed, users and window.
#pragma once

#include <array>
#include <span>
#include <string_view>

#include "core/table.h"
#include "world/catalogue.h"
#include "world/engagements.h"

namespace synth::world {

class SynthVideoClicks {
 public:
  enum ColumnIndex : std::size_t {
    kName,
    kVideoId,
    kVideoTitle,
    kVideoCategory,
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
    kVideos,
    kProgress,
    kWorld
  };
  static const Description kDescription;
  static constexpr std::size_t kSeekColumn = kTimestamp;
  static constexpr bool kInSeekOrder = false;  // clicks come in the order of their logs

  struct Row {
    Engagement response;
    std::uint64_t video;
    Name name;
    std::array<char, kLongestTitle + 1> title;
    std::array<char, kVideoIdLength + 1> id;
    std::size_t title_length;
  };
  using Memo = World::Memo;

  SynthVideoClicks(const Arguments& arguments, Host& host);

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
  Catalogue catalogue_;
  Key video_key_;
};

// Inline: filling a table is one of these for each cell.
inline Value SynthVideoClicks::column(const Row& row, std::size_t column) const noexcept {
  const World& world = *window_.world;
  switch (column) {
    case kVideoId:
      return Value::text({row.id.data(), kVideoIdLength}, Value::Lifetime::kRow);
    case kVideoTitle:
      return Value::text({row.title.data(), row.title_length}, Value::Lifetime::kRow);
    case kVideoCategory:
      return world.text(world.spec().categories[row.response.choice.category].id);
    case kRowsPerDay:
      return Value::real(window_.rows_per_day);
    default:
      return response_cell<SynthVideoClicks>(world, row, column);
  }
}

}  // namespace synth::world
