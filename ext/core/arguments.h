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

class Arguments {
 public:
  /// REQUIRES: given.size() <= described.size(); what is not given is NULL. Both outlive this object.
  constexpr Arguments(std::span<const Argument> described, std::span<const Value> given) noexcept
      : described_(described), given_(given) {}

  constexpr Value operator[](std::size_t index) const noexcept {
    return index < given_.size() ? given_[index] : Value();
  }
  constexpr bool has(std::size_t index) const noexcept { return !(*this)[index].is_null(); }
  constexpr std::string_view name(std::size_t index) const noexcept { return described_[index].name; }

  /// Each throws Error when the value is of another type or outside [low, high]. A REAL without a fraction is an
  /// integer.
  std::int64_t integer(std::size_t index, std::int64_t fallback, std::int64_t low = INT64_MIN,
                       std::int64_t high = INT64_MAX) const;
  double real(std::size_t index, double fallback, double low, double high) const;
  /// UTF-8 text; NULL gives the fallback.
  std::string_view text(std::size_t index, std::string_view fallback = {}) const;

  /// Throws "<name> must be <allowed>, not <what came>".
  [[noreturn]] void refuse(std::size_t index, std::string_view allowed) const;

 private:
  std::span<const Argument> described_;
  std::span<const Value> given_;
};

}  // namespace synth
