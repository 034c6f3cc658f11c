#include "commands/script.h"

#include <algorithm>
#include <utility>

#include "core/error.h"
#include "core/json_writer.h"
#include "sql_scripts.h"

namespace synth::commands {
namespace {

std::string_view part_of(std::string_view script, std::string_view part) {
  if (part.empty()) return script;
  const std::string mark = "-- [" + std::string(part) + "]\n";
  const std::size_t at = script.find(mark);
  if (at == std::string_view::npos) throw Error("a script has no part " + std::string(part));
  const std::string_view rest = script.substr(at + mark.size());
  return rest.substr(0, rest.find("\n-- ["));
}

std::string array_of(const std::vector<std::string>& texts) {
  JsonWriter json;
  json.open('[');
  for (const std::string& text : texts) json.string(text);
  json.close(']');
  return json.text();
}

}  // namespace

Script::Script(Host& host, Bindings given) : parameters(std::move(given)), host_(host) {
  for (const std::string_view rows : {"logs", "clicks", "interactions"}) define(rows, part_of(sql::rows, rows));
  parameters.set("sentences", array_of(sentences_));
}

std::string Script::text_of(std::string_view script, std::string_view part) const {
  std::string text(part_of(script, part));
  for (std::size_t at = 0; (at = text.find('{', at)) != std::string::npos;) {
    const std::size_t end = text.find('}', at);
    if (end == std::string::npos) break;
    const auto found = defined_.find(std::string_view(text).substr(at + 1, end - at - 1));
    if (found == defined_.end())
      ++at;
    else
      text.replace(at, end + 1 - at, found->second);  // which may have others in it
  }
  return text;
}

void Script::run(std::string_view script, std::string_view part) {
  std::string refusals;
  bool any = false;
  host_.run(text_of(script, part), parameters, [&](const NamedRow& row) {
    const std::string& first = row.names.front();
    if (row.values.empty()) {
      if (!refusals.empty()) throw Error(refusals);
      if (!any && first != "refusal" && first != "sentence")
        for (const std::string& name : row.names) parameters.set(name, Value());
      any = false;
      return;
    }
    any = true;
    if (first == "refusal") {
      if (!refusals.empty()) refusals += ' ';
      refusals += row.values.front().as_bytes();
    } else if (first == "sentence") {
      sentences_.emplace_back(row.values.front().as_bytes());
      parameters.set("sentences", array_of(sentences_));
    } else {
      for (std::size_t i = 0; i < row.names.size(); ++i) parameters.set(row.names[i], row.values[i]);
    }
  });
}

std::vector<Bindings> Script::rows(std::string_view script, std::string_view part) {
  std::vector<Bindings> found;
  host_.run(text_of(script, part), parameters, [&](const NamedRow& row) {
    if (row.values.empty()) return;
    Bindings& each = found.emplace_back(parameters);
    for (std::size_t i = 0; i < row.names.size(); ++i) each.set(row.names[i], row.values[i]);
  });
  return found;
}

}  // namespace synth::commands
