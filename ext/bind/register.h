// Registers a list of tables and functions in a connection.
#pragma once

#include <array>
#include <cstddef>
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

  static constexpr std::size_t kSize = sizeof...(T);

  /// Writes an entry for each, and returns the position after them.
  static constexpr CatalogEntry* describe(std::string_view family, CatalogEntry* to) noexcept {
    ((*to++ = {family, kind_of<T>(), &T::kDescription}), ...);
    return to;
  }
};

/// Families of tables and functions: lists with a name, `kFamily`.
template <class... Family>
struct Families {
  static int add_all(Connection& connection) {
    int rc = SQLITE_OK;
    static_cast<void>((((rc = Family::add_all(connection)) == SQLITE_OK) && ...));
    return rc;
  }

  /// All entries, for synth_help.
  static constexpr auto kEntries = [] {
    std::array<CatalogEntry, (Family::kSize + ...)> all;
    CatalogEntry* next = all.data();
    ((next = Family::describe(Family::kFamily, next)), ...);
    return all;
  }();
};

}  // namespace synth::bind
