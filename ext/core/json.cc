#include "core/json.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "core/error.h"
#include "core/json_writer.h"
#include "core/utf8.h"
#include "core/value.h"

namespace synth {
namespace {

class Reader {
 public:
  Reader(std::string_view document, const std::function<void()>& ask) : text_(document), ask_(ask) {}

  Json read() {
    Json root = value(1);
    skip_space();
    if (at_ != text_.size()) fault("nothing may follow the value");
    return root;
  }

 private:
  static constexpr std::size_t kBetweenQuestions = std::size_t{1} << 16;  // bytes

  [[noreturn]] void fault(const std::string& what) const {
    const std::string_view before = text_.substr(0, at_);
    const auto line = 1 + std::count(before.begin(), before.end(), '\n');
    const std::string_view in_line = before.substr(before.rfind('\n') + 1);
    const auto column = 1 + std::count_if(in_line.begin(), in_line.end(),
                                          [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; });
    throw Error(show(Value::text(text_, Value::Lifetime::kRow)) + " is not valid JSON: " + what + " (line " +
                std::to_string(line) + ", column " + std::to_string(column) + ")");
  }

  char peek() const noexcept { return at_ < text_.size() ? text_[at_] : '\0'; }

  void ask_sometimes() {
    if (at_ < next_question_) return;
    next_question_ = at_ + kBetweenQuestions;
    if (ask_) ask_();
  }

  void skip_space() {
    for (;;) {
      const std::size_t end = std::min(text_.size(), next_question_);
      while (at_ < end && (text_[at_] == ' ' || text_[at_] == '\n' || text_[at_] == '\t' || text_[at_] == '\r')) ++at_;
      if (at_ < end || end == text_.size()) return;
      ask_sometimes();
    }
  }

  bool take(std::string_view word) noexcept {
    if (text_.substr(at_, word.size()) != word) return false;
    at_ += word.size();
    return true;
  }

  Json value(int depth) {
    if (depth > kDeepestJson) fault("at most " + std::to_string(kDeepestJson) + " levels are allowed");
    if (++values_ > kMaxJsonValues) fault("at most " + std::to_string(kMaxJsonValues) + " values are allowed");
    ask_sometimes();
    skip_space();
    Json json;
    switch (peek()) {
      case '{':
        json.type = Json::Type::kObject;
        read_children(json, '}', depth);
        break;
      case '[':
        json.type = Json::Type::kArray;
        read_children(json, ']', depth);
        break;
      case '"':
        json.type = Json::Type::kText;
        json.text = string();
        break;
      case 't':
      case 'f':
        json.type = Json::Type::kBoolean;
        json.boolean = peek() == 't';
        if (!take("true") && !take("false")) fault("a value is expected");
        break;
      case 'n':
        if (!take("null")) fault("a value is expected");
        break;
      default:
        read_number(json);
    }
    return json;
  }

  void read_children(Json& json, char end, int depth) {
    ++at_;
    skip_space();
    if (peek() == end) {
      ++at_;
      return;
    }
    for (;;) {
      std::string key;
      if (end == '}') {
        skip_space();
        if (peek() != '"') fault("a name in double quotes is expected");
        key = string();
        skip_space();
        if (peek() != ':') fault("':' is expected");
        ++at_;
      }
      json.children.push_back(value(depth + 1));
      json.children.back().key = std::move(key);
      skip_space();
      if (peek() == end) break;
      if (peek() != ',') fault(end == '}' ? "',' or '}' is expected" : "',' or ']' is expected");
      ++at_;
    }
    ++at_;
  }

  void take_digits() {
    const std::size_t from = at_;
    while (peek() >= '0' && peek() <= '9') ++at_;
    if (at_ == from) fault(from < text_.size() ? "a value is expected" : "the text ends too early");
  }

  void read_number(Json& json) {
    const std::size_t start = at_;
    if (peek() == '-') ++at_;
    const std::size_t first_digit = at_;
    if (peek() == '0')
      ++at_;
    else
      take_digits();
    const std::size_t digits = text_[first_digit] == '0' ? 0 : at_ - first_digit;
    bool whole = true, falls = false;
    if (peek() == '.') {
      whole = false;
      ++at_;
      take_digits();
    }
    if (peek() == 'e' || peek() == 'E') {
      whole = false;
      ++at_;
      falls = peek() == '-';
      if (peek() == '+' || peek() == '-') ++at_;
      take_digits();
    }
    const char *const first = text_.data() + start, *const last = text_.data() + at_;
    if (std::from_chars(first, last, json.real).ec != std::errc()) {
      // Beyond what a double holds: too large, or so small that it is 0.
      if (!(falls || digits == 0) || digits > 300) fault("the number is too large");
      json.real = 0;
    }
    const bool fits = whole && std::from_chars(first, last, json.integer).ec == std::errc();
    json.type = fits ? Json::Type::kInteger : Json::Type::kReal;
  }

