#include "world/engagements.h"

#include <algorithm>
#include <cmath>

#include "math/search.h"

namespace synth::world {

Responses::Responses(const Window& window, const Streams& streams, double match_rate, double same_place_rate)
    : world_(window.world),
      rows_(window.rows),
      logs_(window.logs),
      logs_per_row_(window.rows == 0 ? 1 : window.world->per_day() / window.rows_per_day),
      same_place_rate_(same_place_rate),
      log_key_(key_for(window.world->origin().seed, streams.log)),
      choice_key_(key_for(window.world->origin().seed, streams.choice)),
      place_key_(key_for(window.world->origin().seed, streams.place)),
      law_(window.world->choice().with_match_rate(match_rate)) {}

std::uint64_t Responses::log_row(std::uint64_t row) const noexcept {
  // Engagement i takes a log of the i-th of `rows` equal shares of the logs.
  const double within = static_cast<double>(word_for(log_key_, row) >> 32) * 0x1p-32;
  const double log = (static_cast<double>(row) + within) * logs_per_row_;
  return std::min(static_cast<std::uint64_t>(log), logs_ - 1);
}

void Responses::respond(std::uint64_t row, const ResponseNeeds& needs, const Moment& moment, World::Memo& memo,
                        Engagement& response) const noexcept {
  if (needs.choice)
    response.log = world_->log(moment, memo);
  else if (needs.person || needs.place)
    response.log = world_->log_without_emotion(moment, memo);
  else
    response.log.time = moment.time;
  if (!needs.time && !needs.place && !needs.choice) return;

  Rng rng(choice_key_, row);
  const auto delay = static_cast<std::int64_t>(world_->delay().quantile(rng.unit()));
  response.time = std::min(response.log.time + delay, world_->until() - 1);
  if (!needs.place && !needs.choice) return;

  response.place = response.log.seat.place;
  Rng place(place_key_, row);
  if (place.unit() >= same_place_rate_) response.place = world_->people().elsewhere(response.place, place);
  if (!needs.choice) return;

  ChoiceDraws draws{};
  draws.side = rng.unit();
  draws.matched = rng.unit();
  draws.other = rng.unit();
  const int hour = local_hour(response.time, world_->spec().cities[response.place].utc_offset);
  response.choice = law_.choose(response.log.emotion, response.log.seat.person.user, hour, draws);
}

std::uint64_t Responses::first_row_of_log(std::uint64_t log) const noexcept {
  return first_row_not(rows_, [&](std::uint64_t row) { return log_row(row) < log; });
}

RowRange Responses::rows_between(std::int64_t low, std::int64_t high) const noexcept {
  // A response comes 1 second to an hour after its log.
  if (rows_ == 0) return {0, 0};
  // Where the world grows it has logs without end: those that a row of this table belongs to are enough.
  const std::uint64_t logs = std::min(logs_, log_row(rows_ - 1) + 1);
  const std::int64_t earliest = low < INT64_MIN + 3601 ? INT64_MIN : low - 3600;
  const std::uint64_t first = world_->first_log_from(earliest, logs);
  const std::uint64_t last = high == INT64_MIN ? 0 : world_->first_log_from(high, logs);
  return {first_row_of_log(first), std::max(first_row_of_log(first), first_row_of_log(last))};
}

}  // namespace synth::world
