// Memory that fails on request: the k-th allocation, or the k-th and all later ones, of C++ (every form of operator
// new) or of SQLite (SQLITE_CONFIG_MALLOC). Linked into a test, it replaces both for the whole program and counts what
// is still held.
#pragma once

#include <cstdint>

namespace synth::testing {

enum class Allocator { kCpp, kSqlite };

/// Installs the failing allocator in SQLite, and switches off caches that would hide failures. Call it once, before
/// SQLite is used.
void install_failing_memory();

/// While it lives, allocation number `k` (from 1) of this allocator fails; with `and_later`, all after it, too.
/// k = 0 fails none and counts.
class Fault {
 public:
  Fault(Allocator allocator, std::uint64_t k, bool and_later) noexcept;
  ~Fault();
  Fault(const Fault&) = delete;
  Fault& operator=(const Fault&) = delete;

  /// Allocations asked for so far.
  std::uint64_t asked() const noexcept;
  /// Whether any of them failed.
  bool happened() const noexcept;
};

/// Bytes allocated by operator new and not yet freed.
std::int64_t cpp_bytes_held() noexcept;

}  // namespace synth::testing
