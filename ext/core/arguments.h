// Strict reading of arguments: 'x' is no 0, 1e6 is an integer, NULL means the default; every refusal is a sentence that
// names the argument, what is allowed and what came.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "core/description.h"
#include "core/value.h"

namespace synth {

/// NULL, or the default where it is a constant.
Value default_of(const Argument& argument) noexcept;

class Arguments {
 public:
  /// REQUIRES: given.size() <= described.size(); what is not given is NULL. Both outlive this object.
  constexpr Arguments(std::span<const Argument> described, std::span<const Value> given) noexcept
      : described_(described), given_(given) {}

  constexpr Value operator[](std::size_t index) const noexcept {
    return index < given_.size() ? given_[index] : Value();
  }
  constexpr bool has(std::size_t index) const noexcept { return !(*this)[index].is_null(); }
  constexpr std::span<const Argument> described() const noexcept { return described_; }
  constexpr std::span<const Value> given() const noexcept { return given_; }
  constexpr std::string_view name(std::size_t index) const noexcept { return described_[index].name; }

  /// Each throws Error for a value of another type or out of the entry's range; NULL gives the entry's default. A REAL
  /// without a fraction is an integer, and a text that is a number is that number.
  /// REQUIRES: the entry is of the type, and its default a value.
  std::int64_t integer(std::size_t index) const;
  double real(std::size_t index) const;
  /// Also where there is no default: then NULL gives the empty text.
  std::string_view text(std::size_t index) const;

  /// Where the default is a Rule, or depends on something: NULL gives `otherwise`.
  std::int64_t integer(std::size_t index, std::int64_t otherwise) const;
  double real(std::size_t index, double otherwise) const;
  /// And where the range is narrower than the entry can say.
  std::int64_t integer(std::size_t index, std::int64_t otherwise, Range<std::int64_t> range) const;

  /// Throws "<name> must be <allowed>, not <what came>".
  [[noreturn]] void refuse(std::size_t index, std::string_view allowed) const;

 private:
  std::span<const Argument> described_;
  std::span<const Value> given_;
};

}  // namespace synth
