#include "faults/failing_memory.h"

#include <malloc.h>
#include <sqlite3.h>

#include <atomic>
#include <cstddef>
#include <cstdlib>
#include <new>

namespace synth::testing {
namespace {

struct Watch {
  std::atomic<bool> on{false};
  std::atomic<std::uint64_t> asked{0}, failed{0};
  std::uint64_t k = 0;
  bool and_later = false;

  /// Counts an allocation and returns whether it must fail. The library's threads call this too.
  bool fails() noexcept {
    if (!on.load(std::memory_order_relaxed)) return false;
    const std::uint64_t number = asked.fetch_add(1) + 1;
    if (k == 0 || (and_later ? number < k : number != k)) return false;
    failed.fetch_add(1);
    return true;
  }
};

Watch watches[2];
Watch* current = nullptr;
std::atomic<std::int64_t> held{0};

void* take(std::size_t size, std::size_t alignment) noexcept {
  if (watches[static_cast<int>(Allocator::kCpp)].fails()) return nullptr;
  if (size == 0) size = 1;
  void* memory = alignment <= alignof(std::max_align_t)
                     ? std::malloc(size)
                     : std::aligned_alloc(alignment, (size + alignment - 1) / alignment * alignment);
  if (memory != nullptr) held.fetch_add(static_cast<std::int64_t>(malloc_usable_size(memory)));
  return memory;
}

void* take_or_throw(std::size_t size, std::size_t alignment) {
  void* memory = take(size, alignment);
  if (memory == nullptr) throw std::bad_alloc();
  return memory;
}

void give_back(void* memory) noexcept {
  if (memory == nullptr) return;
  held.fetch_sub(static_cast<std::int64_t>(malloc_usable_size(memory)));
  std::free(memory);
}

sqlite3_mem_methods plain;  // SQLite's own

Watch& of_sqlite() noexcept {
  return watches[static_cast<int>(Allocator::kSqlite)];
}

void* failing_malloc(int size) {
  return of_sqlite().fails() ? nullptr : plain.xMalloc(size);
}

void* failing_realloc(void* memory, int size) {
  return of_sqlite().fails() ? nullptr : plain.xRealloc(memory, size);
}

}  // namespace

void install_failing_memory() {
  sqlite3_config(SQLITE_CONFIG_GETMALLOC, &plain);
  static sqlite3_mem_methods failing;
  failing = plain;
  failing.xMalloc = failing_malloc;
  failing.xRealloc = failing_realloc;
  sqlite3_config(SQLITE_CONFIG_MALLOC, &failing);
  sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 1);        // sqlite3_memory_used
  sqlite3_config(SQLITE_CONFIG_LOOKASIDE, 0, 0);     // small pieces of memory that no malloc sees
  sqlite3_config(SQLITE_CONFIG_PAGECACHE, 0, 0, 0);  // nor pages
}

Fault::Fault(Allocator allocator, std::uint64_t k, bool and_later) noexcept {
  current = &watches[static_cast<int>(allocator)];
  current->asked = current->failed = 0;
  current->k = k;
  current->and_later = and_later;
  current->on = true;
}

Fault::~Fault() {
  current->on = false;
}

std::uint64_t Fault::asked() const noexcept {
  return current->asked;
}

bool Fault::happened() const noexcept {
  return current->failed > 0;
}

std::int64_t cpp_bytes_held() noexcept {
  return held;
}

}  // namespace synth::testing

using synth::testing::give_back;
using synth::testing::take;
using synth::testing::take_or_throw;

constexpr std::size_t kUsual = alignof(std::max_align_t);

// clang-format off
void* operator new(std::size_t size) { return take_or_throw(size, kUsual); }
void* operator new[](std::size_t size) { return take_or_throw(size, kUsual); }
void* operator new(std::size_t size, const std::nothrow_t&) noexcept { return take(size, kUsual); }
void* operator new[](std::size_t size, const std::nothrow_t&) noexcept { return take(size, kUsual); }
void* operator new(std::size_t size, std::align_val_t to) { return take_or_throw(size, std::size_t(to)); }
void* operator new[](std::size_t size, std::align_val_t to) { return take_or_throw(size, std::size_t(to)); }
void* operator new(std::size_t size, std::align_val_t to, const std::nothrow_t&) noexcept { return take(size, std::size_t(to)); }
void* operator new[](std::size_t size, std::align_val_t to, const std::nothrow_t&) noexcept { return take(size, std::size_t(to)); }
void operator delete(void* memory) noexcept { give_back(memory); }
void operator delete[](void* memory) noexcept { give_back(memory); }
void operator delete(void* memory, std::size_t) noexcept { give_back(memory); }
void operator delete[](void* memory, std::size_t) noexcept { give_back(memory); }
void operator delete(void* memory, const std::nothrow_t&) noexcept { give_back(memory); }
void operator delete[](void* memory, const std::nothrow_t&) noexcept { give_back(memory); }
void operator delete(void* memory, std::align_val_t) noexcept { give_back(memory); }
void operator delete[](void* memory, std::align_val_t) noexcept { give_back(memory); }
void operator delete(void* memory, std::size_t, std::align_val_t) noexcept { give_back(memory); }
void operator delete[](void* memory, std::size_t, std::align_val_t) noexcept { give_back(memory); }
void operator delete(void* memory, std::align_val_t, const std::nothrow_t&) noexcept { give_back(memory); }
void operator delete[](void* memory, std::align_val_t, const std::nothrow_t&) noexcept { give_back(memory); }
// clang-format on
