// Checks that all rows of an aggregate have the same model. A model ends in a checksum of its bytes, so comparing that
// and the length is enough, and fast.
#pragma once

#include <string_view>

#include "core/arguments.h"
#include "core/error.h"
#include "models/loaded_model.h"

namespace synth::models {

inline void require_same_model(const Loaded* first, const Arguments& arguments, std::size_t index) {
  const Value value = arguments[index];
  bool same = value.is_null() == (first == nullptr);
  if (same && first != nullptr) {
    constexpr std::size_t kChecksum = 8;
    const std::string_view bytes = value.type() == Value::Type::kBlob ? value.as_bytes() : std::string_view();
    same = bytes.size() == first->bytes.size() &&
           bytes.substr(bytes.size() - kChecksum) == std::string_view(first->bytes).substr(bytes.size() - kChecksum);
  }
  if (!same) throw Error("model must be the same in every row of a group");
}

}  // namespace synth::models
