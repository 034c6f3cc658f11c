// Reads arguments strictly: 'x' is not 0, 1e6 is an integer, NULL means the default. Every error names the argument,
// what is allowed and what was given.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "core/description.h"
#include "core/value.h"

namespace synth {

/// The default if it is a constant, else NULL.
Value default_of(const Argument& argument) noexcept;

class Arguments {
 public:
  /// REQUIRES: given.size() <= described.size(); a missing argument is NULL. Both outlive this object.
  constexpr Arguments(std::span<const Argument> described, std::span<const Value> given) noexcept
      : described_(described), given_(given) {}

  constexpr Value operator[](std::size_t index) const noexcept {
    return index < given_.size() ? given_[index] : Value();
  }
  constexpr bool has(std::size_t index) const noexcept { return !(*this)[index].is_null(); }
  constexpr std::span<const Argument> described() const noexcept { return described_; }
  constexpr std::span<const Value> given() const noexcept { return given_; }
  constexpr std::string_view name(std::size_t index) const noexcept { return described_[index].name; }

  /// Each throws Error for a value of another type or out of the entry's range. NULL gives the entry's default. A REAL
  /// without a fraction counts as an integer, and a text that is a number counts as that number.
  /// REQUIRES: the entry has this type, and a constant as its default.
  std::int64_t integer(std::size_t index) const;
  double real(std::size_t index) const;
  /// The default is optional: without one, NULL gives the empty text.
  std::string_view text(std::size_t index) const;

  /// For an entry whose default is a Rule: NULL gives `otherwise`.
  std::int64_t integer(std::size_t index, std::int64_t otherwise) const;
  double real(std::size_t index, double otherwise) const;
  /// The same with a range in place of the entry's.
  std::int64_t integer(std::size_t index, std::int64_t otherwise, Range<std::int64_t> range) const;

  /// The value as its entry's type: also a number that a client without types sent as a text. NULL stays NULL. Throws
  /// Error like the others; for an entry of any type, for a BLOB.
  Value typed(std::size_t index) const;

  /// Throws "<name> must be <allowed>, not <value>".
  [[noreturn]] void refuse(std::size_t index, std::string_view allowed) const;

 private:
  std::span<const Argument> described_;
  std::span<const Value> given_;
};

}  // namespace synth
