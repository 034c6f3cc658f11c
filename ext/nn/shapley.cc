#include "nn/shapley.h"

#include <bit>

namespace synth::nn {
namespace {

constexpr std::int32_t& number_of(Query& query, Feature feature) noexcept {
  switch (feature) {
    case Feature::kPerson:
      return query.person;
    case Feature::kEmotion:
      return query.emotion;
    case Feature::kHour:
      return query.hour;
    case Feature::kWeekday:
      return query.weekday;
    default:
      return query.city;
  }
}

}  // namespace

bool has(const Query& query, Feature feature) noexcept {
  Query copy = query;
  return number_of(copy, feature) != kAbsent;
}

Attribution Shapley::explain(const Query& query, std::uint32_t label, const InterruptCheck& ask) {
  std::array<Feature, kFeatures> known{};
  unsigned n = 0;
  for (std::size_t f = 0; f < kFeatures; ++f)
    if (has(query, static_cast<Feature>(f))) known[n++] = static_cast<Feature>(f);

  std::array<Query, kMaxCoalitions> asked;
  for (unsigned coalition = 0; coalition < 1U << n; ++coalition) {
    asked[coalition] = query;
    for (unsigned i = 0; i < n; ++i)
      if ((coalition >> i & 1) == 0) number_of(asked[coalition], known[i]) = kAbsent;
  }
  std::array<double, kMaxCoalitions> value{};
  const std::size_t coalitions = std::size_t{1} << n;
  predictor_.log_odds({asked.data(), coalitions}, label, {value.data(), coalitions}, ask);

  constexpr std::array<double, kFeatures + 1> kFactorial{1, 1, 2, 6, 24, 120};
  Attribution result;
  result.baseline = value[0];
  result.log_odds = value[(1U << n) - 1];
  for (unsigned i = 0; i < n; ++i) {
    double sum = 0;
    for (unsigned coalition = 0; coalition < 1U << n; ++coalition) {
      if ((coalition >> i & 1) != 0) continue;
      const auto size = static_cast<unsigned>(std::popcount(coalition));
      sum += kFactorial[size] * kFactorial[n - 1 - size] * (value[coalition | 1U << i] - value[coalition]);
    }
    result.contribution[static_cast<std::size_t>(known[i])] = sum / kFactorial[n];
  }
  return result;
}

}  // namespace synth::nn