  std::uint32_t hexadecimal() {
    std::uint32_t code = 0;
    const std::string_view four = text_.substr(at_, 4);
    const auto read = std::from_chars(four.data(), four.data() + four.size(), code, 16);
    if (four.size() < 4 || read.ptr != four.data() + 4) fault("four hexadecimal digits are expected");
    at_ += 4;
    return code;
  }

  // What follows "\u".
  char32_t escaped_character() {
    const std::uint32_t code = hexadecimal();
    if (code < 0xD800 || code >= 0xE000) return code;
    if (code >= 0xDC00 || !take("\\u")) fault("half of a surrogate pair");
    const std::uint32_t low = hexadecimal();
    if (low < 0xDC00 || low >= 0xE000) fault("half of a surrogate pair");
    return 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
  }

  static void append(std::string& text, char32_t c) {
    const auto put = [&text](char32_t byte) { text += static_cast<char>(byte); };
    if (c < 0x80) return put(c);
    const int more = c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;
    constexpr char32_t kLead[] = {0, 0xC0, 0xE0, 0xF0};
    put(kLead[more] | c >> (6 * more));
    for (int i = more - 1; i >= 0; --i) put(0x80 | (c >> (6 * i) & 0x3F));
  }

  std::string string() {
    std::string out;
    for (++at_;;) {
      ask_sometimes();
      const std::size_t from = at_, end = std::min(text_.size(), next_question_);
      while (at_ < end && text_[at_] != '"' && text_[at_] != '\\' && static_cast<unsigned char>(text_[at_]) >= 0x20)
        ++at_;
      out.append(text_, from, at_ - from);
      if (at_ == end && end < text_.size()) continue;
      if (at_ == text_.size()) fault("a text has no closing quote");
      if (text_[at_] == '"') break;
      if (text_[at_] != '\\') fault("a control character in a text must be written as \\u00..");
      ++at_;
      constexpr std::string_view kEscapes = "\"\\/bfnrt", kMeant = "\"\\/\b\f\n\r\t";
      const char escape = peek();
      const std::size_t known = escape == '\0' ? std::string_view::npos : kEscapes.find(escape);
      if (known == std::string_view::npos && escape != 'u') fault("an unknown escape");
      ++at_;
      if (escape == 'u')
        append(out, escaped_character());
      else
        out += kMeant[known];
    }
    ++at_;
    if (!is_utf8(out)) fault("a text that is not UTF-8");
    return out;
  }

  std::string_view text_;
  const std::function<void()>& ask_;
  std::size_t at_ = 0, next_question_ = kBetweenQuestions, values_ = 0;
};

void write(JsonWriter& json, const Json& node) {
  switch (node.type) {
    case Json::Type::kNull:
      json.null();
      return;
    case Json::Type::kBoolean:
      json.boolean(node.boolean);
      return;
    case Json::Type::kInteger:
      json.integer(node.integer);
      return;
    case Json::Type::kReal:
      json.real(node.real);
      return;
    case Json::Type::kText:
      json.string(node.text);
      return;
    case Json::Type::kArray:
      json.open('[');
      for (const Json& child : node.children) write(json, child);
      json.close(']');
      return;
    case Json::Type::kObject:
      json.open('{');
      for (const Json& child : node.children) write(json.key(child.key), child);
      json.close('}');
      return;
  }
}

}  // namespace

Json read_json(std::string_view document, const std::function<void()>& ask) {
  return Reader(document, ask).read();
}

std::string to_text(const Json& node) {
  JsonWriter json;
  write(json, node);
  return json.text();
}

std::string show(const Json& node) {
  switch (node.type) {
    case Json::Type::kNull:
      return "null";
    case Json::Type::kBoolean:
      return node.boolean ? "true" : "false";
    case Json::Type::kInteger:
      return show(Value::integer(node.integer));
    case Json::Type::kReal:
      return show(Value::real(node.real));
    case Json::Type::kText:
      return show(Value::text(node.text, Value::Lifetime::kRow));
    case Json::Type::kArray:
      return "an array";
    case Json::Type::kObject:
      return "an object";
  }
  return {};
}

Value value_of(const Json& node, std::string& text) {
  switch (node.type) {
    case Json::Type::kNull:
      return {};
    case Json::Type::kBoolean:
      return Value::integer(node.boolean ? 1 : 0);
    case Json::Type::kInteger:
      return Value::integer(node.integer);
    case Json::Type::kReal:
      return Value::real(node.real);
    case Json::Type::kText:
      text = node.text;
      break;
    case Json::Type::kArray:
    case Json::Type::kObject:
      text = to_text(node);
      break;
  }
  return Value::text(text, Value::Lifetime::kRow);
}

}  // namespace synth
