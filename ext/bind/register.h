// Puts a list of tables and functions into a connection.
#pragma once

#include <array>
#include <string_view>

#include "bind/function.h"
#include "bind/query_table.h"
#include "bind/virtual_table.h"

namespace synth::bind {

template <class T>
requires IsTable<T> || IsQuery<T> || IsScalar<T> || IsAggregate<T>
int add(Connection& connection) {
  if constexpr (IsTable<T>)
    return Module<T>::add(connection);
  else if constexpr (IsQuery<T>)
    return add_query_table<T>(connection);
  else
    return register_function<T>(connection);
}

template <class T>
constexpr std::string_view kind_of() noexcept {
  return IsTable<T> || IsQuery<T> ? "table" : IsScalar<T> ? "scalar" : "aggregate";
}

/// A list of tables and functions, as types.
template <class... T>
struct List {
  /// Registers those that the connection allows.
  static int add_all(Connection& connection) {
    int rc = SQLITE_OK;
    const auto add_one = [&]<class One>(const One*) {
      if (connection.allows(One::kDescription.risk)) rc = add<One>(connection);
      return rc == SQLITE_OK;
    };
    static_cast<void>((add_one(static_cast<const T*>(nullptr)) && ...));
    return rc;
  }

  /// {kind, description} of each, for whoever documents them.
  template <class Entry>
  static std::array<Entry, sizeof...(T)> entries() noexcept {
    return {Entry{kind_of<T>(), &T::kDescription}...};
  }
};

}  // namespace synth::bind
