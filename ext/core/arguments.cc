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

std::int64_t Arguments::integer(std::size_t index) const {
  return integer(index, std::get<std::int64_t>(described_[index].otherwise));
}

double Arguments::real(std::size_t index) const {
  return real(index, std::get<double>(described_[index].otherwise));
}

std::string_view Arguments::text(std::size_t index) const {
  const Value value = (*this)[index];
  if (value.type() == Value::Type::kText) return value.as_bytes();
  if (!value.is_null()) refuse(index, "text");
  const auto* otherwise = std::get_if<std::string_view>(&described_[index].otherwise);
  return otherwise == nullptr ? std::string_view() : *otherwise;
}

std::int64_t Arguments::integer(std::size_t index, std::int64_t otherwise) const {
  return integer(index, otherwise, described_[index].integers);
}

std::int64_t Arguments::integer(std::size_t index, std::int64_t otherwise, Range<std::int64_t> range) const {
  const Value value = as_number((*this)[index]);
  if (value.is_null()) return otherwise;
  Argument argument = described_[index];
  argument.integers = range;
  std::int64_t number = 0;
  if (value.type() == Value::Type::kInteger)
    number = value.as_integer();
  else if (value.type() == Value::Type::kReal && is_integral(value.as_real()))
    number = static_cast<std::int64_t>(value.as_real());
  else
    refuse(index, must_be(argument, false));
  if (number < range.low || number > range.high) refuse(index, must_be(argument, true));
  return number;
}

double Arguments::real(std::size_t index, double otherwise) const {
  const Value value = as_number((*this)[index]);
  if (value.is_null()) return otherwise;
  const Argument& argument = described_[index];
  double number = 0;
  if (value.type() == Value::Type::kInteger)
    number = static_cast<double>(value.as_integer());
  else if (value.type() == Value::Type::kReal)
    number = value.as_real();
  else
    refuse(index, must_be(argument, false));
  const bool within = number >= argument.reals.low && number <= argument.reals.high;
  if (!within || (argument.above && number == argument.reals.low)) refuse(index, must_be(argument, true));
  return number;
}

void Arguments::refuse(std::size_t index, std::string_view allowed) const {
  throw Error(std::string(name(index)) + " must be " + std::string(allowed) + ", not " + show((*this)[index]));
}

Value Arguments::typed(std::size_t index) const {
  const Value value = (*this)[index];
  if (value.is_null()) return value;
  switch (described_[index].type) {
    case Type::kInteger:
      return Value::integer(integer(index, 0));
    case Type::kReal:
      return Value::real(real(index, 0));
    case Type::kText:
      static_cast<void>(text(index));
      return value;
    default:
      if (value.type() == Value::Type::kBlob) refuse(index, "text or a number");
      return value;
  }
}

Value default_of(const Argument& argument) noexcept {
  if (const auto* integer = std::get_if<std::int64_t>(&argument.otherwise)) return Value::integer(*integer);
  if (const auto* real = std::get_if<double>(&argument.otherwise)) return Value::real(*real);
  if (const auto* text = std::get_if<std::string_view>(&argument.otherwise)) return Value::literal(*text);
  return {};
}

}  // namespace synth
