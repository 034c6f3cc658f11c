#include "world/timeline.h"

#include <algorithm>
#include <cmath>

#include "world/streams.h"

namespace synth {
namespace {

constexpr std::uint64_t kBlock = 32;            // sparse: rows that are cut into sessions together
constexpr double kSparseBelow = 0.7 * 60 * 24;  // rows per average day
constexpr double kLongestOffset = 3600;         // seconds
constexpr double kJustBelowOne = 1 - 0x1p-32;

// Dense: how a group's rows fall on its sessions, so that few are long and many short. Of 256.
constexpr std::uint8_t kGroupEnds[4][8] = {
    {255, 255, 255, 255, 255, 255, 255, 255},
    {168, 255, 255, 255, 255, 255, 255, 255},
    {110, 180, 226, 255, 255, 255, 255, 255},
    {77, 128, 164, 192, 215, 233, 246, 255},
};

double unit_of(std::uint64_t word) noexcept {
  return static_cast<double>(word >> 11) * 0x1p-53;
}

}  // namespace

Timeline::Timeline(const Spec& spec, std::uint64_t seed, const Activity& activity, std::int64_t since, double per_day)
    : activity_(&activity),
      time_key_(key_for(seed, Stream::kLogTime)),
      session_key_(key_for(seed, Stream::kSession)),
      offset_key_(key_for(seed, Stream::kSessionOffset)),
      since_(since),
      origin_(activity.at(since)),
      per_day_(per_day),
      sparse_(per_day < kSparseBelow),
      more_(static_cast<std::uint32_t>(std::min((1 - 1 / spec.session_rows) * 0x1p32, 0x1p32 - 1))),
      offset_(spec.session_seconds, spec.session_sigma, 1, kLongestOffset),
      rows_per_session_(spec.session_rows) {
  if (sparse_) return;
  const double per_minute = per_day / (24 * 60);
  while (group_ < 8 && group_ * 2 <= per_minute) group_ *= 2;
  // No group reaches back further than the longest offset at four times the mean rate.
  first_group_ =
      -static_cast<std::int64_t>(kLongestOffset * 4 * per_day / kSecondsPerDay / (rows_per_session_ * group_)) - 2;
}

std::int64_t Timeline::seconds(double position) const noexcept {
  return std::max(since_, static_cast<std::int64_t>(std::floor(activity_->time_at(origin_ + position / per_day_))));
}

double Timeline::dense_position(std::uint64_t row) const noexcept {
  return static_cast<double>(row) + static_cast<double>(word_for(time_key_, row) >> 32) * 0x1p-32;
}

Moment Timeline::dense_at(std::uint64_t row) const noexcept {
  const std::uint64_t word = word_for(offset_key_, row);
  const double position = dense_position(row);
  const std::int64_t time = seconds(position);
  const double ago = offset_.quantile(unit_of(word));
  const double per_group = rows_per_session_ * group_;
  const double started =
      std::max(position - ago * std::min(activity_->rate(time) * per_day_, per_day_ * 4 / kSecondsPerDay),
               static_cast<double>(first_group_) * per_group);
  const double group = std::floor(started / per_group);
  const std::uint8_t* ends = kGroupEnds[group_ == 1 ? 0 : group_ == 2 ? 1 : group_ == 4 ? 2 : 3];
  const auto byte = static_cast<std::uint8_t>(word & 0xFFU);
  std::uint32_t member = 0;
  while (byte > ends[member]) ++member;
  const auto number = static_cast<std::uint64_t>(static_cast<std::int64_t>(group) - first_group_);
  return {time, number * group_ + member + 1, seconds(std::max(0.0, (group + 0.5) * per_group))};
}

Moment Timeline::sparse_at(std::uint64_t row) const noexcept {
  const std::uint64_t block = row / kBlock;
  const std::uint64_t within = row % kBlock;
  // Where the row's session begins: walk the block's cuts. A session ends with its block.
  Rng cuts(session_key_, block);
  std::uint64_t first = 0;
  for (std::uint64_t r = 1; r <= within; ++r)
    if (cuts.bits() >= more_) first = r;
  const std::uint64_t start_row = block * kBlock + first;
  // The session ends before the next one can start, and a row never passes the end of its own unit.
  const double start = static_cast<double>(start_row) + unit_of(word_for(time_key_, start_row)) * kJustBelowOne;
  const std::int64_t start_time = seconds(start);
  if (within == first) return {start_time, start_row + 1, start_time};
  double time = activity_->time_at(origin_ + start / per_day_);
  double position = start;
  for (std::uint64_t r = start_row + 1; r <= row; ++r) {
    time += offset_.quantile(unit_of(word_for(offset_key_, r)));
    const double wished = (activity_->at(static_cast<std::int64_t>(std::floor(time))) - origin_) * per_day_;
    position = std::clamp(wished, position, static_cast<double>(r) + kJustBelowOne);
  }
  return {seconds(position), start_row + 1, start_time};
}

std::uint64_t Timeline::first_row_from(std::int64_t time, std::uint64_t size) const noexcept {
  std::uint64_t low = 0;
  std::uint64_t high = size;
  while (low < high) {
    const std::uint64_t middle = low + (high - low) / 2;
    if (time_at(middle) < time)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

}  // namespace synth
