// SELECT * FROM synth_video_clicks(400000, 42): the videos that people clicked on after they logged an emotion. Click i
// follows log `log_id` of synth_emotion_logs with the same seed, users and window.
#pragma once

#include <array>
#include <span>
#include <string_view>

#include "core/table.h"
#include "world/catalogue.h"
#include "world/responses.h"

namespace synth {

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
    kProbability
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
    Response response;
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
  const Response& response = row.response;
  switch (column) {
    case kName:
      return Value::text({row.name.text, row.name.length}, Value::Lifetime::kRow);
    case kVideoId:
      return Value::text({row.id.data(), kVideoIdLength}, Value::Lifetime::kRow);
    case kVideoTitle:
      return Value::text({row.title.data(), row.title_length}, Value::Lifetime::kRow);
    case kVideoCategory:
      return world.text(world.spec().categories[response.choice.category].id);
    case kEmotion:
      return world.text(world.spec().emotions[response.log.emotion].name);
    case kTimestamp:
      return Value::integer(response.time);
    case kCity:
      return world.text(world.spec().cities[response.place].city);
    case kCountry:
      return world.text(world.spec().cities[response.place].country);
    case kUserId:
      return Value::integer(static_cast<std::int64_t>(response.log.seat.person.user + 1));
    case kSessionId:
      return Value::integer(static_cast<std::int64_t>(response.log.session));
    case kLogId:
      return Value::integer(static_cast<std::int64_t>(response.log_row + 1));
    case kMatched:
      return Value::integer(response.choice.matched ? 1 : 0);
    case kProbability:
      return Value::real(response.choice.probability);
    default:
      return {};
  }
}

}  // namespace synth
