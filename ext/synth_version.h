// SELECT synth_version(): "0.1.0".
// SELECT synth_debug(): what a report of a fault should quote, as JSON.
#pragma once

#include "core/function.h"

namespace synth {

struct SynthVersion {
  static const Description kDescription;
  static Result call(const Arguments&, Host&) noexcept;
};

struct SynthDebug {
  static const Description kDescription;
  static Result call(const Arguments&, Host&);
};

/// The instruction set of the network's kernels on this machine, and the version of its format (entry.cc knows).
std::string_view instruction_set() noexcept;
std::string_view host_version() noexcept;

}  // namespace synth
