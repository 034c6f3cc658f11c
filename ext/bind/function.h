// Registers plain structs as SQL functions, for every number of arguments that their descriptions allow.
#pragma once

#include <array>
#include <memory>
#include <new>
#include <span>
#include <string>

#include "bind/guard.h"
#include "bind/host.h"
#include "bind/sqlite.h"
#include "bind/value.h"
#include "core/error.h"
#include "core/function.h"

namespace synth::bind {

inline constexpr std::size_t kMaxArguments = 16;

/// The arguments of one call.
class CallArguments {
 public:
  CallArguments(const Description& description, int count, sqlite3_value** values)
      : description_(description), given_(static_cast<std::size_t>(count)) {
    for (std::size_t i = 0; i < given_; ++i) values_[i] = read(values[i]);
  }
  Arguments view() const noexcept { return {description_.arguments, std::span(values_.data(), given_)}; }

 private:
  const Description& description_;
  std::size_t given_;
  std::array<Value, kMaxArguments> values_;
};

inline Connection& connection_of(sqlite3_context* ctx) noexcept {
  return *static_cast<Connection*>(sqlite3_user_data(ctx));
}

template <IsScalar F>
void scalar(sqlite3_context* ctx, int count, sqlite3_value** values) noexcept {
  guard(ctx, F::kDescription.name, [&] {
    const CallArguments arguments(F::kDescription, count, values);
    CallHost host(connection_of(ctx), ctx);
    give(ctx, F::call(arguments.view(), host));
  });
}

/// SQLite's slot for a group of rows holds one pointer to this, or null before the first row.
template <IsAggregate F>
struct Group {
  F state;
  std::uint64_t rows = 0;
  bool failed = false;
  InterruptProbe::Clock::time_point start = InterruptProbe::Clock::now();
  TerminalLine line;  ///< of its progress
};

template <IsAggregate F>
void aggregate_step(sqlite3_context* ctx, int count, sqlite3_value** values) noexcept {
  guard(ctx, F::kDescription.name, [&] {
    auto** slot = static_cast<Group<F>**>(sqlite3_aggregate_context(ctx, sizeof(Group<F>*)));
    if (slot == nullptr) throw std::bad_alloc();
    if (*slot == nullptr) *slot = new Group<F>();
    Group<F>& group = **slot;
    const CallArguments arguments(F::kDescription, count, values);
    CallHost host(connection_of(ctx), nullptr, {}, &group.line);
    group.failed = true;
    group.state.step(arguments.view(), host);
    group.failed = false;
    ++group.rows;
  });
}

/// Runs once for every group, also without rows and after a failed or interrupted step. Only this frees the group.
template <IsAggregate F>
void aggregate_final(sqlite3_context* ctx) noexcept {
  auto** slot = static_cast<Group<F>**>(sqlite3_aggregate_context(ctx, 0));
  if (slot == nullptr || *slot == nullptr) return;  // NULL
  const std::unique_ptr<Group<F>> group(*slot);
  *slot = nullptr;
  if (group->failed) return;
  guard(ctx, F::kDescription.name, [&] {
    CallHost host(connection_of(ctx), nullptr, group->start, &group->line);
    // A statement that is stopped between rows makes this same call to clean up; nobody wants the result then. So does
    // a statement that failed elsewhere, but SQLite does not say so: its groups are finished in vain.
    constexpr std::uint64_t kManyRows = 1000;
    if (group->rows >= kManyRows) host.stop_if_interrupted();
    give(ctx, group->state.finish(host));
  });
}

constexpr int flags_of(const Description& description) noexcept {
  switch (description.risk) {
    case Risk::kPure:
      return SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS;
    case Risk::kOfThisHost:
      return SQLITE_UTF8 | SQLITE_INNOCUOUS;
    case Risk::kReadsStored:
    case Risk::kReadsTables:
    case Risk::kReadsFiles:  // deterministic within a statement, so the file is read once, not once per row
      return SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY;
    case Risk::kTouchesFiles:
    case Risk::kWritesTables:
      return SQLITE_UTF8 | SQLITE_DIRECTONLY;
  }
  return SQLITE_UTF8 | SQLITE_DIRECTONLY;
}

template <class F>
requires IsScalar<F> || IsAggregate<F>
int register_function(Connection& connection) {
  const std::string name(F::kDescription.name);
  if (F::kDescription.arguments.size() > kMaxArguments) return SQLITE_MISUSE;
  for (std::size_t arity = F::kDescription.required(); arity <= F::kDescription.arguments.size(); ++arity) {
    int rc;
    if constexpr (IsScalar<F>)
      rc = sqlite3_create_function_v2(connection.db(), name.c_str(), static_cast<int>(arity), flags_of(F::kDescription),
                                      connection.retain(), scalar<F>, nullptr, nullptr, Connection::release);
    else
      rc = sqlite3_create_function_v2(connection.db(), name.c_str(), static_cast<int>(arity), flags_of(F::kDescription),
                                      connection.retain(), nullptr, aggregate_step<F>, aggregate_final<F>,
                                      Connection::release);
    if (rc != SQLITE_OK) return rc;  // SQLite has released the reference
  }
  return SQLITE_OK;
}

}  // namespace synth::bind
