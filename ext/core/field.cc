#include "core/field.h"

#include <cmath>

#include "core/utf8.h"

namespace synth {
namespace {

bool is_number(const Json& node) noexcept {
  return node.type == Json::Type::kInteger || node.type == Json::Type::kReal;
}

}  // namespace

void refuse(const std::string& place, std::string_view allowed, const Json& node) {
  throw Error(place + " must be " + std::string(allowed) + ", not " + show(node));
}

std::int64_t read_integer(const Argument& argument, const Json& node, const std::string& place) {
  const bool whole = node.type == Json::Type::kInteger || (node.type == Json::Type::kReal && node.real >= -0x1p63 &&
                                                           node.real < 0x1p63 && std::trunc(node.real) == node.real);
  if (!whole) refuse(place, must_be(argument, false), node);
  const std::int64_t value = node.type == Json::Type::kInteger ? node.integer : static_cast<std::int64_t>(node.real);
  if (value < argument.integers.low || value > argument.integers.high) refuse(place, must_be(argument, true), node);
  return value;
}

double read_real(const Argument& argument, const Json& node, const std::string& place) {
  if (!is_number(node)) refuse(place, must_be(argument, false), node);
  const auto [low, high] = argument.reals;
  if (!(node.real >= low && node.real <= high) || (argument.above && node.real == low))
    refuse(place, must_be(argument, true), node);
  return node.real;
}

bool read_boolean(const Argument& argument, const Json& node, const std::string& place) {
  if (node.type != Json::Type::kBoolean) refuse(place, must_be(argument, false), node);
  return node.boolean;
}

std::string read_text(const Argument& argument, const Json& node, const std::string& place) {
  const std::string& text = node.text;
  if (node.type != Json::Type::kText || text.size() < argument.size.low || text.size() > argument.size.high ||
      text.find('\0') != std::string::npos || !is_utf8(text))
    refuse(place, must_be(argument, false), node);
  return text;
}

std::size_t read_choice(const Argument& argument, const Json& node, const std::string& place) {
  if (node.type == Json::Type::kText)
    for (std::size_t k = 0; k < argument.choices.size(); ++k)
      if (argument.choices[k] == node.text) return k;
  refuse(place, must_be(argument, false), node);
}

const std::vector<Json>& read_array(const Argument& argument, const Json& node, const std::string& place) {
  const std::size_t size = node.children.size();
  if (node.type != Json::Type::kArray || size < argument.size.low || size > argument.size.high)
    refuse(place, must_be(argument, false), node);
  return node.children;
}

std::string read_label(const Argument& argument, const Json& node, const Json& array, const std::string& place) {
  if (node.type != Json::Type::kInteger && node.type != Json::Type::kText)
    refuse(place, must_be(argument, false), array);
  std::string label = node.type == Json::Type::kText ? node.text : std::to_string(node.integer);
  if (!is_utf8(label)) refuse(place, "UTF-8", array);
  return label;
}

}  // namespace synth
