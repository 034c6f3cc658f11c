#include "world/population.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "core/error.h"
#include "math/streams.h"

namespace synth::world {
namespace {

constexpr std::size_t kKeptPopulations = 8;
constexpr std::size_t kKeptCatalogues = 4;  // per population
// No law in the form of synth_world() is longer: 10,000 cities and 64 emotions mapped to 64 categories, with texts of
// 100 control characters each, take 18 MB.
constexpr std::size_t kLongestDocument = 20'000'000;
// Of drawing a person who is awake. Where people are awake one hour a day, the mean is 24; where they are one hour a
// week, 168. Where nearly everybody sleeps, the next one who does not is found by counting.
constexpr int kMaxTries = 4096;
constexpr std::uint64_t kMostCounted = 1 << 16;  // people
constexpr int kMaxTriesOfPresent = 1024;         // of those who are there, all may be asleep
constexpr double kLongestDelay = 3600;           // seconds

// The populations that a connection used last, with their catalogues, the latest first.
struct KeptPopulation {
  std::shared_ptr<const Population> population;
  std::vector<std::shared_ptr<const Catalogue>> catalogues;
};
struct KeptPopulations {
  std::vector<KeptPopulation> last;
};

// Whether the population was made from this document.
bool is_of(const Population& population, std::optional<std::string_view> document) noexcept {
  const std::string* own = population.document().get();
  return own == nullptr || !document ? own == nullptr && !document : *own == *document;
}

// The total size of the populations' documents. Populations of one document share its text.
std::size_t text_of(const std::vector<KeptPopulation>& kept) noexcept {
  std::size_t bytes = 0;
  for (auto each = kept.begin(); each != kept.end(); ++each) {
    const auto& document = each->population->document();
    const auto same = [&](const KeptPopulation& earlier) { return earlier.population->document() == document; };
    if (document && std::none_of(kept.begin(), each, same)) bytes += document->size();
  }
  return bytes;
}

std::shared_ptr<const WorldSpec> no_owner(const WorldSpec& spec) {
  return {std::shared_ptr<const WorldSpec>(), &spec};
}

// The one of the default law is made once.
std::shared_ptr<const SessionLaw> sessions_of(const WorldSpec& spec) {
  if (&spec != &default_spec()) return std::make_shared<const SessionLaw>(spec);
  static const SessionLaw kUsual(default_spec());
  return {std::shared_ptr<const SessionLaw>(), &kUsual};
}

}  // namespace

Population::Population(const Numbers& numbers, std::shared_ptr<const WorldSpec> spec,
                       std::shared_ptr<const std::string> document, Host& host)
    : numbers_(numbers),
      spec_(std::move(spec)),
      document_(std::move(document)),
      text_lifetime_(text_lifetime_of(*spec_)),
      week_(*spec_),
      people_(*spec_, numbers.seed, numbers.users, numbers.home_rate),
      activity_(week_, people_.clock_shares(host), host),
      sessions_(sessions_of(*spec_)),
      mood_(*spec_, numbers.seed),
      choice_(*spec_, numbers.seed, 0),
      delay_(spec_->delay_seconds, spec_->delay_sigma, 1, kLongestDelay),
      seat_key_(key_for(numbers.seed, Stream::kSessionPerson)),
      name_key_(key_for(numbers.seed, Stream::kName)),
      own_names_(*spec_) {}

std::shared_ptr<const Population> Population::open(const Numbers& numbers, std::optional<std::string_view> document,
                                                   Host& host) {
  return open(numbers, document, open_spec(document, host), host);
}

std::shared_ptr<const Population> Population::open(const Numbers& numbers, std::optional<std::string_view> document,
                                                   std::shared_ptr<const WorldSpec> spec, Host& host) {
  auto& kept = host.shared<KeptPopulations>().last;
  std::shared_ptr<const Population> of_document;
  for (auto each = kept.begin(); each != kept.end(); ++each) {
    if (!is_of(*each->population, document)) continue;
    if (each->population->numbers() == numbers) {
      std::rotate(kept.begin(), each, each + 1);
      return kept.front().population;
    }
    of_document = each->population;
  }
  std::shared_ptr<const std::string> text;
  if (of_document)
    text = of_document->document();
  else if (document)
    text = std::make_shared<const std::string>(*document);
  auto population = std::make_shared<const Population>(numbers, std::move(spec), std::move(text), host);
  kept.insert(kept.begin(), {population, {}});
  while (kept.size() > kKeptPopulations || (kept.size() > 1 && text_of(kept) > kLongestDocument)) kept.pop_back();
  return population;
}

std::shared_ptr<const Catalogue> Population::catalogue(std::uint64_t videos, Host& host) const {
  auto& kept = host.shared<KeptPopulations>().last;
  const auto own = std::ranges::find(kept, this, [](const KeptPopulation& each) { return each.population.get(); });
  if (own == kept.end()) return std::make_shared<const Catalogue>(*spec_, seed(), videos);
  auto& catalogues = own->catalogues;
  const auto found = std::ranges::find(catalogues, videos, [](const auto& each) { return each->videos(); });
  if (found != catalogues.end()) return *found;
  if (catalogues.size() == kKeptCatalogues) catalogues.pop_back();
  return *catalogues.insert(catalogues.begin(), std::make_shared<const Catalogue>(*spec_, seed(), videos));
}

Session Population::seat(std::uint64_t session, const Timeline& timeline) const noexcept {
  const std::int64_t start = timeline.start_of(session);
  Rng rng(seat_key_, session);
  const std::int32_t quarter = LocalWeek::quarter_utc(start);
  const auto draw = [this](Rng& from) {
    const std::uint64_t step = from.bits64();
    return people_.draw(step, from.bits64());
  };
  Person person =
      people_.residence() ? resident(session, timeline, start, quarter, rng) : awake(quarter, kMaxTries, rng, draw);
  if (!people_.residence() && week_.at_quarter_utc(quarter, people_.clock(person)) <= 0) {
    const std::uint64_t counted = std::min(people_.users(), kMostCounted), from = rng.bits64() % counted;
    for (std::uint64_t k = 0; k < counted; ++k) {
      const Person next = people_.person((from + k) % counted);
      if (week_.at_quarter_utc(quarter, people_.clock(next)) <= 0) continue;
      person = next;
      break;
    }
  }
  return {person, people_.place_at(person, start)};
}

// Drawn by activity, and accepted by the hour at the person's home: people who sleep have no session.
template <class Draw>
Person Population::awake(std::int32_t quarter, int tries, Rng& rng, Draw draw) const noexcept {
  Person found{};
  double active = -1;
  while (true) {
    const Person person = draw(rng);
    const double how_active = week_.at_quarter_utc(quarter, people_.clock(person));
    if (rng.bits() * 0x1p-32 < how_active) return person;
    if (how_active > active) {
      found = person;
      active = how_active;
    }
    if (--tries == 0) return found;
  }
}

Person Population::resident(std::uint64_t session, const Timeline& timeline, std::int64_t start, std::int32_t quarter,
                            Rng& rng) const noexcept {
  const Residence& residence = *people_.residence();
  const auto days = [&timeline](double time) {
    return (time - static_cast<double>(timeline.since())) / static_cast<double>(kSecondsPerDay);
  };
  const Arrivals arrivals = timeline.arrivals(session);
  const double first = residence.joined(days(arrivals.begin)), more = residence.joined(days(arrivals.end)) - first;
  const double before = first + arrivals.before * more;
  if (const auto person = newcomer(arrivals, quarter, before, before + arrivals.chance * more, rng)) return *person;
  const Residence::Present present = residence.present(days(static_cast<double>(start)), before);
  return awake(quarter, kMaxTriesOfPresent, rng, [&](Rng& from) { return people_.draw(present, from); });
}

// The person whose first session it is, if any: those who came after `before` people and up to `after` people.
std::optional<Person> Population::newcomer(const Arrivals& arrivals, std::int32_t quarter, double before, double after,
                                           Rng& rng) const noexcept {
  const Residence& residence = *people_.residence();
  std::uint64_t rank = static_cast<std::uint64_t>(after);
  if (arrivals.in_order) {
    // Of several, the last one.
    if (rank <= static_cast<std::uint64_t>(before)) return std::nullopt;
    rank -= 1;
  } else {
    // Sessions overlap, and some have no rows: everybody has one first session on average.
    if (rng.unit() >= after - before) return std::nullopt;
    rank = static_cast<std::uint64_t>(before);
  }
  if (rank >= people_.users()) return std::nullopt;
  const Person person = people_.person(residence.user_of(rank));
  // Who sleeps comes unnoticed. The population's own rhythm is in the starts already.
  const double active = week_.at_quarter_utc(quarter, people_.clock(person)) / week_.mean();
  if (rng.bits() * 0x1p-32 * activity_.relative(quarter) >= active) return std::nullopt;
  return person;
}

std::shared_ptr<const WorldSpec> open_spec(std::optional<std::string_view> document, Host& host) {
  if (!document) return no_owner(default_spec());
  for (const KeptPopulation& each : host.shared<KeptPopulations>().last)
    if (is_of(*each.population, document)) return each.population->law();
  if (document->size() > kLongestDocument)
    throw Error("world must be a document of at most " + std::to_string(kLongestDocument) + " bytes, not " +
                std::to_string(document->size()));
  const Json json = host.parse_json("world", *document);
  host.stop_if_interrupted();  // thousands of cities take a while
  auto spec = std::make_shared<const WorldSpec>(read_world_spec(json));
  host.stop_if_interrupted();
  return spec;
}

Value::Lifetime text_lifetime_of(const WorldSpec& spec) noexcept {
  return &spec == &default_spec() ? Value::Lifetime::kForever : Value::Lifetime::kRow;
}

}  // namespace synth::world
