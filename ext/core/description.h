// The vocabulary in which a table or a function describes its SQL face. From it come the registration, the hidden
// columns, the error messages, synth_help and the README's reference: nothing is said twice.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace synth {

/// One argument of a function, or one parameter (hidden column) of a table.
struct Argument {
  std::string_view name;
  std::string_view type;      ///< "integer", "real", "text", "blob", "any"
  std::string_view fallback;  ///< the default in words; empty: it must be given
  std::string_view range;     ///< what is allowed, in words
  std::string_view meaning;   ///< one phrase, with its unit
};

/// One column that a table gives.
struct Column {
  std::string_view name;
  std::string_view type;  ///< "INTEGER", "REAL", "TEXT", "BLOB"; "ANY": of several
  std::string_view meaning;
  bool hidden = false;  ///< ground truth: not part of SELECT *
};

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
  std::span<const Argument> arguments;   ///< in positional order; those without a fallback come first
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
    while (count < arguments.size() && arguments[count].fallback.empty()) ++count;
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
