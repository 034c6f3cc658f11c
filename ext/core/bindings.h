// Named values for the parameters of SQL statements, and the rows that statements return.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <variant>

#include "core/value.h"

namespace synth {

/// A row with the names of its columns. Both are valid until the next row.
struct NamedRow {
  std::span<const std::string> names;
  std::span<const Value> values;
};

/// Copies of values, by name. A name that was never set is NULL.
class Bindings {
 public:
  void set(std::string_view name, const Value& value) {
    Held& held = values_[std::string(name)];
    switch (value.type()) {
      case Value::Type::kNull:
        held = std::monostate();
        break;
      case Value::Type::kInteger:
        held = value.as_integer();
        break;
      case Value::Type::kReal:
        held = value.as_real();
        break;
      case Value::Type::kText:
        held = std::string(value.as_bytes());
        break;
      case Value::Type::kBlob:
        held = Blob{std::string(value.as_bytes())};
        break;
    }
  }
  void set(std::string_view name, std::string_view text) { values_[std::string(name)] = std::string(text); }
  void set(std::string_view name, std::int64_t number) { values_[std::string(name)] = number; }

  /// A view, valid until that name is set again.
  Value operator[](std::string_view name) const noexcept {
    const auto found = values_.find(name);
    if (found == values_.end()) return {};
    const Held& held = found->second;
    if (const auto* number = std::get_if<std::int64_t>(&held)) return Value::integer(*number);
    if (const auto* number = std::get_if<double>(&held)) return Value::real(*number);
    if (const auto* text = std::get_if<std::string>(&held)) return Value::text(*text, Value::Lifetime::kRow);
    if (const auto* blob = std::get_if<Blob>(&held)) return Value::blob(blob->bytes, Value::Lifetime::kRow);
    return {};
  }
  bool has(std::string_view name) const noexcept { return !(*this)[name].is_null(); }
  /// The integer, or 0 if the value is not one.
  std::int64_t integer(std::string_view name) const noexcept {
    const Value value = (*this)[name];
    return value.type() == Value::Type::kInteger ? value.as_integer() : 0;
  }
  /// The text, or an empty one if the value is not text.
  std::string_view text(std::string_view name) const noexcept {
    const Value value = (*this)[name];
    return value.type() == Value::Type::kText ? value.as_bytes() : std::string_view();
  }

 private:
  using Held = std::variant<std::monostate, std::int64_t, double, std::string, Blob>;
  std::map<std::string, Held, std::less<>> values_;
};

}  // namespace synth
