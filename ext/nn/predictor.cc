#include "nn/predictor.h"

#include <algorithm>

#include "core/places.h"
#include "nn/clock.h"

namespace synth::nn {
namespace {

// No label is impossible: one in ten million is left for what the network excludes.
constexpr double kFloor = 1e-7;

}  // namespace

Predictor::Predictor(const Model& model)
    : model_(model), pass_(model.network, 1), result_(model.labels.size()), p_(model.network.shape.width()) {
  for (const double count : model.emotion_count) emotion_total_ += count;
}

void Predictor::add(const Features& row, double share) noexcept {
  forward(model_.network, {&row, 1}, pass_);
  const std::size_t labels = result_.size();
  kernels().mixture(1, labels, model_.network.shape.width(), pass_.logits.data(), pass_.gate.data(),
                    static_cast<float>(1.0 / model_.temperature), p_.data());
  double sum = 0;
  for (std::size_t i = 0; i < labels; ++i) sum += static_cast<double>(p_[i]);
  const double even = share / static_cast<double>(labels);
  if (!(sum > 0.5 && sum < 2)) {  // a made-up model whose numbers overflow: it knows nothing
    for (double& p : result_) p += even;
    return;
  }
  const double scale = share * (1.0 - kFloor) / sum;
  for (std::size_t i = 0; i < labels; ++i) result_[i] += static_cast<double>(p_[i]) * scale + even * kFloor;
}

const std::vector<double>& Predictor::probabilities(const Query& query) noexcept {
  std::fill(result_.begin(), result_.end(), 0.0);
  Features row{query.emotion, query.hour, query.weekday, query.person, query.city};
  if (query.emotion != kAbsent) {
    add(row, 1.0);
    return result_;
  }
  for (std::size_t e = 0; e < model_.emotion_count.size(); ++e) {
    row.emotion = static_cast<std::int32_t>(e);
    if (model_.emotion_count[e] > 0) add(row, model_.emotion_count[e] / emotion_total_);
  }
  return result_;
}

Query query_for(const Model& model, std::int32_t emotion, std::int64_t unix_seconds, const std::string_view* name,
                const std::string_view* city) noexcept {
  Query query;
  query.emotion = emotion;
  std::int32_t utc_offset = 0;
  const auto number = [](const Strings& strings, std::string_view text) {
    return static_cast<std::int32_t>(strings.find(text));  // kNone becomes kAbsent
  };
  if (name != nullptr) query.person = number(model.people, *name);
  if (city != nullptr) {
    query.city = number(model.cities, *city);
    if (const Place* place = find_place(*city)) utc_offset = place->utc_offset;
  }
  const LocalTime time = local_time(quarter_of(unix_seconds), utc_offset);
  query.hour = time.hour;
  query.weekday = time.weekday;
  return query;
}

std::uint32_t rank_of(const std::vector<double>& probabilities, std::uint32_t label) noexcept {
  std::uint32_t rank = 1;
  for (std::uint32_t i = 0; i < probabilities.size(); ++i)
    if (probabilities[i] > probabilities[label] || (i < label && probabilities[i] == probabilities[label])) ++rank;
  return rank;
}

}  // namespace synth::nn
