// A person's number is split into a row of names and one of the 10,000 pairs of given and family name. The pair goes
// through a keyed bijection; the row decides what stands between given and family name.
#include "world/text/names.h"

#include <array>
#include <cstring>
#include <iterator>
#include <string>
#include <unordered_set>

#include "math/rng.h"
#include "world/text/fragment.h"

namespace synth::world {
namespace {

// The same size for all cultures, so that every division is by a constant.
constexpr std::uint32_t kGender = 50;          // given names of one gender
constexpr std::uint32_t kGiven = 2 * kGender;  // women first
constexpr std::uint32_t kFamilies = 100;
constexpr std::uint32_t kPairs = kGiven * kFamilies;
constexpr std::uint32_t kMiddle = kGender - 1;  // same gender, other than the given name
constexpr std::uint32_t kSecond = kFamilies - 1;
constexpr std::uint32_t kInitials = 20;
constexpr char kInitialLetters[] = "ABCDEFGHIJKLMNOPRSTV";
static_assert(sizeof kInitialLetters == kInitials + 1);

/// How a woman's family name differs from a man's.
enum class Inflection : std::uint8_t { kNone, kPolish, kRussian };

struct NameTable {
  std::array<Word, kGiven> given;
  std::array<Word, kFamilies> family;
  Inflection inflection = Inflection::kNone;
};

template <std::size_t kWords>
consteval void split(const char* text, std::array<Word, kWords>& words, std::size_t from, std::size_t count) {
  std::size_t word = from;
  for (; *text != '\0'; ++text) {
    if (*text == ' ') {
      ++word;
      continue;
    }
    if (word >= from + count) throw "too many names";
    if (words[word].length >= sizeof words[word].text) throw "a name is too long";
    words[word].text[words[word].length++] = *text;
  }
  if (word != from + count - 1) throw "too few names";
}

consteval NameTable name_table(const char* women, const char* men, const char* families,
                               Inflection inflection = Inflection::kNone) {
  NameTable table;
  split(women, table.given, 0, kGender);
  split(men, table.given, kGender, kGender);
  split(families, table.family, 0, kFamilies);
  table.inflection = inflection;
  return table;
}

#include "world/text/names_data.inc"
static_assert(std::size(kNameTables) == static_cast<std::size_t>(kCultures), "every culture has its names");

constexpr std::uint32_t scaled(std::uint32_t bits, std::uint32_t n) noexcept {
  return static_cast<std::uint32_t>(std::uint64_t{bits} * n >> 32);
}

constexpr std::uint32_t mix32(std::uint32_t x) noexcept {  // "lowbias32", C. Wellons 2018
  x = (x ^ x >> 16) * 0x7FEB352DU;
  x = (x ^ x >> 15) * 0x846CA68BU;
  return x ^ x >> 16;
}

constexpr std::uint32_t rotated(std::uint32_t digit, std::uint32_t by, std::uint32_t n) noexcept {
  const std::uint32_t sum = digit + by;
  return sum >= n ? sum - n : sum;
}

struct Pair {
  std::uint32_t given;
  std::uint32_t family;
};

/// Three keyed rotations of one half by the other: a bijection of the pairs for every key. The halves are so small that
/// a product with a mixed key mixes well enough.
constexpr Pair permuted(std::uint32_t pair, std::uint64_t key) noexcept {
  std::uint32_t given = pair / kFamilies, family = pair % kFamilies;
  const std::uint64_t multiplier = key | 1;
  const auto turn = [multiplier](std::uint32_t half, std::uint32_t tweak, std::uint32_t n) {
    return scaled(static_cast<std::uint32_t>((half + tweak) * multiplier >> 32), n);
  };
  family = rotated(family, turn(given, 0x1000, kFamilies), kFamilies);
  given = rotated(given, turn(family, 0x2000, kGiven), kGiven);
  family = rotated(family, turn(given, 0x3000, kFamilies), kFamilies);
  return {given, family};
}

/// What stands between given and family name: a middle name or not, some initials, a second family name or not.
struct Form {
  bool middle;
  std::uint8_t initials;
  bool second;

