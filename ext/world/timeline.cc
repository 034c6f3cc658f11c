#include "world/timeline.h"

#include <algorithm>

#include "core/table.h"
#include "math/search.h"
#include "math/streams.h"

namespace synth::world {
namespace {

constexpr double kMaxOfMeanRate = 4;       // busier hours count as this busy
constexpr double kFastestSessions = 1e15;  // rows per average day
constexpr double kMaxBlocks = 0x1p53;      // with 64 sessions of each kind
constexpr double kJustBelowOne = 1 - 0x1p-32;

// std::floor is a function call on processors before SSE 4.1.
std::int64_t floor_to_integer(double x) noexcept {
  const auto truncated = static_cast<std::int64_t>(x);
  return truncated - (static_cast<double>(truncated) > x ? 1 : 0);
}

}  // namespace

Timeline::Timeline(const SessionLaw& law, std::uint64_t seed, const Activity& activity, std::int64_t since,
                   double per_day)
    : law_(&law),
      activity_(&activity),
      time_key_(key_for(seed, Stream::kLogTime)),
      session_key_(key_for(seed, Stream::kSession)),
      offset_key_(key_for(seed, Stream::kSessionOffset)),
      since_(since),
      origin_(activity.at(since)),
      per_day_(per_day),
      days_per_row_(1 / per_day),
      session_rate_(std::min(per_day, kFastestSessions)),
      sparse_(per_day < law.sparse_below) {
  // How far back sessions reach: the longest time since a start at the highest rate.
  for (std::size_t k = 0; k < law.kinds.size(); ++k) {
    const SessionLaw::Kind& kind = law.kinds[k];
    const double rows = kind.since.knot(QuantileTable::kSteps) * kMaxOfMeanRate * session_rate_ / kSecondsPerDay;
    first_block_[k] = -static_cast<std::int64_t>(std::min(rows * kind.share / kind.sizes.rows(), kMaxBlocks)) - 2;
  }
}

std::int64_t Timeline::seconds(double position) const noexcept {
  return std::max(since_, floor_to_integer(point(position).time));
}

double Timeline::dense_position(std::uint64_t row, std::uint64_t word) noexcept {
  return static_cast<double>(row) + static_cast<double>(word >> 32) * 0x1p-32;
}

// When a row happens, and where among the starts of its kind of session it belongs, in blocks.
inline Timeline::Start Timeline::dense_start(std::uint64_t row) const noexcept {
  // One word for all: its high half is the position in the row's share of time, the rest the kind of session and how
  // long ago it began.
  const std::uint64_t word = word_for(time_key_, row);
  const double position = dense_position(row, word);
  const Activity::Point at = point(position);
  std::uint32_t k = 0;
  while ((word & 0xFFU) >= law_->kinds[k].end) ++k;
  const SessionLaw::Kind& kind = law_->kinds[k];
  const double ago = kind.since.quantile(static_cast<double>(static_cast<std::uint32_t>(word) >> 8) * 0x1p-24);
  const double rows_per_second = std::min(at.rate, kMaxOfMeanRate / kSecondsPerDay) * session_rate_;
  return {std::max(since_, floor_to_integer(at.time)), (position - ago * rows_per_second) * kind.blocks_per_row, k};
}

// Each step runs for several rows before the next one, so that the processor works on them at once.
void Timeline::dense_fill(std::span<const std::uint64_t> rows, Moment* moments) const noexcept {
  std::array<Start, kMaxOfBlock> starts;
  for (std::size_t r = 0; r < rows.size(); ++r) starts[r] = dense_start(rows[r]);
  for (std::size_t r = 0; r < rows.size(); ++r) {
    const auto& [time, start, k] = starts[r];
    const SessionSizes& sizes = law_->kinds[k].sizes;
    // In the largest worlds with sessions of one row, the session numbers run out; the last sessions then share one.
    const auto first = static_cast<double>(first_block_[k]);
    const std::int64_t block = std::max(floor_to_integer(std::clamp(start, first, kMaxBlocks)), first_block_[k]);
    const double within = std::clamp(start - static_cast<double>(block), 0.0, kJustBelowOne) * sizes.rows();
    const std::uint64_t blocks = static_cast<std::uint64_t>(block - first_block_[k]) * law_->kinds.size() + k;
    moments[r] = {time, blocks * sizes.sessions() + sizes.at(word_of(block, k), within).number + 1};
  }
}

void Timeline::fill(std::span<const std::uint64_t> rows, Moment* moments) const noexcept {
  if (sparse_) {
    for (const std::uint64_t row : rows) *moments++ = sparse_at(row);
    return;
  }
  while (!rows.empty()) {
    const std::size_t some = std::min(rows.size(), kMaxOfBlock);
    dense_fill(rows.first(some), moments);
    rows = rows.subspan(some);
    moments += some;
  }
}

inline Timeline::Place Timeline::place_of(std::uint64_t session) const noexcept {
  std::uint64_t number = session - 1;
  // The kinds of sessions that overlap all have as many in a block.
  const std::uint32_t sessions = sparse_ ? law_->sizes.sessions() : law_->kinds[0].sizes.sessions();
  const auto in_block = static_cast<std::uint32_t>(number % sessions);
  if (sparse_) {
    const std::uint64_t block = number / sessions;
    return {0, static_cast<std::int64_t>(block), word_for(session_key_, block), in_block};
  }
  number /= sessions;
  std::size_t kind = 0;
  if (const std::size_t kinds = law_->kinds.size(); kinds > 1) {
    kind = static_cast<std::size_t>(number % kinds);
    number /= kinds;
  }
  const std::int64_t block = static_cast<std::int64_t>(number) + first_block_[kind];
  return {kind, block, word_of(block, kind), in_block};
}

std::int64_t Timeline::start_of(std::uint64_t session) const noexcept {
  const Place place = place_of(session);
  if (sparse_)
    return seconds(
        sparse_start(static_cast<std::uint64_t>(place.block) * static_cast<std::uint64_t>(law_->sizes.rows()) +
                     static_cast<std::uint64_t>(law_->sizes.session(place.word, place.number).first)));
  const SessionLaw::Kind& kind = law_->kinds[place.kind];
  const SessionSizes::Session it = kind.sizes.session(place.word, place.number);
  const double start = static_cast<double>(place.block) * kind.sizes.rows() + it.first + it.rows / 2;
  // Sessions from before `since` begin with the first rows: at `since` itself, everybody may be asleep.
  return seconds(std::max(1.0, start * kind.positions_per_row));
}

Arrivals Timeline::arrivals(std::uint64_t session) const noexcept {
  const Place place = place_of(session);
  const SessionSizes& sizes = sparse_ ? law_->sizes : law_->kinds[place.kind].sizes;
  const SessionSizes::Session it = sizes.session(place.word, place.number);
  const double positions = sizes.rows() * (sparse_ ? 1 : law_->kinds[place.kind].positions_per_row);
  const auto block = static_cast<double>(place.block), begin = static_cast<double>(since_);
  return {place.block > 0 ? point(block * positions).time : begin,
          place.block >= 0 ? point((block + 1) * positions).time : begin, it.newcomers_before / sizes.sessions(),
          it.newcomers / sizes.sessions(), sparse_};
}

double Timeline::sparse_start(std::uint64_t row) const noexcept {
  return static_cast<double>(row) + unit_of(word_for(time_key_, row)) * kJustBelowOne;
}

Moment Timeline::sparse_at(std::uint64_t row) const noexcept {
  const auto rows = static_cast<std::uint64_t>(law_->sizes.rows());
  const std::uint64_t block = row / rows;
  const std::uint64_t within = row % rows;
  const SessionSizes::Session session = law_->sizes.at(word_for(session_key_, block), static_cast<double>(within));
  const std::uint64_t number = block * law_->sizes.sessions() + session.number + 1;
  const std::uint64_t k = within - static_cast<std::uint64_t>(session.first);
  const double start = point(sparse_start(row - k)).time;
  if (k == 0) return {std::max(since_, floor_to_integer(start)), number};
  // The session ends before the next one can start, and a row never goes past the end of its own unit.
  const double last = point(static_cast<double>(row) + kJustBelowOne).time;
  return {std::max(since_, floor_to_integer(std::min(start + law_->gaps.elapsed(offset_key_, number, k), last))),
          number};
}

std::uint64_t Timeline::first_row_from(std::int64_t time, std::uint64_t size) const noexcept {
  return first_row_not(size, [&](std::uint64_t row) { return time_at(row) < time; });
}

}  // namespace synth::world
