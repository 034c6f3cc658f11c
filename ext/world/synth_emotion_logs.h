// SELECT * FROM synth_emotion_logs(1000000, 42): what people felt and wrote, in time order.
#pragma once

#include <array>
#include <span>
#include <string_view>

#include "core/table.h"
#include "world/text/input_text.h"
#include "world/window.h"
#include "world/world.h"

namespace synth::world {

class SynthEmotionLogs {
 public:
  enum ColumnIndex : std::size_t {
    kName,
    kEmotion,
    kInput,
    kTimestamp,
    kCity,
    kCountry,
    kUserId,
    kSessionId,
    kRowsPerDay,
    kLocalHour
  };
  enum ParameterIndex : std::size_t { kN, kSeed, kUsers, kDays, kUntil, kSince, kPerDay, kHomeRate, kProgress, kWorld };
  static const Description kDescription;
  static constexpr std::size_t kSeekColumn = kTimestamp;
  static constexpr bool kInSeekOrder = true;

  struct Row {
    Log log;
    Name name;
    std::array<char, kLongestInput + 1> input;
    std::size_t input_length;
  };
  using Memo = World::Memo;

  SynthEmotionLogs(const Arguments& arguments, Host& host);

  std::uint64_t size() const noexcept { return window_.rows; }
  void fill(const Block& block, ColumnSet wanted, Memo& memo, std::span<Row> rows) const noexcept;
  Value column(const Row& row, std::size_t column) const noexcept;
  Value parameter(std::size_t parameter) const noexcept;
  RowRange rows_between(std::int64_t low, std::int64_t high) const noexcept;

 private:
  void write_input_of(std::uint64_t i, Row& row) const noexcept;

  Window window_;
  Key input_key_;
};

// Inline: filling a table is one of these for each cell.
inline Value SynthEmotionLogs::column(const Row& row, std::size_t column) const noexcept {
  const World& world = window_.world;
  switch (column) {
    case kName:
      return Value::text({row.name.text, row.name.length}, Value::Lifetime::kRow);
    case kEmotion:
      return world.text(world.spec().emotions[row.log.emotion].name);
    case kInput:
      return Value::text({row.input.data(), row.input_length}, Value::Lifetime::kRow);
    case kTimestamp:
      return Value::integer(row.log.time);
    case kCity:
      return world.text(world.spec().cities[row.log.seat.place].city);
    case kCountry:
      return world.text(world.spec().cities[row.log.seat.place].country);
    case kUserId:
      return Value::integer(static_cast<std::int64_t>(row.log.seat.person.user + 1));
    case kSessionId:
      return Value::integer(static_cast<std::int64_t>(row.log.session));
    case kRowsPerDay:
      return Value::real(window_.rows_per_day);
    case kLocalHour:
      return Value::integer(local_time(row.log.time, world.spec().cities[row.log.seat.place].utc_offset).hour);
    default:
      return {};
  }
}

}  // namespace synth::world
