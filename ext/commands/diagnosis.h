// The judgements of synth_doctor: from a fact about the host or about what is stored to a sentence and an advice.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace synth::commands {

/// One row of synth_doctor.
struct Finding {
  std::string subject;     ///< "sqlite", "json", …
  std::string_view state;  ///< "ok"; "note": costs something; "problem": something does not work
  std::string finding;     ///< what is
  std::string advice;      ///< what to do; empty where nothing is to be done
};

/// `version` as sqlite_version() has it.
Finding judge_sqlite(std::string_view version);

/// Functions of SQLite that a build of it may lack; `error` is what it says when they are asked for, empty if nothing.
Finding judge_json(std::string_view error);
Finding judge_math(std::string_view error);

/// PRAGMA trusted_schema, PRAGMA encoding.
Finding judge_trusted_schema(bool on);
Finding judge_encoding(std::string_view encoding);

/// Vector levels by name: in use, and the widest that the processor has as far as this library knows levels.
Finding judge_vectors(std::string_view in_use, std::string_view of_the_processor);

/// So many batches of synth_batches, of these seeds, that `generator` made.
Finding judge_batches(std::int64_t count, std::string_view seeds, std::int64_t generator);

/// A model of the table models that reads well, and one that is refused with this error.
Finding judge_model(std::string_view name, std::string_view made_by);
Finding judge_bad_model(std::string_view name, std::string_view error);

/// A user's table (or view, as `type` says) whose name one of the library's or of SQLite's table-valued functions has;
/// and none such.
Finding judge_hidden(std::string_view schema, std::string_view name, std::string_view type);
Finding judge_nothing_hidden();

/// What the host does not tell, with its words.
Finding judge_untold(std::string_view subject, std::string_view error);

/// A table of ours by its name that does not have our columns.
Finding judge_foreign_table(std::string_view table, std::string_view error);

}  // namespace synth::commands
