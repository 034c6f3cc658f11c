#include "bind/guard.h"

#include <exception>
#include <new>
#include <stdexcept>

#include "core/error.h"

namespace synth::bind {
namespace {

struct Failure {
  int code;
  char* text;  ///< from sqlite3_malloc, or null when there is no memory for it
};

// Neither SQLITE_CORRUPT nor SQLITE_IOERR: with these, SQLite distrusts the *database* (it becomes read-only, or the
// whole transaction is rolled back), although only a model or another file is at fault.
int code_of(ErrorCode code) noexcept {
  switch (code) {
    case ErrorCode::kInvalid:
    case ErrorCode::kDamaged:
    case ErrorCode::kIo:
      return SQLITE_ERROR;
    case ErrorCode::kCannotOpen:
      return SQLITE_CANTOPEN;
    case ErrorCode::kTooBig:
      return SQLITE_TOOBIG;
    case ErrorCode::kInterrupted:
      return SQLITE_INTERRUPT;
    case ErrorCode::kNoMemory:
      return SQLITE_NOMEM;
    case ErrorCode::kLocked:
      return SQLITE_LOCKED;
  }
  return SQLITE_ERROR;
}

// The same for a statement of our own, whose transaction has already been dealt with.
int code_of(const SqliteFailure& refused) noexcept {
  switch (refused.sqlite_code & 0xFF) {
    case SQLITE_IOERR:
    case SQLITE_FULL:
      return SQLITE_ERROR;
    default:
      return refused.sqlite_code;
  }
}

Failure failure(int code, std::string_view name, const char* sentence) noexcept {
  if (code == SQLITE_NOMEM) return {code, nullptr};
  // If a function or table reads itself, one prefix is enough.
  const std::string_view text(sentence);
  if (text.starts_with(name) && text.substr(name.size()).starts_with(": "))
    return {code, sqlite3_mprintf("%s", sentence)};
  return {code, sqlite3_mprintf("%.*s: %s", static_cast<int>(name.size()), name.data(), sentence)};
}

Failure current_failure(std::string_view name) noexcept {
  try {
    throw;
  } catch (const SqliteFailure& refused) {
    return failure(code_of(refused), name, refused.what());
  } catch (const Error& error) {
    return failure(code_of(error.code()), name, error.what());
  } catch (const std::bad_alloc&) {
    return {SQLITE_NOMEM, nullptr};
  } catch (const std::length_error&) {
    return failure(SQLITE_TOOBIG, name, "the result would be too big");
  } catch (const std::exception& error) {
    return failure(SQLITE_ERROR, name, error.what());
  } catch (...) {
    return failure(SQLITE_ERROR, name, "an unknown error");
  }
}

}  // namespace

SqliteFailure::SqliteFailure(int code, const std::string& text)
    : Error(text, (code & 0xFF) == SQLITE_INTERRUPT ? ErrorCode::kInterrupted
                  : (code & 0xFF) == SQLITE_LOCKED  ? ErrorCode::kLocked
                                                    : ErrorCode::kInvalid),
      sqlite_code(code) {}

SqliteFailure failure_of(sqlite3* db, int code) {
  if ((code & 0xFF) == SQLITE_NOMEM) throw std::bad_alloc();
  const std::string_view text = sqlite3_errmsg(db);
  // A pragma that is read as a table loses the code of an interrupt, and keeps its text.
  if (code == SQLITE_ERROR && text == sqlite3_errstr(SQLITE_INTERRUPT)) code = SQLITE_INTERRUPT;
  return {code, std::string(text)};
}

void report(sqlite3_context* ctx, std::string_view name) noexcept {
  const Failure failure = current_failure(name);
  if (failure.text == nullptr) {
    sqlite3_result_error_nomem(ctx);
    return;
  }
  sqlite3_result_error(ctx, failure.text, -1);  // the text first: it would set the code back to SQLITE_ERROR
  sqlite3_result_error_code(ctx, failure.code);
  sqlite3_free(failure.text);
}

int report(sqlite3_vtab* vtab, std::string_view name) noexcept {
  const Failure failure = current_failure(name);
  sqlite3_free(vtab->zErrMsg);
  vtab->zErrMsg = failure.text;
  return failure.text == nullptr ? SQLITE_NOMEM : failure.code;
}

}  // namespace synth::bind
