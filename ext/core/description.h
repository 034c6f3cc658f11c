// The vocabulary in which a table or a function describes its SQL face. From it come the registration, the hidden
// columns, the error messages, synth_help and the README's reference: nothing is said twice.
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
  // Of JSON documents only.
  kBoolean,
  kNumbers,   ///< an array of them
  kIntegers,  ///< an array of them
  kTexts,     ///< an array of them
  kObject,
};

/// It must be given.
struct Required {};
/// A default that is no constant, or none at all, in words. Whoever reads the argument knows the value.
struct Rule {
  std::string_view words;
};
inline constexpr Rule kNothing = {"NULL"};
using Default = std::variant<Required, Rule, bool, std::int64_t, double, std::string_view>;

/// Both ends are in it.
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
  std::string_view allowed = {};                   ///< in words, where the numbers below do not say it all
  Range<std::int64_t> integers = kAnyInteger;      ///< of an integer, or of each one in an array
  Range<double> reals = kAnyReal;                  ///< of a real, or of each one in an array
  bool above = false;                              ///< reals.low itself is not allowed
  std::string_view least = {};                     ///< the low end in words, where it depends on something
  Range<std::size_t> size = {0, SIZE_MAX};         ///< elements of an array, bytes of a text in JSON
  std::span<const std::string_view> choices = {};  ///< the only texts allowed, if any

  constexpr bool required() const noexcept { return std::holds_alternative<Required>(otherwise); }

  // A default out of its range, and a range without values, do not compile.
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
  /// As `real`, of which `range.low` is not allowed.
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
  /// What the numbers of the range do not say: all of it, or its low end, in words.
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
  // Not constexpr: the compiler names them where it refuses a description.
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

/// The type as help calls it; JSON has other words.
std::string_view type_word(Type type, bool json) noexcept;
/// "0.8", "a tenth of the logs", "\"error\"" in JSON; empty where it must be given.
std::string default_words(const Argument& argument, bool json);
/// "0 to 1", "more than 0, at most 36500", "at least 1", "24 numbers, 0 to 1000".
std::string range_words(const Argument& argument);
/// For an error: "between 0 and 1", and where the type is wrong too "a number between 0 and 1".
std::string must_be(const Argument& argument, bool type_is_right);

/// One column that a table gives.
struct Column {
  std::string_view name;
  std::string_view type;  ///< "INTEGER", "REAL", "TEXT", "BLOB"; "ANY": of several
  std::string_view meaning;
  bool hidden = false;  ///< ground truth: not part of SELECT *
};

inline void there_is_no_such_name() {}  // not constexpr: the compiler names it where a name is unknown

inline constexpr std::size_t kNone = ~std::size_t{0};

/// Where an argument or a column of this name stands in its list; kNone where it has none.
template <class Named>
constexpr std::size_t find_index(std::span<const Named> list, std::string_view name) noexcept {
  for (std::size_t i = 0; i < list.size(); ++i)
    if (list[i].name == name) return i;
  return kNone;
}
/// A name that is none of the list's does not compile.
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
  kOfThisHost,    ///< innocuous too, but another host or version answers otherwise: not for an index
  kReadsStored,   ///< reads tables of the database that it is not given: only directly in a statement
  kReadsTables,   ///< gives what is in such tables: only directly, and not in the pure entry
  kReadsFiles,    ///< reads files: only directly in a statement, once per statement for the same arguments
  kTouchesFiles,  ///< writes files: only directly in a statement, at every call
  kWritesTables,  ///< writes tables of the database: likewise, and not in the pure entry
};

/// The SQL face of a table or a function.
struct Description {
  std::string_view name;
  std::string_view meaning;              ///< one sentence
  std::span<const Argument> arguments;   ///< in positional order; those that must be given come first
  std::span<const Column> columns = {};  ///< tables only: the visible ones, then the hidden ones
  std::span<const Argument> keys = {};   ///< of the JSON document that the last argument is
  std::string_view example;              ///< one statement that runs as it stands
  Risk risk = Risk::kPure;
  std::size_t positional = 99;    ///< tables: that many arguments may be given by position in documentation
  bool tells_parameters = false;  ///< tables: has the hidden column `parameters`, see TellsParameters
  bool by_name = false;           ///< tables: in place of the first argument, a JSON object may give them all by name
  bool options = false;           ///< tables: the argument "options" is a JSON object that may give the others by name

  constexpr std::size_t required() const noexcept {
    std::size_t count = 0;
    while (count < arguments.size() && arguments[count].required()) ++count;
    return count;
  }
};

/// A set of a table's columns, by index into Description::columns: what the running query reads.
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
