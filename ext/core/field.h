// JSON documents described by one list of fields. A field is an Argument and the member of a C++ struct that it sets.
// Reading, checking, writing, errors and help all follow from the list.
//
//   constexpr Field<Options> kOptionFields[] = {
//       field<&Options::epochs>("epochs", {1, kMaxEpochs}, "passes over the rows, at most"),
//   };
//   read_fields<Options>(json, kOptionFields, name_of_option, options);
//
// The default is the member's own initialiser. A dot in a name means a nested object: "mood.persistence" is the key
// "persistence" of the object "mood".
#pragma once

#include <algorithm>
#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <vector>

#include "core/description.h"
#include "core/error.h"
#include "core/json.h"
#include "core/json_writer.h"
#include "core/suggestion.h"

namespace synth {

template <class Document>
struct Field {
  Argument argument;  ///< its name is its path in the document
  void (*read)(const Argument& argument, const Json& node, const std::string& place, Document& document);
  void (*write)(const Argument& argument, const Document& document, JsonWriter& json);
};

// Each reads a value of the argument's type and range, or throws Error: "<place> must be <allowed>, not <value>".
std::int64_t read_integer(const Argument& argument, const Json& node, const std::string& place);
double read_real(const Argument& argument, const Json& node, const std::string& place);
bool read_boolean(const Argument& argument, const Json& node, const std::string& place);
std::string read_text(const Argument& argument, const Json& node, const std::string& place);
std::size_t read_choice(const Argument& argument, const Json& node, const std::string& place);
/// The elements of an array of allowed size. The caller checks the elements.
const std::vector<Json>& read_array(const Argument& argument, const Json& node, const std::string& place);
/// A text, or an integer as text. `array` is what an error message shows.
std::string read_label(const Argument& argument, const Json& node, const Json& array, const std::string& place);
[[noreturn]] void refuse(const std::string& place, std::string_view allowed, const Json& node);

/// The last part of a path: the key in its object.
constexpr std::string_view key_of_path(std::string_view path) noexcept {
  return path.substr(path.rfind('.') + 1);
}

namespace field_of {  // how each type of member is read and written

template <class T>
concept Whole = std::integral<T> && !std::same_as<T, bool>;

/// std::optional: null in the document.
template <class T>
concept Optional = requires(T value) {
  value.reset();
  value.emplace();
};

template <class T>
void read(const Argument& argument, const Json& node, const std::string& place, T& into) {
  if constexpr (Optional<T>) {
    into.reset();
    if (node.type != Json::Type::kNull) read(argument, node, place, into.emplace());
  } else if constexpr (std::same_as<T, bool>) {
    into = read_boolean(argument, node, place);
  } else if constexpr (std::integral<T>) {
    into = static_cast<T>(read_integer(argument, node, place));
  } else if constexpr (std::floating_point<T>) {
    into = read_real(argument, node, place);
  } else if constexpr (std::is_enum_v<T>) {
    into = static_cast<T>(read_choice(argument, node, place));
  } else if constexpr (std::same_as<T, std::string>) {
    into = read_text(argument, node, place);
  } else if constexpr (std::same_as<T, std::vector<std::string>>) {
    into.clear();
    for (const Json& child : read_array(argument, node, place))
      into.push_back(read_label(argument, child, node, place));
  } else {  // numbers: a std::vector, or a std::array of the argument's size, or of such arrays
    const std::vector<Json>& children = read_array(argument, node, place);
    Argument element = argument;
    element.allowed = {};
    if constexpr (requires { std::tuple_size<typename T::value_type>::value; })
      element.size = {std::tuple_size<typename T::value_type>::value, std::tuple_size<typename T::value_type>::value};
    else
      element.type = argument.type == Type::kIntegers ? Type::kInteger : Type::kReal;
    if constexpr (requires { into.resize(children.size()); }) into.resize(children.size());
    for (std::size_t k = 0; k < children.size(); ++k)
      read(element, children[k], place + "[" + std::to_string(k) + "]", into[k]);
  }
}

template <class T>
void write(const Argument& argument, const T& value, JsonWriter& json) {
  if constexpr (Optional<T>) {
    if (value)
      write(argument, *value, json);
    else
      json.null();
  } else if constexpr (std::same_as<T, bool>) {
    json.boolean(value);
  } else if constexpr (std::integral<T>) {
    json.integer(static_cast<std::int64_t>(value));
  } else if constexpr (std::floating_point<T>) {
    json.real(value);
  } else if constexpr (std::is_enum_v<T>) {
    json.string(argument.choices[static_cast<std::size_t>(value)]);
  } else if constexpr (std::same_as<T, std::string>) {
    json.string(value);
  } else {
    json.open('[');
    for (const auto& each : value) write(argument, each, json);
    json.close(']');
  }
}

template <class Pointer>
struct Of;
template <class D, class V>
struct Of<V D::*> {
  using Document = D;
  using MemberType = V;
};
template <auto kMember>
using Document = typename Of<decltype(kMember)>::Document;
template <auto kMember>
using Value = typename Of<decltype(kMember)>::MemberType;

inline void the_range_does_not_fit_the_member() {}  // not constexpr: calling it is a compile error

}  // namespace field_of

/// The field of a member, with the given argument.
template <auto kMember>
consteval auto field(const Argument& argument) {
  using Document = field_of::Document<kMember>;
  using Member = field_of::Value<kMember>;
  if constexpr (field_of::Whole<Member>)
    if (sizeof(Member) < sizeof(std::int64_t) &&
        (argument.integers.low < static_cast<std::int64_t>(std::numeric_limits<Member>::min()) ||
         argument.integers.high > static_cast<std::int64_t>(std::numeric_limits<Member>::max())))
      field_of::the_range_does_not_fit_the_member();
  return Field<Document>{argument,
                         [](const Argument& of, const Json& node, const std::string& place, Document& document) {
                           field_of::read(of, node, place, document.*kMember);
                         },
                         [](const Argument& of, const Document& document, JsonWriter& json) {
                           field_of::write(of, document.*kMember, json);
                         }};
}

// With an explicit default, because clang 14 cannot evaluate the initial value of a struct that holds a std::string.
template <auto kMember>
requires field_of::Whole<field_of::Value<kMember>>
consteval auto field(std::string_view path, std::int64_t otherwise, Range<std::int64_t> range,
                     std::string_view meaning) {
  return field<kMember>(Argument::integer(path, otherwise, range, meaning));
}
template <auto kMember>
requires std::floating_point<field_of::Value<kMember>>
consteval auto field(std::string_view path, double otherwise, Range<double> range, std::string_view meaning) {
  return field<kMember>(Argument::real(path, otherwise, range, meaning));
}

// With the member's initialiser as default.
template <auto kMember>
requires field_of::Whole<field_of::Value<kMember>>
consteval auto field(std::string_view path, Range<std::int64_t> range, std::string_view meaning) {
  return field<kMember>(
      Argument::integer(path, static_cast<std::int64_t>(field_of::Document<kMember>{}.*kMember), range, meaning));
}
template <auto kMember>
requires std::floating_point<field_of::Value<kMember>>
consteval auto field(std::string_view path, Range<double> range, std::string_view meaning) {
  return field<kMember>(Argument::real(path, field_of::Document<kMember>{}.*kMember, range, meaning));
}
template <auto kMember>
requires std::same_as < field_of::Value<kMember>,
bool > consteval auto field(std::string_view path, std::string_view meaning) {
  return field<kMember>(Argument::boolean(path, field_of::Document<kMember>{}.*kMember, meaning));
}
template <auto kMember>
requires std::is_enum_v<field_of::Value<kMember>>
consteval auto field(std::string_view path, std::span<const std::string_view> choices, std::string_view meaning) {
  return field<kMember>(Argument::choice(
      path, choices[static_cast<std::size_t>(field_of::Document<kMember>{}.*kMember)], choices, meaning));
}
/// A std::array of numbers; `otherwise` describes its default in words.
template <auto kMember>
requires(std::tuple_size<field_of::Value<kMember>>::value >
         0) consteval auto field(std::string_view path, Rule otherwise, Range<double> range, std::string_view meaning) {
  constexpr std::size_t kSize = std::tuple_size<field_of::Value<kMember>>::value;
  return field<kMember>(Argument{.name = path,
                                 .type = Type::kNumbers,
                                 .otherwise = otherwise,
                                 .meaning = meaning,
                                 .reals = range,
                                 .size = {kSize, kSize}});
}

/// The arguments of lists of fields and arguments, one list after the other.
template <class... T, std::size_t... kSizes>
consteval auto arguments_of(const T (&... lists)[kSizes]) {
  std::array<Argument, (kSizes + ...)> all;
  std::size_t next = 0;
  const auto add = [&](const auto& list) {
    for (const auto& each : list) {
      if constexpr (requires { each.argument; })
        all[next++] = each.argument;
      else
        all[next++] = each;
    }
  };
  (add(lists), ...);
  return all;
}

/// How messages name the key at a path, such as `option "epochs"`. The empty path is the whole document. If the name is
/// empty, messages go without.
using NameOfKey = std::string (*)(std::string_view path);

/// Which fields a document gives, in the order of their list.
using GivenFields = std::vector<bool>;

/// Keys of a document that are not fields: `read` is called for each of `keys` that is given.
struct OtherKeys {
  std::span<const std::string_view> keys = {};
  std::function<void(const Json& node)> read = {};
};

/// Reads the fields that an object gives, those of nested objects included. `what` completes the message "unknown
/// <what> 'x'". `prefix` is what the paths of the object's fields begin with. Throws Error.
template <class Document>
GivenFields read_fields(const Json& object, std::span<const Field<Document>> fields, NameOfKey name, Document& document,
                        std::string_view what = "key", const OtherKeys& others = {}, const std::string& prefix = {}) {
  if (object.type != Json::Type::kObject)
    refuse(name(prefix.substr(0, prefix.empty() ? 0 : prefix.size() - 1)), "an object", object);
  GivenFields given(fields.size());
  for (const Json& child : object.children) {
    const std::string path = prefix + child.key;
    // JSON allows a key twice, but does not say which value counts.
    if (object.find(child.key) != &child) throw Error(name(path) + " is given twice");
    bool known = false, group = false;
    const bool is_path = child.key.find('.') != std::string::npos;  // a key with a dot is not a path
    for (std::size_t k = 0; k < fields.size() && !known && !is_path; ++k) {
      const Argument& argument = fields[k].argument;
      group = group || argument.name.starts_with(path + ".");
      if (argument.name != path) continue;
      fields[k].read(argument, child, name(path), document);
      given[k] = known = true;
    }
    if (known) continue;
    if (group) {
      const GivenFields inside = read_fields(child, fields, name, document, what, {}, path + ".");
      for (std::size_t k = 0; k < given.size(); ++k) given[k] = given[k] || inside[k];
      continue;
    }
    if (std::ranges::find(others.keys, child.key) != others.keys.end()) {
      others.read(child);
      continue;
    }
    std::vector<std::string_view> keys(others.keys.begin(), others.keys.end());
    for (const Field<Document>& field : fields) {
      if (!field.argument.name.starts_with(prefix)) continue;
      std::string_view key = field.argument.name.substr(prefix.size());
      key = key.substr(0, key.find('.'));
      if (keys.empty() || keys.back() != key) keys.push_back(key);
    }
    const std::string where = name(prefix.substr(0, prefix.empty() ? 0 : prefix.size() - 1));
    throw Error((where.empty() ? where : where + ": ") + unknown_name(what, child.key, keys));
  }
  return given;
}

/// Writes the fields as members of the open object, each group as a nested object. REQUIRES: the fields of a group are
/// adjacent.
template <class Document>
void write_fields(const Document& document, std::span<const Field<Document>> fields, JsonWriter& json) {
  std::string_view open;
  for (const Field<Document>& field : fields) {
    const std::string_view path = field.argument.name;
    const std::size_t dot = path.rfind('.');
    const std::string_view group = dot == std::string_view::npos ? std::string_view() : path.substr(0, dot);
    if (group != open || group.empty()) {
      if (!open.empty()) json.close('}');
      json.line();
      if (!group.empty()) json.key(group).open('{');
      open = group;
    }
    json.key(key_of_path(path));
    field.write(field.argument, document, json);
  }
  if (!open.empty()) json.close('}');
}

}  // namespace synth
