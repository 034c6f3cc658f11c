// What people do after they logged an emotion, as a table: synth_video_clicks and synth_video_interactions are this
// class with two faces, which say what each of them has for itself.
//
// A face has
// * kTable, kMeaning, kExample, kDefaultRows, kStreams, kRate (the key of a document that is per_day), and the words
// kRows, kMatchedMeaning, kProbabilityMeaning;
// * kOwnColumns, which stand between name and emotion and tell the chosen category, and kOwnParameters, which stand
//   between same_place_rate and progress;
// * Cells, what a row has for its own columns;
// * a constructor of (arguments, window, host), fill_cells, cell and own_parameter.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "core/table.h"
#include "world/engagements.h"

namespace synth::world {

template <class Face>
class EngagementTable : private Responses, public Face {
  template <class T, std::size_t... kSizes>
  static constexpr auto join(const std::array<T, kSizes>&... lists) {
    std::array<T, (kSizes + ...)> all{};
    auto next = all.begin();
    ((next = std::copy(lists.begin(), lists.end(), next)), ...);
    return all;
  }

 public:
  static constexpr auto kArguments = join(
      std::array<Argument, 12>{
          {Argument::integer("n", Face::kDefaultRows, {0, kMaxRows}, "rows"), kSeedArgument,
           Argument::integer("logs", Rule{"so many that the default proportion 50 : 20 : 30 holds"}, {1, kMaxRows},
                             "rows of synth_emotion_logs in this world"),
           kUsersArgument, kDaysArgument, kUntilArgument, kSinceArgument, kPerDayArgument, kLogsPerDayArgument,
           kMatchRateArgument, kHomeRateArgument, kSamePlaceRateArgument}},
      Face::kOwnParameters, std::array<Argument, 2>{{kProgressArgument, kWorldArgument}});

  static constexpr auto kColumns = join(
      std::array<Column, 1>{{{"name", "TEXT", "the person, as in synth_emotion_logs"}}}, Face::kOwnColumns,
      std::array<Column, 11>{
          {{"emotion", "TEXT", "that of the log"},
           {"timestamp", "INTEGER", "unix seconds, 1 second to an hour after the log"},
           {"city", "TEXT", "mostly that of the log"},
           {"country", "TEXT", "of the city"},
           {"user_id", "INTEGER", "the person's rowid in synth_users", true},
           {"session_id", "INTEGER", "that of the log", true},
           {"log_id", "INTEGER", "the rowid of the log in synth_emotion_logs", true},
           {"matched", "INTEGER", Face::kMatchedMeaning, true},
           {"probability", "REAL", Face::kProbabilityMeaning, true},
           {"rows_per_day", "REAL", "of this table, per average day: what per_day takes for a table that grows", true},
           kLocalHourColumn}});

  static constexpr std::size_t kName = index_of(kColumns, "name");
  static constexpr std::size_t kEmotion = index_of(kColumns, "emotion");
  static constexpr std::size_t kTimestamp = index_of(kColumns, "timestamp");
  static constexpr std::size_t kCity = index_of(kColumns, "city");
  static constexpr std::size_t kCountry = index_of(kColumns, "country");
  static constexpr std::size_t kUserId = index_of(kColumns, "user_id");
  static constexpr std::size_t kSessionId = index_of(kColumns, "session_id");
  static constexpr std::size_t kLogId = index_of(kColumns, "log_id");
  static constexpr std::size_t kMatched = index_of(kColumns, "matched");
  static constexpr std::size_t kProbability = index_of(kColumns, "probability");
  static constexpr std::size_t kRowsPerDay = index_of(kColumns, "rows_per_day");
  static constexpr std::size_t kLocalHour = index_of(kColumns, "local_hour");
  static constexpr std::size_t kN = index_of(kArguments, "n");
  static constexpr std::size_t kSeed = index_of(kArguments, "seed");
  static constexpr std::size_t kLogs = index_of(kArguments, "logs");
  static constexpr std::size_t kUsers = index_of(kArguments, "users");
  static constexpr std::size_t kDays = index_of(kArguments, "days");
  static constexpr std::size_t kUntil = index_of(kArguments, "until");
  static constexpr std::size_t kSince = index_of(kArguments, "since");
  static constexpr std::size_t kPerDay = index_of(kArguments, "per_day");
  static constexpr std::size_t kLogsPerDay = index_of(kArguments, "logs_per_day");
  static constexpr std::size_t kMatchRate = index_of(kArguments, "match_rate");
  static constexpr std::size_t kHomeRate = index_of(kArguments, "home_rate");
  static constexpr std::size_t kSamePlaceRate = index_of(kArguments, "same_place_rate");
  static constexpr std::size_t kProgress = index_of(kArguments, "progress");
  static constexpr std::size_t kWorld = index_of(kArguments, "world");

