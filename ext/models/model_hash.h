// model_hash(value): a 64-bit hash of a model, a prompt or any other text or BLOB, as 16 hexadecimal digits. It is the
// same on every machine, and serves as a key for what was made from the value.
//
//   SELECT model_hash(model) FROM models;    -- 8f0d5c0f9a1b7a62
#pragma once

#include "core/function.h"

namespace synth::models {

struct ModelHash {
  static constexpr Argument kArguments[] = {
      Argument::any("value", Required{}, "text or a BLOB", "a model, or a prompt")};
  static constexpr Description kDescription{.name = "model_hash",
                                            .meaning = "A short fingerprint of a model, a prompt or any text or BLOB.",
                                            .arguments = kArguments,
                                            .example = "SELECT model_hash('a prompt')"};
  static Result call(const Arguments& arguments, Host& host);
};

}  // namespace synth::models
