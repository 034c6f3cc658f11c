#include "core/arguments.h"

#include <cmath>

#include "core/error.h"
#include "core/numbers.h"

namespace synth {
namespace {

// The shorter of 15 and 17 digits that reads back as the same number.
std::string show_real(double number) {
  std::string text = in_digits(number, 15);
  const Value back = as_number(Value::text(text, Value::Lifetime::kRow));
  const double read = back.type() == Value::Type::kInteger ? static_cast<double>(back.as_integer()) : back.as_real();
  if (std::isfinite(number) && read != number) text = in_digits(number, 17);
  return text;
}

bool is_integral(double number) noexcept {
  return number >= -0x1p63 && number < 0x1p63 && std::trunc(number) == number;
}

}  // namespace

std::string show(const Value& value) {
  constexpr std::size_t kLongest = 40;
  switch (value.type()) {
    case Value::Type::kNull:
      return "NULL";
    case Value::Type::kInteger:
      return std::to_string(value.as_integer());
    case Value::Type::kReal:
      return show_real(value.as_real());
    case Value::Type::kText: {
      std::string_view text = value.as_bytes();
      const bool cut = text.size() > kLongest;
      if (cut) {
        std::size_t end = kLongest;
        while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;  // not inside a character
        text = text.substr(0, end);
      }
      std::string shown = "'";
      shown.append(text).append(cut ? "…'" : "'");
      return shown;
    }
    case Value::Type::kBlob:
      return "a BLOB of " + std::to_string(value.as_bytes().size()) + " bytes";
  }
  return {};
}

std::int64_t Arguments::integer(std::size_t index, std::int64_t fallback, std::int64_t low, std::int64_t high) const {
  const Value value = as_number((*this)[index]);
  if (value.is_null()) return fallback;
  std::int64_t number = 0;
  if (value.type() == Value::Type::kInteger)
    number = value.as_integer();
  else if (value.type() == Value::Type::kReal && is_integral(value.as_real()))
    number = static_cast<std::int64_t>(value.as_real());
  else if (low == INT64_MIN && high == INT64_MAX)
    refuse(index, "an integer");
  else
    refuse(index, "an integer between " + std::to_string(low) + " and " + std::to_string(high));
  if (number < low || number > high) refuse(index, "between " + std::to_string(low) + " and " + std::to_string(high));
  return number;
}

double Arguments::real(std::size_t index, double fallback, double low, double high) const {
  const Value value = as_number((*this)[index]);
  if (value.is_null()) return fallback;
  double number = 0;
  if (value.type() == Value::Type::kInteger)
    number = static_cast<double>(value.as_integer());
  else if (value.type() == Value::Type::kReal)
    number = value.as_real();
  else
    refuse(index, "a number between " + show_real(low) + " and " + show_real(high));
  if (!(number >= low && number <= high)) refuse(index, "between " + show_real(low) + " and " + show_real(high));
  return number;
}

std::string_view Arguments::text(std::size_t index, std::string_view fallback) const {
  const Value value = (*this)[index];
  if (value.is_null()) return fallback;
  if (value.type() != Value::Type::kText) refuse(index, "text");
  return value.as_bytes();
}

void Arguments::refuse(std::size_t index, std::string_view allowed) const {
  throw Error(std::string(name(index)) + " must be " + std::string(allowed) + ", not " + show((*this)[index]));
}

}  // namespace synth
