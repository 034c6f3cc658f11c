// Query tables (core/query.h) as virtual tables of SQLite. Only the interface is a template: a row costs a step of a
// statement anyway.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "bind/host.h"
#include "core/query.h"

namespace synth::bind {

/// The members of an IsQuery class, as values.
struct QueryFace {
  const Description* description;
  std::string_view select;
  std::span<const MayLack> may_lack;
  void (*check)(const Arguments&);
  std::string (*advice)(const Arguments&, std::string_view error);  ///< may be null
};

int add_query_table(Connection& connection, const QueryFace& face);

template <IsQuery Q>
int add_query_table(Connection& connection) {
  static const QueryFace face = [] {
    QueryFace made{&Q::kDescription, Q::kSelect, Q::kMayLack, Q::check, nullptr};
    if constexpr (requires { Q::advice; }) made.advice = Q::advice;
    return made;
  }();
  return add_query_table(connection, face);
}

}  // namespace synth::bind
