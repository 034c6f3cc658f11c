#include "core/host.h"

namespace synth {

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
