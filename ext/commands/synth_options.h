// synth_options(text): a command line as a JSON object, so that quotes, umlauts and numbers are no matter of a shell.
//
//   SELECT synth_options('--logs 1000 --match-rate 0.7 --name "O''Brien"');
//   {"logs": 1000, "match_rate": 0.7, "name": "O'Brien"}
//
// --help and --without-rows take no value. Words are parted by blanks. A word, or what follows the = of --name=value,
// may stand in quotes: '...', in which '' is one ', or "...", in which "" and \" are one ". Nothing else is special,
// not even a backslash. A wrapper for sh puts each of its arguments in single quotes and doubles those inside; one for
// cmd.exe passes on what was typed.
#pragma once

#include "core/function.h"

namespace synth::commands {

struct SynthOptions {
  static constexpr Argument kArguments[] = {Argument::text("command_line", Required{},
                                                           "--name value or --name=value, any number of them",
                                                           "what was typed after a command")};
  static constexpr Description kDescription{
      .name = "synth_options",
      .meaning = "The JSON object of a command line, for the commands: --match-rate 0.7 is {\"match_rate\": 0.7}.",
      .arguments = kArguments,
      .example = "SELECT synth_options('--logs 1000 --name \"Conan O''Brien\"')"};

  static Result call(const Arguments& arguments, Host& host);
};

}  // namespace synth::commands
