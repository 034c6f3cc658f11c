#include "core/host.h"

#include "core/json_writer.h"

namespace synth {
namespace {

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

}  // namespace synth
