#include "bind/host.h"

#include <algorithm>
#include <new>
#include <utility>

namespace synth::bind {

bool InterruptProbe::interrupted() noexcept {
  const Clock::time_point now = Clock::now();
  if (last_ == Clock::time_point()) last_ = now;
  if (statement_ == nullptr) {
    // No recursive CTE: an authorizer may deny it. SQLite keeps counting a statement's instructions when it runs again.
    const char* many = "VALUES (0), (0), (0), (0), (0), (0), (0), (0), (0), (0), (0), (0), (0), (0), (0), (0)";
    const int rc = sqlite3_prepare_v2(db_, many, -1, &statement_, nullptr);
    if (rc != SQLITE_OK) return rc == SQLITE_INTERRUPT;
  }
  // SQLite calls a progress handler once in so many instructions of a statement, often thousands, and one step of ours
  // takes only a few. So spend about one percent of the elapsed time on stepping.
  const auto passed = std::chrono::duration_cast<std::chrono::microseconds>(now - last_).count();
  last_ = now;
  for (auto steps = std::clamp<std::int64_t>(passed / 10, 1, 10'000); steps > 0; --steps) {
    const int rc = sqlite3_step(statement_);
    if (rc == SQLITE_ROW) continue;
    if (rc == SQLITE_DONE && sqlite3_reset(statement_) == SQLITE_OK) continue;
    sqlite3_finalize(statement_);
    statement_ = nullptr;
    return rc == SQLITE_INTERRUPT;
  }
  return false;
}

std::shared_ptr<const void> CallHost::auxdata(int index) noexcept {
  if (ctx_ == nullptr) return nullptr;
  const auto* object = static_cast<const std::shared_ptr<const void>*>(sqlite3_get_auxdata(ctx_, index));
  return object == nullptr ? nullptr : *object;
}

void CallHost::set_auxdata(int index, std::shared_ptr<const void> object) noexcept {
  if (ctx_ == nullptr) return;
  auto* holder = new (std::nothrow) std::shared_ptr<const void>(std::move(object));
  if (holder == nullptr) return;
  sqlite3_set_auxdata(ctx_, index, holder, [](void* kept) { delete static_cast<std::shared_ptr<const void>*>(kept); });
}

}  // namespace synth::bind