  static constexpr Description kDescription = {.name = Face::kTable,
                                               .meaning = Face::kMeaning,
                                               .arguments = kArguments,
                                               .columns = kColumns,
                                               .example = Face::kExample,
                                               .positional = 3,
                                               .tells_parameters = true,
                                               .by_name = true};
  static constexpr std::size_t kSeekColumn = kTimestamp;
  static constexpr bool kInSeekOrder = false;  // in the order of the logs

  struct Row {
    Engagement response;
    Name name;
    [[no_unique_address]] typename Face::Cells own;
  };
  using Memo = World::Memo;

  EngagementTable(const Arguments& arguments, Host& host)
      : EngagementTable(WorldArguments(arguments, kRenamed, host), host) {}

  std::uint64_t size() const noexcept { return window().rows; }
  void fill(const Block& block, ColumnSet wanted, Memo& memo, std::span<Row> rows) const noexcept;
  Value column(const Row& row, std::size_t column) const noexcept;
  Value parameter(std::size_t parameter) const noexcept;
  using Responses::rows_between;
  using Responses::window;

 private:
  static constexpr WorldArguments::Renamed kRenamed[] = {{"per_day", Face::kRate}};

  EngagementTable(const WorldArguments& given, Host& host);

  static constexpr ColumnSet kOfChoice = [] {
    std::uint64_t own = 0;
    for (std::size_t c = kName + 1; c < kEmotion; ++c) own |= std::uint64_t{1} << c;
    return ColumnSet::from_bits(own | ColumnSet::of(kEmotion, kMatched, kProbability).bits());
  }();
  static constexpr ResponseArguments kWhere = {
      .window = window_arguments(kArguments), .match_rate = kMatchRate, .same_place_rate = kSamePlaceRate};
};

template <class Face>
EngagementTable<Face>::EngagementTable(const WorldArguments& given, Host& host)
    : Responses(given, kWhere, logs_per(Face::kDefaultRows), Face::kStreams, host),
      Face(given.arguments(), window(), host) {}

template <class Face>
void EngagementTable<Face>::fill(const Block& block, ColumnSet wanted, Memo& memo, std::span<Row> rows) const noexcept {
  const ResponseNeeds needs = {.person = wanted.any(ColumnSet::of(kName, kUserId, kSessionId)),
                               .place = wanted.any(ColumnSet::of(kCity, kCountry, kLocalHour)),
                               .time = wanted.has(kTimestamp),
                               .choice = wanted.any(kOfChoice)};
  Responses::fill(block, needs, wanted.has(kName), memo, rows);
  Face::fill_cells(block, wanted, rows);
}

// Inline: filling a table is one of these for each cell.
template <class Face>
inline Value EngagementTable<Face>::column(const Row& row, std::size_t column) const noexcept {
  const World& world = window().world;
  const Engagement& response = row.response;
  switch (column) {
    case kName:
      return Value::text({row.name.text, row.name.length}, Value::Lifetime::kRow);
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
    case kRowsPerDay:
      return Value::real(window().rows_per_day);
    case kLocalHour:
      return Value::integer(local_time(response.time, world.spec().cities[response.place].utc_offset).hour);
    default:
      return Face::cell(world, row, column);
  }
}

template <class Face>
Value EngagementTable<Face>::parameter(std::size_t parameter) const noexcept {
  if (parameter > kSamePlaceRate && parameter < kProgress) return Face::own_parameter(parameter);
  return Responses::parameter(kWhere, parameter);
}

}  // namespace synth::world
