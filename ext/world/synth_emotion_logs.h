// SELECT * FROM synth_emotion_logs(1000000, 42): what people felt and wrote, in time order.
#pragma once

#include <array>
#include <span>
#include <string_view>
#include <vector>

#include "core/table.h"
#include "world/text/input_text.h"
#include "world/text/own_text.h"
#include "world/window.h"
#include "world/world.h"

namespace synth::world {

class SynthEmotionLogs {
 public:
  static constexpr Argument kArguments[] = {
      Argument::integer("n", kDefaultLogs, {0, kMaxRows}, "rows"),
      kSeedArgument,
      Argument::integer("users", Rule{"n / 10, at least 1"}, {1, kMaxUsers}, "people"),
      kDaysArgument,
      kUntilArgument,
      kSinceArgument,
      Argument::real("per_day", kPerDayArgument.otherwise, kLogsPerDayArgument.reals, kPerDayArgument.meaning),
      kHomeRateArgument,
      kProgressArgument,
      kWorldArgument};
  static constexpr Column kColumns[] = {
      {"name", "TEXT", "the person, unique in its world"},
      {"emotion", "TEXT", "what the person feels"},
      {"input", "TEXT", "what the person wrote"},
      {"timestamp", "INTEGER", "unix seconds; grows with the row number"},
      {"city", "TEXT", "where the person is"},
      {"country", "TEXT", "of the city"},
      {"user_id", "INTEGER", "the person's rowid in synth_users", true},
      {"session_id", "INTEGER", "the same for all rows of a session", true},
      {"rows_per_day", "REAL", "rows of this table per average day: the per_day of a table that grows", true},
      kLocalHourColumn,
  };
  static constexpr std::size_t kName = index_of(kColumns, "name");
  static constexpr std::size_t kEmotion = index_of(kColumns, "emotion");
  static constexpr std::size_t kInput = index_of(kColumns, "input");
  static constexpr std::size_t kTimestamp = index_of(kColumns, "timestamp");
  static constexpr std::size_t kCity = index_of(kColumns, "city");
  static constexpr std::size_t kCountry = index_of(kColumns, "country");
  static constexpr std::size_t kUserId = index_of(kColumns, "user_id");
  static constexpr std::size_t kSessionId = index_of(kColumns, "session_id");
  static constexpr std::size_t kRowsPerDay = index_of(kColumns, "rows_per_day");
  static constexpr std::size_t kLocalHour = index_of(kColumns, "local_hour");
  static constexpr std::size_t kN = index_of(kArguments, "n");
  static constexpr std::size_t kSeed = index_of(kArguments, "seed");
  static constexpr std::size_t kUsers = index_of(kArguments, "users");
  static constexpr std::size_t kDays = index_of(kArguments, "days");
  static constexpr std::size_t kUntil = index_of(kArguments, "until");
  static constexpr std::size_t kSince = index_of(kArguments, "since");
  static constexpr std::size_t kPerDay = index_of(kArguments, "per_day");
  static constexpr std::size_t kHomeRate = index_of(kArguments, "home_rate");
  static constexpr std::size_t kProgress = index_of(kArguments, "progress");
  static constexpr std::size_t kWorld = index_of(kArguments, "world");

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
  std::vector<OwnText> inputs_;  // by emotion; none if no emotion has its own
};

// Inline, because it is called for every cell.
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
