// What people do after they logged an emotion, as a table. synth_video_clicks and synth_video_interactions are this
// class with two different faces, which hold what is specific to each.
//
// A face has
// * kTable, kMeaning, kExample, kDefaultRows, kStreams, kRate (the document's key for per_day), and the words kRows,
//   kMatchedMeaning, kProbabilityMeaning;
// * kOwnColumns, between name and emotion, for the chosen category; kOwnParameters, between same_place_rate and
// progress;
// * Cells, the data of a row for these columns;
// * a constructor (arguments, window, host), needs_order, fill_cells, cell and own_parameter.
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
class EngagementTable : private Engagements, public Face {
  template <class T, std::size_t... kSizes>
  static constexpr auto join(const std::array<T, kSizes>&... lists) {
    std::array<T, (kSizes + ...)> all{};
    auto next = all.begin();
    ((next = std::copy(lists.begin(), lists.end(), next)), ...);
    return all;
  }

 public:
  static constexpr auto kArguments = join(
      std::array<Argument, 12>{{Argument::integer("n", Face::kDefaultRows, {0, kMaxRows}, "rows"), kSeedArgument,
                                Argument::integer("logs", Rule{"from n by the default proportion 50 : 20 : 30"},
                                                  {1, kMaxRows}, "rows of synth_emotion_logs in this world"),
                                kUsersArgument, kDaysArgument, kUntilArgument, kSinceArgument, kPerDayArgument,
                                kLogsPerDayArgument, kMatchRateArgument, kHomeRateArgument, kSamePlaceRateArgument}},
      Face::kOwnParameters, std::array<Argument, 2>{{kProgressArgument, kWorldArgument}});

  static constexpr auto kColumns = join(
      std::array<Column, 1>{{{"name", "TEXT", "the person, as in synth_emotion_logs"}}}, Face::kOwnColumns,
      std::array<Column, 12>{
          {{"emotion", "TEXT", "the emotion of the log"},
           {"timestamp", "INTEGER", "unix seconds, 1 second to an hour after the log"},
           {"city", "TEXT", "mostly the city of the log"},
           {"country", "TEXT", "of the city"},
           {"user_id", "INTEGER", "the person's rowid in synth_users", true},
           {"session_id", "INTEGER", "the session of the log", true},
           {"log_id", "INTEGER", "the rowid of the log in synth_emotion_logs", true},
           {"matched", "INTEGER", Face::kMatchedMeaning, true},
           {"probability", "REAL", Face::kProbabilityMeaning, true},
           {"rows_per_day", "REAL", "rows of this table per average day: the per_day of a table that grows", true},
           kLocalHourColumn,
           {"topic_category", "TEXT",
            "the category chosen before in the session, which session.topic repeats; NULL if there is none", true}}});

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
  static constexpr std::size_t kTopicCategory = index_of(kColumns, "topic_category");
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
  static constexpr bool kInSeekOrder = false;  // rows are in the order of the logs

  struct Row {
    Engagement engagement;
    Name name;
    [[no_unique_address]] typename Face::Cells own;
  };
  using Memo = Engagements::Memo;

  EngagementTable(const Arguments& arguments, Host& host)
      : EngagementTable(WorldArguments(arguments, kRenamed, host), host) {}

  std::uint64_t size() const noexcept { return window().rows; }
  void fill(const Block& block, ColumnSet wanted, Memo& memo, std::span<Row> rows) const noexcept;
  Value column(const Row& row, std::size_t column) const noexcept;
  Value parameter(std::size_t parameter) const noexcept;
  using Engagements::rows_between;
  using Engagements::window;

 private:
  static constexpr WorldArguments::Renamed kRenamed[] = {{"per_day", Face::kRate}};

  EngagementTable(const WorldArguments& given, Host& host);

  static constexpr ColumnSet kOfChoice = [] {
    std::uint64_t own = 0;
    for (std::size_t c = kName + 1; c < kEmotion; ++c) own |= std::uint64_t{1} << c;
    return ColumnSet::from_bits(own | ColumnSet::of(kEmotion, kMatched, kProbability, kTopicCategory).bits());
  }();
  static constexpr EngagementArguments kWhere = {
      .window = window_arguments(kArguments), .match_rate = kMatchRate, .same_place_rate = kSamePlaceRate};
};

template <class Face>
EngagementTable<Face>::EngagementTable(const WorldArguments& given, Host& host)
    : Engagements(given, kWhere, logs_per(Face::kDefaultRows), Face::kStreams, host),
      Face(given.arguments(), window(), host) {}

template <class Face>
void EngagementTable<Face>::fill(const Block& block, ColumnSet wanted, Memo& memo, std::span<Row> rows) const noexcept {
  const EngagementNeeds needs = {.person = wanted.any(ColumnSet::of(kName, kUserId, kSessionId)),
                                 .place = wanted.any(ColumnSet::of(kCity, kCountry, kLocalHour)),
                                 .time = wanted.has(kTimestamp),
                                 .choice = wanted.any(kOfChoice),
                                 .order = Face::needs_order(wanted)};
  Engagements::fill(block, needs, wanted.has(kName), memo, rows);
  Face::fill_cells(block, wanted, rows);
}

// Inline, because it is called for every cell.
template <class Face>
inline Value EngagementTable<Face>::column(const Row& row, std::size_t column) const noexcept {
  const World& world = window().world;
  const Engagement& engagement = row.engagement;
  switch (column) {
    case kName:
      return Value::text({row.name.text, row.name.length}, Value::Lifetime::kRow);
    case kEmotion:
      return world.text(world.spec().emotions[engagement.log.emotion].name);
    case kTimestamp:
      return Value::integer(engagement.time);
    case kCity:
      return world.text(world.spec().cities[engagement.place].city);
    case kCountry:
      return world.text(world.spec().cities[engagement.place].country);
    case kUserId:
      return Value::integer(static_cast<std::int64_t>(engagement.log.seat.person.user + 1));
    case kSessionId:
      return Value::integer(static_cast<std::int64_t>(engagement.log.session));
    case kLogId:
      return Value::integer(static_cast<std::int64_t>(engagement.log_row + 1));
    case kMatched:
      return Value::integer(engagement.choice.matched ? 1 : 0);
    case kProbability:
      return Value::real(engagement.choice.probability);
    case kRowsPerDay:
      return Value::real(window().rows_per_day);
    case kLocalHour:
      return Value::integer(local_time(engagement.time, world.spec().cities[engagement.place].utc_offset).hour);
    case kTopicCategory:
      return engagement.topic == kNoTopic ? Value() : world.text(world.spec().categories[engagement.topic].id);
    default:
      return Face::cell(world, row, column);
  }
}

template <class Face>
Value EngagementTable<Face>::parameter(std::size_t parameter) const noexcept {
  if (parameter > kSamePlaceRate && parameter < kProgress) return Face::own_parameter(parameter);
  return Engagements::parameter(kWhere, parameter);
}

}  // namespace synth::world
