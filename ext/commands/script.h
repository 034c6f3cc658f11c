// How a command runs its scripts, sql/NAME.sql. A script has parts, each after a line "-- [name]". Of its statements
//
//   * a SELECT with a column `refusal` ends the command with these sentences as its error, if it has rows,
//   * a SELECT with a column `sentence` tells what was done,
//   * any other SELECT sets parameters for the statements after it: each column its own; without a row, to NULL.
//
// {name} is replaced by what is defined for it.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/bindings.h"
#include "core/host.h"

namespace synth::commands {

class Script {
 public:
  /// {logs}, {clicks}, {interactions} and {growing} are those of sql/rows.sql; {batches} is the table synth_batches in
  /// its present form; {keys_of_world} are the paths of the document's keys seed, users, …
  Script(Host& host, Bindings parameters);

  void define(std::string_view name, std::string_view text) { defined_.insert_or_assign(std::string(name), text); }

  /// All of a script, or one part. Throws Error for refusals, and what Host::run throws.
  void run(std::string_view script, std::string_view part = {});

  /// The rows of a part that is one SELECT, each with the parameters before it.
  std::vector<Bindings> rows(std::string_view script, std::string_view part);

  /// Whether the table synth_batches is that of version 0.1.0, see sql/batches_0_1_0.sql.
  bool has_batches_of_0_1_0() const noexcept { return batches_of_0_1_0_; }

  /// What :summary is, as the result of a function.
  std::string summary() const { return std::string(parameters.text("summary")); }

  Bindings parameters;  ///< also :sentences, a JSON array

 private:
  std::string text_of(std::string_view script, std::string_view part) const;

  Host& host_;
  std::map<std::string, std::string, std::less<>> defined_;
  std::vector<std::string> sentences_;
  bool batches_of_0_1_0_ = false;
};

}  // namespace synth::commands
