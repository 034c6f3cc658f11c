// The judgements of synth_doctor: each turns a fact about the host or the stored data into a finding and advice.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace synth::commands {

/// One row of synth_doctor.
struct Finding {
  std::string subject;     ///< "sqlite", "json", …
  std::string_view state;  ///< "ok"; "note": costs something; "problem": something does not work
  std::string finding;     ///< what was found
  std::string advice;      ///< what to do; empty if nothing
};

/// `version` as sqlite_version() has it.
Finding judge_sqlite(std::string_view version);

/// SQLite functions that a build may lack; `error` is SQLite's message when they are used, or empty.
Finding judge_json(std::string_view error);
Finding judge_math(std::string_view error);

/// PRAGMA trusted_schema, PRAGMA encoding.
Finding judge_trusted_schema(bool on);
Finding judge_encoding(std::string_view encoding);

/// Vector extensions by name: in use, and the widest of the processor that this library knows.
Finding judge_vectors(std::string_view in_use, std::string_view of_the_processor);

/// `count` batches in synth_batches with these seeds, made by version `generator`.
Finding judge_batches(std::int64_t count, std::string_view seeds, std::int64_t generator);

/// A model in the table models that can be read, and one that is refused with this error.
Finding judge_model(std::string_view name, std::string_view made_by);
Finding judge_bad_model(std::string_view name, std::string_view error);

/// A user's table or view (`type`) with the name of a table-valued function of the library or of SQLite; and the
/// finding that there is none.
Finding judge_hidden(std::string_view schema, std::string_view name, std::string_view type);
Finding judge_nothing_hidden();

/// Something that the host refuses to say, with its message.
Finding judge_untold(std::string_view subject, std::string_view error);

/// A table with the name of one of ours, but other columns.
Finding judge_foreign_table(std::string_view table, std::string_view error);

}  // namespace synth::commands
