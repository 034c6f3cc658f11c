// A set of distinct texts, numbered in order of arrival. Looking up or adding a text takes about 20 ns; a hit allocates
// nothing. Not thread-safe while a text is added.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/interrupt_check.h"

namespace synth {

/// 64 well-mixed bits of the bytes; the same on every platform.
std::uint64_t hash_bytes(std::string_view bytes, std::uint64_t seed = 0) noexcept;
/// The same for bytes that may be a gigabyte; can be interrupted.
std::uint64_t hash_bytes(std::string_view bytes, std::uint64_t seed, const InterruptCheck& ask);

class Vocabulary {
 public:
  static constexpr std::uint32_t kNone = 0xFFFFFFFF;

  /// The text's number; a new text is added. Now and then the table grows, which takes a while if it holds millions.
  std::uint32_t intern(std::string_view text, const InterruptCheck& ask = {});
  /// The text's number, or kNone.
  std::uint32_t find(std::string_view text) const noexcept;

  std::string_view operator[](std::uint32_t number) const noexcept {
    const Span& span = spans_[number];
    return {arena_.data() + span.start, span.size};
  }
  std::uint32_t size() const noexcept { return static_cast<std::uint32_t>(spans_.size()); }

  /// Whether the next new text makes the table grow.
  bool is_full() const noexcept { return spans_.size() * 2 >= slots_.size(); }

  /// The texts in bytewise order, and the new number for each old one.
  Vocabulary sorted(std::vector<std::uint32_t>& new_number, const InterruptCheck& ask = {}) const;

  void grow(const InterruptCheck& ask = {});

 private:
  struct Span {
    std::uint64_t start;
    std::uint32_t size;
  };
  struct Slot {
    std::uint32_t number = kNone;
    std::uint32_t tag = 0;  ///< high half of the hash; decides most misses without reading the text
  };

  std::vector<char> arena_;
  std::vector<Span> spans_;
  std::vector<Slot> slots_;  ///< open addressing, at most half full
};

}  // namespace synth
