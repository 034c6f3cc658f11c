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

std::uint64_t Engagements::endless_log_row(std::uint64_t row) const noexcept {
  // The logs are divided into `rows` equal shares; engagement i belongs to a log of the i-th share.
  const double within = static_cast<double>(word_for(log_key_, row) >> 32) * 0x1p-32;
  return static_cast<std::uint64_t>(std::min((static_cast<double>(row) + within) * logs_per_row_, 0x1p63));
}

std::uint64_t Engagements::log_row(std::uint64_t row) const noexcept {
  return std::min(endless_log_row(row), window_.logs - 1);
}

// Both inline, since every row takes this way.
[[gnu::always_inline]] inline std::int64_t Engagements::delay(double u, std::int64_t left) const noexcept {
  const auto seconds = static_cast<std::int64_t>(window_.world.population().delay().quantile(u));
  return seconds <= left ? seconds : delay_that_fits(u, left);
}

[[gnu::always_inline]] inline void Engagements::choose(std::uint64_t row, bool place, bool choice,
                                                       Engagement& engagement) const noexcept {
  Rng rng(choice_key_, row);
  engagement.time = engagement.log.time + delay(rng.unit(), window_.world.until() - 1 - engagement.log.time);
  if (!place && !choice) return;

  engagement.place = engagement.log.seat.place;
  Rng of_place(place_key_, row);
  if (of_place.unit() >= same_place_rate_)
    engagement.place = window_.world.population().people().elsewhere(engagement.place, of_place);
  if (!choice) return;

  ChoiceDraws draws{};
  draws.side = rng.unit();
  draws.matched = rng.unit();
  draws.other = rng.unit();
  if (engagement.topic != kNoTopic) draws.topic = rng.unit();
  const int hour = local_time(engagement.time, window_.world.spec().cities[engagement.place].utc_offset).hour;
  engagement.choice =
      law_.choose(engagement.log.emotion, engagement.log.seat.person.user, hour, draws, engagement.topic);
}

void Engagements::compute(std::uint64_t row, const EngagementNeeds& needs, const Moment& moment, Memo& memo,
                          Engagement& engagement) const noexcept {
  if (needs.choice)
    engagement.log = window_.world.log(engagement.log_row, moment, memo);
  else if (needs.person || needs.place)
    engagement.log = window_.world.log_without_emotion(moment, memo);
  else
    engagement.log.time = moment.time;
  if (needs.order) count_in_session(row, memo, engagement);
  if (!needs.time && !needs.place && !needs.choice) return;
  engagement.topic = kNoTopic;
  if (!needs.choice || !law_.has_topics()) return choose(row, needs.place, needs.choice, engagement);
  engagement.topic = topic_of(row, memo);
  choose(row, true, true, engagement);
  memo.categories_[row % kBlock] = engagement.choice.category;
}

std::int64_t Engagements::delay_that_fits(double u, std::int64_t left) const noexcept {
  // Too long for the window: drawn anew among the delays that fit. What is known of u is only that it is not below
  // `fits`, so what is left of it is uniform.
  const LognormalTable& law = window_.world.population().delay();
  const double fits = law.share_below(static_cast<double>(left + 1));
  const double fresh = fits < 1 ? std::clamp((u - fits) / (1 - fits), 0.0, 1 - 0x1p-53) : 0;
  const double drawn = fits > 0 ? law.quantile(fresh * fits) : 1 + fresh * static_cast<double>(left);
  return std::min(static_cast<std::int64_t>(drawn), left);
}

void Engagements::count_in_session(std::uint64_t row, Memo& memo, Engagement& engagement) const noexcept {
  meet(row, memo);
  const std::uint64_t session = memo.moments_[row % kBlock].session;
  unsigned nth = 0, of = 0;
  for (std::size_t k = 0; k < kBlock; ++k) {
    const unsigned same = memo.moments_[k].session == session ? 1 : 0;
    nth += k < row % kBlock ? same : 0;
    of += same;
  }
  engagement.nth = static_cast<std::uint8_t>(nth);
  engagement.of = static_cast<std::uint8_t>(of);
}

void Engagements::meet(std::uint64_t row, Memo& memo) const noexcept {
  const std::uint64_t block = row / kBlock;
  if (memo.world_ == window_.world.number() && memo.block_ == block) return;
  memo.world_ = window_.world.number();
  memo.block_ = block;
  std::array<std::uint64_t, kBlock> logs;
  // Rows beyond the table count as if it went on, so that a longer table begins with the rows of a shorter one.
  for (std::size_t k = 0; k < kBlock; ++k) {
    const std::uint64_t each = block * kBlock + k;
    logs[k] = each < window_.rows ? log_row(each) : endless_log_row(each);
  }
  window_.world.moments(logs, memo.moments_.data());
  memo.categories_.fill(Memo::kUnknown);
}

std::size_t Engagements::before(std::size_t within, const Memo& memo) noexcept {
  for (std::size_t k = within; k-- > 0;)
    if (memo.moments_[k].session == memo.moments_[within].session) return k;
  return kBlock;
}

std::uint16_t Engagements::topic_of(std::uint64_t row, Memo& memo) const noexcept {
  meet(row, memo);
  const std::uint64_t first = row / kBlock * kBlock;
  // Back to the first engagement of the session or one whose category is known, then forth again.
  std::array<std::uint8_t, kBlock> chain;
  std::size_t length = 0, at = before(row % kBlock, memo);
  for (; at != kBlock && memo.categories_[at] == Memo::kUnknown; at = before(at, memo))
    chain[length++] = static_cast<std::uint8_t>(at);
  std::uint16_t topic = at == kBlock ? kNoTopic : memo.categories_[at];
  while (length > 0) {
    at = chain[--length];
    Engagement engagement{};
    engagement.log_row = log_row(first + at);
    engagement.log = window_.world.log(engagement.log_row, memo.moments_[at], memo);
    engagement.topic = topic;
    choose(first + at, true, true, engagement);
    topic = memo.categories_[at] = engagement.choice.category;
  }
  return topic;
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
