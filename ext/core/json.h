// JSON text into a tree, by a strict reader of our own (RFC 8259): linear, the same on every host, with the line and
// column of a fault. SQLite's own json_tree takes quadratic time, ends at other limits in each version, and is not
// found where a user's table has its name.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/value.h"

namespace synth {

/// One node of a JSON document. REQUIRES of readers: look at `type` first.
struct Json {
  enum class Type : std::uint8_t { kNull, kBoolean, kInteger, kReal, kText, kArray, kObject };

  Type type = Type::kNull;
  bool boolean = false;
  std::int64_t integer = 0;
  double real = 0;  ///< also set for kInteger; an integer beyond 64 bits is kReal
  std::string text;
  std::string key;  ///< in an object: its name
  std::vector<Json> children;

  /// The first child with this key, or null.
  const Json* find(std::string_view child) const noexcept {
    for (const Json& node : children)
      if (node.key == child) return &node;
    return nullptr;
  }
};

/// What a document may have: levels, and values of any kind. Each value takes some 130 bytes.
inline constexpr int kDeepestJson = 64;
inline constexpr std::size_t kMaxJsonValues = 1'000'000;

/// Throws Error with the place of the fault. Keys of an object come in the order of the text, also where one comes
/// twice. `ask`, if given, is called every few thousand values or bytes, and may throw to stop.
Json read_json(std::string_view document, const std::function<void()>& ask = {});

/// The node as an error message shows it: `null`, `1.5`, `'abc'`, `an array`.
std::string show(const Json& node);

/// The node as the value that an SQL argument would be; `text` holds what it points at. An array or object is its text.
Value value_of(const Json& node, std::string& text);

/// The node as JSON text, without its key.
std::string to_text(const Json& node);

}  // namespace synth
