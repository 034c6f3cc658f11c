// The arguments that a table was given, as copies: each in its own column, or all in one JSON object,
// synth_video_clicks('{"n": 20000, "seed": 42}') or synth_recommend WHERE options = '{"k": 3}'.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "bind/sqlite.h"
#include "core/description.h"
#include "core/host.h"
#include "core/value.h"

namespace synth::bind {

/// The values in force of a table's parameters as one JSON object; NULL ones are left out.
std::string object_of(const Description& table, const std::vector<Value>& values);

class GivenArguments {
 public:
  explicit GivenArguments(std::size_t count) : as_given_(count), bytes_(count) {}

  /// Takes the arguments (null pointers are arguments not given). Returns whether any differs from what was here; then
  /// `resolve` has to follow.
  bool assign(const std::vector<sqlite3_value*>& arguments);

  /// Makes values() of what was given. Throws Error for JSON that is no object of the table's parameters, and where one
  /// of them is also given as a column.
  void resolve(const Description& description, Host& host);

  /// One per parameter, for the table to keep views of and for `SELECT seed` to tell.
  const std::vector<Value>& values() const noexcept { return by_name_.empty() ? as_given_ : by_name_; }

  /// Whether parameter p is given, by its column or in the object. NULL is no value: it means the default.
  bool is_given(std::size_t p) const noexcept { return !values()[p].is_null(); }

  /// Equal values have equal numbers.
  std::uint64_t hash() const noexcept { return hash_; }

 private:
  /// `index`: of the argument that is the object.
  void read_object(const Description& description, std::size_t index, Host& host);

  std::vector<Value> as_given_;
  std::vector<std::string> bytes_;    ///< what the TEXT and BLOB values point at
  std::vector<Value> by_name_;        ///< empty unless an argument is such an object
  std::vector<std::string> members_;  ///< what its TEXT values point at
  std::uint64_t hash_ = 0;            ///< of values()
};

}  // namespace synth::bind
