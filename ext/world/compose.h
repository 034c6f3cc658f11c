// Composing text from shapes: a shape is a sentence with gaps, each gap names a list, and the compiler turns the whole
// into steps that cost a copy or two each.
//
//   kShapes[] = {{3, "{^who} {did} {time}."}};      // weight and text; ^ makes the first letter a capital
//
// Each gap is a step, with up to 16 bytes of plain text before it; so is every further 16 bytes of plain text.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "core/rng.h"
#include "world/fragment.h"

namespace synth {

/// Phrases of one kind, equally likely.
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

/// Many small choices from one random word. REQUIRES: the product of all n stays far below 2^64.
class Choices {
 public:
  constexpr explicit Choices(std::uint64_t word) noexcept : word_(word) {}
  constexpr std::uint32_t below(std::uint32_t n) noexcept {
    const Product128 product = multiply128(word_, n);
    word_ = product.low;
    return static_cast<std::uint32_t>(product.high);
  }

 private:
  std::uint64_t word_;
};

/// Some bytes as they are, then a phrase from a list.
struct ShapeStep {
  char literal[16] = {};
  std::uint8_t literal_length = 0;
  std::uint8_t list = 0;
  bool capital = false;
};
inline constexpr std::size_t kShapeSteps = 13;

struct Shape {
  std::array<ShapeStep, kShapeSteps> steps{};
  std::uint32_t count = 0;
  std::uint32_t weight = 0;
  bool casual = false;  ///< often written without capitals
};

/// Reads a shape. `names` are the lists that a gap can name; the last list is the empty one, for the end.
template <std::size_t kNames>
consteval Shape shape(std::uint32_t weight, std::string_view text, const std::string_view (&names)[kNames],
                      bool casual = false) {
  Shape made;
  made.weight = weight;
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
      step.literal[step.literal_length++] = text[at];
      continue;
    }
    const std::size_t end = text.find('}', at);
    if (text[at + 1] == '^') {
      step.capital = true;
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

/// Which shape a uniform byte chooses. REQUIRES: the weights add up to 256.
template <std::size_t kCount>
consteval std::array<std::uint8_t, 256> shape_table(const Shape (&shapes)[kCount]) {
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

/// The most bytes that a shape can become.
constexpr std::size_t longest_text(const Shape& shape, const PhraseList* lists) noexcept {
  std::size_t length = 0;
  for (std::size_t i = 0; i < shape.count; ++i)
    length += shape.steps[i].literal_length + lists[shape.steps[i].list].longest;
  return length;
}

/// Writes the shape's text, without a NUL, and returns its end. REQUIRES: room for sizeof(Phrase) bytes more than the
/// text.
inline char* compose(char* out, const Shape& shape, const PhraseList* lists, Choices& choices) noexcept {
  unsigned capital = 0;
  for (std::size_t i = 0; i < shape.count; ++i) {
    const ShapeStep& step = shape.steps[i];
    std::memcpy(out, step.literal, sizeof step.literal);
    out += step.literal_length;
    const PhraseList& list = lists[step.list];
    const Phrase& phrase = list.phrases[choices.below(list.size)];
    char* const end = put(out, phrase);
    // Without a branch: which gaps have a capital is not predictable.
    capital |= step.capital;
    const unsigned first = static_cast<unsigned char>(phrase.text[0]), small = first - 'a' < 26U;
    *out = static_cast<char>(first - ((small & capital) << 5));
    capital &= phrase.length == 0;  // an empty phrase leaves its capital to the next
    out = end;
  }
  return out;
}

}  // namespace synth
