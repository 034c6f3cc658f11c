#include "commands/command_options.h"

#include <algorithm>

#include "core/error.h"
#include "core/numbers.h"
#include "core/suggestion.h"
#include "nn/training_options.h"

namespace synth::commands {
namespace {

[[noreturn]] void refuse_key(const Description& command, const Json& member) {
  std::vector<std::string_view> known;
  for (const Argument& key : command.keys) known.push_back(key.name);
  const bool trains = std::ranges::find(known, "options") != known.end();
  if (trains && find_index(std::span<const Argument>(nn::kOptionArguments), member.key) != kNone)
    throw Error(member.key + " is an option of model_train: {\"options\": {\"" + member.key + "\": " + to_text(member) +
                "}}");
  throw Error(unknown_name("option", member.key, known));
}

}  // namespace

CommandOptions::CommandOptions(const Arguments& call, const Description& command, Host& host)
    : keys_(command.keys), texts_(keys_.size()), values_(keys_.size()) {
  const std::string_view given = call.text(0);
  const Json object = host.parse_json(call.name(0), given);
  if (object.type != Json::Type::kObject)
    throw Error("options must be a JSON object such as {\"" + std::string(keys_.front().name) + "\": 1}, not " +
                show(object));
  std::vector<bool> named(keys_.size());
  for (const Json& member : object.children) {
    const auto key = std::ranges::find(keys_, member.key, &Argument::name);
    if (key == keys_.end()) refuse_key(command, member);
    const auto index = static_cast<std::size_t>(key - keys_.begin());
    if (named[index]) throw Error(member.key + " is given twice");
    named[index] = true;
    values_[index] = value_of(member, texts_[index]);
    const bool compound = member.type == Json::Type::kArray || member.type == Json::Type::kObject;
    if (compound && key->type == Type::kAny) throw Error(member.key + " must be text or a number, not " + show(member));
    if (compound && key->type != Type::kText) values().refuse(index, must_be(*key, false));
    values_[index] = values().typed(index);
  }
}

Bindings CommandOptions::parameters() const {
  Bindings parameters;
  for (std::size_t i = 0; i < keys_.size(); ++i)
    parameters.set(keys_[i].name, values_[i].is_null()          ? default_of(keys_[i])
                                  : keys_[i].type == Type::kAny ? as_number(values_[i])
                                                                : values_[i]);
  return parameters;
}

}  // namespace synth::commands
