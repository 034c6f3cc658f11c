#include "nn/weighted_examples.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <map>
#include <memory>
#include <utility>

#include "core/error.h"
#include "math/exact_math.h"
#include "math/rng.h"
#include "rows/cities.h"
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
std::vector<std::pair<std::int64_t, std::uint64_t>> rows_by_hour(const Counts& rows, InterruptCheck ask) {
  const auto hour_of = [](const Counts::Row& row) { return floor_div(row.quarter, kQuartersPerHour); };
  const std::int64_t first = floor_div(quarter_of(rows.first_time()), kQuartersPerHour);
  const std::int64_t last = floor_div(quarter_of(rows.last_time()), kQuartersPerHour);
  std::vector<std::pair<std::int64_t, std::uint64_t>> result;
  constexpr std::int64_t kDense = 4'000'000;
  if (last - first < kDense) {
    std::vector<std::uint64_t> counts(static_cast<std::size_t>(last - first + 1));
    for (const auto& [row, count] : rows.distinct()) {
      ask();
      counts[static_cast<std::size_t>(hour_of(row) - first)] += count;
    }
    for (std::size_t i = 0; i < counts.size(); ++i)
      if (counts[i] > 0) result.emplace_back(first + static_cast<std::int64_t>(i), counts[i]);
  } else {
    std::map<std::int64_t, std::uint64_t> counts;
    for (const auto& [row, count] : rows.distinct()) {
      ask();
      counts[hour_of(row)] += count;
    }
    result.assign(counts.begin(), counts.end());
  }
  return result;
}

}  // namespace

std::vector<std::int32_t> utc_offsets(const Vocabulary& cities) {
  std::vector<std::int32_t> offsets;
  for (std::uint32_t i = 0; i < cities.size(); ++i) {
    const City* place = find_city(cities[i]);
    offsets.push_back(place != nullptr ? place->utc_offset : 0);
  }
  return offsets;
}

void ExampleTable::choose_boundary(const Counts& rows, double part) {
  if (part <= 0) return;
  std::size_t steps = 0;
  const auto hours = rows_by_hour(rows, [&] { ask(++steps); });
  const double wanted = part * static_cast<double>(rows.rows());
  double held_out = 0, best = -1;
  for (std::size_t i = hours.size(); i-- > 1;) {
    held_out += static_cast<double>(hours[i].second);
    const double distance = std::abs(held_out - wanted);
    if (best >= 0 && distance >= best) break;
    best = distance;
    boundary_ = hours[i].first * kQuartersPerHour * kQuarterSeconds;
  }
}

ExampleTable::ExampleTable(const Counts& rows, const std::vector<std::uint32_t>& label_number,
                           const TrainingOptions& options, double half_life, Monitor* monitor)
    : monitor_(monitor) {
  const bool by_time = options.validation_by == TrainingOptions::Validation::kTime;
  if (by_time) choose_boundary(rows, options.validation);

  unsigned at = 0;
  const auto place = [&](Field& field, unsigned bits) {
    field = {at, bits};
    at += bits;
  };
  // 0 stands for an absent person or city.
  place(label_, bits_for(*std::max_element(label_number.begin(), label_number.end())));
  place(city_, bits_for(rows.cities().size()));
  place(weekday_, 3);
  place(hour_, 5);
  place(emotion_, bits_for(rows.emotions().size() - 1U));
  place(person_, bits_for(rows.people().size()));
  place(held_out_, 1);
  bits_ = at;
  if (bits_ > 64) throw Error("there are too many different people, cities and categories", ErrorCode::kTooBig);

  const auto hashes = [this](const Vocabulary& strings) {
    return hashes_of(strings, [this](std::size_t step) { ask(step); });
  };
  const auto label_hash = hashes(rows.labels()), emotion_hash = hashes(rows.emotions()),
             person_hash = hashes(rows.people()), city_hash = hashes(rows.cities());
  const std::vector<std::int32_t> offsets = utc_offsets(rows.cities());
  const auto random_limit = static_cast<std::uint64_t>(options.validation * 0x1p63) * 2;
  const double decay = half_life > 0 ? 0.69314718055994531 / (half_life * kQuartersPerDay) : 0;
  const std::int64_t last = quarter_of(rows.last_time());
  const std::int64_t newest = boundary_ != INT64_MAX ? boundary_ / kQuarterSeconds : last;
  const auto age = [decay](std::int64_t from, std::int64_t to) { return decay * static_cast<double>(to - from); };
  training_decay_ = age(newest, last);
  entries_.reserve(rows.distinct().size());
  for (const auto& [row, count] : rows.distinct()) {
    ask(entries_.size());
    const LocalTime time = local_time(row.quarter * kQuarterSeconds, row.city > 0 ? offsets[row.city - 1] : 0);
    const std::uint64_t who = row.person > 0 ? person_hash[row.person - 1] : 0;
    std::uint64_t held_out = 0;
    if (by_time)
      held_out = row.quarter * kQuarterSeconds >= boundary_;
    else
      held_out = mix64(who + static_cast<std::uint64_t>(floor_div(row.quarter, kQuartersPerHour))) < random_limit;
    const std::uint64_t key = held_out << held_out_.shift | std::uint64_t{row.person} << person_.shift |
                              std::uint64_t{row.emotion} << emotion_.shift |
                              static_cast<std::uint64_t>(time.hour) << hour_.shift |
                              static_cast<std::uint64_t>(time.weekday) << weekday_.shift |
                              std::uint64_t{row.city} << city_.shift | std::uint64_t{label_number[row.label]};
    entries_.push_back({key, faded(count * kWhole, std::max(0.0, age(row.quarter, newest)))});
    if (decay > 0 && by_time && held_out != 0) later_.push_back({key, faded(count * kWhole, age(row.quarter, last))});
    (held_out != 0 ? validation_rows_ : training_rows_) += count;
    const std::uint64_t texts = mix64(label_hash[row.label] + mix64(emotion_hash[row.emotion] + who)) +
                                (row.city > 0 ? city_hash[row.city - 1] : 0);
    fingerprint_ += count * mix64(texts ^ static_cast<std::uint64_t>(std::int64_t{row.quarter}));
  }
  // Few hours of people may all be held out at random: somebody must be left to learn from.
  const std::uint64_t held_out = std::uint64_t{1} << held_out_.shift;
  if (std::all_of(entries_.begin(), entries_.end(), [&](const Entry& entry) { return (entry.key & held_out) != 0; })) {
    for (Entry& entry : entries_) entry.key &= ~held_out;
    training_rows_ += std::exchange(validation_rows_, 0);
  }
  WorkerPool team(entries_.size() < kFewKeys ? 1 : options.threads);
  sort(entries_, team);
  if (!later_.empty()) sort(later_, team);
}

