// How a table or a function describes itself to SQL. Registration, hidden columns, error messages, synth_help and
// sql/REFERENCE.md all follow from the description, so nothing is stated twice.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <variant>

namespace synth {

enum class Type : std::uint8_t {
  kAny,
  kInteger,
  kReal,
  kText,
  kBlob,
  // Only in JSON documents.
  kBoolean,
  kNumbers,   ///< an array of numbers
  kIntegers,  ///< an array of integers
  kTexts,     ///< an array of texts
  kObject,
};

/// There is no default: the argument must be given.
struct Required {};
/// A default that is not a constant, described in words. The code that reads the argument supplies the value.
struct Rule {
  std::string_view words;
};
inline constexpr Rule kNothing = {"NULL"};
using Default = std::variant<Required, Rule, bool, std::int64_t, double, std::string_view>;

/// Both ends are included.
template <class T>
struct Range {
  T low;
  T high;
};
inline constexpr Range<std::int64_t> kAnyInteger = {INT64_MIN, INT64_MAX};
inline constexpr Range<double> kAnyReal = {-std::numeric_limits<double>::infinity(),
                                           std::numeric_limits<double>::infinity()};

/// One argument of a function, one parameter (hidden column) of a table, or one key of a JSON document, where `name` is
/// its path. Reading, checking, the type in SQL, the planner's guess, errors and help follow from these values.
struct Argument {
  std::string_view name;
  Type type = Type::kAny;
  Default otherwise = Required{};
  std::string_view meaning;                        ///< one phrase, with its unit
  std::string_view allowed = {};                   ///< in words, if the numbers below are not enough
  Range<std::int64_t> integers = kAnyInteger;      ///< of the integer, or of each integer in the array
  Range<double> reals = kAnyReal;                  ///< of the real, or of each number in the array
  bool above = false;                              ///< reals.low itself is not allowed
  std::string_view least = {};                     ///< the low end in words, if it is not a constant
  Range<std::size_t> size = {0, SIZE_MAX};         ///< elements of an array, bytes of a text in JSON
  std::span<const std::string_view> choices = {};  ///< the only texts allowed, if any

  constexpr bool required() const noexcept { return std::holds_alternative<Required>(otherwise); }

  // A default outside its range and an empty range do not compile.
  static consteval Argument integer(std::string_view name, Default otherwise, Range<std::int64_t> range,
                                    std::string_view meaning);
  static consteval Argument integer(std::string_view name, std::int64_t otherwise, Range<std::int64_t> range,
                                    std::string_view meaning) {
    return integer(name, Default(otherwise), range, meaning);
  }
  static consteval Argument real(std::string_view name, Default otherwise, Range<double> range,
                                 std::string_view meaning);
  static consteval Argument real(std::string_view name, double otherwise, Range<double> range,
                                 std::string_view meaning) {
    return real(name, Default(otherwise), range, meaning);
  }
  /// Like `real`, but `range.low` itself is not allowed.
  static consteval Argument real_above(std::string_view name, Default otherwise, Range<double> range,
                                       std::string_view meaning) {
    Argument argument = real(name, otherwise, range, meaning);
    argument.above = true;
    if (const double* value = std::get_if<double>(&otherwise); value != nullptr && !(*value > range.low))
      the_default_is_out_of_its_range();
    return argument;
  }
  static consteval Argument real_above(std::string_view name, double otherwise, Range<double> range,
                                       std::string_view meaning) {
    return real_above(name, Default(otherwise), range, meaning);
  }
  static consteval Argument boolean(std::string_view name, bool otherwise, std::string_view meaning) {
    return {.name = name, .type = Type::kBoolean, .otherwise = otherwise, .meaning = meaning};
  }
  static consteval Argument text(std::string_view name, Default otherwise, std::string_view allowed,
                                 std::string_view meaning) {
    return {.name = name, .type = Type::kText, .otherwise = otherwise, .meaning = meaning, .allowed = allowed};
  }
  static consteval Argument choice(std::string_view name, std::string_view otherwise,
                                   std::span<const std::string_view> choices, std::string_view meaning);
  static consteval Argument blob(std::string_view name, Default otherwise, std::string_view allowed,
                                 std::string_view meaning) {
    return {.name = name, .type = Type::kBlob, .otherwise = otherwise, .meaning = meaning, .allowed = allowed};
  }
  static consteval Argument any(std::string_view name, Default otherwise, std::string_view allowed,
                                std::string_view meaning) {
    return {.name = name, .otherwise = otherwise, .meaning = meaning, .allowed = allowed};
  }

  /// The same under another name, or with another meaning.
  constexpr Argument renamed(std::string_view to) const {
    Argument copy = *this;
    copy.name = to;
    return copy;
  }
  constexpr Argument meaning_of(std::string_view phrase) const {
    Argument copy = *this;
    copy.meaning = phrase;
    return copy;
  }
  /// Describes the whole range, or only its low end, in words.
  constexpr Argument in_words(std::string_view words) const {
    Argument copy = *this;
    copy.allowed = words;
    return copy;
  }
  constexpr Argument with_least(std::string_view words) const {
    Argument copy = *this;
    copy.least = words;
    return copy;
  }

