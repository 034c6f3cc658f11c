// Composes text from templates. A template is a sentence with gaps, each of which names a list. The compiler turns it
// into steps that cost a copy or two each.
//
//   kShapes[] = {{3, "{^who} {did} {time}."}};      // weight and text; ^ makes the first letter a capital
//
// Each gap is a step, with up to 6 bytes of plain text before it; so is every further 6 bytes of plain text.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <iterator>
#include <string_view>

#include "math/rng.h"
#include "world/text/fragment.h"

namespace synth::world {

/// Phrases of one kind, equally likely, as they stand in the source; used only at compile time.
struct PhraseList {
  const Phrase* phrases = nullptr;
  std::uint32_t size = 0;
  std::uint32_t longest = 0;

  constexpr PhraseList() noexcept = default;
  template <std::size_t kSize>
  constexpr PhraseList(const Phrase (&list)[kSize]) noexcept : phrases(list), size(kSize) {  // NOLINT: implicit
    for (const Phrase& phrase : list) longest = phrase.length > longest ? phrase.length : longest;
  }
};

/// Bytes that are copied for a phrase, whatever its length.
inline constexpr std::size_t kPhraseCopy = sizeof(Phrase) - 1;

/// A list of a pool.
struct PooledList {
  std::uint16_t first = 0;  ///< index into the pool's phrases
  std::uint16_t size = 0;
  std::uint16_t longest = 0;
};

struct PooledPhrase {
  std::uint16_t start = 0;  ///< index into the pool's bytes
  std::uint8_t length = 0;
};

/// The phrases of many lists, packed without gaps into a fifth of the size that they have in the source, so that those
/// in use stay in the first-level cache.
template <std::size_t kPhrases, std::size_t kBytes>
struct PhrasePool {
  std::array<PooledPhrase, kPhrases> phrases{};
  std::array<char, kBytes + kPhraseCopy> text{};
};

/// Whether list `at` occurs before: several templates may share a list.
template <std::size_t kLists>
constexpr bool is_repeated(const PhraseList (&lists)[kLists], std::size_t at) noexcept {
  for (std::size_t i = 0; i < at; ++i)
    if (lists[i].phrases == lists[at].phrases) return true;
  return false;
}

/// All the lists in one pool.
template <const auto& kLists>
consteval auto pool_of() {
  constexpr auto kSize = [] {
    std::array<std::size_t, 2> size{};
    for (std::size_t i = 0; i < std::size(kLists); ++i) {
      if (is_repeated(kLists, i)) continue;
      size[0] += kLists[i].size;
      for (std::size_t k = 0; k < kLists[i].size; ++k) size[1] += kLists[i].phrases[k].length;
    }
    return size;
  }();
  static_assert(kSize[1] < 65536, "the places of the phrases no longer fit 16 bits");
  PhrasePool<kSize[0], kSize[1]> pool;
  std::size_t phrase = 0, byte = 0;
  for (std::size_t i = 0; i < std::size(kLists); ++i) {
    if (is_repeated(kLists, i)) continue;
    for (std::size_t k = 0; k < kLists[i].size; ++k) {
      const Phrase& from = kLists[i].phrases[k];
      pool.phrases[phrase++] = {static_cast<std::uint16_t>(byte), from.length};
      for (std::size_t c = 0; c < from.length; ++c) pool.text[byte++] = from.text[c];
    }
  }
  return pool;
}

/// The place of a list in the pool.
template <const auto& kLists>
constexpr PooledList pooled(const PhraseList& list) {
  std::size_t first = 0;
  for (std::size_t i = 0; i < std::size(kLists); ++i) {
    if (is_repeated(kLists, i)) continue;
    if (kLists[i].phrases == list.phrases)
      return {static_cast<std::uint16_t>(first), static_cast<std::uint16_t>(list.size),
              static_cast<std::uint16_t>(list.longest)};
    first += kLists[i].size;
  }
  throw "the pool has no such list";
}

/// Many small random choices from one 64-bit word. REQUIRES: the product of all n stays far below 2^64.
class Alternatives {
 public:
  constexpr explicit Alternatives(std::uint64_t word) noexcept : word_(word) {}
  constexpr std::uint32_t below(std::uint32_t n) noexcept {
    const Product128 product = multiply128(word_, n);
    word_ = product.low;
    return static_cast<std::uint32_t>(product.high);
  }

