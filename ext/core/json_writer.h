// Writes JSON text piece by piece.
#pragma once

#include <charconv>
#include <cmath>
#include <cstdint>
#include <string>
#include <string_view>

namespace synth {

class JsonWriter {
 public:
  JsonWriter& open(char bracket) {
    comma();
    text_ += bracket;
    first_ = true;
    return *this;
  }
  JsonWriter& close(char bracket) {
    text_ += bracket;
    first_ = false;
    return *this;
  }
  JsonWriter& key(std::string_view name) {
    comma();
    quote(name);
    text_ += ": ";
    first_ = true;  // no comma before the value
    return *this;
  }
  JsonWriter& string(std::string_view text) {
    comma();
    quote(text);
    return *this;
  }
  JsonWriter& integer(std::int64_t number) { return plain(std::to_string(number)); }
  JsonWriter& count(std::uint64_t number) { return plain(std::to_string(number)); }
  JsonWriter& boolean(bool value) { return plain(value ? "true" : "false"); }
  JsonWriter& null() { return plain("null"); }
  /// A value that is JSON already.
  JsonWriter& json(std::string_view text) { return plain(text); }
  /// The shortest text that reads back as the same number; null if it is not finite.
  JsonWriter& real(double number) {
    if (!std::isfinite(number)) return null();
    char buffer[40];
    const auto end = std::to_chars(buffer, buffer + sizeof buffer, number);
    std::string_view text(buffer, static_cast<std::size_t>(end.ptr - buffer));
    plain(text);
    if (text.find_first_of(".e") == std::string_view::npos) text_ += ".0";
    return *this;
  }
  /// Rounded to nine decimals, which hides the rounding errors of sums.
  JsonWriter& metric(double number) { return real(std::round(number * 1e9) / 1e9); }

  /// Puts the next member on a new line.
  JsonWriter& line() {
    line_ = true;
    return *this;
  }

  const std::string& text() const noexcept { return text_; }

 private:
  void comma() {
    if (!first_) text_ += line_ ? "," : ", ";
    if (line_) text_ += "\n  ";
    first_ = false;
    line_ = false;
  }
  JsonWriter& plain(std::string_view text) {
    comma();
    text_ += text;
    return *this;
  }
  void quote(std::string_view text) {
    constexpr char kHex[] = "0123456789abcdef";
    text_ += '"';
    for (const char c : text) {
      const auto byte = static_cast<unsigned char>(c);
      if (c == '"' || c == '\\') {
        text_ += '\\';
        text_ += c;
      } else if (byte < 0x20) {
        text_ += "\\u00";
        text_ += kHex[byte >> 4];
        text_ += kHex[byte & 15];
      } else {
        text_ += c;
      }
    }
    text_ += '"';
  }

  std::string text_;
  bool first_ = true;
  bool line_ = false;
};

}  // namespace synth
