#include "world/synth_video_clicks.h"

#include "world/engagement_parameters.h"

namespace synth::world {
namespace {

using Clicks = SynthVideoClicks;

constexpr Argument kArguments[] = {
    {"n", "integer", "20", "0 to 9007199254740991", "rows"},
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
    {"videos", "integer", "grows with the square root of n", "one per category to 1099511627776",
     "videos of the catalogue"},
    kProgressArgument,
    kWorldArgument,
};

constexpr Column kColumns[] = {
    {"name", "TEXT", "the person, as in synth_emotion_logs"},
    {"video_id", "TEXT", "in YouTube's form; one id has one title and one category"},
    {"video_title", "TEXT", "of the video"},
    {"video_category", "TEXT", "YouTube's category id, '23' is Comedy"},
    {"emotion", "TEXT", "that of the log"},
    {"timestamp", "INTEGER", "unix seconds, 1 second to an hour after the log"},
    {"city", "TEXT", "mostly that of the log"},
    {"country", "TEXT", "of the city"},
    {"user_id", "INTEGER", "the person's rowid in synth_users", true},
    {"session_id", "INTEGER", "that of the log", true},
    {"log_id", "INTEGER", "the rowid of the log in synth_emotion_logs", true},
    {"matched", "INTEGER", "1 if the category is mapped to the emotion", true},
    {"probability", "REAL", "exact, of this category given person, emotion and local hour", true},
    {"rows_per_day", "REAL", "of this table, per average day: what per_day takes for a table that grows", true},
};

constexpr WindowArguments kWindow = {.n = Clicks::kN,
                                     .seed = Clicks::kSeed,
                                     .logs = Clicks::kLogs,
                                     .users = Clicks::kUsers,
                                     .days = Clicks::kDays,
                                     .until = Clicks::kUntil,
                                     .since = Clicks::kSince,
                                     .per_day = Clicks::kPerDay,
                                     .logs_per_day = Clicks::kLogsPerDay,
                                     .home_rate = Clicks::kHomeRate,
                                     .progress = Clicks::kProgress,
                                     .world = Clicks::kWorld};

std::uint64_t videos_of(const Arguments& arguments, const Window& window) {
  const WorldSpec& spec = window.world->spec();
  // A growing world has no number of clicks: its rate of thirty days stands for it.
  const double clicks = window.world->origin().logs ? static_cast<double>(window.rows) : window.rows_per_day * 30;
  return static_cast<std::uint64_t>(arguments.integer(Clicks::kVideos,
                                                      static_cast<std::int64_t>(Catalogue::default_size(spec, clicks)),
                                                      static_cast<std::int64_t>(spec.categories.size()), kMaxVideos));
}

}  // namespace

constinit const Description SynthVideoClicks::kDescription = {
    .name = "synth_video_clicks",
    .meaning = "The videos that people clicked on after they logged an emotion.",
    .arguments = kArguments,
    .columns = kColumns,
    .example = "SELECT name, emotion, video_title, matched, probability FROM synth_video_clicks(20)",
    .positional = 3,
    .tells_parameters = true,
    .by_name = true};

SynthVideoClicks::SynthVideoClicks(const Arguments& arguments, Host& host)
    : window_(open_window(arguments, kWindow, 20, 50.0 / 20, host)),
      match_rate_(arguments.real(kMatchRate, 0.8, 0, 1)),
      same_place_rate_(arguments.real(kSamePlaceRate, 0.9, 0, 1)),
      responses_(window_, {Stream::kClickLog, Stream::kClick, Stream::kClickPlace}, match_rate_, same_place_rate_),
      catalogue_(window_.world->spec(), window_.world->origin().seed, videos_of(arguments, window_)),
      video_key_(key_for(window_.world->origin().seed, Stream::kClickVideo)) {}

void SynthVideoClicks::fill(const Block& block, ColumnSet wanted, Memo& memo, std::span<Row> rows) const noexcept {
  const ResponseNeeds needs = {
      .person = wanted.any(ColumnSet::of(kName, kUserId, kSessionId)),
      .place = wanted.any(ColumnSet::of(kCity, kCountry)),
      .time = wanted.has(kTimestamp),
      .choice = wanted.any(ColumnSet::of(kVideoId, kVideoTitle, kVideoCategory, kEmotion, kMatched, kProbability))};
  responses_.fill(block, needs, wanted.has(kName), memo, rows);
  if (!wanted.any(ColumnSet::of(kVideoId, kVideoTitle))) return;
  for (std::size_t k = 0; k < rows.size(); ++k) {
    Row& row = rows[k];
    Rng rng(video_key_, block[k]);
    const std::uint64_t step = rng.bits64();
    row.video = catalogue_.draw(row.response.choice.category, step, rng.bits64());
    if (wanted.has(kVideoId)) catalogue_.write_id(row.video, row.id.data());
    if (wanted.has(kVideoTitle)) row.title_length = catalogue_.write_title(row.video, row.title.data());
  }
}

Value SynthVideoClicks::parameter(std::size_t parameter) const noexcept {
  switch (parameter) {
    case kN:
      return Value::integer(static_cast<std::int64_t>(window_.rows));
    case kPerDay:
      return Value::real(window_.rows_per_day);
    case kMatchRate:
      return Value::real(match_rate_);
    case kSamePlaceRate:
      return Value::real(same_place_rate_);
    case kVideos:
      return Value::integer(static_cast<std::int64_t>(catalogue_.videos()));
    default:
      return window_parameter(window_, kWindow, parameter);
  }
}

}  // namespace synth::world
