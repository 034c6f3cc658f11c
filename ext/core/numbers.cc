#include "core/numbers.h"

#include <array>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <string_view>
#include <system_error>

namespace synth {
namespace {

// Room for the longest: 309 digits before the point and some after it.
std::string written(double number, std::chars_format format, int precision) {
  std::array<char, 400> text;
  const auto end = std::to_chars(text.data(), text.data() + text.size(), number, format, precision);
  return {text.data(), end.ptr};
}

bool read_whole(std::string_view text, auto& number) noexcept {
  const auto end = std::from_chars(text.data(), text.data() + text.size(), number);
  return end.ec == std::errc() && end.ptr == text.data() + text.size();
}

bool read_real(std::string_view text, double& number) noexcept {
#if defined(__cpp_lib_to_chars)
  return read_whole(text, number) && std::isfinite(number);
#else  // a library whose from_chars reads integers only
  const std::string copy(text);
  char* end = nullptr;
  number = std::strtod(copy.c_str(), &end);
  return end == copy.c_str() + copy.size() && std::isfinite(number);
#endif
}

}  // namespace

std::string in_digits(double number, int digits) {
  return written(number, std::chars_format::general, digits);
}

std::string in_decimals(double number, int decimals) {
  return written(number, std::chars_format::fixed, decimals);
}

Value as_number(const Value& value) noexcept {
  if (value.type() != Value::Type::kText) return value;
  std::string_view text = value.as_bytes();
  // Refuse what the C library reads beyond SQL: words such as "inf", hexadecimal numbers, a second sign.
  if (text.size() > 40 || text.find_first_not_of("+-.0123456789eE") != std::string_view::npos) return value;
  if (text.starts_with("+") && !text.starts_with("+-")) text.remove_prefix(1);
  std::int64_t integer = 0;
  if (read_whole(text, integer)) return Value::integer(integer);
  double real = 0;
  if (read_real(text, real)) return Value::real(real);
  return value;
}

}  // namespace synth
