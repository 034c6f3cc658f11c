#include "bind/virtual_table.h"

#include <algorithm>
#include <ctime>
#include <span>
#include <string>

#include "core/arguments.h"

namespace synth::bind {
namespace {

constexpr std::uint64_t kRowsBetweenLooks = 4096;

/// Whether the argument "progress" is 1.
bool wants_progress(const GivenArguments& given, const Description& description) {
  const std::size_t index = find_index(description.arguments, "progress");
  return index != kNone && Arguments(description.arguments, given.values()).integer(index) == 1;
}

}  // namespace

bool is_writing(sqlite3* db) noexcept {
  return sqlite3_txn_state(db, nullptr) == SQLITE_TXN_WRITE;
}

void Cursor::open(Table& table) noexcept {
  stored = is_writing(table.connection.db());
  place = {};
  table.opened_last = this;
}

bool Cursor::close(Table& table) noexcept {
  progress.reset();
  const std::uint64_t left_at_close = left;
  left = 0;
  const bool replaced = table.opened_last != nullptr && table.opened_last != this;
  if (replaced) {
    table.opened_last->place = place;
    table.opened_last->place.last_arguments = arguments.hash();
    table.opened_last->place.last_by_rowids = left_at_close == 0 && visits > 0 && rowids >= visits;
  }
  table.opened_last = nullptr;
  return replaced;
}

void Cursor::require_same_table(Table& table, const char* plan) {
  table.opened_last = nullptr;
  const Place before = place;
  place = {before.first_plan == nullptr ? plan : before.first_plan, plan, arguments.hash()};
  // The first plan comes again with every outer row. A subquery that SQLite compiles twice, for SELECT and for GROUP
  // BY, also has two plans at one place, but there nobody reads the rowids.
  if (before.first_plan == nullptr || before.first_plan == plan || before.last_plan == plan ||
      before.last_arguments == arguments.hash() || !before.last_by_rowids)
    return;
  std::string sentence =
      "gets different arguments from the parts of an OR, and SQLite would confuse their rows: "
      "write IN (...) for a parameter, or UNION ALL";
  // Older versions read the right side of a RIGHT JOIN once more, without its arguments.
  if (sqlite3_libversion_number() < 3041000)
    sentence += "; or put it into a subquery, if it is on the right of a RIGHT JOIN";
  throw Error(sentence);
}

void Cursor::start(const Request& request, RowRange rows, const Description& description) {
  visits = left = rows.last - rows.first;
  rowids = 0;
  step = request.descending ? ~std::uint64_t{0} : 1;
  row = request.descending ? rows.last - 1 : rows.first;
  wanted = request.wanted;
  progress.reset();
  if (wants_progress(arguments, description)) progress = std::make_unique<RowProgress>(description.name, visits);
}

void Cursor::tell_progress() noexcept {
  const std::uint64_t done = visits - left;
  if (done % kRowsBetweenLooks == 0) progress->at(done);
  if (left == 0) {
    progress->finish(done);
    progress.reset();
  }
}

void require_arguments(const TableSchema& shape, const Request& request) {
  const Description& description = shape.description();
  for (std::size_t i = 0; i < description.required(); ++i)
    if (request.arguments[i] == nullptr)
      throw Error(std::string(description.arguments[i].name) +
                  " is missing; for example: " + std::string(description.example));
}

void refuse_parameter(sqlite3_context* ctx, const Description& table, std::size_t parameter) noexcept {
  const std::string_view name = table.arguments[parameter].name;
  const int size = static_cast<int>(name.size()), version = sqlite3_libversion_number();
  char* const sentence = sqlite3_mprintf(
      "%s: %.*s is read but not given%s; in an OR write %.*s IN (...) for it, or UNION ALL%s", table.name.data(), size,
      name.data(), table.tells_parameters ? ": the column parameters has the values in force" : "", size, name.data(),
      version >= 3039000 && version < 3041000 ? "; on the right of a RIGHT JOIN, put the table into a subquery" : "");
  if (sentence == nullptr) return sqlite3_result_error_nomem(ctx);
  sqlite3_result_error(ctx, sentence, -1);
  sqlite3_free(sentence);
}

int add_signpost(sqlite3* db, const Description& table) {
  const std::string name(table.name);
  const auto tell = [](sqlite3_context* ctx, int, sqlite3_value**) {
    const Description& called = *static_cast<const Description*>(sqlite3_user_data(ctx));
    sqlite3_str* const text = sqlite3_str_new(nullptr);
    sqlite3_str_appendf(text, "%s is a table: SELECT * FROM %s", called.name.data(), called.name.data());
    for (std::size_t i = 0; i < called.required(); ++i)
      sqlite3_str_appendf(text, "%s%s", i == 0 ? "(" : ", ", std::string(called.arguments[i].name).c_str());
    if (called.required() > 0) sqlite3_str_appendchar(text, 1, ')');
    char* const sentence = sqlite3_str_finish(text);
    if (sentence == nullptr) return sqlite3_result_error_nomem(ctx);
    sqlite3_result_error(ctx, sentence, -1);
    sqlite3_free(sentence);
  };
  return sqlite3_create_function_v2(db, name.c_str(), -1, SQLITE_UTF8 | SQLITE_INNOCUOUS,
                                    const_cast<Description*>(&table), tell, nullptr, nullptr, nullptr);
}

std::int64_t today() noexcept {
  return static_cast<std::int64_t>(std::time(nullptr)) / 86400;
}

}  // namespace synth::bind