std::uint64_t ExampleTable::faded(std::uint64_t weight, double decay) noexcept {
  if (decay <= 0) return weight;
  return std::max<std::uint64_t>(1, static_cast<std::uint64_t>(static_cast<double>(weight) * exact_exp(-decay) + 0.5));
}

void ExampleTable::sort(std::vector<Entry>& entries, WorkerPool& team) const {
  sort_and_merge(entries, bits_, team, [this](std::size_t step) { ask(step); });
}

WeightedExamples ExampleTable::cells(Split part, DroppedFeatures left_out) const {
  std::uint64_t mask = ~held_out_.mask();
  if (left_out.weekday) mask &= ~weekday_.mask();
  if (left_out.city) mask &= ~city_.mask();

  // Sorted rows of one or two parts, which are merged.
  struct Part {
    const Entry* next;
    const Entry* end;
    double decay;
  };
  const Entry* const first = entries_.data();
  const Entry* const last = first + entries_.size();
  const Entry* const held_out =
      std::partition_point(first, last, [this](const Entry& entry) { return held_out_.of(entry.key) == 0; });
  std::vector<Part> parts;
  if (part != Split::kValidation)
    parts.push_back({first, held_out, part == Split::kAll && !later_.empty() ? training_decay_ : 0});
  if (part == Split::kValidation || (part == Split::kAll && later_.empty())) parts.push_back({held_out, last, 0});
  if (part == Split::kAll && !later_.empty()) parts.push_back({later_.data(), later_.data() + later_.size(), 0});
  const auto weight_of = [](const Part& of, const Entry& entry) { return faded(entry.count, of.decay); };
  std::size_t steps = 0;
  std::vector<Entry> sorted;
  if (left_out.weekday && !left_out.city) {  // cities lie below weekdays: without these they are out of order
    for (const Part& from : parts)
      for (const Entry* entry = from.next; entry != from.end; ++entry) {
        ask(++steps);
        sorted.push_back({entry->key & mask, weight_of(from, *entry)});
      }
    WorkerPool alone(1);
    sort(sorted, alone);
    parts = {{sorted.data(), sorted.data() + sorted.size(), 0}};
  }

  WeightedExamples cells;
  const auto features_of = [&](const Entry& entry) { return (entry.key & mask) >> label_.bits; };
  std::vector<std::uint64_t> counts(std::size_t{1} << label_.bits);
  std::vector<std::uint32_t> labels;  // those of the cell in hand
  for (;;) {
    const Part* lowest = nullptr;
    for (const Part& from : parts)
      if (from.next != from.end && (lowest == nullptr || features_of(*from.next) < features_of(*lowest->next)))
        lowest = &from;
    if (lowest == nullptr) break;
    const std::uint64_t key = lowest->next->key & mask, features = key >> label_.bits;
    for (Part& from : parts)
      for (; from.next != from.end && features_of(*from.next) == features; ++from.next) {
        ask(++steps);
        const auto label = static_cast<std::uint32_t>(label_.of(from.next->key));
        if (counts[label] == 0) labels.push_back(label);
        counts[label] += weight_of(from, *from.next);
      }
    std::sort(labels.begin(), labels.end());
    Features& row = cells.features.emplace_back();
    row.emotion = static_cast<std::int32_t>(emotion_.of(key));
    row.hour = static_cast<std::int32_t>(hour_.of(key));
    row.weekday = left_out.weekday ? kAbsent : static_cast<std::int32_t>(weekday_.of(key));
    row.person = static_cast<std::int32_t>(person_.of(key)) - 1;
    row.city = static_cast<std::int32_t>(city_.of(key)) - 1;
    float total = 0;
    for (const std::uint32_t label : labels) {
      const double weight = static_cast<double>(std::exchange(counts[label], 0)) / static_cast<double>(kWhole);
      cells.label.push_back(label);
      cells.weight.push_back(static_cast<float>(weight));
      total += static_cast<float>(weight);
      cells.rows += weight;
    }
    cells.total.push_back(total);
    cells.start.push_back(static_cast<std::uint32_t>(cells.label.size()));
    labels.clear();
  }
  return cells;
}

}  // namespace synth::nn
