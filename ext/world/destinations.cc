#include "world/destinations.h"

#include <algorithm>

#include "world/labels.h"

namespace synth::world {

struct Destinations::Anchor {
  Destinations usual;
  std::vector<std::uint32_t> place;     // here, of the default law's cities; or kNoLabel
  std::vector<std::uint32_t> usual_of;  // the reverse
};

Destinations::Destinations(const WorldSpec& spec) : spec_(&spec) {
  std::vector<double> weights;
  for (std::size_t c = 0; c < spec.cities.size(); ++c) {
    const WorldSpec::City& city = spec.cities[c];
    if (c == 0 || city.country != spec.cities[c - 1].country)
      countries_.push_back({static_cast<std::uint16_t>(c), 0, 0});
    countries_.back().count += 1;
    countries_.back().weight += city.weight;
    country_of_.push_back(static_cast<std::uint16_t>(countries_.size() - 1));
    weights.push_back(city.weight);
    weight_ += city.weight;
  }
  cities_ = AliasTable(weights);

  const WorldSpec& usual = default_spec();
  const auto same = [](const WorldSpec::City& a, const WorldSpec::City& b) {
    return a.city == b.city && a.country == b.country && a.weight == b.weight;
  };
  if (&spec == &usual || (spec.abroad_rate == usual.abroad_rate && std::ranges::equal(spec.cities, usual.cities, same)))
    return;
  const auto names = names_of(spec.cities, &WorldSpec::City::city);
  const auto usual_names = names_of(usual.cities, &WorldSpec::City::city);
  Anchor anchor{Destinations(usual), match_labels(usual_names, names), match_labels(names, usual_names)};
  if (std::ranges::any_of(anchor.place, [](std::uint32_t place) { return place != kNoLabel; }))
    anchor_ = std::make_shared<const Anchor>(std::move(anchor));
}

double Destinations::share_abroad(const Country& country) const noexcept {
  return countries_.size() == 1 ? 0 : country.count == 1 ? 1 : spec_->abroad_rate;
}

double Destinations::probability(std::uint16_t from, std::uint16_t to) const noexcept {
  const Country& country = countries_[country_of_[from]];
  const double abroad = share_abroad(country), weight = spec_->cities[to].weight;
  // A sum of weights that differ widely may round to less than one of them.
  return country_of_[from] == country_of_[to]
             ? (1 - abroad) * weight / std::max(country.weight - spec_->cities[from].weight, weight)
             : abroad * weight / std::max(weight_ - country.weight, weight);
}

std::uint16_t Destinations::draw(std::uint16_t from, Rng& rng) const noexcept {
  if (country_of_.size() == 1) return from;
  if (!anchor_ || anchor_->usual_of[from] == kNoLabel) return draw_own(from, rng);
  const Destinations& usual = anchor_->usual;
  const auto usual_from = static_cast<std::uint16_t>(anchor_->usual_of[from]);
  const std::uint16_t drawn = usual.draw_own(usual_from, rng);
  const auto own_probability = [&](std::uint16_t usual_city) {
    const std::uint32_t place = anchor_->place[usual_city];
    return place == kNoLabel ? 0 : probability(from, static_cast<std::uint16_t>(place));
  };
  const double chance = rng.unit();
  if (chance * usual.probability(usual_from, drawn) < own_probability(drawn))
    return static_cast<std::uint16_t>(anchor_->place[drawn]);

  // From the remainder. Its sum is that of what the default law loses, which has fewer cities than a document may have.
  double rest = 0;
  for (std::uint16_t city = 0; city < usual.country_of_.size(); ++city)
    if (city != usual_from) rest += std::max(0.0, usual.probability(usual_from, city) - own_probability(city));
  double left = rng.unit() * rest;
  std::uint16_t last = from;
  for (std::uint16_t city = 0; city < country_of_.size() && left >= 0; ++city) {
    if (city == from) continue;
    const std::uint32_t before = anchor_->usual_of[city];
    const double gain = probability(from, city) -
                        (before == kNoLabel ? 0 : usual.probability(usual_from, static_cast<std::uint16_t>(before)));
    if (gain <= 0) continue;
    last = city;
    left -= gain;
  }
  return last != from ? last : draw_own(from, rng);
}

std::uint16_t Destinations::draw_own(std::uint16_t from, Rng& rng) const noexcept {
  const Country& country = countries_[country_of_[from]];
  const bool abroad = countries_.size() > 1 && (country.count == 1 || rng.unit() < spec_->abroad_rate);
  if (abroad) {
    for (int tries = 0; tries < 64; ++tries) {
      const std::uint32_t city = cities_.pick(rng.bits64());
      if (country_of_[city] != country_of_[from]) return static_cast<std::uint16_t>(city);
    }
    // One country has nearly all the weight: take the next country's first city.
    return countries_[(country_of_[from] + 1U) % countries_.size()].first;
  }
  double left = rng.unit() * (country.weight - spec_->cities[from].weight);
  std::uint16_t last = from;
  for (std::uint16_t city = country.first; city < country.first + country.count; ++city) {
    if (city == from) continue;
    last = city;
    left -= spec_->cities[city].weight;
    if (left < 0) break;
  }
  return last;
}

}  // namespace synth::world