 private:
  std::uint64_t word_;
};

/// Some literal bytes, then a phrase from a list. Eight bytes, so that a template takes few cache lines.
struct ShapeStep {
  char literal[6] = {};
  std::uint8_t literal_length : 7 = 0;
  std::uint8_t capital : 1 = 0;
  std::uint8_t list = 0;
};
static_assert(sizeof(ShapeStep) == 8);
inline constexpr std::size_t kShapeSteps = 15;

struct alignas(64) Template {
  std::uint8_t count = 0;
  bool casual = false;  ///< often written without capitals
  std::uint16_t weight = 0;
  std::array<ShapeStep, kShapeSteps> steps{};
};

/// Parses a template. `names` are the lists that a gap can name; an empty list follows them, for the end.
template <std::size_t kNames>
consteval Template shape(std::uint32_t weight, std::string_view text, const std::string_view (&names)[kNames],
                         bool casual = false) {
  Template made;
  made.weight = static_cast<std::uint16_t>(weight);
  made.casual = casual;
  ShapeStep step;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] != '{') {
      if (step.literal_length == sizeof step.literal) {  // more than one copy's worth: a step without a gap
        step.list = kNames;
        if (made.count == kShapeSteps) throw "too many steps";
        made.steps[made.count++] = step;
        step = ShapeStep{};
      }
      step.literal[step.literal_length] = text[at];
      step.literal_length = step.literal_length + 1U;
      continue;
    }
    const std::size_t end = text.find('}', at);
    if (text[at + 1] == '^') {
      step.capital = 1;
      ++at;
    }
    const std::string_view name = text.substr(at + 1, end - at - 1);
    std::size_t list = 0;
    while (list < kNames && names[list] != name) ++list;
    if (list == kNames) throw "a gap names no list";
    step.list = static_cast<std::uint8_t>(list);
    if (made.count == kShapeSteps) throw "too many steps";
    made.steps[made.count++] = step;
    step = ShapeStep{};
    at = end;
  }
  if (step.literal_length > 0) {
    if (made.count == kShapeSteps) throw "too many steps";
    step.list = kNames;
    made.steps[made.count++] = step;
  }
  return made;
}

/// The template that each byte selects. REQUIRES: the weights add up to 256.
template <std::size_t kCount>
consteval std::array<std::uint8_t, 256> shape_table(const Template (&shapes)[kCount]) {
  std::array<std::uint8_t, 256> table{};
  std::size_t at = 0;
  for (std::size_t i = 0; i < kCount; ++i)
    for (std::uint32_t j = 0; j < shapes[i].weight; ++j) {
      if (at == table.size()) throw "the weights add up to more than 256";
      table[at++] = static_cast<std::uint8_t>(i);
    }
  if (at != table.size()) throw "the weights add up to less than 256";
  return table;
}

/// The longest text that a template can become, in bytes.
constexpr std::size_t longest_text(const Template& shape, const PooledList* lists) noexcept {
  std::size_t length = 0;
  for (std::size_t i = 0; i < shape.count; ++i)
    length += shape.steps[i].literal_length + lists[shape.steps[i].list].longest;
  return length;
}

template <std::size_t kPhrases, std::size_t kBytes>
const PooledPhrase& pick(const PhrasePool<kPhrases, kBytes>& pool, const PooledList& list,
                         Alternatives& choices) noexcept {
  return pool.phrases[list.first + choices.below(list.size)];
}

/// Writes a phrase of the list and returns its end. REQUIRES: room for kPhraseCopy bytes.
template <std::size_t kPhrases, std::size_t kBytes>
char* put(char* out, const PhrasePool<kPhrases, kBytes>& pool, const PooledList& list, Alternatives& choices) noexcept {
  const PooledPhrase& phrase = pick(pool, list, choices);
  std::memcpy(out, pool.text.data() + phrase.start, kPhraseCopy);
  return out + phrase.length;
}

/// Writes the template's text, without a NUL, and returns its end. REQUIRES: room for kPhraseCopy bytes more than the
/// text.
template <std::size_t kPhrases, std::size_t kBytes>
[[gnu::always_inline]] inline char* compose(char* out, const Template& shape, const PhrasePool<kPhrases, kBytes>& pool,
                                            const PooledList* lists, Alternatives& choices) noexcept {
  Alternatives next = choices;  // a copy that no written byte can alias
  unsigned capital = 0;
  for (std::size_t i = 0; i < shape.count; ++i) {
    const ShapeStep& step = shape.steps[i];
    std::memcpy(out, &step, sizeof step);  // the literal comes first, and is overwritten from its end
    out += step.literal_length;
    const PooledPhrase& phrase = pick(pool, lists[step.list], next);
    const char* const text = pool.text.data() + phrase.start;
    std::memcpy(out, text, kPhraseCopy);
    // Without a branch, because which gaps have a capital is unpredictable.
    capital |= step.capital;
    const unsigned first = static_cast<unsigned char>(*text), small = first - 'a' < 26U;
    *out = static_cast<char>(first - ((small & capital) << 5));
    capital &= phrase.length == 0;  // after an empty phrase, the next one gets the capital
    out += phrase.length;
  }
  choices = next;
  return out;
}

}  // namespace synth::world
