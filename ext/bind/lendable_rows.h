// A block of rows with texts that the host may keep without a copy. The host gives each text back when it no longer
// needs it, which may be long after the reader of the rows is gone.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <new>

namespace synth {

/// Not thread-safe: rows are read and texts given back under the mutex of one connection.
template <class Row, std::size_t kRows>
class LendableRows {
 public:
  LendableRows() noexcept = default;
  LendableRows(const LendableRows&) = delete;
  LendableRows& operator=(const LendableRows&) = delete;
  ~LendableRows() { leave(); }

  /// Room for kRows rows with no text lent, or null if out of memory.
  Row* make_room() noexcept {
    if (loan_ != nullptr && loan_->texts > 0) leave();
    if (loan_ == nullptr) {
      // Not alignas: compilers differ in the alignments that they support.
      void* const memory = ::operator new (sizeof(Loan), std::align_val_t{kAlignment}, std::nothrow);
      if (memory != nullptr) loan_ = new (memory) Loan;
    }
    return loan_ == nullptr ? nullptr : loan_->rows;
  }

  /// Call it when a text of the rows is lent.
  void lend() noexcept { ++loan_->texts; }

  /// Call it with each lent text when it is no longer needed.
  static void give_back(void* text) noexcept {
    // The block's alignment gives its address, so texts need no pointer to their owner.
    auto* const loan = reinterpret_cast<Loan*>(reinterpret_cast<std::uintptr_t>(text) & ~(kAlignment - 1));
    if (--loan->texts == 0 && loan->left) free(loan);
  }

 private:
  struct Loan {
    Row rows[kRows];
    std::size_t texts = 0;  // currently lent
    bool left = false;      // if so, the last text that comes back frees the block
  };
  static constexpr std::size_t kAlignment = std::bit_ceil(sizeof(Loan));

  static void free(Loan* loan) noexcept {
    loan->~Loan();
    ::operator delete (loan, std::align_val_t{kAlignment});
  }

  void leave() noexcept {
    if (loan_ == nullptr) return;
    if (loan_->texts > 0)
      loan_->left = true;
    else
      free(loan_);
    loan_ = nullptr;
  }

  Loan* loan_ = nullptr;
};

}  // namespace synth
