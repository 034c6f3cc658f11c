#include "bind/virtual_table.h"

#include <algorithm>
#include <span>

#include "core/arguments.h"

namespace synth::bind {
namespace {

constexpr std::uint64_t kRowsBetweenLooks = 4096;

/// Whether the argument named "progress" asks for it.
bool wants_progress(const OwnedArguments& given, const Description& description) {
  const auto argument = std::ranges::find(description.arguments, "progress", &Argument::name);
  if (argument == description.arguments.end()) return false;
  const auto index = static_cast<std::size_t>(argument - description.arguments.begin());
  return Arguments(description.arguments, given.values()).integer(index, 0, 0, 1) == 1;
}

}  // namespace

bool is_writing(sqlite3* db) noexcept {
  sqlite3_stmt* statement = nullptr;
  while ((statement = sqlite3_next_stmt(db, statement)) != nullptr)
    if (sqlite3_stmt_busy(statement) != 0 && sqlite3_stmt_readonly(statement) == 0) return true;
  return false;
}

void Cursor::start(const Request& request, RowRange rows, const Description& description) {
  visits = left = rows.last - rows.first;
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

void require_arguments(const Shape& shape, const Request& request) {
  const Description& description = shape.description();
  for (std::size_t i = 0; i < description.required(); ++i)
    if (request.arguments[i] == nullptr)
      throw Error(std::string(description.arguments[i].name) +
                  " is missing; for example: " + std::string(description.example));
}

}  // namespace synth::bind
