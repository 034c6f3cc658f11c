// A block of rows whose texts the host may hold on to without a copy: it gives each back when it needs it no more, and
// that may be long after the reader of the rows is gone.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <new>

namespace synth {

/// Not for several threads at once: rows are read, and texts given back, under the mutex of one connection.
template <class Row, std::size_t kRows>
class LendableRows {
 public:
  LendableRows() noexcept = default;
  LendableRows(const LendableRows&) = delete;
  LendableRows& operator=(const LendableRows&) = delete;
  ~LendableRows() { leave(); }

  /// Room for kRows rows of which nothing is lent, or null where memory fails.
  Row* make_room() noexcept {
    if (loan_ != nullptr && loan_->texts > 0) leave();
    if (loan_ == nullptr) {
      // Not alignas: compilers differ in how far they know it.
      void* const memory = ::operator new (sizeof(Loan), std::align_val_t{kAlignment}, std::nothrow);
      if (memory != nullptr) loan_ = new (memory) Loan;
    }
    return loan_ == nullptr ? nullptr : loan_->rows;
  }

  /// To be called when a text among the rows is lent.
  void lend() noexcept { ++loan_->texts; }

  /// To be called with each lent text when it is needed no more.
  static void give_back(void* text) noexcept {
    // The block's own alignment finds it: no text need carry the way to its owner.
    auto* const loan = reinterpret_cast<Loan*>(reinterpret_cast<std::uintptr_t>(text) & ~(kAlignment - 1));
    if (--loan->texts == 0 && loan->left) free(loan);
  }

 private:
  struct Loan {
    Row rows[kRows];
    std::size_t texts = 0;  // lent now
    bool left = false;      // then the last text that comes back frees it
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
