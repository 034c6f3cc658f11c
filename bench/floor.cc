#include "floor.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <tuple>

#include "math/elementary.h"
#include "math/rng.h"
#include "rows/cities.h"
#include "rows/local_time.h"
#include "world/choice_model.h"

namespace synth::bench {
namespace {

constexpr std::size_t kLevels = 16, kBurnIn = 30, kSweeps = 130;

// Clicks of one person that compete for the same categories: one emotion and hour, one side of the map.
struct Contest {
  const double* weight;  // of each category; 0: not of this side
  double rows = 0;
};

struct Person {
  std::vector<Contest> contests;
  std::vector<double> chosen;  // by category
  struct HeldOut {
    const double* weight;  // of the chosen side
    std::size_t category;
    double share, sum;
  };
  std::vector<HeldOut> held_out;
};

// Weights within a side, without any person's taste.
class Weights {
 public:
  explicit Weights(const world::WorldSpec& law) : labels_(law.categories.size()) {
    world::WorldSpec even = law;
    even.taste_strength = 0;
    const world::ChoiceModel choice(even, 0, 0.8), matching(even, 0, 1.0);
    for (std::size_t e = 0; e < law.emotions.size(); ++e)
      for (int hour = 0; hour < 24; ++hour) {
        const auto emotion = static_cast<std::uint16_t>(e);
        const auto p = choice.probabilities(emotion, 0, hour), matched = matching.probabilities(emotion, 0, hour);
        for (const bool side : {false, true})
          for (std::size_t c = 0; c < labels_; ++c) all_.push_back((matched[c] > 0) == side ? p[c] : 0.0);
        for (std::size_t c = 0; c < labels_; ++c) side_.push_back(matched[c] > 0);
      }
  }
  const double* of(std::size_t emotion, std::size_t hour, std::size_t category) const {
    const std::size_t cell = emotion * 24 + hour;
    return all_.data() + (cell * 2 + (side_[cell * labels_ + category] ? 1 : 0)) * labels_;
  }

 private:
  std::size_t labels_;
  std::vector<double> all_;
  std::vector<bool> side_;
};

double total(const double* weight, const std::vector<double>& taste) {
  double sum = 0;
  for (std::size_t c = 0; c < taste.size(); ++c) sum += weight[c] * taste[c];
  return sum;
}

// The prior of a taste (world/choice_model.h): a part along each axis, where a person stands on one of 16 steps, and a
// part of the category's own, another step.
struct Prior {
  explicit Prior(const world::WorldSpec& law) {
    for (const world::WorldSpec::Category& category : law.categories) {
      double left = 1;
      std::array<Steps, world::kTasteAxes> parts;
      for (std::size_t axis = 0; axis < world::kTasteAxes; ++axis) {
        parts[axis] = steps(law.taste_strength * category.appeal[axis]);
        left -= category.appeal[axis] * category.appeal[axis];
      }
      along.push_back(parts);
      own.push_back(steps(law.taste_strength * std::sqrt(std::max(left, 0.0))));
    }
  }

  using Steps = std::array<double, kLevels>;
  static Steps steps(double sigma) {
    Steps steps;
    double mean = 0;
    for (std::size_t k = 0; k < kLevels; ++k)
      mean += (steps[k] = std::exp(sigma * normal_quantile((static_cast<double>(k) + 0.5) / kLevels))) / kLevels;
    for (double& step : steps) step /= mean;
    return steps;
  }

