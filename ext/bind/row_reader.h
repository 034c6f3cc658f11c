// Reads the rows of a table in order, with some rows read ahead. Rows computed together share the processor's caches,
// which SQLite's work between two rows would evict.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>

#include "bind/lendable_rows.h"
#include "core/table.h"

namespace synth {

struct NoMemo {};
template <class T>
struct MemoOf {
  using Type = NoMemo;
};
template <FillsBlocks T>
struct MemoOf<T> {
  using Type = typename T::Memo;
};

template <IsTable T>
class RowReader {
 public:
  using Row = typename T::Row;

  // Not `= default`, which would clear the rows for nothing.
  RowReader() {}  // NOLINT(modernize-use-equals-default)
  RowReader(const RowReader&) = delete;
  RowReader& operator=(const RowReader&) = delete;

  /// Row i of the table. If `left` rows in steps of `step` (1, or -1, which wraps) remain to be read, some of those
  /// that follow are computed too: the more, the longer the reader has gone on without a jump.
  const Row& at(const T& table, std::uint64_t i, std::uint64_t step, std::uint64_t left, ColumnSet wanted) noexcept {
    const std::uint64_t ahead = (i - first_) * step;
    if (ahead >= ready_) {
      fill(table, i, step, std::min<std::uint64_t>(left, ahead == ready_ ? 2 * ready_ : 1), wanted);
      return rows_[0];
    }
    return rows_[ahead];
  }

  /// Drops the rows read ahead, for another scan with other columns.
  void restart() noexcept { ready_ = lendable_ = 0; }

  /// Lends `text` to the caller, if possible. If true, the caller must call give_back with it when done, and may do so
  /// after the reader is gone. If false, the text is valid only as long as its row. REQUIRES: the text is of the row
  /// that was read last.
  bool lend(const char* text) noexcept {
    if constexpr (FillsBlocks<T>) {
      if (reinterpret_cast<std::uintptr_t>(text) - reinterpret_cast<std::uintptr_t>(rows_) >= lendable_) return false;
      many_.lend();
      return true;
    }
    return false;
  }
  static void give_back(void* text) noexcept { LendableRows<Row, kMany>::give_back(text); }

 private:
  static constexpr std::size_t kFew = FillsBlocks<T> ? 16 : 1;
  static constexpr std::size_t kMany = FillsBlocks<T> ? kMaxOfBlock : 1;

  // Not inline, which keeps the path to a row that is ready short.
  [[gnu::noinline]] void fill(const T& table, std::uint64_t i, std::uint64_t step, std::uint64_t count,
                              ColumnSet wanted) noexcept {
    first_ = i;
    rows_ = few_;
    lendable_ = 0;
    if constexpr (FillsBlocks<T>) {
      if (count > kFew)
        if (Row* const room = many_.make_room()) rows_ = room;
      ready_ = static_cast<std::size_t>(std::clamp<std::uint64_t>(count, 1, rows_ == few_ ? kFew : kMany));
      // The last row's texts are not lent: by the time it has been read, all others are mostly back and the room is
      // free.
      if (rows_ != few_) lendable_ = (ready_ - 1) * sizeof(Row);
      table.fill(Block{i, step}, wanted, memo_, std::span(rows_, ready_));
    } else {
      ready_ = 1;
      table.at(i, wanted, few_[0]);
    }
  }

  Row few_[kFew];  // for short reads, and if out of memory
  LendableRows<Row, kMany> many_;
  Row* rows_ = few_;
  std::size_t lendable_ = 0;  // size in bytes of the rows with texts that may be lent
  std::uint64_t first_ = 0;
  std::size_t ready_ = 0;
  [[no_unique_address]] typename MemoOf<T>::Type memo_;
};

}  // namespace synth
