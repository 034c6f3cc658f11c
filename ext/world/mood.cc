#include "world/mood.h"

#include <algorithm>
#include <bit>

#include "math/streams.h"
#include "world/activity.h"
#include "world/labels.h"

namespace synth::world {
namespace {

// The cumulative weights of a person's favourite moods.
constexpr double kFavouriteEnds[] = {0.5, 0.8, 1.0};
// A look back ends here at the latest; at the default persistence, the chance of getting this far is below 1e-16. A
// power of two.
constexpr int kLongestLookBack = 4096;

// The rates of all emotions over the day; they sum to 1.
std::vector<double> mean_rates(const WorldSpec& spec) {
  double total = 0;
  for (const WorldSpec::Emotion& emotion : spec.emotions) total += emotion.rate;
  std::vector<double> rates;
  for (const WorldSpec::Emotion& emotion : spec.emotions) rates.push_back(emotion.rate / total);
  return rates;
}

AnchoredTable table_of(const WorldSpec& spec, std::span<const double> rates, std::span<const double> usual_rates) {
  return {labels_of(default_spec().emotions, &WorldSpec::Emotion::name, usual_rates),
          labels_of(spec.emotions, &WorldSpec::Emotion::name, rates)};
}

// Where a fresh draw comes from: one of the favourites, or, last, the rates of the hour.
std::vector<Label> sources_of(double individuality) {
  std::vector<Label> sources;
  double from = 0;
  for (const double end : kFavouriteEnds) {
    sources.push_back({sources.size(), individuality * (end - from)});
    from = end;
  }
  sources.push_back({sources.size(), 1 - individuality});
  return sources;
}

}  // namespace

std::array<std::vector<double>, 24> mood_rates(const WorldSpec& spec) {
  double total = 0;
  for (const WorldSpec::Emotion& emotion : spec.emotions) total += emotion.rate;
  // Relative to their mean, so that each emotion keeps its rate over the day.
  double mean = 0;
  for (const double height : spec.mood_by_hour) mean += height / 24;
  const auto lift = [&](const WorldSpec::Emotion& emotion, std::size_t hour) {
    return emotion.hour_tilt * (spec.mood_by_hour[hour] - mean);
  };
  double level = 0;
  for (const WorldSpec::Emotion& emotion : spec.emotions)
    if (emotion.hour_tilt != 0) level += emotion.rate / total;
  // If every emotion is tilted, none can make room, so all are scaled.
  const bool all = level >= 1 - 1e-12;

  // The largest part of the tilts at which no emotion has a negative rate at any hour.
  double part = 1;
  for (std::size_t hour = 0; hour < 24; ++hour) {
    double more = 0;
    for (const WorldSpec::Emotion& emotion : spec.emotions) {
      more += emotion.rate / total * lift(emotion, hour);
      if (lift(emotion, hour) < 0) part = std::min(part, -1 / lift(emotion, hour));
    }
    if (more > 0 && !all) part = std::min(part, (1 - level) / more);
  }

  std::array<std::vector<double>, 24> rates;
  for (std::size_t hour = 0; hour < 24; ++hour) {
    const auto tilted_rate = [&](const WorldSpec::Emotion& emotion) {
      return emotion.rate / total * std::max(0.0, 1 + part * lift(emotion, hour));
    };
    double tilted = 0;
    for (const WorldSpec::Emotion& emotion : spec.emotions)
      if (emotion.hour_tilt != 0) tilted += tilted_rate(emotion);
    for (const WorldSpec::Emotion& emotion : spec.emotions)
      rates[hour].push_back(all && tilted > 0        ? tilted_rate(emotion) / tilted
                            : emotion.hour_tilt != 0 ? tilted_rate(emotion)
                                                     : emotion.rate / total * std::max(0.0, 1 - tilted) / (1 - level));
  }
  return rates;
}

Mood::Mood(const WorldSpec& spec, std::uint64_t seed)
    : spec_(&spec),
      change_key_(key_for(seed, Stream::kMoodChange)),
      mood_key_(key_for(seed, Stream::kMood)),
      favourite_key_(key_for(seed, Stream::kFavouriteMoods)),
      noise_key_(key_for(seed, Stream::kMoodNoise)),
      has_noise_(spec.mood_noise > 0),
      noise_(static_cast<std::uint64_t>(spec.mood_noise * 0x1p53)),
      favourite_moved_key_(key_for(seed, Stream::kFavouriteMoved)),
      change_(std::max(1U, static_cast<std::uint32_t>((1 - spec.mood_persistence) * 65536 + 0.5))),
      step_seconds_(spec.mood_minutes * 60),
      usual_individuality_(default_spec().mood_individuality),
      sources_(sources_of(usual_individuality_), sources_of(spec.mood_individuality)),
      mean_(table_of(spec, mean_rates(spec), mean_rates(default_spec()))),
      rates_(mood_rates(spec)) {
  const auto usual_rates = mood_rates(default_spec());
  for (std::size_t hour = 0; hour < 24; ++hour) by_hour_[hour] = table_of(spec, rates_[hour], usual_rates[hour]);
  moves_ = sources_.moves() || mean_.moves() || std::ranges::any_of(by_hour_, &AnchoredTable::moves);
}

std::int64_t Mood::step_at(std::int64_t time) const noexcept {
  return floor_div(time, step_seconds_);
}

int Mood::hour_of_step(std::int64_t step, std::int32_t utc_offset) const noexcept {
  return local_time(step * step_seconds_, utc_offset).hour;
}

std::uint16_t Mood::drawn_at(std::uint64_t user, std::int32_t utc_offset, std::int64_t step) const noexcept {
  return draw(user, utc_offset, step, Rng(mood_key_, mix64(user) + static_cast<std::uint64_t>(step)));
}

std::uint16_t Mood::draw(std::uint64_t user, std::int32_t utc_offset, std::int64_t step, Rng rng) const noexcept {
  const double u = rng.unit();
  const std::uint64_t fresh = rng.bits64();
  // Both words are made and one is selected, because a branch would be unpredictable.
  bool own = u < usual_individuality_;
  std::uint64_t which = 0;
  for (std::uint32_t k = 0; k + 1 < kFavourites; ++k) which += u >= usual_individuality_ * kFavouriteEnds[k] ? 1U : 0U;
  std::uint64_t moved = 0;
  if (moves_) {
    moved = rng.bits64();
    const std::uint64_t word = rng.bits64();
    if (sources_.moves()) {
      which = sources_.move(own ? static_cast<std::uint32_t>(which) : kFavourites, word);
      own = which < kFavourites;
    }
  }
  const std::uint64_t words[] = {fresh, favourite_word(user, which)};
  const AnchoredTable* const tables[] = {&by_hour_[static_cast<std::size_t>(hour_of_step(step, utc_offset))], &mean_};
  return static_cast<std::uint16_t>(
      tables[own]->pick(words[own], [&] { return own ? favourite_moved(user, which) : moved; }));
}

std::uint16_t Mood::at(std::uint64_t user, std::int32_t utc_offset, std::int64_t step) const noexcept {
  const std::uint64_t person = mix64(user);
  // One word decides the regenerations of four steps, 16 bits each. `regenerations` has a bit for each step up to
  // `last`, the latest step highest.
  std::int64_t last = step;
  for (int back = 0; back < kLongestLookBack; back += 4) {
    const std::uint64_t word = word_for(change_key_, person + static_cast<std::uint64_t>(last >> 2));
    unsigned regenerations = 0;
    for (unsigned k = 0; k < 4; ++k) regenerations |= (word >> (16 * k) & 0xFFFFU) < change_ ? 1U << k : 0U;
    regenerations &= (2U << (last & 3)) - 1;
    last &= ~std::int64_t{3};
    if (regenerations != 0) return drawn_at(user, utc_offset, last + std::bit_width(regenerations) - 1);
    --last;
  }
  // No regeneration was found. Draw at a step that all neighbouring steps agree on.
  return drawn_at(user, utc_offset, last & -std::int64_t{kLongestLookBack});
}

std::vector<double> Mood::probability(std::uint64_t user, std::int32_t utc_offset, std::int64_t step) const {
  std::vector<double> result(spec_->emotions.size());
  const auto add_baseline = [&](std::int64_t at, double weight) {
    const auto& by_hour = rates(hour_of_step(at, utc_offset));
    for (std::size_t e = 0; e < result.size(); ++e) result[e] += weight * (1 - spec_->mood_individuality) * by_hour[e];
    double from = 0;
    for (std::uint32_t which = 0; which < kFavourites; ++which) {
      result[favourite(user, which)] += weight * spec_->mood_individuality * (kFavouriteEnds[which] - from);
      from = kFavouriteEnds[which];
    }
  };
  const double change = change_ / 65536.0;
  double weight = change;
  double left = 1;
  for (int back = 0; back < kLongestLookBack && left > 1e-12; ++back) {
    add_baseline(step - back, weight);
    left -= weight;
    weight *= 1 - change;
  }
  for (double& p : result) p *= (1 - spec_->mood_noise) / (1 - left);
  add_baseline(step, spec_->mood_noise);
  return result;
}

}  // namespace synth::world
