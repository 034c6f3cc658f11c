// The rows that training reads: texts interned, moments in quarters of an hour, equal rows counted once. What comes out
// depends on the set of rows and not on their order.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "nn/limits.h"
#include "nn/monitor.h"
#include "rows/vocabulary.h"

namespace synth::nn {

/// Rows as they came, in numbers of the collector's own texts.
class Collector {
 public:
  struct Row {
    std::int32_t quarter;
    std::uint32_t person;  ///< kMaxPeople: absent
    std::uint32_t city;    ///< kMaxCities: absent
    std::uint16_t emotion;
    std::uint16_t label;
    auto operator<=>(const Row&) const = default;
  };
  struct Counted {
    Row row;
    std::uint64_t count;
  };

  /// `name` and `city` may be absent (null). Throws Error(kTooBig) where a limit is passed.
  void add(std::string_view label, std::string_view emotion, std::int64_t unix_seconds, const std::string_view* name,
           const std::string_view* city);
  void skip() noexcept { ++skipped_; }

  /// Whether the next add() counts equal rows once or makes room for names, which takes a while where millions came:
  /// make_room() does so before, asking the monitor.
  bool is_full() const noexcept { return fresh_.size() >= merge_at_ || people_.is_full(); }
  void make_room(Monitor& monitor);
  void merge(Monitor* monitor = nullptr);

  /// Every row with its count; equal rows may still stand apart. In no order.
  template <class Visit>
  void each(Visit visit) const {
    for (const Counted& counted : merged_) visit(counted.row, counted.count);
    for (const Row& row : fresh_) visit(row, std::uint64_t{1});
  }

  std::uint64_t rows() const noexcept { return rows_; }
  std::uint64_t skipped() const noexcept { return skipped_; }
  std::int32_t first_quarter() const noexcept { return first_quarter_; }
  std::int32_t last_quarter() const noexcept { return last_quarter_; }
  const Vocabulary& labels() const noexcept { return labels_; }
  const Vocabulary& emotions() const noexcept { return emotions_; }
  const Vocabulary& people() const noexcept { return people_; }
  const Vocabulary& cities() const noexcept { return cities_; }
  std::size_t stored() const noexcept { return fresh_.size() + merged_.size(); }

 private:
  void sort_fresh(Monitor* monitor);

  Vocabulary labels_, emotions_, people_, cities_;
  std::vector<Row> fresh_;               ///< as they came
  std::vector<Counted> merged_;          ///< sorted, distinct
  std::array<std::uint32_t, 4> last_{};  ///< of the row before: label, emotion, person, city
  std::size_t merge_at_ = std::size_t{1} << 22;
  std::uint64_t rows_ = 0, skipped_ = 0;
  std::int32_t first_quarter_ = INT32_MAX, last_quarter_ = INT32_MIN;
};

}  // namespace synth::nn
