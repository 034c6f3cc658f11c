// A small world with a known law, for measuring how close a model comes to the truth: people (Zipf), emotions, hours
// and a choice that is, four times out of five, among the categories of the emotion. Within each side the person's
// taste and the hour tilt the choice. It shares nothing with ext/world.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

#include "math/rng.h"
#include "nn/collector.h"

namespace synth::testing {

struct ClickWorld {
  static constexpr int kEmotions = 7, kLabels = 15, kCities = 8;
  static constexpr std::array<const char*, kEmotions> kEmotionNames{"happy",    "sad",     "angry",  "fear",
                                                                    "surprise", "neutral", "disgust"};
  static constexpr std::array<int, kLabels> kIds{1, 2, 10, 15, 17, 19, 20, 22, 23, 24, 25, 26, 27, 28, 29};
  static constexpr std::array<const char*, kCities> kCityNames{"Tokyo", "Delhi", "Paris",  "London",
                                                               "Cairo", "Lagos", "Sydney", "New York"};
  static constexpr std::array<int, kCities> kOffsets{540, 330, 60, 0, 120, 60, 600, -300};

  struct Click {
    std::int64_t timestamp;
    int person, emotion, label, city;
    double probability;
  };

  explicit ClickWorld(int people, std::uint64_t seed, double taste_sigma = 0.8, double hour_sigma = 0.3)
      : seed_(seed), people_(static_cast<std::size_t>(people)) {
    Rng rng(key_for(seed, 9001), 0);
    double sum = 0;
    for (int p = 0; p < people; ++p) {
      Person& person = people_[static_cast<std::size_t>(p)];
      sum += std::pow(p + 1.0, -0.9);
      cumulative_.push_back(sum);
      for (double& taste : person.taste) taste = std::exp(taste_sigma * normal(rng));
      constexpr std::array<double, kEmotions> kBase{.33, .08, .10, .03, .11, .33, .02};
      double total = 0;
      for (int e = 0; e < kEmotions; ++e) total += person.mood[at(e)] = kBase[at(e)] * std::exp(0.4 * normal(rng));
      for (double& share : person.mood) share /= total;
      person.city = static_cast<int>(rng.below(kCities));
    }
    for (auto& hour : hour_)
      for (double& tilt : hour) tilt = std::exp(hour_sigma * normal(rng));
    constexpr std::array<std::array<int, 3>, kEmotions> kMap{
        {{10, 23, 24}, {10, 25, 27}, {10, 28, 10}, {10, 26, 10}, {28, 24, 27}, {27, 28, 26}, {24, 26, 24}}};
    for (int e = 0; e < kEmotions; ++e)
      for (int c = 0; c < kLabels; ++c) {
        mapped_[at(e)][at(c)] = false;
        for (const int id : kMap[at(e)]) mapped_[at(e)][at(c)] |= id == kIds[at(c)];
        weight_[at(e)][at(c)] = std::exp(0.5 * normal(rng));
      }
  }

  std::array<double, kLabels> probabilities(int person, int emotion, int hour) const {
    std::array<double, kLabels> p{};
    std::array<double, 2> side{};
    for (int c = 0; c < kLabels; ++c) {
      p[at(c)] = weight_[at(emotion)][at(c)] * people_[at(person)].taste[at(c)] * hour_[at(hour)][at(c)];
      side[mapped_[at(emotion)][at(c)]] += p[at(c)];
    }
    for (int c = 0; c < kLabels; ++c) {
      const bool mapped = mapped_[at(emotion)][at(c)];
      p[at(c)] *= (mapped ? 0.8 : 0.2) / side[mapped];
    }
    return p;
  }

  /// Row i of n, in time order over thirty days.
  Click click(std::uint64_t i, std::uint64_t n) const {
    Rng rng(key_for(seed_, 9002), i);
    Click click{};
    click.timestamp = 1'700'000'000 + static_cast<std::int64_t>((static_cast<double>(i) + rng.unit()) /
                                                                static_cast<double>(n) * 30 * 86400);
    click.person =
        static_cast<int>(std::upper_bound(cumulative_.begin(), cumulative_.end() - 1, rng.unit() * cumulative_.back()) -
                         cumulative_.begin());
    const Person& person = people_[at(click.person)];
    click.emotion = draw(person.mood, rng);
    click.city = rng.unit() < 0.9 ? person.city : static_cast<int>(rng.below(kCities));
    const std::int64_t local = click.timestamp + kOffsets[at(click.city)] * 60;
    const auto p = probabilities(click.person, click.emotion, static_cast<int>(local / 3600 % 24));
    click.label = draw(p, rng);
    click.probability = p[at(click.label)];
    return click;
  }

  static std::string name_of(int person) { return "Person " + std::to_string(person); }
  static std::string label_of(const Click& click) { return std::to_string(kIds[at(click.label)]); }

  static void add(nn::Collector& collector, const Click& click) {
    const std::string name = name_of(click.person);
    const std::string_view name_view = name, city = kCityNames[at(click.city)];
    collector.add(label_of(click), kEmotionNames[at(click.emotion)], click.timestamp, &name_view, &city);
  }

 private:
  struct Person {
    std::array<double, kLabels> taste;
    std::array<double, kEmotions> mood;
    int city;
  };

  static constexpr std::size_t at(int i) noexcept { return static_cast<std::size_t>(i); }
  static double normal(Rng& rng) {
    const double u = 1.0 - rng.unit(), v = rng.unit();
    return std::sqrt(-2.0 * std::log(u)) * std::cos(6.283185307179586 * v);
  }
  template <std::size_t kSize>
  static int draw(const std::array<double, kSize>& shares, Rng& rng) {
    double u = rng.unit();
    for (std::size_t i = 0; i + 1 < kSize; ++i) {
      if (u < shares[i]) return static_cast<int>(i);
      u -= shares[i];
    }
    return kSize - 1;
  }

  std::uint64_t seed_;
  std::vector<Person> people_;
  std::vector<double> cumulative_;
  std::array<std::array<double, kLabels>, 24> hour_;
  std::array<std::array<double, kLabels>, kEmotions> weight_;
  std::array<std::array<bool, kLabels>, kEmotions> mapped_;
};

}  // namespace synth::testing
