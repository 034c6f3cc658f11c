#include "world/residence.h"

#include <algorithm>

#include "math/streams.h"

namespace synth::world {
namespace {

constexpr std::uint64_t kGroup = 64;  // people
constexpr int kTries = 16, kTriesOfGroups = 4;
constexpr int kHalvings = 24;

// The step of the quantiles that x lies in. REQUIRES: the first is <= x < the last.
std::size_t step_of(const std::vector<double>& quantiles, double x) noexcept {
  return static_cast<std::size_t>(std::upper_bound(quantiles.begin(), quantiles.end(), x) - quantiles.begin()) - 1;
}

// The probability of a value up to x.
double cumulative(const std::vector<double>& quantiles, double x) noexcept {
  if (x < quantiles.front()) return 0;
  if (x >= quantiles.back()) return 1;
  const std::size_t k = step_of(quantiles, x);
  return (static_cast<double>(k) + (x - quantiles[k]) / (quantiles[k + 1] - quantiles[k])) /
         static_cast<double>(quantiles.size() - 1);
}

}  // namespace

Residence::Residence(const WorldSpec& spec, std::uint64_t seed, std::uint64_t users)
    : join_(*spec.people_join),
      stay_(spec.people_stay.value_or(std::vector<double>())),
      users_(users),
      groups_((users + kGroup - 1) / kGroup),
      order_key_(key_for(seed, Stream::kJoinOrder)),
      stay_key_(key_for(seed, Stream::kStay)) {
  if (stay_.empty()) return;
  lived_.push_back(stay_[0]);
  const double steps = static_cast<double>(stay_.size() - 1);
  for (std::size_t k = 0; k + 1 < stay_.size(); ++k)
    lived_.push_back(lived_[k] + (stay_[k + 1] - stay_[k]) * (1 - (static_cast<double>(k) + 0.5) / steps));
}

double Residence::joined(double days) const noexcept {
  return cumulative(join_, days) * static_cast<double>(users_);
}

// User a * groups + g is the a-th of group g: groups have the most active, the next ones, and so on. The groups without
// a last one are those at the end.
Residence::Group Residence::group(std::uint64_t index) const noexcept {
  const std::uint64_t size = users_ / groups_, larger = users_ % groups_;
  return {index * size + std::min(index, larger), static_cast<std::uint32_t>(size + (index < larger ? 1 : 0))};
}

std::uint64_t Residence::group_of(std::uint64_t rank) const noexcept {
  const std::uint64_t size = users_ / groups_, larger = users_ % groups_;
  const std::uint64_t of_larger = larger * (size + 1);
  return rank < of_larger ? rank / (size + 1) : larger + (rank - of_larger) / size;
}

// Within a group, an order of 64 places; places beyond its end lead on to the next.
std::uint64_t Residence::rank_of(std::uint64_t user) const noexcept {
  const std::uint64_t index = user % groups_;
  const Group of = group(index);
  const Order64 order(word_for(order_key_, index));
  auto place = static_cast<std::uint32_t>(user / groups_);
  do place = order.place(place);
  while (place >= of.size);
  return of.first + place;
}

std::uint64_t Residence::user_of(std::uint64_t rank) const noexcept {
  const std::uint64_t index = group_of(rank);
  const Group of = group(index);
  const Order64 order(word_for(order_key_, index));
  auto thing = static_cast<std::uint32_t>(rank - of.first);
  do thing = order.thing(thing);
  while (thing >= of.size);
  return thing * groups_ + index;
}

double Residence::day_of(std::uint64_t rank) const noexcept {
  return quantile_at(join_, (static_cast<double>(rank) + 0.5) / static_cast<double>(users_));
}

// The people of a group have the 64 quantiles of the law, each with a part of its own.
double Residence::stay_of(std::uint64_t user) const noexcept {
  if (stay_.empty()) return 1e300;
  const Order64 order(word_for(stay_key_, user % groups_));
  const double part = unit_of(word_for(stay_key_, ~user));
  return quantile_at(stay_, (order.place(static_cast<std::uint32_t>(user / groups_)) + part) / kGroup);
}

double Residence::staying(double days) const noexcept {
  return 1 - cumulative(stay_, days);
}

double Residence::lived(double days) const noexcept {
  if (days <= stay_.front()) return std::max(days, 0.0);
  if (days >= stay_.back()) return lived_.back();
  const std::size_t k = step_of(stay_, days);
  const double steps = static_cast<double>(stay_.size() - 1);
  const double part = (days - stay_[k]) / (stay_[k + 1] - stay_[k]);
  return lived_[k] + (days - stay_[k]) * (1 - (static_cast<double>(k) + part / 2) / steps);
}

Residence::Present Residence::present(double days, double joined) const noexcept {
  Present present{days, std::max(joined, 1.0), {}};
  if (stay_.empty()) return present;
  // Those of one step of people.join came evenly between its ends.
  double sum = 0;
  for (std::size_t k = 0; k + 1 < join_.size(); ++k) {
    const double first = days - join_[k], last = days - join_[k + 1];  // days ago
    if (first >= 0) sum += join_[k] < join_[k + 1] ? (lived(first) - lived(last)) / (first - last) : staying(first);
    present.until_step[k] = sum;
  }
  return present;
}

std::uint64_t Residence::draw_rank(const Present& present, double u) const noexcept {
  const auto people = static_cast<double>(users_);
  const double last = std::min(present.joined, people) - 1;
  const std::size_t steps = join_.size() - 1;
  double rank = u * present.joined;
  if (!stay_.empty()) {
    const double among = u * present.until_step[steps - 1];
    std::size_t k = 0;
    while (k + 1 < steps && present.until_step[k] <= among) ++k;
    const double before = k == 0 ? 0 : present.until_step[k - 1];
    double part = (among - before) / (present.until_step[k] - before);
    // Where in the step: as many of those who are there came before.
    if (join_[k] < join_[k + 1]) {
      const double first = present.days - join_[k];
      const double wanted = lived(first) - part * (lived(first) - lived(present.days - join_[k + 1]));
      double low = std::max(present.days - join_[k + 1], 0.0), high = first;
      for (int half = 0; half < kHalvings; ++half) {
        const double middle = (low + high) / 2;
        (lived(middle) < wanted ? low : high) = middle;
      }
      part = (first - high) / (join_[k + 1] - join_[k]);
    }
    rank = (static_cast<double>(k) + part) / static_cast<double>(steps) * people;
  }
  return static_cast<std::uint64_t>(std::clamp(rank, 0.0, std::max(last, 0.0)));
}

bool Residence::is_there(std::uint64_t user, const Present& present) const noexcept {
  const std::uint64_t rank = rank_of(user);
  return static_cast<double>(rank + 1) <= present.joined &&
         (stay_.empty() || present.days - day_of(rank) <= stay_of(user));
}

std::uint64_t Residence::draw(const Present& present, const RankTable& activity, Rng& rng) const noexcept {
  if (!stay_.empty() && !(present.until_step[join_.size() - 2] > 0)) {
    // All have left: one of the group that came last.
    const auto last = static_cast<std::uint64_t>(std::min(present.joined, static_cast<double>(users_))) - 1;
    for (int tries = 0; tries < kTries; ++tries) {
      const std::uint64_t step = rng.bits64();
      const std::uint64_t user = activity.pick(step, rng.bits64()) / groups_ * groups_ + group_of(last);
      if (user < users_ && rank_of(user) <= last) return user;
    }
    return user_of(last);
  }
  std::uint64_t latest = user_of(0);
  double left = -1e300;
  for (int group_tries = 0; group_tries < kTriesOfGroups; ++group_tries) {
    const std::uint64_t index = group_of(draw_rank(present, rng.unit()));
    // Someone as active, of this group.
    for (int tries = 0; tries < kTries; ++tries) {
      const std::uint64_t step = rng.bits64();
      const std::uint64_t user = activity.pick(step, rng.bits64()) / groups_ * groups_ + index;
      if (user < users_ && is_there(user, present)) return user;
    }
    // Few of the group are there: one of them, or else the one who left last.
    const std::uint32_t size = group(index).size;
    const std::uint32_t from = rng.below(size);
    for (std::uint32_t k = 0; k < size; ++k) {
      const std::uint64_t user = (from + k) % size * groups_ + index;
      if (is_there(user, present)) return user;
      if (static_cast<double>(rank_of(user) + 1) <= present.joined && leaves(user) > left) {
        latest = user;
        left = leaves(user);
      }
    }
  }
  return latest;
}

}  // namespace synth::world
