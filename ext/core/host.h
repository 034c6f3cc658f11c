// What a function or table may ask of the program that runs it. bind implements it over SQLite; tests over nothing.
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

class Host {
 public:
  virtual ~Host() = default;

  /// The version of the program's SQLite: "3.40.1".
  virtual std::string_view version() const noexcept = 0;

  /// All that the library has, allowed here or not, in the order of catalog.h.
  virtual std::span<const CatalogEntry> catalog() const noexcept = 0;

  /// Whether this connection has what is of this risk.
  virtual bool allows(Risk) const noexcept { return true; }

  /// Whether the user wants the running statement to stop (Ctrl-C, sqlite3_interrupt, a progress handler). Costs about
  /// a microsecond: ask every few milliseconds of work, then throw Error(..., kInterrupted).
  virtual bool interrupted() noexcept = 0;

  /// Throws Error(..., kInterrupted) if interrupted().
  void stop_if_interrupted();

  /// read_json of an argument's text, which asks interrupted(). Throws Error that names the argument.
  Json parse_json(std::string_view argument, std::string_view text);

  /// Hands each row that a statement of the host's own SQL gives to `read`, which may throw. Error in the host's words
  /// where the statement cannot be run. For looking at what is stored, not for changing it.
  virtual void query(const std::string& sql, const std::function<void(std::span<const Value> row)>& read) = 0;

  /// Runs each statement of a script in turn, with those of the bindings that it names as its parameters (:name), as
  /// they are when it begins; `read` may change them. `read` gets each row of a SELECT and then, without values, its
  /// end. Stops at the first error. A statement that writes and gives a row
  /// (RETURNING) stays open until the script has ended: see transact().
  virtual void run(std::string_view script, const Bindings& bindings,
                   const std::function<void(const NamedRow& row)>& read) = 0;

  /// All or nothing: runs `body`, which writes by run(), in a transaction of its own, or in a savepoint inside the
  /// user's transaction. It is kept where `body` returns true; what it throws, and false, take all of it back. Where a
  /// statement of the connection is writing, it is refused before `body`. After an interrupt no statement runs on a
  /// connection until the outermost has ended, not even ROLLBACK TO. A statement that writes then makes SQLite roll
  /// back everything, the user's transaction included, which the error tells. Three things make the statement that is
  /// prepared for this unusable until the next is made, so that `body` must not leave a gap there: CREATE INDEX
  /// belongs into a script after a statement with RETURNING; ROLLBACK TO and pragmas that switch do not belong here.
  virtual void transact(const std::function<bool()>& body) = 0;

  /// Draws one line of progress on the terminal in place of the last, or nothing where stderr is no terminal.
  virtual void progress(std::string_view line) noexcept = 0;

  /// The object of type T of this connection, made when first asked for.
  template <class T>
  T& shared() {
    std::shared_ptr<void>& slot = shared_slot(typeid(T));
    if (!slot) slot = std::make_shared<T>();
    return *static_cast<T*>(slot.get());
  }

  /// Scalar functions: what was kept with argument `index`, or null. SQLite forgets it unless it knows that argument
  /// to be the same for the whole statement (a literal, a bound parameter, a deterministic function of those).
  virtual std::shared_ptr<const void> auxdata(int index) noexcept = 0;
  virtual void set_auxdata(int index, std::shared_ptr<const void> object) noexcept = 0;

 protected:
  virtual std::shared_ptr<void>& shared_slot(std::type_index type) = 0;
};

}  // namespace synth
