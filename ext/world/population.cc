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
constexpr int kMaxTries = 32;
constexpr double kLongestDelay = 3600;  // seconds

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
      sessions_(*spec_),
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

Session Population::seat(std::uint64_t session, std::int64_t start) const noexcept {
  // Drawn by activity, and accepted by the hour at the person's home: people who sleep have no session.
  Rng rng(seat_key_, session);
  const std::int32_t quarter = LocalWeek::quarter_utc(start);
  Person person{};
  for (int tries = 0; tries < kMaxTries; ++tries) {
    const std::uint64_t step = rng.bits64();
    person = people_.draw(step, rng.bits64());
    if (rng.bits() * 0x1p-32 < week_.at_quarter_utc(quarter, people_.clock(person))) break;
  }
  return {person, people_.place_at(person, start)};
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
