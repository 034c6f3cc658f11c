// Implements the core's Host on SQLite: one Connection per connection that has loaded the extension, one CallHost per
// call.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <typeindex>
#include <unordered_map>

#include "bind/sqlite.h"
#include "bind/terminal.h"
#include "core/description.h"
#include "core/host.h"

namespace synth::bind {

/// What lives as long as the extension in one connection. Reference-counted: every registration holds a reference,
/// which SQLite returns through `release`. Used by one thread at a time, as its connection is.
class Connection {
 public:
  /// `most`: what the connection may do; riskier functions are not registered in it.
  /// `catalog`: every table and function of the library, for synth_help.
  static Connection* open(sqlite3* db, Risk most = Risk::kTouchesFiles, std::span<const CatalogEntry> catalog = {}) {
    return new Connection(db, most, catalog);
  }

  struct Releaser {
    void operator()(Connection* connection) const noexcept { release(connection); }
  };
  using Reference = std::unique_ptr<Connection, Releaser>;

  Connection* retain() noexcept {
    ++references_;
    return this;
  }
  /// Has the signature of SQLite's destructors.
  static void release(void* connection) noexcept {
    auto* self = static_cast<Connection*>(connection);
    if (--self->references_ == 0) delete self;
  }

  sqlite3* db() const noexcept { return db_; }
  bool allows(Risk risk) const noexcept { return risk <= Risk::kReadsStored || most_ >= Risk::kReadsFiles; }
  std::span<const CatalogEntry> catalog() const noexcept { return catalog_; }
  std::shared_ptr<void>& slot(std::type_index type) { return slots_[type]; }

 private:
  Connection(sqlite3* db, Risk most, std::span<const CatalogEntry> catalog) noexcept
      : db_(db), most_(most), catalog_(catalog) {}

  sqlite3* db_;
  Risk most_;
  std::span<const CatalogEntry> catalog_;
  int references_ = 1;
  std::unordered_map<std::type_index, std::shared_ptr<void>> slots_;
};

/// Host::query over a connection.
void query(sqlite3* db, const std::string& sql, const std::function<void(std::span<const Value> row)>& read);

/// Host::run and Host::transact.
void run(Connection& connection, std::string_view script, const Bindings& bindings,
         const std::function<void(const NamedRow&)>& read);
void transact(Connection& connection, const std::function<bool()>& body);

/// Finds out whether the running statement should stop, by running a small statement next to it: for that one, SQLite
/// checks sqlite3_interrupt *and* calls the progress handler. (sqlite3_is_interrupted, new in 3.41, covers only the
/// first.) The statement must not outlive the call, because the connection could not be closed then.
class InterruptProbe {
 public:
  using Clock = std::chrono::steady_clock;

  /// `since`: when the work began; by default, at the first check.
  InterruptProbe(sqlite3* db, Clock::time_point since) noexcept : db_(db), last_(since) {}
  ~InterruptProbe() { sqlite3_finalize(statement_); }
  InterruptProbe(const InterruptProbe&) = delete;
  InterruptProbe& operator=(const InterruptProbe&) = delete;

  bool interrupted() noexcept;

 private:
  sqlite3* db_;
  sqlite3_stmt* statement_ = nullptr;
  Clock::time_point last_;
};

class CallHost final : public Host {
 public:
  using Clock = InterruptProbe::Clock;

  /// `ctx` is null for tables and aggregates, where SQLite keeps nothing with arguments. `since`: when the work that
  /// this call belongs to began; by default, at the first call of interrupted(). `line`: the line for progress over
  /// several calls; by default, a line that ends with the call.
  explicit CallHost(Connection& connection, sqlite3_context* ctx = nullptr, Clock::time_point since = {},
                    TerminalLine* line = nullptr) noexcept
      : connection_(connection),
        ctx_(ctx),
        probe_(connection.db(), since),
        line_(line != nullptr ? *line : own_line_) {}

  std::string_view version() const noexcept override { return sqlite3_libversion(); }
  std::span<const CatalogEntry> catalog() const noexcept override { return connection_.catalog(); }
  bool allows(Risk risk) const noexcept override { return connection_.allows(risk); }
  bool interrupted() noexcept override { return probe_.interrupted(); }
  void query(const std::string& sql, const std::function<void(std::span<const Value> row)>& read) override {
    bind::query(connection_.db(), sql, read);
  }
  void run(std::string_view script, const Bindings& bindings,
           const std::function<void(const NamedRow& row)>& read) override {
    bind::run(connection_, script, bindings, read);
  }
  void transact(const std::function<bool()>& body) override { bind::transact(connection_, body); }
  void progress(std::string_view line) noexcept override { line_.draw(line); }
  std::shared_ptr<const void> auxdata(int index) noexcept override;
  void set_auxdata(int index, std::shared_ptr<const void> object) noexcept override;

 protected:
  std::shared_ptr<void>& shared_slot(std::type_index type) override { return connection_.slot(type); }

 private:
  Connection& connection_;
  sqlite3_context* ctx_;
  InterruptProbe probe_;
  TerminalLine own_line_;
  TerminalLine& line_;
};

}  // namespace synth::bind
