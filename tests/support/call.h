// Calls functions and tables as SQLite would, with C++ literals for SQL values.
#pragma once

#include <initializer_list>
#include <string>
#include <vector>

#include "core/arguments.h"
#include "core/error.h"
#include "core/function.h"
#include "core/table.h"
#include "support/test_host.h"

namespace synth::testing {

inline Value sql(std::nullptr_t) {
  return {};
}
inline Value sql(int number) {
  return Value::integer(number);
}
inline Value sql(std::int64_t number) {
  return Value::integer(number);
}
inline Value sql(double number) {
  return Value::real(number);
}
inline Value sql(const char* text) {
  return Value::text(text, Value::Lifetime::kForever);
}
inline Value sql(const std::string& text) {
  return Value::text(text, Value::Lifetime::kForever);
}
inline Value sql(const Blob& blob) {
  return Value::blob(blob.bytes, Value::Lifetime::kForever);
}

template <IsScalar F, class... Given>
Result call(Host& host, const Given&... given) {
  const std::vector<Value> values{sql(given)...};
  return F::call(Arguments(F::kDescription.arguments, values), host);
}

template <IsAggregate F, class... Given>
void step(F& group, Host& host, const Given&... given) {
  const std::vector<Value> values{sql(given)...};
  group.step(Arguments(F::kDescription.arguments, values), host);
}

template <IsTable T, class... Given>
T open(Host& host, const Given&... given) {
  const std::vector<Value> values{sql(given)...};
  return T(Arguments(T::kDescription.arguments, values), host);
}

template <IsTable T>
Value cell(const T& table, std::uint64_t i, std::size_t c) {
  typename T::Row row;
  table.at(i, ColumnSet::all(), row);
  return table.column(row, c);
}

inline bool is_null(const Result& result) {
  const Value* value = std::get_if<Value>(&result);
  return value != nullptr && value->is_null();
}

/// The message that the work throws, or "".
template <class Work>
std::string error_of(Work work) {
  try {
    work();
  } catch (const Error& error) {
    return error.what();
  }
  return "";
}

}  // namespace synth::testing
