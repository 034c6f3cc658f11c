#include "commands/synth_usage.h"

#include <algorithm>
#include <string>
#include <vector>

#include "commands/synth_help.h"
#include "core/error.h"
#include "core/query.h"
#include "core/suggestion.h"

namespace synth::commands {

Result SynthUsage::call(const Arguments& arguments, Host& host) {
  if (!arguments.has(0)) return Value();
  constexpr std::string_view kCommands[] = {"generate", "top_up", "forget", "train", "check", "recommend", "explain"};
  const std::string_view command = arguments.text(0);
  if (std::ranges::find(kCommands, command) == std::end(kCommands))
    throw Error(unknown_name("command", command, kCommands));
  const auto entry = std::ranges::find(host.catalog(), "synth_" + std::string(command),
                                       [](const CatalogEntry& each) { return std::string(each.description->name); });
  if (entry == host.catalog().end()) return Value();
  const Description& description = *entry->description;
  std::string text(description.meaning);
  text += "\n\n  --db FILE: the database; user_data.db\n";
  for (const Argument& option : description.keys.empty() ? description.arguments : description.keys) {
    if (description.keys.empty() && option.name == "options") continue;
    if (option.name == "progress") continue;  // a wrapper draws it
    std::string name(key_of(option));
    std::ranges::replace(name, '_', '-');
    text.append("  --").append(name).append(" ").append(
        option.type == Type::kText && option.allowed.find("JSON") != std::string_view::npos ? "JSON"
        : option.type == Type::kAny                                                         ? "VALUE"
        : option.type == Type::kText                                                        ? "TEXT"
                                                                                            : "N");
    text.append(": ")
        .append(option.meaning)
        .append(" (")
        .append(range_words(option))
        .append("); ")
        .append(default_words(option, false));
    text += '\n';
  }
  return text;
}

}  // namespace synth::commands
