#include "bind/given_arguments.h"

#include <algorithm>
#include <bit>
#include <string_view>

#include "bind/value.h"
#include "core/error.h"
#include "core/json_writer.h"
#include "core/query.h"
#include "core/suggestion.h"
#include "math/rng.h"

namespace synth::bind {
namespace {

bool begins_object(const Value& value) noexcept {
  if (value.type() != Value::Type::kText) return false;
  const std::string_view text = value.as_bytes();
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  return first != std::string_view::npos && text[first] == '{';
}

std::uint64_t hash_of(const std::vector<Value>& values) noexcept {
  std::uint64_t hash = 0;
  const auto add = [&hash](std::uint64_t word) { hash = mix64(hash ^ mix64(word)); };
  for (const Value& value : values) {
    add(static_cast<std::uint64_t>(value.type()));
    switch (value.type()) {
      case Value::Type::kNull:
        break;
      case Value::Type::kInteger:
        add(static_cast<std::uint64_t>(value.as_integer()));
        break;
      case Value::Type::kReal:
        add(std::bit_cast<std::uint64_t>(value.as_real()));
        break;
      case Value::Type::kText:
      case Value::Type::kBlob:
        add(std::hash<std::string_view>()(value.as_bytes()));
        break;
    }
  }
  return hash;
}

}  // namespace

std::string object_of(const Description& table, const std::vector<Value>& values) {
  JsonWriter json;
  json.open('{');
  for (std::size_t p = 0; p < values.size(); ++p) {
    const Value& value = values[p];
    if (value.is_null()) continue;
    json.key(table.arguments[p].name);
    if (value.type() == Value::Type::kInteger)
      json.integer(value.as_integer());
    else if (value.type() == Value::Type::kReal)
      json.real(value.as_real());
    else
      json.string(value.as_bytes());
  }
  json.close('}');
  return json.text();
}

bool GivenArguments::assign(const std::vector<sqlite3_value*>& arguments) {
  bool changed = false;
  for (std::size_t i = 0; i < as_given_.size(); ++i) {
    const Value given = arguments[i] == nullptr ? Value() : read(arguments[i]);
    if (same(given, as_given_[i])) continue;
    changed = true;
    as_given_[i] = Value();  // if a copy below fails, no view of freed bytes is left
    if (given.type() == Value::Type::kText || given.type() == Value::Type::kBlob) {
      bytes_[i] = given.as_bytes();
      as_given_[i] = given.type() == Value::Type::kText ? Value::text(bytes_[i], Value::Lifetime::kRow)
                                                        : Value::blob(bytes_[i], Value::Lifetime::kRow);
    } else {
      as_given_[i] = given;
    }
  }
  return changed;
}

void GivenArguments::resolve(const Description& description, Host& host) {
  by_name_.clear();
  if (description.by_name && begins_object(as_given_[0])) read_object(description, 0, host);
  if (description.options) {
    const auto options = static_cast<std::size_t>(std::ranges::find(description.arguments, "options", &Argument::name) -
                                                  description.arguments.begin());
    if (!as_given_[options].is_null()) {
      if (!begins_object(as_given_[options]))
        throw Error("options must be a JSON object, not " + show(as_given_[options]));
      read_object(description, options, host);
    }
  }
  hash_ = hash_of(values());
}

void GivenArguments::read_object(const Description& description, std::size_t of, Host& host) {
  const auto arguments = description.arguments;
  const Json object = host.parse_json(arguments[of].name, as_given_[of].as_bytes());
  std::vector<Value> values = as_given_;
  values[of] = Value();
  std::vector<std::string> members(values.size());
  std::vector<bool> named(values.size());
  for (const Json& member : object.children) {
    const auto argument = std::ranges::find(arguments, member.key, key_of);
    // A member may give the first argument too, since the object takes its place.
    if (argument == arguments.end() || (description.options && argument->name == "options")) {
      std::vector<std::string_view> known;
      for (const Argument& each : arguments)
        if (!description.options || each.name != "options") known.push_back(key_of(each));
      throw Error(unknown_name("parameter", member.key, known));
    }
    const auto index = static_cast<std::size_t>(argument - arguments.begin());
    if (named[index]) throw Error(member.key + " is given twice in the JSON object");
    if (!values[index].is_null())
      throw Error(member.key + " is given twice, in the JSON object and as " + show(values[index]));
    named[index] = true;
    const bool is_document = argument->type == Type::kText;
    if (!is_document && (member.type == Json::Type::kArray || member.type == Json::Type::kObject))
      throw Error(member.key + " must be " + (argument->type == Type::kAny ? "text or a number" : "a number") +
                  ", not " + show(member));
    values[index] = value_of(member, members[index]);
  }
  members_ = std::move(members);
  by_name_ = std::move(values);
}

}  // namespace synth::bind
