#include "world/timeline.h"

#include <algorithm>
#include <array>
#include <initializer_list>

#include "math/elementary.h"
#include "math/search.h"
#include "math/streams.h"

namespace synth::world {
namespace {

constexpr std::uint64_t kBlock = 32;            // sparse: rows that are cut into sessions together; the longest session
constexpr double kSparseBelow = 0.7 * 60 * 24;  // rows per average day
constexpr double kLongestOffset = 3600;         // seconds
constexpr double kMaxOfMeanRate = 4;            // busier hours count as this busy
constexpr double kFastestSessions = 1e15;       // rows per average day
constexpr double kMaxGroups = 0x1p58;           // with at most 8 sessions each
constexpr double kJustBelowOne = 1 - 0x1p-32;

// Dense: how a group's rows are divided among its sessions, so that few are long and many short. Of 256.
constexpr std::array<std::uint8_t, 256> members(std::initializer_list<int> shares) {
  std::array<std::uint8_t, 256> member{};
  std::size_t next = 0;
  std::uint8_t session = 0;
  for (const int share : shares) {
    for (int k = 0; k < share; ++k) member[next++] = session;
    ++session;
  }
  return member;
}
constexpr std::array<std::uint8_t, 256> kMembers[] = {members({256}), members({168, 88}), members({110, 70, 46, 30}),
                                                      members({77, 51, 36, 28, 23, 18, 13, 10})};

// The number of rows per group at which its sessions have `mean` rows each, not counting empty ones. The rows of a
// session are Poisson distributed. Found by bisection.
double rows_of_group(unsigned log2, double mean) noexcept {
  std::array<double, 8> share{};
  for (const std::uint8_t member : kMembers[log2]) share[member] += 1.0 / 256;
  double low = 0;
  double high = mean * (1 << log2);
  for (int step = 0; step < 50; ++step) {
    const double rows = (low + high) / 2;
    double sessions = 0;
    for (unsigned k = 0; k < 1U << log2; ++k) sessions += 1 - portable_exp(-std::min(rows * share[k], 700.0));
    (rows < mean * sessions ? low : high) = rows;
  }
  return std::max(high, 1e-3);
}

// The chance, in units of 2^-32, that the next row of a block belongs to the same session. It is chosen so that
// sessions have `mean` rows each, although the block's last session ends with the block.
std::uint32_t chance_of_more(double mean) noexcept {
  const double cut = (static_cast<double>(kBlock) / mean - 1) / static_cast<double>(kBlock - 1);
  return static_cast<std::uint32_t>(std::clamp((1 - cut) * 0x1p32, 0.0, 0x1p32 - 1));
}

// std::floor is a function call on processors before SSE 4.1.
std::int64_t floor_to_integer(double x) noexcept {
  const auto truncated = static_cast<std::int64_t>(x);
  return truncated - (static_cast<double>(truncated) > x ? 1 : 0);
}

}  // namespace

SessionLaw::SessionLaw(const WorldSpec& spec)
    : offset(spec.session_seconds, spec.session_sigma, 1, kLongestOffset), more(chance_of_more(spec.session_rows)) {
  for (unsigned log2 = 0; log2 < rows_of_group.size(); ++log2)
    rows_of_group[log2] = world::rows_of_group(log2, spec.session_rows);
}

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
      sparse_(per_day < kSparseBelow) {
  if (sparse_) return;
  const double per_minute = per_day / (24 * 60);
  while (group_log2_ + 1 < law.rows_of_group.size() && (2 << group_log2_) <= per_minute) ++group_log2_;
  per_group_ = law.rows_of_group[group_log2_];
  groups_per_row_ = 1 / per_group_;
  // How far back groups reach: the longest offset at the highest rate.
  first_group_ =
      -static_cast<std::int64_t>(kLongestOffset * kMaxOfMeanRate * session_rate_ / kSecondsPerDay / per_group_) - 2;
}

std::int64_t Timeline::seconds(double position) const noexcept {
  return std::max(since_, floor_to_integer(activity_->find(origin_ + position * days_per_row_).time));
}

double Timeline::dense_position(std::uint64_t row, std::uint64_t word) noexcept {
  return static_cast<double>(row) + static_cast<double>(word >> 32) * 0x1p-32;
}

Moment Timeline::dense_at(std::uint64_t row) const noexcept {
  // One word for all: its high half is the position in the row's share of time, the rest offset and member.
  const std::uint64_t word = word_for(time_key_, row);
  const double position = dense_position(row, word);
  const Activity::Point point = activity_->find(origin_ + position * days_per_row_);
  const double ago =
      law_->offset.quantile(static_cast<double>(static_cast<std::uint32_t>(word) & 0xFFFFFF00U) * 0x1p-32);
  const double rows_per_second = std::min(point.rate, kMaxOfMeanRate / kSecondsPerDay) * session_rate_;
  // In the largest worlds with sessions of one row, the session numbers run out; the last sessions then share one.
  const double found = std::min((position - ago * rows_per_second) * groups_per_row_, kMaxGroups);
  const std::int64_t group = floor_to_integer(found);
  const std::uint64_t number = static_cast<std::uint64_t>(std::max(group, first_group_) - first_group_);
  const std::uint8_t member = kMembers[group_log2_][word & 0xFFU];
  return {std::max(since_, floor_to_integer(point.time)), (number << group_log2_) + member + 1};
}

void Timeline::fill(std::span<const std::uint64_t> rows, Moment* moments) const noexcept {
  if (sparse_)
    for (const std::uint64_t row : rows) *moments++ = sparse_at(row);
  else
    for (const std::uint64_t row : rows) *moments++ = dense_at(row);
}

std::int64_t Timeline::start_of(std::uint64_t session) const noexcept {
  if (sparse_) return seconds(sparse_start(session - 1));
  const std::int64_t group = static_cast<std::int64_t>((session - 1) >> group_log2_) + first_group_;
  return seconds(std::max(0.0, (static_cast<double>(group) + 0.5) * per_group_));
}

double Timeline::sparse_start(std::uint64_t row) const noexcept {
  return static_cast<double>(row) + unit_of(word_for(time_key_, row)) * kJustBelowOne;
}

Moment Timeline::sparse_at(std::uint64_t row) const noexcept {
  const std::uint64_t block = row / kBlock;
  const std::uint64_t within = row % kBlock;
  // Walk the block's cuts to find where the row's session begins. A session ends with its block.
  Rng cuts(session_key_, block);
  std::uint64_t first = 0;
  for (std::uint64_t r = 1; r <= within; ++r)
    if (cuts.bits() >= law_->more) first = r;
  const std::uint64_t start_row = block * kBlock + first;
  // The session ends before the next one can start, and a row never goes past the end of its own unit.
  const double start = sparse_start(start_row);
  if (within == first) return {seconds(start), start_row + 1};
  double time = activity_->find(origin_ + start * days_per_row_).time;
  double position = start;
  for (std::uint64_t r = start_row + 1; r <= row; ++r) {
    time += law_->offset.quantile(unit_of(word_for(offset_key_, r)));
    const double wished = (activity_->at(floor_to_integer(time)) - origin_) * per_day_;
    position = std::clamp(wished, position, static_cast<double>(r) + kJustBelowOne);
  }
  return {seconds(position), start_row + 1};
}

std::uint64_t Timeline::first_row_from(std::int64_t time, std::uint64_t size) const noexcept {
  return first_row_not(size, [&](std::uint64_t row) { return time_at(row) < time; });
}

}  // namespace synth::world
