#include "world/engagements.h"

#include <algorithm>
#include <cmath>

#include "math/search.h"

namespace synth::world {

Responses::Responses(const WorldArguments& given, const ResponseArguments& at, double logs_per_row,
                     const Streams& streams, Host& host)
    : window_(open_window(given, at.window, logs_per_row, host)),
      match_rate_(given.arguments().real(at.match_rate)),
      same_place_rate_(given.arguments().real(at.same_place_rate)),
      logs_per_row_(window_.rows == 0 ? 1 : window_.world.per_day() / window_.rows_per_day),
      log_key_(key_for(window_.world.seed(), streams.log)),
      choice_key_(key_for(window_.world.seed(), streams.choice)),
      place_key_(key_for(window_.world.seed(), streams.place)),
      law_(window_.world.population().choice().with_match_rate(match_rate_)) {}

Value Responses::parameter(const ResponseArguments& at, std::size_t parameter) const noexcept {
  if (parameter == at.match_rate) return Value::real(match_rate_);
  if (parameter == at.same_place_rate) return Value::real(same_place_rate_);
  return window_parameter(window_, at.window, parameter);
}

std::uint64_t Responses::log_row(std::uint64_t row) const noexcept {
  // Engagement i takes a log of the i-th of `rows` equal shares of the logs.
  const double within = static_cast<double>(word_for(log_key_, row) >> 32) * 0x1p-32;
  const double log = (static_cast<double>(row) + within) * logs_per_row_;
  return std::min(static_cast<std::uint64_t>(log), window_.logs - 1);
}

void Responses::respond(std::uint64_t row, const ResponseNeeds& needs, const Moment& moment, World::Memo& memo,
                        Engagement& response) const noexcept {
  if (needs.choice)
    response.log = window_.world.log(moment, memo);
  else if (needs.person || needs.place)
    response.log = window_.world.log_without_emotion(moment, memo);
  else
    response.log.time = moment.time;
  if (!needs.time && !needs.place && !needs.choice) return;

  Rng rng(choice_key_, row);
  const auto delay = static_cast<std::int64_t>(window_.world.population().delay().quantile(rng.unit()));
  response.time = std::min(response.log.time + delay, window_.world.until() - 1);
  if (!needs.place && !needs.choice) return;

  response.place = response.log.seat.place;
  Rng place(place_key_, row);
  if (place.unit() >= same_place_rate_)
    response.place = window_.world.population().people().elsewhere(response.place, place);
  if (!needs.choice) return;

  ChoiceDraws draws{};
  draws.side = rng.unit();
  draws.matched = rng.unit();
  draws.other = rng.unit();
  const int hour = local_time(response.time, window_.world.spec().cities[response.place].utc_offset).hour;
  response.choice = law_.choose(response.log.emotion, response.log.seat.person.user, hour, draws);
}

std::uint64_t Responses::first_row_of_log(std::uint64_t log) const noexcept {
  return first_row_not(window_.rows, [&](std::uint64_t row) { return log_row(row) < log; });
}

RowRange Responses::rows_between(std::int64_t low, std::int64_t high) const noexcept {
  // A response comes 1 second to an hour after its log.
  if (window_.rows == 0) return {0, 0};
  // Where the world grows it has logs without end: those that a row of this table belongs to are enough.
  const std::uint64_t logs = std::min(window_.logs, log_row(window_.rows - 1) + 1);
  const std::int64_t earliest = low < INT64_MIN + 3601 ? INT64_MIN : low - 3600;
  const std::uint64_t first = window_.world.first_log_from(earliest, logs);
  const std::uint64_t last = high == INT64_MIN ? 0 : window_.world.first_log_from(high, logs);
  return {first_row_of_log(first), std::max(first_row_of_log(first), first_row_of_log(last))};
}

}  // namespace synth::world
