#include "world/engagements.h"

#include <algorithm>
#include <cmath>

#include "math/search.h"

namespace synth::world {

Engagements::Engagements(const WorldArguments& given, const EngagementArguments& at, double logs_per_row,
                         const Streams& streams, Host& host)
    : window_(open_window(given, at.window, logs_per_row, host)),
      match_rate_(given.arguments().real(at.match_rate)),
      same_place_rate_(given.arguments().real(at.same_place_rate)),
      logs_per_row_(window_.rows == 0 ? 1 : window_.world.per_day() / window_.rows_per_day),
      log_key_(key_for(window_.world.seed(), streams.log)),
      choice_key_(key_for(window_.world.seed(), streams.choice)),
      place_key_(key_for(window_.world.seed(), streams.place)),
      law_(window_.world.population().choice().with_match_rate(match_rate_)) {}

Value Engagements::parameter(const EngagementArguments& at, std::size_t parameter) const noexcept {
  if (parameter == at.match_rate) return Value::real(match_rate_);
  if (parameter == at.same_place_rate) return Value::real(same_place_rate_);
  return window_parameter(window_, at.window, parameter);
}

std::uint64_t Engagements::log_row(std::uint64_t row) const noexcept {
  // The logs are divided into `rows` equal shares; engagement i belongs to a log of the i-th share.
  const double within = static_cast<double>(word_for(log_key_, row) >> 32) * 0x1p-32;
  const double log = (static_cast<double>(row) + within) * logs_per_row_;
  return std::min(static_cast<std::uint64_t>(log), window_.logs - 1);
}

std::int64_t Engagements::delay(double u, std::int64_t left) const noexcept {
  const LognormalTable& law = window_.world.population().delay();
  const auto seconds = static_cast<std::int64_t>(law.quantile(u));
  if (seconds <= left) return seconds;
  // Too long for the window: drawn anew among the delays that fit. What is known of u is only that it is not below
  // `fits`, so what is left of it is uniform.
  const double fits = law.share_below(static_cast<double>(left + 1));
  const double fresh = fits < 1 ? std::clamp((u - fits) / (1 - fits), 0.0, 1 - 0x1p-53) : 0;
  const double drawn = fits > 0 ? law.quantile(fresh * fits) : 1 + fresh * static_cast<double>(left);
  return std::min(static_cast<std::int64_t>(drawn), left);
}

void Engagements::compute(std::uint64_t row, const EngagementNeeds& needs, const Moment& moment, World::Memo& memo,
                          Engagement& engagement) const noexcept {
  if (needs.choice)
    engagement.log = window_.world.log(engagement.log_row, moment, memo);
  else if (needs.person || needs.place)
    engagement.log = window_.world.log_without_emotion(moment, memo);
  else
    engagement.log.time = moment.time;
  if (!needs.time && !needs.place && !needs.choice) return;

  Rng rng(choice_key_, row);
  engagement.time = engagement.log.time + delay(rng.unit(), window_.world.until() - 1 - engagement.log.time);
  if (!needs.place && !needs.choice) return;

  engagement.place = engagement.log.seat.place;
  Rng place(place_key_, row);
  if (place.unit() >= same_place_rate_)
    engagement.place = window_.world.population().people().elsewhere(engagement.place, place);
  if (!needs.choice) return;

  ChoiceDraws draws{};
  draws.side = rng.unit();
  draws.matched = rng.unit();
  draws.other = rng.unit();
  const int hour = local_time(engagement.time, window_.world.spec().cities[engagement.place].utc_offset).hour;
  engagement.choice = law_.choose(engagement.log.emotion, engagement.log.seat.person.user, hour, draws);
}

std::uint64_t Engagements::first_row_of_log(std::uint64_t log) const noexcept {
  return first_row_not(window_.rows, [&](std::uint64_t row) { return log_row(row) < log; });
}

RowRange Engagements::rows_between(std::int64_t low, std::int64_t high) const noexcept {
  // An engagement comes 1 second to an hour after its log.
  if (window_.rows == 0) return {0, 0};
  // A growing world has endless logs; only those up to this table's last row matter.
  const std::uint64_t logs = std::min(window_.logs, log_row(window_.rows - 1) + 1);
  const std::int64_t earliest = low < INT64_MIN + 3601 ? INT64_MIN : low - 3600;
  const std::uint64_t first = window_.world.first_log_from(earliest, logs);
  const std::uint64_t last = high == INT64_MIN ? 0 : window_.world.first_log_from(high, logs);
  return {first_row_of_log(first), std::max(first_row_of_log(first), first_row_of_log(last))};
}

}  // namespace synth::world
