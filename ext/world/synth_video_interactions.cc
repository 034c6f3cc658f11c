#include "world/synth_video_interactions.h"

#include "world/engagement_parameters.h"

namespace synth::world {
namespace {

using Interactions = SynthVideoInteractions;

constexpr Argument kArguments[] = {
    {"n", "integer", "30", "0 to 9007199254740991", "rows"},
    kSeedArgument,
    kLogsOfResponseArgument,
    kUsersOfResponseArgument,
    kDaysArgument,
    kUntilArgument,
    kSinceArgument,
    kPerDayOfResponseArgument,
    kLogsPerDayArgument,
    kMatchRateArgument,
    kHomeRateArgument,
    kSamePlaceRateArgument,
    kProgressArgument,
    kWorldArgument,
};

constexpr Column kColumns[] = {
    {"name", "TEXT", "the person, as in synth_emotion_logs"},
    {"video_genre", "TEXT", "the genre's name, 'Comedy'"},
    {"emotion", "TEXT", "that of the log"},
    {"timestamp", "INTEGER", "unix seconds, 1 second to an hour after the log"},
    {"city", "TEXT", "mostly that of the log"},
    {"country", "TEXT", "of the city"},
    {"user_id", "INTEGER", "the person's rowid in synth_users", true},
    {"session_id", "INTEGER", "that of the log", true},
    {"log_id", "INTEGER", "the rowid of the log in synth_emotion_logs", true},
    {"matched", "INTEGER", "1 if the genre's category is mapped to the emotion", true},
    {"probability", "REAL", "exact, of this genre's category given person, emotion and local hour", true},
    {"rows_per_day", "REAL", "of this table, per average day: what per_day takes for a table that grows", true},
};

constexpr WindowArguments kWindow = {.n = Interactions::kN,
                                     .seed = Interactions::kSeed,
                                     .logs = Interactions::kLogs,
                                     .users = Interactions::kUsers,
                                     .days = Interactions::kDays,
                                     .until = Interactions::kUntil,
                                     .since = Interactions::kSince,
                                     .per_day = Interactions::kPerDay,
                                     .logs_per_day = Interactions::kLogsPerDay,
                                     .home_rate = Interactions::kHomeRate,
                                     .progress = Interactions::kProgress,
                                     .world = Interactions::kWorld};

}  // namespace

constinit const Description SynthVideoInteractions::kDescription = {
    .name = "synth_video_interactions",
    .meaning = "The genres that people turned to after they logged an emotion.",
    .arguments = kArguments,
    .columns = kColumns,
    .example = "SELECT name, emotion, video_genre FROM synth_video_interactions(30)",
    .positional = 3,
    .tells_parameters = true,
    .by_name = true};

SynthVideoInteractions::SynthVideoInteractions(const Arguments& arguments, Host& host)
    : window_(open_window(arguments, kWindow, 30, 50.0 / 30, host)),
      match_rate_(arguments.real(kMatchRate, 0.8, 0, 1)),
      same_place_rate_(arguments.real(kSamePlaceRate, 0.9, 0, 1)),
      responses_(window_, {Stream::kInteractionLog, Stream::kInteraction, Stream::kInteractionPlace}, match_rate_,
                 same_place_rate_) {}

void SynthVideoInteractions::fill(const Block& block, ColumnSet wanted, Memo& memo,
                                  std::span<Row> rows) const noexcept {
  const ResponseNeeds needs = {.person = wanted.any(ColumnSet::of(kName, kUserId, kSessionId)),
                               .place = wanted.any(ColumnSet::of(kCity, kCountry)),
                               .time = wanted.has(kTimestamp),
                               .choice = wanted.any(ColumnSet::of(kVideoGenre, kEmotion, kMatched, kProbability))};
  responses_.fill(block, needs, wanted.has(kName), memo, rows);
}

Value SynthVideoInteractions::parameter(std::size_t parameter) const noexcept {
  switch (parameter) {
    case kN:
      return Value::integer(static_cast<std::int64_t>(window_.rows));
    case kPerDay:
      return Value::real(window_.rows_per_day);
    case kMatchRate:
      return Value::real(match_rate_);
    case kSamePlaceRate:
      return Value::real(same_place_rate_);
    default:
      return window_parameter(window_, kWindow, parameter);
  }
}

}  // namespace synth::world
