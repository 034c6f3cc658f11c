// Pieces of text of a fixed size, for composing names, texts and titles fast: a piece is copied as a whole, without a
// branch on its length, and the next one overwrites the excess. Names are stored as fragments. Phrases are fragments
// only in the source; write_text.h packs them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace synth::world {

/// At most kSize - 1 bytes of text, made by the compiler from a literal.
template <std::size_t kSize>
struct Fragment {
  std::uint8_t length = 0;
  char text[kSize - 1] = {};

  constexpr Fragment() noexcept = default;
  template <std::size_t kLiteral>
  consteval Fragment(const char (&literal)[kLiteral]) : length(kLiteral - 1) {  // NOLINT: implicit on purpose
    static_assert(kLiteral <= kSize, "the text is longer than a fragment");
    for (std::size_t i = 0; i + 1 < kLiteral; ++i) text[i] = literal[i];
  }
};

/// A name: a quarter of a cache line.
using Word = Fragment<16>;
/// A phrase, as it stands in the source.
using Phrase = Fragment<49>;

/// Writes the fragment and returns the place after it. REQUIRES: room for kSize - 1 bytes.
template <std::size_t kSize>
char* put(char* out, const Fragment<kSize>& fragment) noexcept {
  std::memcpy(out, fragment.text, kSize - 1);
  return out + fragment.length;
}

/// Writes the text and returns the place after it. REQUIRES: room for it.
inline char* put(char* out, std::string_view text) noexcept {
  std::memcpy(out, text.data(), text.size());
  return out + text.size();
}

}  // namespace synth::world
