// synth_usage(command): the options of a command, a line each, as a wrapper prints them.
//
//   SELECT synth_usage('generate');
#pragma once

#include "core/function.h"

namespace synth::commands {

struct SynthUsage {
  static constexpr Argument kArguments[] = {Argument::text(
      "command", Required{}, "generate, top_up, forget, train, check, recommend or explain", "without synth_")};
  static constexpr Description kDescription{.name = "synth_usage",
                                            .meaning = "What a command does, and its options as a shell has them.",
                                            .arguments = kArguments,
                                            .example = "SELECT synth_usage('generate')",
                                            .risk = Risk::kOfThisHost};

  static Result call(const Arguments& arguments, Host& host);
};

}  // namespace synth::commands
