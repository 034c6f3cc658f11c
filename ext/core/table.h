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

/// The rows of one block that are filled at once: the first, and how far it is from row to row (1, or -1 as it wraps).
struct Block {
  std::uint64_t first;
  std::uint64_t step;

  std::uint64_t operator[](std::size_t k) const noexcept { return first + k * step; }
};
inline constexpr std::size_t kMaxOfBlock = 128;

/// Optional, in place of `at`: `fill(block, wanted, memo, rows)` for rows that cost so much that several at once are
/// worth it, with a `Memo` of what a reader has met so far, one for each reader, which may go on to another table. What
/// it remembers must not show; a row keeps no view of it. At most kMaxOfBlock rows.
template <class T>
concept FillsBlocks = requires(const T& table, const Block& block, ColumnSet wanted, typename T::Memo& memo,
                               std::span<typename T::Row> rows) {
  { table.fill(block, wanted, memo, rows) } noexcept;
};

/// * `T(arguments, host)` validates and may throw Error; everything after it is noexcept. The texts and BLOBs of the
///   arguments live as long as the table, which may keep views of them; `host` only as long as the constructor runs.
/// * `size()` rows, numbered from 0 (SQL's rowid is one more).
/// * `at(i, wanted, row)` fills `row` with what the wanted columns need. Pure: it depends on i and on the constructor's
///   arguments alone. `row` is reused from call to call; each reader has its own.
/// * `column(row, c)` is the value of one of the wanted columns; TEXT it returns ends in NUL.
template <class T>
concept IsTable = std::default_initializable<typename T::Row> && std::constructible_from<T, const Arguments&, Host&> &&
    requires(const T& table, const typename T::Row& row, std::size_t c) {
      { T::kDescription } -> std::convertible_to<const Description&>;
      { table.size() } noexcept -> std::same_as<std::uint64_t>;
      { table.column(row, c) } noexcept -> std::same_as<Value>;
    } && (FillsRows<T> || FillsBlocks<T>);

/// Optional: `parameter(p)` is the value in force of parameter p (a default, once known, included): the hidden column
/// `parameters` has all of them as one JSON object, where the description says so. Without it, a parameter column reads as it was given.
template <class T>
concept TellsParameters = requires(const T& table, std::size_t p) {
  { table.parameter(p) } noexcept -> std::same_as<Value>;
};

/// Optional: `kTextMayHoldNul` is true where a text of a column comes from the user and may hold NULs.
template <class T>
concept TextMayHoldNul = requires {
  requires T::kTextMayHoldNul;
};

/// Optional: rows can be found by the value of the INTEGER column `kSeekColumn` without reading them:
/// `rows_between(low, high)` holds every row whose value is in [low, high], and `kInSeekOrder` says that the column
/// never falls from one row to the next (then the range holds no other row).
template <class T>
concept CanSeek = requires(const T& table, std::int64_t low, std::int64_t high) {
  { T::kSeekColumn } -> std::convertible_to<std::size_t>;
  { T::kInSeekOrder } -> std::convertible_to<bool>;
  { table.rows_between(low, high) } noexcept -> std::same_as<RowRange>;
};

// clang-format on

}  // namespace synth
