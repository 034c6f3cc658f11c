// What a function is: a plain struct with its description and either `call` (scalar) or `step` and `finish`
// (aggregate). bind/function registers any such struct for every number of arguments that its description allows.
#pragma once

#include <concepts>

#include "core/arguments.h"
#include "core/description.h"
#include "core/host.h"
#include "core/value.h"

namespace synth {

// clang-format 14 does not know concepts.
// clang-format off

template <class F>
concept IsScalar = requires(const Arguments& arguments, Host& host) {
  { F::kDescription } -> std::convertible_to<const Description&>;
  { F::call(arguments, host) } -> std::same_as<Result>;
};

/// One object per group, made at the group's first row. A group without rows gives NULL, and no object is made.
template <class F>
concept IsAggregate = std::default_initializable<F> && requires(F& group, const Arguments& arguments, Host& host) {
  { F::kDescription } -> std::convertible_to<const Description&>;
  { group.step(arguments, host) } -> std::same_as<void>;
  { group.finish(host) } -> std::same_as<Result>;
};

// clang-format on

}  // namespace synth
