#include "commands/script.h"

#include <algorithm>
#include <utility>

#include "commands/tables.h"
#include "core/error.h"
#include "core/json_writer.h"
#include "sql_scripts.h"
#include "world/world_parameters.h"

namespace synth::commands {
namespace {

std::string_view named_part(std::string_view script, std::string_view part) {
  if (part.empty()) return script;
  const std::string_view found = part_of(script, part);
  if (found.empty()) throw Error("a script has no part " + std::string(part));
  return found;
}

/// The keys of a document that are parameters of the tables, as paths: '$.seed', '$.users', …
std::string keys_of_world() {
  std::string paths;
  for (const world::WorldParameter& parameter : world::kWorldParameters)
    paths.append(paths.empty() ? "'$." : ", '$.").append(parameter.argument.name).append("'");
  return paths;
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
  for (const std::string_view rows : {"logs", "clicks", "interactions", "growing"})
    define(rows, named_part(sql::rows, rows));
  define("keys_of_world", keys_of_world());
  batches_of_0_1_0_ = is_older(host, kBatches);
  define("batches", batches_of_0_1_0_ ? *kBatches.read_older : kBatches.table);
  parameters.set("sentences", array_of(sentences_));
}

std::string Script::text_of(std::string_view script, std::string_view part) const {
  std::string text(named_part(script, part));
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