  std::vector<Steps> own;                                   // by category
  std::vector<std::array<Steps, world::kTasteAxes>> along;  // by category
};

std::size_t drawn(std::array<double, kLevels>& log_likelihood, Rng& rng) {
  const double top = *std::max_element(log_likelihood.begin(), log_likelihood.end());
  double all = 0;
  for (double& l : log_likelihood) all += l = std::exp(l - top);
  double left = rng.unit() * all;
  std::size_t k = 0;
  while (k + 1 < kLevels && left >= log_likelihood[k]) left -= log_likelihood[k++];
  return k;
}

void sample(Person& person, const Prior& prior, Rng rng) {
  const std::size_t labels = person.chosen.size();
  std::vector<double> taste(labels), sums(person.contests.size());
  std::array<std::size_t, world::kTasteAxes> stand{};
  std::vector<std::size_t> own(labels);
  for (std::size_t axis = 0; axis < world::kTasteAxes; ++axis) stand[axis] = rng.below(kLevels);
  for (std::size_t c = 0; c < labels; ++c) {
    own[c] = rng.below(kLevels);
    taste[c] = prior.own[c][own[c]];
    for (std::size_t axis = 0; axis < world::kTasteAxes; ++axis) taste[c] *= prior.along[c][axis][stand[axis]];
  }
  std::vector<double> moved(labels);
  for (std::size_t sweep = 0; sweep < kSweeps; ++sweep) {
    for (std::size_t axis = 0; axis < world::kTasteAxes; ++axis) {
      std::array<double, kLevels> likelihood{};
      const auto move = [&](std::size_t k) {
        for (std::size_t c = 0; c < labels; ++c)
          moved[c] = taste[c] / prior.along[c][axis][stand[axis]] * prior.along[c][axis][k];
      };
      for (std::size_t k = 0; k < kLevels; ++k) {
        move(k);
        for (std::size_t c = 0; c < labels; ++c) likelihood[k] += person.chosen[c] * std::log(moved[c]);
        for (const Contest& contest : person.contests)
          likelihood[k] -= contest.rows * std::log(total(contest.weight, moved));
      }
      const std::size_t k = drawn(likelihood, rng);
      move(k);
      taste = moved;
      stand[axis] = k;
    }
    for (std::size_t i = 0; i < sums.size(); ++i) sums[i] = total(person.contests[i].weight, taste);
    for (std::size_t c = 0; c < labels; ++c) {
      const double rest = taste[c] / prior.own[c][own[c]];
      std::array<double, kLevels> likelihood{};
      for (std::size_t k = 0; k < kLevels; ++k) likelihood[k] = person.chosen[c] * std::log(prior.own[c][k]);
      for (std::size_t i = 0; i < sums.size(); ++i) {
        const double weight = person.contests[i].weight[c], others = sums[i] - weight * taste[c];
        if (weight > 0)
          for (std::size_t k = 0; k < kLevels; ++k)
            likelihood[k] -= person.contests[i].rows * std::log(others + weight * rest * prior.own[c][k]);
      }
      own[c] = drawn(likelihood, rng);
      const double now = rest * prior.own[c][own[c]];
      for (std::size_t i = 0; i < sums.size(); ++i) sums[i] += person.contests[i].weight[c] * (now - taste[c]);
      taste[c] = now;
    }
    if (sweep < kBurnIn) continue;
    for (Person::HeldOut& row : person.held_out)
      row.sum += row.share * row.weight[row.category] * taste[row.category] / total(row.weight, taste);
  }
}

}  // namespace

double loss_of_the_informed(const InventedClicks& clicks, std::size_t held_from) {
  const world::WorldSpec& law = clicks.law;
  const Weights weights(law);
  const Prior prior(law);
  std::map<std::string, std::size_t> category, emotion;
  for (const auto& each : law.categories) category.emplace(each.id, category.size());
  for (const auto& each : law.emotions) emotion.emplace(each.name, emotion.size());

  std::map<std::uint64_t, std::map<const double*, double>> contests;
  std::map<std::uint64_t, Person> people;
  for (std::size_t i = 0; i < clicks.rows.size(); ++i) {
    const Click& click = clicks.rows[i];
    const City* place = find_city(click.city);
    const auto hour = static_cast<std::size_t>(
        local_time(quarter_of(click.timestamp) * kQuarterSeconds, place != nullptr ? place->utc_offset : 0).hour);
    const std::size_t c = category.at(click.category);
    const double* weight = weights.of(emotion.at(click.emotion), hour, c);
    Person& person = people[click.user];
    person.chosen.resize(category.size());
    if (i < held_from) {
      person.chosen[c] += 1;
      contests[click.user][weight] += 1;
    } else {
      double share = 0;  // the weights sum to the side's probability
      for (std::size_t k = 0; k < category.size(); ++k) share += weight[k];
      person.held_out.push_back({weight, c, share, 0});
    }
  }
  double loss = 0;
  for (auto& [user, person] : people) {
    if (person.held_out.empty()) continue;
    for (const auto& [weight, rows] : contests[user]) person.contests.push_back({weight, rows});
    sample(person, prior, Rng(key_for(1, 7001), user));
    for (const Person::HeldOut& row : person.held_out) loss -= std::log(row.sum / (kSweeps - kBurnIn));
  }
  return loss / static_cast<double>(clicks.rows.size() - held_from);
}

}  // namespace synth::bench
