// Reads the rows of one table in turn, some of them ahead: rows that are computed in one go share the caches that the
// reader's other work between two rows would empty.
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

  // Not `= default`: nothing need clear the rows.
  RowReader() {}  // NOLINT(modernize-use-equals-default)
  RowReader(const RowReader&) = delete;
  RowReader& operator=(const RowReader&) = delete;

  /// Row i of the table. Those after it that a reader of `left` rows in steps of `step` (1, or -1 as it wraps) will
  /// come to are computed with it: the further, the longer it has read on without a leap.
  const Row& at(const T& table, std::uint64_t i, std::uint64_t step, std::uint64_t left, ColumnSet wanted) noexcept {
    const std::uint64_t ahead = (i - first_) * step;
    if (ahead >= ready_) {
      fill(table, i, step, std::min<std::uint64_t>(left, ahead == ready_ ? 2 * ready_ : 1), wanted);
      return rows_[0];
    }
    return rows_[ahead];
  }

  /// What is ready is no longer what is asked for: another scan, with other columns.
  void restart() noexcept { ready_ = lendable_ = 0; }

  /// Whether `text` now belongs to who asks, who calls give_back with it when done, be it after the reader is gone;
  /// else it goes with its row. REQUIRES: for each row in turn, in the order they are read.
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

  // Not inline: the way to a row that is ready stays short.
  [[gnu::noinline]] void fill(const T& table, std::uint64_t i, std::uint64_t step, std::uint64_t count,
                              ColumnSet wanted) noexcept {
    first_ = i;
    rows_ = few_;
    lendable_ = 0;
    if constexpr (FillsBlocks<T>) {
      if (count > kFew)
        if (Row* const room = many_.make_room()) rows_ = room;
      ready_ = static_cast<std::size_t>(std::clamp<std::uint64_t>(count, 1, rows_ == few_ ? kFew : kMany));
      // The last one's texts stay here: when they have gone by, all others are mostly back, and the room is free again.
      if (rows_ != few_) lendable_ = (ready_ - 1) * sizeof(Row);
      table.fill(Block{i, step}, wanted, memo_, std::span(rows_, ready_));
    } else {
      ready_ = 1;
      table.at(i, wanted, few_[0]);
    }
  }

  Row few_[kFew];  // for those who read no more, and when memory fails
  LendableRows<Row, kMany> many_;
  Row* rows_ = few_;
  std::size_t lendable_ = 0;  // bytes of the rows whose texts may be lent
  std::uint64_t first_ = 0;
  std::size_t ready_ = 0;
  [[no_unique_address]] typename MemoOf<T>::Type memo_;
};

}  // namespace synth
