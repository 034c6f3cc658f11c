// The one argument of a command that writes: its options, as a JSON object.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/arguments.h"
#include "core/bindings.h"
#include "core/description.h"
#include "core/host.h"
#include "core/value.h"

namespace synth::commands {

inline constexpr Argument kOptionsOfCommand[] = {
    Argument::text("options", "{}", "a JSON object", "what to do, by name")};

class CommandOptions {
 public:
  /// Reads the object by the keys of the command's description. Throws Error for what is none, for an unknown key,
  /// naming the nearest, and for a value that is none of its type or out of its range.
  CommandOptions(const Arguments& call, const Description& command, Host& host);

  /// The values, in the order of the keys. Good as long as this object.
  Arguments values() const noexcept { return {keys_, values_}; }

  /// Puts other values in their place, which are copied but for the bytes of texts.
  void replace(std::span<const Value> values) { values_.assign(values.begin(), values.end()); }

  /// The same as parameters of statements; what is not given is the default, if that is a constant, else NULL.
  Bindings parameters() const;

 private:
  std::span<const Argument> keys_;
  std::vector<std::string> texts_;  ///< what the texts of values_ point at
  std::vector<Value> values_;
};

}  // namespace synth::commands