 private:
  // Not constexpr: calling one is a compile error that shows its name.
  static void the_default_is_out_of_its_range() {}
  static void the_range_is_empty() {}
};

consteval Argument Argument::integer(std::string_view name, Default otherwise, Range<std::int64_t> range,
                                     std::string_view meaning) {
  if (range.low > range.high) the_range_is_empty();
  if (const std::int64_t* value = std::get_if<std::int64_t>(&otherwise);
      value != nullptr && (*value < range.low || *value > range.high))
    the_default_is_out_of_its_range();
  return {.name = name, .type = Type::kInteger, .otherwise = otherwise, .meaning = meaning, .integers = range};
}

consteval Argument Argument::real(std::string_view name, Default otherwise, Range<double> range,
                                  std::string_view meaning) {
  if (!(range.low <= range.high)) the_range_is_empty();
  if (const double* value = std::get_if<double>(&otherwise);
      value != nullptr && !(*value >= range.low && *value <= range.high))
    the_default_is_out_of_its_range();
  return {.name = name, .type = Type::kReal, .otherwise = otherwise, .meaning = meaning, .reals = range};
}

consteval Argument Argument::choice(std::string_view name, std::string_view otherwise,
                                    std::span<const std::string_view> choices, std::string_view meaning) {
  bool known = false;
  for (const std::string_view each : choices) known = known || each == otherwise;
  if (!known) the_default_is_out_of_its_range();
  return {.name = name, .type = Type::kText, .otherwise = otherwise, .meaning = meaning, .choices = choices};
}

/// What the help calls the type; the words for JSON differ.
std::string_view type_word(Type type, bool json) noexcept;
/// "0.8", "a tenth of the logs", "\"error\"" in JSON; empty if the argument is required.
std::string default_words(const Argument& argument, bool json);
/// "0 to 1", "more than 0, at most 36500", "at least 1", "24 numbers, 0 to 1000".
std::string range_words(const Argument& argument);
/// For an error message: "between 0 and 1", or "a number between 0 and 1" if the type is wrong too.
std::string must_be(const Argument& argument, bool type_is_right);

/// One column that a table gives.
struct Column {
  std::string_view name;
  std::string_view type;  ///< "INTEGER", "REAL", "TEXT", "BLOB"; "ANY" for several types
  std::string_view meaning;
  bool hidden = false;  ///< ground truth: not part of SELECT *
};

inline void there_is_no_such_name() {}  // not constexpr: calling it is a compile error that shows this name

inline constexpr std::size_t kNone = ~std::size_t{0};

/// The index of the argument or column with this name, or kNone.
template <class Named>
constexpr std::size_t find_index(std::span<const Named> list, std::string_view name) noexcept {
  for (std::size_t i = 0; i < list.size(); ++i)
    if (list[i].name == name) return i;
  return kNone;
}
/// The same at compile time: an unknown name does not compile.
consteval std::size_t index_of(std::span<const Argument> list, std::string_view name) {
  const std::size_t index = find_index(list, name);
  if (index == kNone) there_is_no_such_name();
  return index;
}
consteval std::size_t index_of(std::span<const Column> list, std::string_view name) {
  const std::size_t index = find_index(list, name);
  if (index == kNone) there_is_no_such_name();
  return index;
}

/// Whether a function or table may be used by a schema that its user does not trust.
enum class Risk {
  kPure,          ///< deterministic and innocuous: works in views and triggers
  kOfThisHost,    ///< innocuous too, but the result depends on the host or version: not for an index
  kReadsStored,   ///< looks at the database by itself: only directly in a statement
  kReadsTables,   ///< returns rows of the user's tables: likewise, and not in the pure entry
  kReadsFiles,    ///< reads files: only directly in a statement, once per statement for the same arguments
  kTouchesFiles,  ///< writes files: only directly in a statement, at every call
  kWritesTables,  ///< writes tables of the database: likewise, and not in the pure entry
};

/// A table or a function as SQL sees it.
struct Description {
  std::string_view name;
  std::string_view meaning;              ///< one sentence
  std::span<const Argument> arguments;   ///< in positional order, the required ones first
  std::span<const Column> columns = {};  ///< tables only: the visible ones, then the hidden ones
  std::span<const Argument> keys = {};   ///< keys of the JSON document in the last argument
  std::string_view example;              ///< one statement that runs as it stands
  Risk risk = Risk::kPure;
  std::size_t positional = 99;    ///< tables: how many arguments the documentation shows by position
  bool tells_parameters = false;  ///< tables: has the hidden column `parameters`, see TellsParameters
  bool by_name = false;           ///< tables: the first argument may be a JSON object with all of them by name
  bool options = false;           ///< tables: the argument "options" may give the others by name, as a JSON object

  constexpr std::size_t required() const noexcept {
    std::size_t count = 0;
    while (count < arguments.size() && arguments[count].required()) ++count;
    return count;
  }
};

/// A set of a table's columns, by index into Description::columns; for example those that the running query reads.
class ColumnSet {
 public:
  constexpr ColumnSet() noexcept = default;
  static constexpr ColumnSet all() noexcept { return ColumnSet(~std::uint64_t{0}); }
  static constexpr ColumnSet from_bits(std::uint64_t bits) noexcept { return ColumnSet(bits); }

  constexpr std::uint64_t bits() const noexcept { return bits_; }
  constexpr bool has(std::size_t column) const noexcept { return (bits_ >> column & 1) != 0; }
  /// Whether any column of `others` is in the set.
  constexpr bool any(ColumnSet others) const noexcept { return (bits_ & others.bits_) != 0; }
  template <class... Index>
  static constexpr ColumnSet of(Index... columns) noexcept {
    return ColumnSet(((std::uint64_t{1} << static_cast<unsigned>(columns)) | ... | std::uint64_t{0}));
  }

 private:
  explicit constexpr ColumnSet(std::uint64_t bits) noexcept : bits_(bits) {}
  std::uint64_t bits_ = 0;
};

/// Rows [first, last), counted from 0.
struct RowRange {
  std::uint64_t first = 0;
  std::uint64_t last = 0;
};

}  // namespace synth
