// Reads the rows of one table in turn, some of them ahead: rows that are computed in one go share the caches that the
// reader's other work between two rows would empty.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

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
  /// Rows that are ready at most.
  static constexpr std::size_t kMostAhead = FillsBlocks<T> ? kMostOfBlock : 1;

  /// Throws std::bad_alloc.
  RowReader() : rows_(kMostAhead) {}

  /// Row i of the table. Those after it that a reader of `left` rows in steps of `step` (1, or -1 as it wraps) will
  /// come to are computed with it: the further, the longer it has read on without a leap.
  const typename T::Row& at(const T& table, std::uint64_t i, std::uint64_t step, std::uint64_t left,
                            ColumnSet wanted) noexcept {
    const std::uint64_t ahead = (i - first_) * step;
    if (ahead >= ready_) {
      fill(table, i, step, std::min<std::uint64_t>(left, ahead == ready_ ? 2 * ready_ : 1), wanted);
      return rows_[0];
    }
    return rows_[ahead];
  }

  /// What is ready is no longer what is asked for: another scan, with other columns.
  void restart() noexcept { ready_ = 0; }

 private:
  // Not inline: the way to a row that is ready stays short.
  [[gnu::noinline]] void fill(const T& table, std::uint64_t i, std::uint64_t step, std::uint64_t count,
                              ColumnSet wanted) noexcept {
    first_ = i;
    ready_ = static_cast<std::size_t>(std::clamp<std::uint64_t>(count, 1, kMostAhead));
    if constexpr (FillsBlocks<T>)
      table.fill(Block{i, step}, wanted, memo_, std::span(rows_).first(ready_));
    else
      table.at(i, wanted, rows_[0]);
  }

  std::vector<typename T::Row> rows_;
  [[no_unique_address]] typename MemoOf<T>::Type memo_;
  std::uint64_t first_ = 0;
  std::size_t ready_ = 0;
};

}  // namespace synth
