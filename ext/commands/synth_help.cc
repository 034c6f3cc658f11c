#include "commands/synth_help.h"

#include <algorithm>

namespace synth::commands {
namespace {

enum ColumnIndex : std::size_t { kFamily, kKind, kName, kSignature, kMeaning, kArguments, kColumns, kExample, kRisk };

constexpr Column kHelpColumns[] = {
    {"family", "TEXT",
     "world: the invented world; model: the network; policy: what another recommender would have earned; command: "
     "works on your own tables; library: about this library"},
    {"kind", "TEXT", "table, scalar or aggregate"},
    {"name", "TEXT", "its name in SQL"},
    {"signature", "TEXT", "how to call it; what is in brackets may be left out"},
    {"meaning", "TEXT", "one sentence"},
    {"arguments", "TEXT",
     "one line each: name, type, default, allowed values, meaning; then the keys of a JSON argument"},
    {"columns", "TEXT", "one line each, tables only: name, type, meaning"},
    {"example", "TEXT", "a statement that runs as it stands"},
    {"risk", "TEXT",
     "pure: works in views and triggers; host: there too, but not in an index; the others only directly in a "
     "statement: "
     "stored looks at the database, tables returns rows of your tables, files touches files, writes writes tables",
     true},
};

// All arguments of a table can be given in parentheses or after WHERE. The signature shows those meant for parentheses.
std::string signature(const CatalogEntry& entry) {
  const Description& description = *entry.description;
  const bool table = entry.kind == "table";
  const std::size_t count = std::min(description.arguments.size(), table ? description.positional : SIZE_MAX);
  if (table && count == 0) return std::string(description.name);
  std::string text(description.name);
  text += '(';
  std::size_t open = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const bool optional = i >= description.required();
    if (optional) {
      text += i == 0 ? "[" : " [";
      ++open;
    }
    if (i > 0) text += ", ";
    text += description.arguments[i].name;
  }
  return text.append(open, ']') + ')';
}

// `document`: the argument that it is a key of, or empty.
void add_line(std::string& text, std::string_view document, const Argument& argument) {
  const bool json = !document.empty();
  if (!text.empty()) text += '\n';
  if (json) text.append(document).append(".");
  text.append(argument.name).append(" ").append(type_word(argument.type, json));
  if (const std::string otherwise = default_words(argument, json); !otherwise.empty())
    text.append(" = ").append(otherwise);
  text.append(" (").append(range_words(argument)).append("): ").append(argument.meaning);
}

std::string arguments(const Description& description) {
  std::string text;
  for (const Argument& argument : description.arguments) add_line(text, {}, argument);
  if (description.by_name)
    text.append("\nor all of them by name, as one JSON object: ")
        .append(description.name)
        .append("('{\"")
        .append(description.arguments[0].name)
        .append("\": 1000, \"seed\": 42}')");
  for (const Argument& key : description.keys) add_line(text, description.arguments.back().name, key);
  return text;
}

std::string columns(const Description& description) {
  std::string text;
  for (const Column& column : description.columns) {
    if (!text.empty()) text += '\n';
    text.append(column.name).append(" ").append(column.type).append(column.hidden ? " hidden: " : ": ");
    text.append(column.meaning);
  }
  if (description.tells_parameters) text.append("\nparameters TEXT hidden: the values in force, as one JSON object");
  return text;
}

}  // namespace

constinit const Description SynthHelp::kDescription = {.name = "synth_help",
                                                       .meaning = "Every table and function of this library.",
                                                       .arguments = {},
                                                       .columns = kHelpColumns,
                                                       .example = "SELECT signature, meaning FROM synth_help"};

SynthHelp::SynthHelp(const Arguments&, Host& host) {
  for (const CatalogEntry& entry : host.catalog())
    if (host.allows(entry.description->risk))
      entries_.push_back({&entry, signature(entry), arguments(*entry.description), columns(*entry.description)});
}

Value SynthHelp::column(const Row& row, std::size_t column) const noexcept {
  const Entry& entry = entries_[row.index];
  const Description& description = *entry.of->description;
  const auto made = [](const std::string& text) {
    return text.empty() ? Value() : Value::text(text, Value::Lifetime::kRow);
  };
  switch (column) {
    case kFamily:
      return Value::literal(entry.of->family);
    case kKind:
      return Value::literal(entry.of->kind);
    case kName:
      return Value::literal(description.name);
    case kSignature:
      return made(entry.signature);
    case kMeaning:
      return Value::literal(description.meaning);
    case kArguments:
      return made(entry.arguments);
    case kColumns:
      return made(entry.columns);
    case kExample:
      return description.example.empty() ? Value() : Value::literal(description.example);
    case kRisk:
      return Value::literal(description.risk == Risk::kPure           ? "pure"
                            : description.risk == Risk::kOfThisHost   ? "host"
                            : description.risk == Risk::kReadsStored  ? "stored"
                            : description.risk == Risk::kReadsTables  ? "tables"
                            : description.risk == Risk::kWritesTables ? "writes"
                                                                      : "files");
    default:
      return {};
  }
}

}  // namespace synth::commands
