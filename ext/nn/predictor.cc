#include "nn/predictor.h"

#include <algorithm>

#include "math/exact_math.h"
#include "rows/cities.h"
#include "rows/local_time.h"

namespace synth::nn {
namespace {

// No label is impossible: one in ten million is left for what the network excludes.
constexpr double kFloor = 1e-7;

constexpr std::uint64_t kWork = std::uint64_t{1} << 24;  // multiplications: some milliseconds

std::uint64_t work_of_a_row(const Network& network) {
  const Layout& at = network.layout;
  std::uint64_t work = network.shape.width() * 64 + at.out.size();
  for (const Matrix& block : at.inward) work += block.size();
  return work;
}

// As many rows as are asked for, but not so many that they cannot be stopped.
std::size_t rows_at_once(std::uint64_t row_work, std::size_t most) {
  return static_cast<std::size_t>(std::clamp<std::uint64_t>(kWork / row_work, 1, most));
}

}  // namespace

Predictor::Predictor(const Model& model, std::size_t rows, std::size_t queries)
    : model_(model),
      row_work_(work_of_a_row(model.network)),
      pass_(model.network, rows_at_once(row_work_, rows)),
      result_(model.labels.size()),
      p_(pass_.capacity * model.network.shape.width()),
      rows_(pass_.capacity),
      parts_(pass_.capacity),
      odds_(queries) {
  for (const double count : model.emotion_count) emotion_total_ += count;
}

void Predictor::compute(std::span<const Features> rows, const InterruptCheck& ask) {
  work_ += row_work_ * rows.size();
  if (work_ >= kWork) {
    work_ = 0;
    if (ask) ask();
  }
  forward(model_.network, rows, pass_);
  mix(model_.network, rows, pass_.logits.data(), pass_.gate.data(), model_.temperature, p_.data());
}

Predictor::Levels Predictor::levels(const float* p, double share) const noexcept {
  const std::size_t labels = result_.size();
  double sum = 0;
  for (std::size_t i = 0; i < labels; ++i) sum += static_cast<double>(p[i]);
  const double even = share / static_cast<double>(labels);
  // A made-up model whose numbers overflow knows nothing.
  if (!(sum > 0.5 && sum < 2)) return {0, even, 0};
  return {share * (1.0 - kFloor) / sum, even * kFloor, sum};
}

template <class Visit>
void Predictor::each_emotion(const Query& query, Visit visit) const {
  if (query.emotion != kAbsent) return visit(static_cast<std::size_t>(query.emotion), 1.0);
  for (std::size_t e = 0; e < model_.emotion_count.size(); ++e)
    if (model_.emotion_count[e] > 0) visit(e, model_.emotion_count[e] / emotion_total_);
}

const std::vector<double>& Predictor::probabilities(const Query& query, const InterruptCheck& ask) {
  std::fill(result_.begin(), result_.end(), 0.0);
  each_emotion(query, [&](std::size_t emotion, double share) {
    rows_[0] = {static_cast<std::int32_t>(emotion), query.hour, query.weekday, query.person, query.city};
    compute({rows_.data(), 1}, ask);
    const Levels level = levels(p_.data(), share);
    for (std::size_t i = 0; i < result_.size(); ++i) result_[i] += level.of(p_[i]);
  });
  return result_;
}

void Predictor::log_odds(std::span<const Query> queries, std::uint32_t label, std::span<double> result,
                         const InterruptCheck& ask) {
  const std::size_t labels = result_.size(), width = model_.network.shape.width();
  std::fill_n(odds_.begin(), queries.size(), Odds{});
  std::size_t count = 0;
  const auto flush = [&] {
    compute({rows_.data(), count}, ask);
    for (std::size_t r = 0; r < count; ++r) {
      const float* p = p_.data() + r * width;
      const Levels level = levels(p, parts_[r].share);
      Odds& odds = odds_[parts_[r].query];
      odds.chosen += level.of(p[label]);
      // Of floats summed as doubles what is left is good to nine digits even where one label is nearly certain.
      odds.others += level.floor * static_cast<double>(labels - 1);
      if (level.scale != 0) odds.others += level.scale * std::max(0.0, level.sum - static_cast<double>(p[label]));
    }
    count = 0;
  };
  const auto put = [&](const Query& query, std::size_t emotion, double share, std::size_t number) {
    rows_[count] = {static_cast<std::int32_t>(emotion), query.hour, query.weekday, query.person, query.city};
    parts_[count] = {number, share};
    if (++count == rows_.size()) flush();
  };
  for (std::size_t q = 0; q < queries.size(); ++q)
    each_emotion(queries[q], [&](std::size_t emotion, double share) { put(queries[q], emotion, share, q); });
  if (count > 0) flush();
  for (std::size_t q = 0; q < queries.size(); ++q)
    result[q] = labels < 2 ? 0.0 : exact_log(odds_[q].chosen) - exact_log(odds_[q].others);
}

Query query_for(const Model& model, std::int32_t emotion, std::int64_t unix_seconds, const std::string_view* name,
                const std::string_view* city) noexcept {
  Query query;
  query.emotion = emotion;
  std::int32_t utc_offset = 0;
  const auto number = [](const Vocabulary& strings, std::string_view text) {
    return static_cast<std::int32_t>(strings.find(text));  // kNone becomes kAbsent
  };
  if (name != nullptr) query.person = number(model.people, *name);
  if (city != nullptr) {
    query.city = number(model.cities, *city);
    if (const City* place = find_city(*city)) utc_offset = place->utc_offset;
  }
  const LocalTime time = local_time(quarter_of(unix_seconds) * kQuarterSeconds, utc_offset);
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
