// What a query table is: a plain class whose rows are those of one SELECT over the connection's own tables. The table's
// arguments are the parameters of the SELECT. bind/query_table turns any such class into a SQLite table-valued
// function.
#pragma once

#include <concepts>
#include <span>
#include <string>
#include <string_view>

#include "core/arguments.h"
#include "core/description.h"
#include "core/host.h"

namespace synth {

/// A table that may be missing in a database; it is then read as empty.
struct MayLack {
  std::string_view table;
  std::string_view columns;     ///< as SQL lists them: "name, emotion"
  std::string_view older = {};  ///< those that it had in an older version, if others; the last tells which it is
  const std::string_view* read_older = nullptr;  ///< SELECT of `columns` from the older table, in parentheses
};

/// Whether the database has the table as the older version made it.
bool is_older(Host& host, const MayLack& table);

/// The name of an argument as the parameter of a statement and as a key of JSON: given_name is :name.
constexpr std::string_view key_of(const Argument& argument) noexcept {
  constexpr std::string_view kPrefix = "given_";
  return argument.name.starts_with(kPrefix) ? argument.name.substr(kPrefix.size()) : argument.name;
}

/// What follows a line "-- [part]" in a script, up to the next such line.
constexpr std::string_view part_of(std::string_view script, std::string_view part) noexcept {
  for (std::size_t at = 0; (at = script.find("-- [", at)) != std::string_view::npos; at += 4) {
    std::string_view rest = script.substr(at + 4);
    if (!rest.starts_with(part) || !rest.substr(part.size()).starts_with("]\n")) continue;
    rest.remove_prefix(part.size() + 2);
    return rest.substr(0, rest.find("\n-- ["));
  }
  return {};
}

/// The statement of a script in which only comments come before it.
constexpr std::string_view statement_of(std::string_view script) noexcept {
  return script.substr(script.find("\nWITH") + 1);
}

/// The statement `select`, which begins with WITH, with an empty CTE in front for each of `may_lack` that is neither a
/// table nor a view in any schema of the connection.
std::string complete(Host& host, std::string_view select, std::span<const MayLack> may_lack);

// clang-format 14 does not know concepts.
// clang-format off

/// * `kSelect` begins with WITH (SQLite needs no RECURSIVE after it), reads only, and gives the columns of the
///   description in their order. Its parameters are the keys of the arguments; missing arguments are NULL.
/// * `kMayLack`: the tables that it reads and that may be missing.
/// * `check(arguments)` throws Error for values that the statement would misread. Values of a wrong type were refused
///   before.
/// * `advice(arguments, error)`, if it has one: what to say in place of an error of the statement; empty: the error itself.
template <class Q>
concept IsQuery = requires(const Arguments& arguments) {
  { Q::kDescription } -> std::convertible_to<const Description&>;
  { Q::kSelect } -> std::convertible_to<std::string_view>;
  { Q::kMayLack } -> std::convertible_to<std::span<const MayLack>>;
  { Q::check(arguments) } -> std::same_as<void>;
};

// clang-format on

}  // namespace synth
