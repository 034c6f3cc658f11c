#include "commands/synth_doctor.h"

#include "commands/synth_help.h"
#include "commands/synth_version.h"
#include "commands/tables.h"
#include "core/error.h"
#include "math/rng.h"
#include "models/loaded_model.h"
#include "nn/format.h"
#include "nn/kernels.h"

namespace synth::commands {
namespace {

enum ColumnIndex : std::size_t { kSubject, kState, kFinding, kAdvice };

constexpr Column kDoctorColumns[] = {
    {"subject", "TEXT", "what was looked at"},
    {"state", "TEXT", "ok; note: costs something; problem: something does not work"},
    {"finding", "TEXT", "what was found"},
    {"advice", "TEXT", "what to do; NULL if nothing"},
};

using Findings = std::vector<Finding>;

/// The host's error for the statement, or empty. An interrupt is not a finding, it is thrown.
template <class Read>
std::string objection(Host& host, const std::string& sql, Read&& read) {
  try {
    host.query(sql, read);
  } catch (const Error& error) {
    if (error.code() == ErrorCode::kInterrupted) throw;
    return error.what();
  }
  return {};
}

std::string objection(Host& host, const std::string& sql) {
  return objection(host, sql, [](std::span<const Value>) {});
}

std::string_view widest_of_the_processor() noexcept {
#if (defined(__GNUC__) || defined(__clang__)) && defined(__x86_64__)
  if (__builtin_cpu_supports("avx512f")) return "avx512";
  if (__builtin_cpu_supports("avx2")) return "avx2";
#endif
  return "plain";
}

// A value that is not an INTEGER is not a version of ours.
std::int64_t integer_of(const Value& value) noexcept {
  return value.type() == Value::Type::kInteger ? value.as_integer() : 0;
}

std::string text_of(const Value& value) {
  return value.type() == Value::Type::kText ? std::string(value.as_bytes()) : show(value);
}

/// Judges the value of a PRAGMA.
template <class Evaluation>
void setting(Host& host, Findings& findings, const std::string& pragma, Evaluation&& judge) {
  const std::string error =
      objection(host, "PRAGMA " + pragma, [&](std::span<const Value> row) { findings.push_back(judge(row.front())); });
  if (!error.empty()) findings.push_back(judge_untold(pragma, error));
}

/// Judges each row that `sql` reads from a table of ours, if the main database has a table of that name. A temporary
/// view of that name could read synth_doctor, which would read the view, without end; a stored view must not read it.
template <class Evaluation>
void stored(Host& host, Findings& findings, const std::string& table, const std::string& sql, Evaluation&& judge) {
  bool exists = false;
  std::string error = objection(
      host, "SELECT 1 FROM temp.pragma_table_list WHERE schema = 'main' AND name = '" + table + "' COLLATE NOCASE",
      [&exists](std::span<const Value>) { exists = true; });
  if (!error.empty()) {
    findings.push_back(judge_untold(table, error));
    return;
  }
  if (!exists) return;
  error = objection(host, sql, [&](std::span<const Value> row) { findings.push_back(judge(row)); });
  if (!error.empty()) findings.push_back(judge_foreign_table(table, error));
}

/// User tables with the names of table-valued functions. (`temp.`, so that none of them hides pragma_table_list.)
void look_at_names(Host& host, Findings& findings) {
  std::string names = "'json_each', 'json_tree', 'pragma_table_list'";
  for (const CatalogEntry& entry : host.catalog())
    if (entry.kind == "table") names.append(", '").append(entry.description->name).append("'");
  const std::size_t before = findings.size();
  const std::string error = objection(
      host,
      "SELECT schema, name, iif(type = 'view', 'view', 'table') FROM temp.pragma_table_list WHERE lower(name) IN (" +
          names + ") ORDER BY 1, 2",
      [&findings](std::span<const Value> row) {
        findings.push_back(judge_hidden(text_of(row[0]), text_of(row[1]), text_of(row[2])));
      });
  if (!error.empty())
    findings.push_back(judge_untold("names", error));
  else if (findings.size() == before)
    findings.push_back(judge_nothing_hidden());
}

Finding look_at_model(const std::string& name, const Value& model, Host& host) {
  if (model.type() != Value::Type::kBlob) return judge_bad_model(name, "is not a BLOB but " + show(model));
  try {
    return judge_model(name, nn::from_bytes(model.as_bytes(), models::interrupt_check(host)).provenance.made_by);
  } catch (const Error& error) {
    if (error.code() == ErrorCode::kInterrupted) throw;
    return judge_bad_model(name, error.what());
  }
}

}  // namespace

constinit const Description SynthDoctor::kDescription = {
    .name = "synth_doctor",
    .meaning = "Checks this host, and the batches and models stored here, and says what to do about problems.",
    .arguments = {},
    .columns = kDoctorColumns,
    .example = "SELECT subject, finding, advice FROM synth_doctor WHERE state <> 'ok'",
    .risk = Risk::kReadsStored};

SynthDoctor::SynthDoctor(const Arguments&, Host& host) {
  findings_.push_back(judge_sqlite(host.version()));
  findings_.push_back(judge_json(objection(host, "SELECT key FROM temp.json_tree('[1]')")));
  findings_.push_back(judge_math(objection(host, "SELECT ln(2), pow(2, 2), sqrt(2)")));
  setting(host, findings_, "trusted_schema", [](const Value& on) { return judge_trusted_schema(integer_of(on) != 0); });
  setting(host, findings_, "encoding", [](const Value& encoding) { return judge_encoding(text_of(encoding)); });
  findings_.push_back(judge_vectors(nn::kernels().name, widest_of_the_processor()));
  look_at_names(host, findings_);
  stored(host, findings_, "synth_batches",
         "SELECT count(*), group_concat(DISTINCT " +
             std::string(is_older(host, kBatches) ? "seed" : "json_extract(world, '$.seed')") +
             "), generator FROM main.synth_batches GROUP BY generator",
         [](std::span<const Value> row) {
           return judge_batches(integer_of(row[0]), text_of(row[1]), integer_of(row[2]));
         });
  stored(host, findings_, "models", "SELECT name, model FROM main.models ORDER BY name",
         [&host](std::span<const Value> row) { return look_at_model(text_of(row[0]), row[1], host); });
}

Value SynthDoctor::column(const Row& row, std::size_t column) const noexcept {
  const auto made = [](const std::string& text) {
    return text.empty() ? Value() : Value::text(text, Value::Lifetime::kRow);
  };
  switch (column) {
    case kSubject:
      return made(row.finding->subject);
    case kState:
      return Value::literal(row.finding->state);
    case kFinding:
      return made(row.finding->finding);
    case kAdvice:
      return made(row.finding->advice);
    default:
      return {};
  }
}

}  // namespace synth::commands
