#include "commands/diagnosis.h"

#include <charconv>

#include "math/rng.h"

namespace synth::commands {
namespace {

constexpr std::string_view kOk = "ok", kNote = "note", kProblem = "problem";

std::string text(std::string_view view) {
  return std::string(view);
}

/// 3.40.1 -> 40; 0 where it is no version of SQLite 3.
int minor_of(std::string_view version) noexcept {
  int minor = 0;
  if (version.starts_with("3.")) std::from_chars(version.data() + 2, version.data() + version.size(), minor);
  return minor;
}

}  // namespace

Finding judge_sqlite(std::string_view version) {
  constexpr int kRightJoin = 39, kRightJoinMended = 41, kOffsetMended = 46;
  const int minor = minor_of(version);
  std::string cost, advice;
  if (minor >= kRightJoin && minor < kRightJoinMended) {
    cost = ": a table-valued function on the right of RIGHT JOIN is not given its arguments";
    advice = "write RIGHT JOIN (SELECT * FROM synth_emotion_logs(5)), or use SQLite 3.41 or newer";
  }
  if (minor < kOffsetMended) {
    cost += cost.empty() ? ": " : "; ";
    cost += "the rows before an OFFSET are counted one by one";
    advice += (advice.empty() ? "" : "; ") + std::string("ask for far rows by rowid");
  }
  return {"sqlite", cost.empty() ? kOk : kNote, "SQLite " + text(version) + cost, advice};
}

Finding judge_json(std::string_view error) {
  if (error.empty()) return {"json", kOk, "SQLite reads JSON", ""};
  return {"json", kProblem, "no json_tree (" + text(error) + "): the scripts of sql/ need it",
          "use a SQLite built without SQLITE_OMIT_JSON, and no authorizer that denies it"};
}

Finding judge_math(std::string_view error) {
  if (error.empty()) return {"math", kOk, "SQLite has ln, pow and sqrt", ""};
  return {"math", kNote, "no ln, pow or sqrt (" + text(error) + "): sql/check.sql and sql/recommend.sql need them",
          "use a SQLite built with SQLITE_ENABLE_MATH_FUNCTIONS"};
}

Finding judge_trusted_schema(bool on) {
  if (!on) return {"trusted_schema", kOk, "OFF; all that needs no files works in views and triggers", ""};
  return {"trusted_schema", kNote,
          "ON: views and triggers of a database from somebody else may call functions of the program; those of this "
          "library that touch files refuse",
          "PRAGMA trusted_schema = OFF before opening databases of others; nothing here needs ON"};
}

Finding judge_encoding(std::string_view encoding) {
  if (encoding == "UTF-8") return {"encoding", kOk, "UTF-8", ""};
  return {"encoding", kNote, text(encoding) + ": every text has to be converted, which takes time",
          "PRAGMA encoding = 'UTF-8' before the first table of a new database"};
}

Finding judge_vectors(std::string_view in_use, std::string_view of_the_processor) {
  if (in_use == of_the_processor) return {"vectors", kOk, text(in_use) + ", the widest that this library knows", ""};
  return {"vectors", kNote,
          text(in_use) + ", although the processor has " + text(of_the_processor) +
              ": model_train gives the same model and takes longer",
          "build the library with CMake and g++ or clang"};
}

Finding judge_batches(std::int64_t count, std::string_view seeds, std::int64_t generator) {
  std::string finding = std::to_string(count) + (count == 1 ? " batch" : " batches") + " (seed " + text(seeds) +
                        ") of version " + std::to_string(generator) + " of the generator";
  if (generator == kGeneratorVersion) return {"batches", kOk, finding + ", which is this one", ""};
  return {
      "batches", kProblem,
      finding + ", and this is version " + std::to_string(kGeneratorVersion) + ", which cannot make their rows again",
      "leave them, or forget them by their ids: synth_forget('{\"by_id\": true}'). They cannot be topped up; "
      "a new batch can"};
}

Finding judge_model(std::string_view name, std::string_view made_by) {
  if (made_by == SYNTH_VERSION) return {"models", kOk, "model '" + text(name) + "' is of this version", ""};
  return {"models", kNote,
          "model '" + text(name) + "' was trained by sqlite-synth " + text(made_by) +
              ", and this is " SYNTH_VERSION ": it works as before",
          "train it again to use what is new"};
}

Finding judge_bad_model(std::string_view name, std::string_view error) {
  return {"models", kProblem, "model '" + text(name) + "' " + text(error),
          "model_load the file that train.sh keeps in models/, or train it again"};
}

Finding judge_hidden(std::string_view schema, std::string_view name, std::string_view type) {
  const std::string hidden = text(name);
  return {"names", kProblem,
          "the " + text(type) + " " + text(schema) + "." + hidden + " hides the table-valued function " + hidden +
              ": what reads that finds the " + text(type),
          "rename the " + text(type) + ", or write " + (schema == "temp" ? "main." : "temp.") + hidden +
              " where you mean the function"};
}

Finding judge_nothing_hidden() {
  return {"names", kOk, "no table or view here hides a table-valued function", ""};
}

Finding judge_untold(std::string_view subject, std::string_view error) {
  return {text(subject), kNote, "SQLite does not say: " + text(error), "ask again where no authorizer denies it"};
}

Finding judge_foreign_table(std::string_view table, std::string_view error) {
  return {text(table), kNote, "the table " + text(table) + " cannot be read as sql/schema.sql has it: " + text(error),
          "if another program owns it, keep models and batches in another database"};
}

}  // namespace synth::commands