  constexpr std::uint64_t names() const noexcept {
    std::uint64_t count = middle ? kMiddle : 1;
    for (int i = 0; i < initials; ++i) count *= kInitials;
    return second ? count * kSecond : count;
  }
};
constexpr Form kForms[] = {{false, 0, false}, {false, 1, false}, {true, 0, false}, {true, 1, false}, {true, 0, true},
                           {true, 1, true},   {true, 2, true},   {true, 3, true},  {true, 4, true}};
constexpr std::size_t kFormCount = std::size(kForms);

/// The first row of names of each form, and the end of the last form.
constexpr std::array<std::uint64_t, kFormCount + 1> kFirstRow = [] {
  std::array<std::uint64_t, kFormCount + 1> first{};
  for (std::size_t i = 0; i < kFormCount; ++i) first[i + 1] = first[i] + kForms[i].names();
  return first;
}();
static_assert(kFirstRow[kFormCount] * kPairs >= kDistinctNames);

char* put_family(char* out, const NameTable& table, std::uint32_t family, bool woman) noexcept {
  char* end = put(out, table.family[family]);
  if (table.inflection == Inflection::kNone || !woman) return end;
  if (table.inflection == Inflection::kPolish) {
    if (end[-2] == 'k' && end[-1] == 'i') end[-1] = 'a';  // Kowalski, Kowalska
  } else {
    *end++ = 'a';  // Ivanov, Ivanova; the list has no name in -sky
  }
  return end;
}

/// Writes what stands between the names of people beyond the first 10,000. Sets the second family name, if any.
char* put_between(char* out, const NameTable& table, Pair pair, std::uint64_t row, std::uint32_t shuffle,
                  const Word** second) noexcept {
  std::size_t which = 0;
  for (std::size_t i = 1; i < kFormCount; ++i) which += row >= kFirstRow[i];
  const Form* const form = &kForms[which];
  row -= kFirstRow[which];
  if (form->middle) {
    const auto digit = static_cast<std::uint32_t>(row % kMiddle);
    row /= kMiddle;
    const std::uint32_t within = pair.given % kGender, first = pair.given - within;
    const std::uint32_t step = 1 + rotated(digit, scaled(shuffle, kMiddle), kMiddle);
    out = put(out, table.given[first + rotated(within, step, kGender)]);
    *out++ = ' ';
  }
  for (int i = 0; i < form->initials; ++i) {
    const auto digit = static_cast<std::uint32_t>(row % kInitials);
    row /= kInitials;
    shuffle = mix32(shuffle);
    *out++ = kInitialLetters[rotated(digit, scaled(shuffle, kInitials), kInitials)];
    *out++ = '.';
    *out++ = ' ';
  }
  if (form->second) {
    const std::uint32_t step = 1 + rotated(static_cast<std::uint32_t>(row), scaled(mix32(~shuffle), kSecond), kSecond);
    *second = &table.family[rotated(pair.family, step, kFamilies)];
  }
  return out;
}

}  // namespace

std::size_t write_name(std::uint64_t seed_key, std::uint64_t user, Culture culture, char* out) noexcept {
  const NameTable& table = *kNameTables[static_cast<std::size_t>(culture)];
  const std::uint64_t row = user / kPairs, key = seed_key + (static_cast<std::uint64_t>(culture) << 48);
  const Pair pair = permuted(static_cast<std::uint32_t>(user % kPairs), mix64(key ^ row));
  const bool woman = pair.given < kGender;
  char* end = put(out, table.given[pair.given]);
  *end++ = ' ';
  const Word* second = nullptr;
  if (row != 0) {
    const std::uint32_t shuffle = mix32(static_cast<std::uint32_t>(key) + pair.given * kFamilies + pair.family);
    end = put_between(end, table, pair, row, shuffle, &second);
  }
  end = put_family(end, table, pair.family, woman);
  if (second != nullptr) {
    *end++ = '-';
    end = put_family(end, table, static_cast<std::uint32_t>(second - table.family.data()), woman);
  }
  *end = '\0';
  return static_cast<std::size_t>(end - out);
}

bool has_built_in_family(std::string_view word) {
  static const std::unordered_set<std::string> kFamilyNames = [] {
    std::unordered_set<std::string> names;
    char text[2 * sizeof(Word)];
    for (const NameTable* table : kNameTables)
      for (std::uint32_t family = 0; family < kFamilies; ++family)
        for (const bool woman : {false, true}) names.emplace(text, put_family(text, *table, family, woman));
    return names;
  }();
  return kFamilyNames.contains(std::string(word.substr(word.rfind('-') + 1)));
}

}  // namespace synth::world
