// SELECT synth_version(): "0.2.0".
// SELECT synth_debug(): what to quote in a bug report, as JSON.
#pragma once

#include "core/function.h"

namespace synth::commands {

struct SynthVersion {
  static const Description kDescription;
  static Result call(const Arguments&, Host&) noexcept;
};

struct SynthDebug {
  static const Description kDescription;
  static Result call(const Arguments&, Host&);
};

}  // namespace synth::commands
