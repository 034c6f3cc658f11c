#include "commands/synth_options.h"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/error.h"
#include "core/json.h"
#include "core/json_writer.h"
#include "core/numbers.h"

namespace synth::commands {
namespace {

constexpr std::string_view kBlanks = " \t\r\n";

struct Word {
  std::string text;
  bool quoted = false;            ///< from its beginning: no option then
  std::size_t equals = SIZE_MAX;  ///< the first = outside quotes
};

/// The quoted text that the line begins with, which is taken from it.
std::string take_quoted(std::string_view& line) {
  const char quote = line.front();
  std::string text;
  for (std::size_t i = 1; i < line.size(); ++i) {
    const bool another = i + 1 < line.size() && line[i + 1] == quote;
    if (line[i] == quote && !another) {
      line.remove_prefix(i + 1);
      if (!line.empty() && kBlanks.find(line.front()) == std::string_view::npos)
        throw Error("after a closing quotation mark a blank must follow, not " +
                    show(Value::text(line, Value::Lifetime::kRow)));
      return text;
    }
    if (another && (line[i] == quote || (line[i] == '\\' && quote == '"'))) ++i;
    text += line[i];
  }
  throw Error("the quotation mark of " + show(Value::text(line, Value::Lifetime::kRow)) + " is not closed");
}

Word take_word(std::string_view& line) {
  Word word;
  const auto at_quote = [&] { return !line.empty() && (line.front() == '"' || line.front() == '\''); };
  word.quoted = at_quote();
  if (word.quoted) {
    // What a shell hands on is in quotes as a whole, --name=value too.
    word.text = take_quoted(line);
    word.equals = word.text.find('=');
    return word;
  }
  while (!line.empty() && kBlanks.find(line.front()) == std::string_view::npos) {
    word.text += line.front();
    line.remove_prefix(1);
    if (word.text.back() == '=' && word.equals == SIZE_MAX) {
      word.equals = word.text.size() - 1;
      if (at_quote()) {
        word.text += take_quoted(line);
        return word;
      }
    }
  }
  return word;
}

/// A number where that is how it would be written, else a text. A document as it is.
void write_value(JsonWriter& json, const std::string& text, Host& host) {
  const Value number = as_number(Value::text(text, Value::Lifetime::kRow));
  JsonWriter written;
  if (number.type() == Value::Type::kInteger)
    written.integer(number.as_integer());
  else if (number.type() == Value::Type::kReal)
    written.real(number.as_real());
  if (written.text() == text) {
    json.json(text);
    return;
  }
  if (text.starts_with('{')) {
    try {
      static_cast<void>(host.parse_json("value", text));
      json.json(text);
      return;
    } catch (const Error& error) {
      if (error.code() == ErrorCode::kInterrupted) throw;
    }
  }
  json.string(text);
}

}  // namespace

Result SynthOptions::call(const Arguments& arguments, Host& host) {
  if (!arguments.has(0)) return Value();
  std::string_view line = arguments.text(0);
  std::vector<std::pair<std::string, std::string>> options;
  const auto set = [&](std::string_view option, std::string value) {
    std::string key(option.substr(2));
    std::ranges::replace(key, '-', '_');
    std::erase_if(options, [&](const auto& each) { return each.first == key; });  // the last one counts
    options.emplace_back(std::move(key), std::move(value));
  };
  std::optional<std::string> open;  // an option without its value yet
  while (true) {
    line.remove_prefix(std::min(line.find_first_not_of(kBlanks), line.size()));
    if (line.empty()) break;
    Word word = take_word(line);
    if (open) {
      if (word.text.empty()) throw Error(*open + " must not be empty");
      set(*open, std::move(word.text));
      open.reset();
    } else if (word.text == "--help" || word.text == "-h") {
      set("--help", "1");
    } else if (word.text == "--without-rows") {
      set(word.text, "1");
    } else if (!word.text.starts_with("--") || word.text.size() == 2 || word.equals == 2) {
      throw Error(show(Value::text(word.text, Value::Lifetime::kRow)) + " is no option: those begin with --");
    } else if (word.equals != SIZE_MAX && word.equals < word.text.size()) {
      const std::string name = word.text.substr(0, word.equals);
      if (word.equals + 1 == word.text.size()) throw Error(name + " must not be empty");
      set(name, word.text.substr(word.equals + 1));
    } else {
      open = word.text;
    }
  }
  if (open) throw Error(*open + " needs a value");
  JsonWriter json;
  json.open('{');
  for (const auto& [key, value] : options) {
    json.key(key);
    write_value(json, value, host);
  }
  json.close('}');
  return json.text();
}

}  // namespace synth::commands
