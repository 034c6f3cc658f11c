// What a table is: a plain class with its description, a validating constructor and pure rows. bind/virtual_table turns
// any such class into a SQLite table-valued function; to add one, write the class and put it into catalog.h.
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>

#include "core/arguments.h"
#include "core/description.h"
#include "core/host.h"
#include "core/value.h"

namespace synth {

// clang-format 14 does not know concepts.
// clang-format off

/// One row at a time; see IsTable.
template <class T>
concept FillsRows = requires(const T& table, typename T::Row& row, std::uint64_t i, ColumnSet wanted) {
  { table.at(i, wanted, row) } noexcept;
};

/// A block of rows that are filled at once: the first row, and the step to the next one (1, or -1, which wraps).
struct Block {
  std::uint64_t first;
  std::uint64_t step;

  std::uint64_t operator[](std::size_t k) const noexcept { return first + k * step; }
};
inline constexpr std::size_t kMaxOfBlock = 128;

/// Optional, in place of `at`: `fill(block, wanted, memo, rows)` computes up to kMaxOfBlock rows at once, if that is
/// cheaper. Each reader has a `Memo`, a cache that may go on to another table of the class. It must not change any
/// result, and rows keep no views into it.
template <class T>
concept FillsBlocks = requires(const T& table, const Block& block, ColumnSet wanted, typename T::Memo& memo,
                               std::span<typename T::Row> rows) {
  { table.fill(block, wanted, memo, rows) } noexcept;
};

/// * `T(arguments, host)` validates and may throw Error; everything else is noexcept. The texts and BLOBs of the
///   arguments outlive the table, which may keep views of them; `host` is valid only in the constructor.
/// * `size()` rows, numbered from 0 (SQL's rowid is one more).
/// * `at(i, wanted, row)` fills `row` with what the wanted columns need. Pure: the result depends only on i and on the
///   constructor's arguments. `row` is reused from call to call; each reader has its own.
/// * `column(row, c)` is the value of one of the wanted columns; TEXT it returns ends in NUL.
template <class T>
concept IsTable = std::default_initializable<typename T::Row> && std::constructible_from<T, const Arguments&, Host&> &&
    requires(const T& table, const typename T::Row& row, std::size_t c) {
      { T::kDescription } -> std::convertible_to<const Description&>;
      { table.size() } noexcept -> std::same_as<std::uint64_t>;
      { table.column(row, c) } noexcept -> std::same_as<Value>;
    } && (FillsRows<T> || FillsBlocks<T>);

/// Optional: `parameter(p)` is the value in force of parameter p, the default included. The hidden column `parameters`
/// shows all of them as one JSON object, if the description has it. The column of a parameter shows what was given.
template <class T>
concept TellsParameters = requires(const T& table, std::size_t p) {
  { table.parameter(p) } noexcept -> std::same_as<Value>;
};

/// Optional: `kTextMayHoldNul` is true if a text of a column comes from the user and may contain NULs.
template <class T>
concept TextMayHoldNul = requires {
  requires T::kTextMayHoldNul;
};

/// Optional: rows can be found by the value of the INTEGER column `kSeekColumn` without reading them.
/// `rows_between(low, high)` contains every row with a value in [low, high]. `kInSeekOrder` says that the column never
/// falls from one row to the next; the range then contains no other rows.
template <class T>
concept CanSeek = requires(const T& table, std::int64_t low, std::int64_t high) {
  { T::kSeekColumn } -> std::convertible_to<std::size_t>;
  { T::kInSeekOrder } -> std::convertible_to<bool>;
  { table.rows_between(low, high) } noexcept -> std::same_as<RowRange>;
};

// clang-format on

}  // namespace synth
