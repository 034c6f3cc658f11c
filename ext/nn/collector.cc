#include "nn/collector.h"

#include <algorithm>
#include <string>

#include "core/error.h"
#include "core/utf8.h"
#include "rows/local_time.h"

namespace synth::nn {
namespace {

// `last`: the number of the row before, since the rows of a person often follow one another.
std::uint32_t number_of(Vocabulary& strings, std::string_view text, std::uint32_t& last, std::uint32_t most,
                        const char* what) {
  if (last < strings.size() && strings[last] == text) return last;
  const std::uint32_t known = strings.size(), number = strings.intern(text);
  if (number == known && !is_utf8(text))  // looked at once, when it is new
    throw Error("a text among the " + std::string(what) + " is not valid UTF-8");
  if (number >= most)
    throw Error("there are more than " + std::to_string(most) + " different " + what, ErrorCode::kTooBig);
  return last = number;
}

}  // namespace

void Collector::add(std::string_view label, std::string_view emotion, std::int64_t unix_seconds,
                    const std::string_view* name, const std::string_view* city) {
  Row row{};
  row.quarter = quarter_of(unix_seconds);
  row.label = static_cast<std::uint16_t>(number_of(labels_, label, last_[0], kMaxLabels, "categories"));
  row.emotion = static_cast<std::uint16_t>(number_of(emotions_, emotion, last_[1], kMaxEmotions, "emotions"));
  row.person = name == nullptr ? kMaxPeople : number_of(people_, *name, last_[2], kMaxPeople, "names");
  row.city = city == nullptr ? kMaxCities : number_of(cities_, *city, last_[3], kMaxCities, "cities");
  if (fresh_.size() >= merge_at_) merge();
  fresh_.push_back(row);
  ++rows_;
  first_quarter_ = std::min(first_quarter_, row.quarter);
  last_quarter_ = std::max(last_quarter_, row.quarter);
}

void Collector::make_room(Monitor& monitor) {
  if (fresh_.size() >= merge_at_) merge(&monitor);
  if (people_.is_full()) people_.grow([&monitor] { monitor.poll(); });
}

// A merge sort, since it can be asked to stop between its steps.
void Collector::sort_fresh(Monitor* monitor) {
  constexpr std::size_t kAtOnce = std::size_t{1} << 16;
  std::vector<Row> other(fresh_.size());
  const auto ask = [monitor](std::size_t step) {
    if (monitor != nullptr && step % kAtOnce == 0) monitor->poll();
  };
  for (std::size_t from = 0; from < fresh_.size(); from += kAtOnce) {
    ask(0);
    const std::size_t to = std::min(fresh_.size(), from + kAtOnce);
    std::sort(fresh_.begin() + static_cast<std::ptrdiff_t>(from), fresh_.begin() + static_cast<std::ptrdiff_t>(to));
  }
  for (std::size_t run = kAtOnce; run < fresh_.size(); run *= 2) {
    for (std::size_t from = 0; from < fresh_.size(); from += 2 * run) {
      const std::size_t middle = std::min(fresh_.size(), from + run), end = std::min(fresh_.size(), from + 2 * run);
      std::size_t left = from, right = middle;
      for (std::size_t at = from; at < end; ++at) {
        ask(at);
        const bool take_right = left == middle || (right < end && fresh_[right] < fresh_[left]);
        other[at] = fresh_[take_right ? right++ : left++];
      }
    }
    fresh_.swap(other);
  }
}

// Keeps memory bounded by the distinct rows: the next merge comes when as many fresh rows as distinct ones are there.
void Collector::merge(Monitor* monitor) {
  sort_fresh(monitor);
  std::vector<Counted> result;
  result.reserve(merged_.size() + fresh_.size() / 4);
  std::size_t old = 0, steps = 0;
  const auto put = [&](const Counted& counted) {
    if (monitor != nullptr && ++steps % 65536 == 0) monitor->poll();
    result.push_back(counted);
  };
  for (std::size_t i = 0; i < fresh_.size();) {
    std::size_t end = i + 1;
    while (end < fresh_.size() && fresh_[end] == fresh_[i]) ++end;
    while (old < merged_.size() && merged_[old].row < fresh_[i]) put(merged_[old++]);
    std::uint64_t count = end - i;
    if (old < merged_.size() && merged_[old].row == fresh_[i]) count += merged_[old++].count;
    put({fresh_[i], count});
    i = end;
  }
  while (old < merged_.size()) put(merged_[old++]);
  merged_ = std::move(result);
  fresh_.clear();
  merge_at_ = std::max(merge_at_, merged_.size());
}

}  // namespace synth::nn
