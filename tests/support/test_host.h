// A Host without SQLite: what a test says is interrupted, kept and shared; JSON by a small reader.
#pragma once

#include <cstdlib>
#include <map>
#include <string>

#include "core/error.h"
#include "core/host.h"

namespace synth::testing {

class TestHost : public Host {
 public:
  bool stop = false;               ///< what interrupted() answers
  int polls = 0;                   ///< how often it was asked
  std::vector<std::string> lines;  ///< of progress
  bool keeps = true;               ///< whether arguments count as the same for the whole statement

  bool interrupted() noexcept override {
    ++polls;
    return stop;
  }
  /// There is no SQL here.
  void query(const std::string& sql, const std::function<void(std::span<const Value> row)>&) override {
    throw Error("no SQL: " + sql);
  }
  void progress(std::string_view line) noexcept override { lines.emplace_back(line); }
  std::shared_ptr<const void> kept(int index) noexcept override {
    const auto found = kept_.find(index);
    return found != kept_.end() ? found->second : nullptr;
  }
  void keep(int index, std::shared_ptr<const void> object) noexcept override {
    if (keeps) kept_[index] = std::move(object);
  }
  void next_statement() { kept_.clear(); }

  /// Objects, arrays, texts without escapes beyond \" and \\, numbers, true, false, null.
  Json parse_json(std::string_view text) override {
    std::size_t at = 0;
    Json root = value(text, at);
    skip(text, at);
    if (at != text.size()) throw Error("malformed JSON");
    return root;
  }

 protected:
  std::shared_ptr<void>& shared_slot(std::type_index type) override { return shared_[type]; }

 private:
  static void skip(std::string_view text, std::size_t& at) {
    while (at < text.size() && (text[at] == ' ' || text[at] == '\n')) ++at;
  }
  static char peek(std::string_view text, std::size_t& at) {
    skip(text, at);
    if (at >= text.size()) throw Error("malformed JSON");
    return text[at];
  }
  static std::string quoted(std::string_view text, std::size_t& at) {
    std::string result;
    if (peek(text, at) != '"') throw Error("malformed JSON");
    for (++at; at < text.size() && text[at] != '"'; ++at) {
      if (text[at] == '\\' && at + 1 < text.size()) ++at;
      result += text[at];
    }
    if (at++ >= text.size()) throw Error("malformed JSON");
    return result;
  }
  static Json value(std::string_view text, std::size_t& at) {
    Json json;
    const char first = peek(text, at);
    if (first == '{' || first == '[') {
      const bool object = first == '{';
      json.type = object ? Json::Type::kObject : Json::Type::kArray;
      ++at;
      while (peek(text, at) != (object ? '}' : ']')) {
        std::string key = std::to_string(json.children.size());
        if (object) {
          key = quoted(text, at);
          if (peek(text, at) != ':') throw Error("malformed JSON");
          ++at;
        }
        json.children.push_back(value(text, at));
        json.children.back().key = key;
        if (peek(text, at) == ',') ++at;
      }
      ++at;
    } else if (first == '"') {
      json.type = Json::Type::kText;
      json.text = quoted(text, at);
    } else {
      const std::size_t start = at;
      while (at < text.size() && std::string_view(",]} \n").find(text[at]) == std::string_view::npos) ++at;
      const std::string word(text.substr(start, at - start));
      char* end = nullptr;
      if (word == "true" || word == "false") {
        json.type = Json::Type::kBoolean;
        json.boolean = word == "true";
      } else if (word != "null") {
        json.real = std::strtod(word.c_str(), &end);
        if (end == word.c_str() || *end != '\0') throw Error("malformed JSON");
        json.type = word.find_first_of(".eE") == std::string::npos ? Json::Type::kInteger : Json::Type::kReal;
        if (json.type == Json::Type::kInteger) json.integer = std::strtoll(word.c_str(), nullptr, 10);
      }
    }
    return json;
  }

  std::map<int, std::shared_ptr<const void>> kept_;
  std::map<std::type_index, std::shared_ptr<void>> shared_;
};

}  // namespace synth::testing
