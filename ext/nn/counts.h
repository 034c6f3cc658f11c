// The rows that a model learns from, as a value: the exact multiset of (quarter hour, person, city, emotion, label).
// What is counted together from parts is the same as what is counted at once, whatever the order, and what is taken
// away again leaves no trace.
//
// As bytes, 1 to 2.5 for a row where rows are many; equal rows are equal bytes. Numbers are varints (seven bits a byte,
// the lowest first) unless said otherwise:
//
//   "synthCT\n", the format version (4 bytes, little-endian)
//   labels, emotions, people, cities: number of texts, then each with its length; sorted bytewise, each of some row
//   the number of distinct rows, then of the first quarter since 1970 its zigzag, if there is a row
//   people in order, those without a name first, each with: its number (0: no name) as the difference to the one
//   before,
//     how many distinct rows it has, and each of these, by quarter, city, emotion, label:
//       4 · the difference to the quarter before (to the first of all) + 2 if the city is another + 1 if the row came
//       more than once; emotion · labels + label; the city (0: none) if it is another; the count if it is not 1
//   checksum of all bytes before it (8 bytes, little-endian)
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/interrupt_check.h"
#include "nn/collector.h"
#include "rows/vocabulary.h"

namespace synth::nn {

class Counts {
 public:
  struct Row {
    std::uint32_t person;  ///< 0: no name, else the person's number + 1
    std::int32_t quarter;
    std::uint32_t city;  ///< 0: none, else the city's number + 1
    std::uint32_t emotion, label;
    auto operator<=>(const Row&) const = default;
  };
  struct Counted {
    Row row;
    std::uint64_t count;
  };

  /// Of the checksum's hash; exposed so that tests can repair it.
  static constexpr std::uint64_t kChecksumSeed = 0x73796E746843540AULL;

  Counts() = default;
  /// With `threads` as in TrainingOptions; what comes does not depend on them.
  Counts(const Collector& collector, const InterruptCheck& ask, std::uint32_t threads = 1);

  const Vocabulary& labels() const noexcept { return texts_[0]; }
  const Vocabulary& emotions() const noexcept { return texts_[1]; }
  const Vocabulary& people() const noexcept { return texts_[2]; }
  const Vocabulary& cities() const noexcept { return texts_[3]; }
  /// Sorted, distinct.
  const std::vector<Counted>& distinct() const noexcept { return distinct_; }
  std::uint64_t rows() const noexcept { return rows_; }
  /// Of the quarters in which the first and the last row lie. REQUIRES: there is a row.
  std::int64_t first_time() const noexcept;
  std::int64_t last_time() const noexcept;

  /// Both together. Throws Error(kTooBig) where a limit is passed.
  static Counts sum(const Counts& a, const Counts& b, const InterruptCheck& ask);
  /// `a` without the rows of `b`. Throws Error where `b` has a row that `a` has not, or has it more often.
  static Counts difference(const Counts& a, const Counts& b, const InterruptCheck& ask);
  /// Without the rows of one person. REQUIRES: number < people().size()
  Counts without_person(std::uint32_t number, const InterruptCheck& ask) const;

  std::string to_bytes(const InterruptCheck& ask) const;
  /// Throws Error(kDamaged) whose sentence goes on from "the BLOB ": what is wrong with it.
  static Counts from_bytes(std::string_view bytes, const InterruptCheck& ask);

 private:
  static constexpr std::size_t kKinds = 4;
  using Texts = std::array<Vocabulary, kKinds>;

  /// Leaves out texts that no row has.
  void compact(const InterruptCheck& ask);
  void measure(const InterruptCheck& ask);

  Texts texts_;
  std::vector<Counted> distinct_;
  std::uint64_t rows_ = 0;
  std::int32_t first_quarter_ = 0, last_quarter_ = 0;
};

}  // namespace synth::nn
