#include "world/world.h"

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <limits>
#include <new>
#include <utility>

#include "core/error.h"
#include "math/streams.h"

namespace synth::world {
namespace {

constexpr std::size_t kKeptWorlds = 8;
// No law's own form (synth_world()) is longer: 10,000 cities, and 64 emotions mapped to 64 categories, whose texts are
// 100 control characters each, take 18 MB.
constexpr std::size_t kLongestDocument = 20'000'000;
constexpr int kMaxTries = 32;
constexpr double kLongestDelay = 3600;  // seconds
constexpr std::int64_t kNoStep = std::numeric_limits<std::int64_t>::min();

std::uint64_t next_number() noexcept {
  static std::atomic<std::uint64_t> last{0};
  return last.fetch_add(1, std::memory_order_relaxed) + 1;
}

// The worlds that a connection used last, the latest first.
struct KeptWorlds {
  std::vector<std::shared_ptr<const World>> worlds;
};

// Whether it is the world of this document.
bool is_of(const World& world, std::optional<std::string_view> document) noexcept {
  const std::string* own = world.origin().document.get();
  return own == nullptr || !document ? own == nullptr && !document : *own == *document;
}

// The bytes of the documents of these worlds; those of one document share it.
std::size_t text_of(const std::vector<std::shared_ptr<const World>>& worlds) noexcept {
  std::size_t bytes = 0;
  for (auto world = worlds.begin(); world != worlds.end(); ++world) {
    const auto& document = (*world)->origin().document;
    const auto same = [&](const auto& earlier) { return earlier->origin().document == document; };
    if (document && std::none_of(worlds.begin(), world, same)) bytes += document->size();
  }
  return bytes;
}

std::shared_ptr<const WorldSpec> no_owner(const WorldSpec& spec) {
  return {std::shared_ptr<const WorldSpec>(), &spec};
}

void interrupt_check(Host& host) {
  if (host.interrupted()) throw Error("interrupted", ErrorCode::kInterrupted);
}

double rate_of(const Origin& origin, const Activity& activity) {
  if (!origin.logs) return origin.per_day;
  const double days = activity.at(origin.until) - activity.at(origin.since);
  if (!(days > 0)) throw Error("world: nobody is active in the window that days and until say");
  return static_cast<double>(*origin.logs) / days;
}

}  // namespace

World::World(Origin origin, std::shared_ptr<const WorldSpec> spec)
    : origin_(std::move(origin)),
      spec_(std::move(spec)),
      number_(next_number()),
      until_(origin_.logs ? origin_.until : std::numeric_limits<std::int64_t>::max()),
      text_lifetime_(text_lifetime_of(*spec_)),
      week_(*spec_),
      people_(*spec_, origin_.seed, origin_.users, origin_.home_rate),
      activity_(week_, people_.clock_shares()),
      per_day_(rate_of(origin_, activity_)),
      timeline_(*spec_, origin_.seed, activity_, origin_.since, per_day_),
      mood_(*spec_, origin_.seed),
      choice_(*spec_, origin_.seed, 0),
      delay_(spec_->delay_seconds, spec_->delay_sigma, 1, kLongestDelay),
      seat_key_(key_for(origin_.seed, Stream::kSessionPerson)),
      name_key_(key_for(origin_.seed, Stream::kName)) {}

std::shared_ptr<const World> World::open(Origin origin, std::optional<std::string_view> document, Host& host) {
  auto& kept = host.shared<KeptWorlds>().worlds;
  for (const auto& world : kept)
    if (is_of(*world, document)) origin.document = world->origin().document;
  for (std::size_t k = 0; k < kept.size(); ++k)
    if (is_of(*kept[k], document) && kept[k]->origin() == origin) {
      std::rotate(kept.begin(), kept.begin() + static_cast<std::ptrdiff_t>(k),
                  kept.begin() + static_cast<std::ptrdiff_t>(k) + 1);
      return kept.front();
    }
  std::shared_ptr<const WorldSpec> spec = open_spec(document, host);
  interrupt_check(host);
  if (document && !origin.document) origin.document = std::make_shared<const std::string>(*document);
  auto world = std::make_shared<const World>(std::move(origin), std::move(spec));
  kept.insert(kept.begin(), world);
  while (kept.size() > kKeptWorlds || (kept.size() > 1 && text_of(kept) > kLongestDocument)) kept.pop_back();
  return world;
}

Session World::seat(std::uint64_t session) const noexcept {
  // Drawn by activity and accepted by the hour at the person's home: who sleeps has no session.
  Rng rng(seat_key_, session);
  const std::int64_t start = timeline_.start_of(session);
  const std::int32_t quarter = LocalWeek::quarter_utc(start);
  Person person{};
  for (int tries = 0; tries < kMaxTries; ++tries) {
    const std::uint64_t step = rng.bits64();
    person = people_.draw(step, rng.bits64());
    if (rng.bits() * 0x1p-32 < week_.at_quarter_utc(quarter, people_.clock(person))) break;
  }
  return {person, people_.place_at(person, start)};
}

// calloc: memory that is never touched is never paid for, so a query of one row opens quickly.
World::Memo::Memo() : cells_(static_cast<Cells*>(std::calloc(1, sizeof(Cells)))) {
  if (!cells_) throw std::bad_alloc();
}

void World::Memo::Free::operator()(Cells* cells) const noexcept {
  std::free(cells);
}

World::Memo::Cell& World::recall(std::uint64_t session, Memo& memo) const noexcept {
  if (memo.world_ != number_) {
    for (std::size_t k = 0; memo.world_ != 0 && k < Memo::kCells; ++k)
      memo.cells_->cells[k].session = memo.cells_->names[k].session = 0;
    memo.world_ = number_;
  }
  Memo::Cell& cell = memo.cells_->cells[session % Memo::kCells];
  if (cell.session != session) {
    const Session found = seat(session);
    cell = {session, found.person.user, kNoStep, found.person.home, found.person.chronotype, found.place, 0};
  }
  return cell;
}

const Name& World::name(const Log& log, Memo& memo) const noexcept {
  Memo::NameCell& cell = memo.cells_->names[log.session % Memo::kCells];
  if (cell.session != log.session) {
    cell.session = log.session;
    cell.name.length = static_cast<std::uint8_t>(write_name(log.seat.person, cell.name.text));
  }
  return cell.name;
}

Log World::log_of(std::int64_t time, const Memo::Cell& cell) noexcept {
  return {time, cell.session, {{cell.user, cell.home, cell.chronotype}, cell.place}, cell.emotion};
}

Log World::log_without_emotion(const Moment& moment, Memo& memo) const noexcept {
  return log_of(moment.time, recall(moment.session, memo));
}

Log World::log(const Moment& moment, Memo& memo) const noexcept {
  Memo::Cell& cell = recall(moment.session, memo);
  const std::int64_t step = mood_.step_at(moment.time);
  if (cell.mood_step != step) {
    cell.emotion = mood_.at(cell.user, spec_->cities[cell.home].utc_offset, step);
    cell.mood_step = step;
  }
  return log_of(moment.time, cell);
}

std::uint64_t World::first_log_from(std::int64_t time, std::uint64_t size) const noexcept {
  if (time > until_ - 2) return size;
  return timeline_.first_row_from(time, size);
}

std::size_t World::write_name(const Person& person, char* out) const noexcept {
  return world::write_name(name_key_.state, person.user, spec_->cities[person.home].culture, out);
}

std::shared_ptr<const WorldSpec> open_spec(std::optional<std::string_view> document, Host& host) {
  if (!document) return no_owner(default_spec());
  for (const auto& world : host.shared<KeptWorlds>().worlds)
    if (is_of(*world, document)) return world->law();
  if (document->size() > kLongestDocument)
    throw Error("world must be a document of at most " + std::to_string(kLongestDocument) + " bytes, not " +
                std::to_string(document->size()));
  const Json json = host.parse_json("world", *document);
  interrupt_check(host);  // thousands of cities take their time
  return std::make_shared<const WorldSpec>(read_world_spec(json));
}

Value::Lifetime text_lifetime_of(const WorldSpec& spec) noexcept {
  return &spec == &default_spec() ? Value::Lifetime::kForever : Value::Lifetime::kRow;
}

}  // namespace synth::world
