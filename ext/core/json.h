// A strict JSON reader (RFC 8259), text to tree: linear, the same on every host, and with line and column in errors.
// SQLite's json_tree takes quadratic time, its limits differ between versions, and a user's table of that name hides
// it.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/value.h"

namespace synth {

/// One node of a JSON document. `type` says which member holds its value.
struct Json {
  enum class Type : std::uint8_t { kNull, kBoolean, kInteger, kReal, kText, kArray, kObject };

  Type type = Type::kNull;
  bool boolean = false;
  std::int64_t integer = 0;
  double real = 0;  ///< also set for kInteger; an integer beyond 64 bits is kReal
  std::string text;
  std::string key;  ///< its name, if it is a member of an object
  std::vector<Json> children;

  /// The first child with this key, or null.
  const Json* find(std::string_view child) const noexcept {
    for (const Json& node : children)
      if (node.key == child) return &node;
    return nullptr;
  }
};

/// Limits of a document: levels of nesting, and values of any kind. A value takes about 130 bytes.
inline constexpr int kDeepestJson = 64;
inline constexpr std::size_t kMaxJsonValues = 1'000'000;

/// Throws Error with line and column. Members stay in the order of the text; a key may come twice. `ask`, if given, is
/// called every 64 KiB, and may throw to stop.
Json read_json(std::string_view document, const std::function<void()>& ask = {});

/// The node as an error message shows it: `null`, `1.5`, `'abc'`, `an array`.
std::string show(const Json& node);

/// The node as an SQL value; an array or object becomes its JSON text. A text points into `text`.
Value value_of(const Json& node, std::string& text);

/// The node as JSON text, without its key.
std::string to_text(const Json& node);

}  // namespace synth
