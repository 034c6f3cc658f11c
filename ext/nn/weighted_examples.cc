#include "nn/weighted_examples.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <map>
#include <memory>

#include "core/error.h"
#include "math/rng.h"
#include "rows/local_time.h"
#include "rows/vocabulary.h"

namespace synth::nn {
namespace {

unsigned bits_for(std::size_t values) noexcept {
  return static_cast<unsigned>(std::bit_width(values));
}

template <class InterruptCheck>
std::vector<std::uint64_t> hashes_of(const Vocabulary& strings, InterruptCheck ask) {
  std::vector<std::uint64_t> hashes(strings.size());
  for (std::uint32_t i = 0; i < strings.size(); ++i) {
    ask(i);
    hashes[i] = hash_bytes(strings[i]);
  }
  return hashes;
}

// Rows of each hour, by hour. A dense table where the rows lie within some centuries, else a tree.
template <class InterruptCheck>
std::vector<std::pair<std::int64_t, std::uint64_t>> rows_by_hour(const Collector& collector, InterruptCheck ask) {
  const std::int64_t first = quarter_of(collector.first_time()) / kQuartersPerHour - 1;
  const std::int64_t last = quarter_of(collector.last_time()) / kQuartersPerHour + 1;
  const auto hour_of = [](const Collector::Row& row) { return floor_div(row.quarter, kQuartersPerHour); };
  std::vector<std::pair<std::int64_t, std::uint64_t>> result;
  constexpr std::int64_t kDense = 4'000'000;
  if (last - first < kDense) {
    std::vector<std::uint64_t> counts(static_cast<std::size_t>(last - first + 1));
    collector.each([&](const Collector::Row& row, std::uint64_t count) {
      ask();
      counts[static_cast<std::size_t>(hour_of(row) - first)] += count;
    });
    for (std::size_t i = 0; i < counts.size(); ++i)
      if (counts[i] > 0) result.emplace_back(first + static_cast<std::int64_t>(i), counts[i]);
  } else {
    std::map<std::int64_t, std::uint64_t> counts;
    collector.each([&](const Collector::Row& row, std::uint64_t count) {
      ask();
      counts[hour_of(row)] += count;
    });
    result.assign(counts.begin(), counts.end());
  }
  return result;
}

}  // namespace

void ExampleTable::choose_boundary(const Collector& collector, double part) {
  if (part <= 0) return;
  std::size_t steps = 0;
  const auto hours = rows_by_hour(collector, [&] { ask(++steps); });
  const double wanted = part * static_cast<double>(collector.rows());
  double held_out = 0, best = -1;
  for (std::size_t i = hours.size(); i-- > 1;) {
    held_out += static_cast<double>(hours[i].second);
    const double distance = std::abs(held_out - wanted);
    if (best >= 0 && distance >= best) break;
    best = distance;
    boundary_ = hours[i].first * kQuartersPerHour * kQuarterSeconds;
  }
}

ExampleTable::ExampleTable(const Collector& collector, const IdMap& numbering, const TrainingOptions& options,
                           Monitor* monitor)
    : monitor_(monitor) {
  const bool by_time = options.validation_by == TrainingOptions::Validation::kTime;
  if (by_time) choose_boundary(collector, options.validation);

  const auto widest = [](const std::vector<std::uint32_t>& numbers) {
    return numbers.empty() ? std::uint32_t{0} : *std::max_element(numbers.begin(), numbers.end());
  };
  unsigned at = 0;
  const auto place = [&](Field& field, unsigned bits) {
    field = {at, bits};
    at += bits;
  };
  // 0 stands for an absent person or city.
  place(label_, bits_for(widest(numbering.label)));
  place(city_, bits_for(widest(numbering.city) + 1ULL));
  place(weekday_, 3);
  place(hour_, 5);
  place(emotion_, bits_for(widest(numbering.emotion)));
  place(person_, bits_for(widest(numbering.person) + 1ULL));
  place(held_out_, 1);
  bits_ = at;
  if (bits_ > 64) throw Error("there are too many different people, cities and categories", ErrorCode::kTooBig);

  const auto hashes = [this](const Vocabulary& strings) {
    return hashes_of(strings, [this](std::size_t step) { ask(step); });
  };
  const auto label_hash = hashes(collector.labels()), emotion_hash = hashes(collector.emotions()),
             person_hash = hashes(collector.people()), city_hash = hashes(collector.cities());
  const auto random_limit = static_cast<std::uint64_t>(options.validation * 0x1p63) * 2;
  entries_.reserve(collector.stored());
  collector.each([&](const Collector::Row& row, std::uint64_t count) {
    ask(entries_.size());
    const bool has_person = row.person != kMaxPeople, has_city = row.city != kMaxCities;
    const LocalTime time = local_time(row.quarter * kQuarterSeconds, has_city ? numbering.utc_offset[row.city] : 0);
    const std::uint64_t who = has_person ? person_hash[row.person] : 0;
    std::uint64_t held_out = 0;
    if (by_time)
      held_out = row.quarter * kQuarterSeconds >= boundary_;
    else
      held_out = mix64(who + static_cast<std::uint64_t>(floor_div(row.quarter, kQuartersPerHour))) < random_limit;
    entries_.push_back({held_out << held_out_.shift |
                            std::uint64_t{has_person ? numbering.person[row.person] + 1 : 0} << person_.shift |
                            std::uint64_t{numbering.emotion[row.emotion]} << emotion_.shift |
                            static_cast<std::uint64_t>(time.hour) << hour_.shift |
                            static_cast<std::uint64_t>(time.weekday) << weekday_.shift |
                            std::uint64_t{has_city ? numbering.city[row.city] + 1 : 0} << city_.shift |
                            std::uint64_t{numbering.label[row.label]},
                        count});
    const std::uint64_t texts =
        mix64(label_hash[row.label] + mix64(emotion_hash[row.emotion] + who)) + (has_city ? city_hash[row.city] : 0);
    fingerprint_ += count * mix64(texts ^ static_cast<std::uint64_t>(std::int64_t{row.quarter}));
  });
  // Few hours of people may all be held out at random: somebody must be left to learn from.
  const std::uint64_t held_out = std::uint64_t{1} << held_out_.shift;
  if (std::all_of(entries_.begin(), entries_.end(), [&](const Entry& entry) { return (entry.key & held_out) != 0; }))
    for (Entry& entry : entries_) entry.key &= ~held_out;
  sort(entries_);
}

// Radix sort, eleven bits at a time, then equal keys become one.
void ExampleTable::sort(std::vector<Entry>& entries) const {
  constexpr unsigned kDigit = 11;
  const std::size_t size = entries.size();
  const auto other = std::make_unique_for_overwrite<Entry[]>(size);
  Entry* from = entries.data();
  Entry* to = other.get();
  for (unsigned shift = 0; shift < bits_; shift += kDigit) {
    std::array<std::size_t, (1U << kDigit) + 1> start{};
    constexpr std::uint64_t kMask = (1U << kDigit) - 1;
    for (std::size_t i = 0; i < size; ++i) {
      ask(i);
      ++start[(from[i].key >> shift & kMask) + 1];
    }
    for (std::size_t i = 1; i < start.size(); ++i) start[i] += start[i - 1];
    for (std::size_t i = 0; i < size; ++i) {
      ask(i);
      to[start[from[i].key >> shift & kMask]++] = from[i];
    }
    std::swap(from, to);
  }
  std::size_t kept = 0;
  for (std::size_t i = 0; i < size; ++i) {
    ask(i);
    if (kept > 0 && entries[kept - 1].key == from[i].key)
      entries[kept - 1].count += from[i].count;
    else
      entries[kept++] = from[i];
  }
  entries.resize(kept);
}

WeightedExamples ExampleTable::cells(Split part, DroppedFeatures left_out) const {
  std::uint64_t mask = ~std::uint64_t{0};
  if (left_out.weekday) mask &= ~weekday_.mask();
  if (left_out.city) mask &= ~city_.mask();
  if (part == Split::kAll) mask &= ~held_out_.mask();
  std::vector<Entry> entries;
  std::size_t steps = 0;
  for (const Entry& entry : entries_) {
    ask(++steps);
    if (part == Split::kAll || (held_out_.of(entry.key) != 0) == (part == Split::kValidation))
      entries.push_back({entry.key & mask, entry.count});
  }
  if (mask != ~std::uint64_t{0}) sort(entries);

  WeightedExamples cells;
  std::uint64_t last = 0;
  for (const Entry& entry : entries) {
    ask(++steps);
    const std::uint64_t features = entry.key >> label_.bits;
    if (cells.features.empty() || features != last) {
      last = features;
      Features& row = cells.features.emplace_back();
      row.emotion = static_cast<std::int32_t>(emotion_.of(entry.key));
      row.hour = static_cast<std::int32_t>(hour_.of(entry.key));
      row.weekday = left_out.weekday ? kAbsent : static_cast<std::int32_t>(weekday_.of(entry.key));
      row.person = static_cast<std::int32_t>(person_.of(entry.key)) - 1;
      row.city = static_cast<std::int32_t>(city_.of(entry.key)) - 1;
      cells.total.push_back(0);
      cells.start.push_back(cells.start.back());
    }
    const auto weight = static_cast<float>(entry.count);
    cells.label.push_back(static_cast<std::uint32_t>(label_.of(entry.key)));
    cells.weight.push_back(weight);
    cells.total.back() += weight;
    ++cells.start.back();
    cells.rows += static_cast<double>(entry.count);
  }
  return cells;
}

}  // namespace synth::nn
