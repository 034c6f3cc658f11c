// Copies of the arguments that a table was given, each in its own column, or all in one JSON object:
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

  /// Copies the arguments (null: not given). Returns whether any has changed; if so, call `resolve` next.
  bool assign(const std::vector<sqlite3_value*>& arguments);

  /// Computes values(). Throws Error if the JSON is not an object of the table's parameters, or if it gives one that a
  /// column gives too.
  void resolve(const Description& description, Host& host);

  /// One value per parameter. The table may keep views of them, and `SELECT seed` reads them.
  const std::vector<Value>& values() const noexcept { return by_name_.empty() ? as_given_ : by_name_; }

  /// Whether parameter p is given, in its column or in the object. NULL counts as not given: it means the default.
  bool is_given(std::size_t p) const noexcept { return !values()[p].is_null(); }

  /// A hash: equal values have equal hashes.
  std::uint64_t hash() const noexcept { return hash_; }

 private:
  /// `index`: the argument that holds the object.
  void read_object(const Description& description, std::size_t index, Host& host);

  std::vector<Value> as_given_;
  std::vector<std::string> bytes_;    ///< what the TEXT and BLOB values point at
  std::vector<Value> by_name_;        ///< empty unless an argument is a JSON object
  std::vector<std::string> members_;  ///< what its TEXT values point at
  std::uint64_t hash_ = 0;            ///< of values()
};

}  // namespace synth::bind
