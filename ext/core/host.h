// What a function or table may use of the program that runs it. bind implements it on SQLite, the tests without it.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <typeindex>
#include <vector>

#include "core/bindings.h"
#include "core/description.h"
#include "core/json.h"
#include "core/value.h"

namespace synth {

/// One table or function of the library.
struct CatalogEntry {
  std::string_view family;  ///< "world", "model", "command", "library"
  std::string_view kind;    ///< "table", "scalar", "aggregate"
  const Description* description;
};

/// One object per call, used only by the thread that made the call.
class Host {
 public:
  virtual ~Host() = default;

  /// The version of the program's SQLite, such as "3.40.1".
  virtual std::string_view version() const noexcept = 0;

  /// Every table and function of the library, registered in this connection or not, in the order of catalog.h.
  virtual std::span<const CatalogEntry> catalog() const noexcept = 0;

  /// Whether tables and functions of this risk are registered in this connection.
  virtual bool allows(Risk) const noexcept { return true; }

  /// Whether the user wants the running statement to stop (Ctrl-C, sqlite3_interrupt, a progress handler). Costs about
  /// a microsecond. Call it every few milliseconds of work, and throw Error(..., kInterrupted) if it returns true.
  virtual bool interrupted() noexcept = 0;

  /// Throws Error(..., kInterrupted) if interrupted().
  void stop_if_interrupted();

  /// read_json for the text of an argument; can be interrupted. Throws Error that names the argument.
  Json parse_json(std::string_view argument, std::string_view text);

  /// Runs a statement and passes each of its rows to `read`, which may throw. Throws Error with the host's message if
  /// the statement fails. For reading only.
  virtual void query(const std::string& sql, const std::function<void(std::span<const Value> row)>& read) = 0;

  /// Runs the statements of a script in turn. A statement's parameters (:name) are bound from `bindings` when it
  /// starts, so `read` may change the bindings for those that follow. `read` gets each row of a SELECT, and then a row
  /// without values. Stops at the first error. A writing statement that returns rows (RETURNING) stays open until the
  /// end of the script: see transact().
  virtual void run(std::string_view script, const Bindings& bindings,
                   const std::function<void(const NamedRow& row)>& read) = 0;

  /// All or nothing: runs `body`, which writes with run(), in a transaction of its own, or in a savepoint inside the
  /// user's transaction. Commits if `body` returns true. Rolls back if it returns false or throws. Throws Error before
  /// `body` if another statement of the connection is writing.
  ///
  /// After an interrupt SQLite runs no statement on the connection until the outermost one has ended, not even ROLLBACK
  /// TO. But stepping a writing statement that was prepared earlier makes SQLite roll back everything, the user's
  /// transaction included; the error then says so. Some statements make the prepared one unusable until a new one is
  /// prepared. So `body` must run CREATE INDEX in a script after a statement with RETURNING, and must not run ROLLBACK
  /// TO or pragmas that change a setting.
  virtual void transact(const std::function<bool()>& body) = 0;

  /// Draws a line of progress over the previous one. Does nothing if stderr is not a terminal.
  virtual void progress(std::string_view line) noexcept = 0;

  /// This connection's object of type T, made at first use.
  template <class T>
  T& shared() {
    std::shared_ptr<void>& slot = shared_slot(typeid(T));
    if (!slot) slot = std::make_shared<T>();
    return *static_cast<T*>(slot.get());
  }

  /// Scalar functions only: the object kept with argument `index`, or null. SQLite keeps it only if the argument is
  /// constant for the whole statement (a literal, a bound parameter, a deterministic function of those).
  virtual std::shared_ptr<const void> auxdata(int index) noexcept = 0;
  virtual void set_auxdata(int index, std::shared_ptr<const void> object) noexcept = 0;

 protected:
  virtual std::shared_ptr<void>& shared_slot(std::type_index type) = 0;
};

}  // namespace synth
