#include "world/world.h"

#include <atomic>
#include <cstdlib>
#include <limits>
#include <utility>

namespace synth::world {
namespace {

constexpr std::int64_t kNoStep = std::numeric_limits<std::int64_t>::min();

std::uint64_t next_number() noexcept {
  static std::atomic<std::uint64_t> last{0};
  return last.fetch_add(1, std::memory_order_relaxed) + 1;
}

}  // namespace

World::World(std::shared_ptr<const Population> population, std::int64_t since, double per_day,
             std::optional<std::int64_t> until)
    : population_(std::move(population)),
      number_(next_number()),
      until_(until.value_or(std::numeric_limits<std::int64_t>::max())),
      timeline_(population_->sessions(), population_->seed(), population_->activity(), since, per_day) {}

void World::Memo::Free::operator()(Cells* cells) const noexcept {
  std::free(cells);
}

World::Memo::Cell& World::Memo::cell_of_few(std::uint64_t world, std::uint64_t session) noexcept {
  if (one_of_ != world) {
    one_of_ = world;
    cell_.session = name_.session = 0;
  }
  if (cell_.session == 0 || cell_.session == session) return cell_;
  if (many_) {
    for (std::size_t k = 0; k < kCells; ++k) many_->cells[k].session = many_->names[k].session = 0;
  } else {
    // calloc, because pages that are never touched cost nothing.
    many_.reset(static_cast<Cells*>(std::calloc(1, sizeof(Cells))));
    if (!many_) return cell_;  // out of memory: remember one session at a time
  }
  many_of_ = world;
  return many_->cells[session % kCells];
}

World::Memo::Cell& World::recall(std::uint64_t session, Memo& memo) const noexcept {
  Memo::Cell& cell = memo.cell(number_, session);
  if (cell.session != session) {
    const Session found = population_->seat(session, timeline_);
    cell = {session, found.person.user, kNoStep, found.person.home, found.person.chronotype, found.place, 0};
  }
  return cell;
}

const Name& World::name(const Log& log, Memo& memo) const noexcept {
  Memo::NameCell& cell = memo.name_cell(number_, log.session);
  if (cell.session != log.session) {
    cell.session = log.session;
    cell.name.length = static_cast<std::uint8_t>(population_->write_name(log.seat.person, cell.name.text));
  }
  return cell.name;
}

Log World::log_of(std::int64_t time, const Memo::Cell& cell) noexcept {
  return {time, cell.session, {{cell.user, cell.home, cell.chronotype}, cell.place}, cell.emotion};
}

Log World::log_without_emotion(const Moment& moment, Memo& memo) const noexcept {
  return log_of(moment.time, recall(moment.session, memo));
}

Log World::log(std::uint64_t row, const Moment& moment, Memo& memo) const noexcept {
  const Mood& mood = population_->mood();
  Memo::Cell& cell = recall(moment.session, memo);
  const std::int64_t step = mood.step_at(moment.time);
  if (mood.has_own_draw(row)) {
    Log log = log_of(moment.time, cell);
    log.emotion = mood.own_draw(row, cell.user, spec().cities[cell.home].utc_offset, step);
    return log;
  }
  if (cell.mood_step != step) {
    cell.emotion = mood.at(cell.user, spec().cities[cell.home].utc_offset, step);
    cell.mood_step = step;
  }
  return log_of(moment.time, cell);
}

std::uint64_t World::first_log_from(std::int64_t time, std::uint64_t size) const noexcept {
  if (time > until_ - 2) return size;
  return timeline_.first_row_from(time, size);
}

}  // namespace synth::world
