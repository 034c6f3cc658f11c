#include "nn/drift.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>
#include <vector>

#include "math/exact_math.h"
#include "nn/weighted_examples.h"
#include "rows/local_time.h"

namespace synth::nn {
namespace {

constexpr double kLn2 = 0.69314718055994531;
constexpr std::size_t kPeriods = 64;  // of equal length, before the rows that are foretold
constexpr std::uint64_t kFewestRows = 500;
constexpr std::size_t kMaxNumbers = std::size_t{1} << 16;  // levels times labels of a table
// Half-lives, as parts of the time that the rows span.
constexpr std::array<double, 6> kParts{2, 1, 0.5, 0.25, 0.125, 0.0625};
constexpr double kSurest = 12.0, kLeastGain = 1e-4;  // nats, and nats per row, that a table must win on average
constexpr double kMaxOfGain = 2.0 / 3;               // the longest half-life with so much of the best gain is taken

// What was chosen at each level of one feature: in each period, and in the rows that are foretold.
struct Table {
  Table(std::size_t with_levels, std::size_t with_labels)
      : levels(with_levels), labels(with_labels), early(kPeriods * levels * labels), late(levels * labels) {}

  // −ln of the probability of the late rows by the early ones, weighted by period and smoothed towards all levels'
  // shares, with the best of some strengths.
  double loss(const std::array<double, kPeriods>& weight) const {
    std::vector<double> old(late.size()), share(labels, 1.0);
    for (std::size_t period = 0; period < kPeriods; ++period)
      for (std::size_t i = 0; i < old.size(); ++i) old[i] += weight[period] * early[period * old.size() + i];
    auto all = static_cast<double>(labels);
    for (std::size_t i = 0; i < old.size(); ++i) {
      share[i % labels] += old[i];
      all += old[i];
    }
    double best = 1e300;
    for (const double strength : {2.0, 8.0, 32.0, 128.0}) {
      double sum = 0;
      for (std::size_t at = 0; at < old.size(); at += labels) {
        double rows = strength;
        for (std::size_t c = 0; c < labels; ++c) rows += old[at + c];
        for (std::size_t c = 0; c < labels; ++c)
          if (const double n = late[at + c]; n > 0)
            sum -= n * exact_log((old[at + c] + strength * share[c] / all) / rows);
      }
      best = std::min(best, sum);
    }
    return best;
  }

  std::size_t levels, labels;
  std::vector<double> early, late;
};

}  // namespace

double suggested_half_life(const Counts& counts, WorkerPool& team, Monitor& monitor) {
  const std::size_t labels = counts.labels().size();
  if (counts.rows() < kFewestRows || labels < 2) return 0;
  // The moment from which on rows are foretold, to a thousandth of the time.
  const std::int64_t first = quarter_of(counts.first_time()), last = quarter_of(counts.last_time());
  constexpr std::size_t kSteps = 1000;
  std::array<std::uint64_t, kSteps> rows{};
  const auto step_of = [&](std::int32_t quarter) {
    return static_cast<std::size_t>((quarter - first) * std::int64_t{kSteps} / (last - first + 1));
  };
  std::size_t asked = 0;
  const auto ask = [&] {
    if (++asked % 65536 == 0) monitor.poll();
  };
  for (const auto& [row, count] : counts.distinct()) {
    ask();
    rows[step_of(row.quarter)] += count;
  }
  std::uint64_t seen = 0;
  std::size_t cut = 0;
  while (cut < kSteps && (seen += rows[cut]) * 5 <= counts.rows() * 4) ++cut;
  if (cut == 0 || cut >= kSteps) return 0;

  using Level = std::size_t (*)(const Counts::Row&, const std::vector<std::int32_t>&);
  constexpr std::size_t kNone = ~std::size_t{0};
  const std::pair<std::size_t, Level> features[] = {
      {counts.emotions().size(),
       [](const Counts::Row& row, const std::vector<std::int32_t>&) -> std::size_t { return row.emotion; }},
      {kHours,
       [](const Counts::Row& row, const std::vector<std::int32_t>& offsets) {
         const std::int32_t offset = row.city == 0 ? 0 : offsets[row.city - 1];
         return static_cast<std::size_t>(local_time(row.quarter * kQuarterSeconds, offset).hour);
       }},
      {counts.people().size(),
       [](const Counts::Row& row, const std::vector<std::int32_t>&) -> std::size_t {
         return row.person == 0 ? kNone : row.person - 1U;
       }},
      {counts.cities().size(), [](const Counts::Row& row, const std::vector<std::int32_t>&) -> std::size_t {
         return row.city == 0 ? kNone : row.city - 1U;
       }}};
  const std::vector<std::int32_t> offsets = utc_offsets(counts.cities());
  // By half-life, the first of them none.
  std::array<std::array<double, kPeriods>, kParts.size() + 1> weights;
  weights.front().fill(1.0);
  for (std::size_t i = 0; i < kParts.size(); ++i) {
    const double period = static_cast<double>(cut + 1) / kSteps / kPeriods;  // its part of the time
    for (std::size_t k = 0; k < kPeriods; ++k)
      weights[i + 1][k] = exact_exp(-kLn2 * static_cast<double>(kPeriods - 1 - k) * period / kParts[i]);
  }
  std::vector<std::optional<Table>> tables(std::size(features));
  team.run(std::size(features), [&](std::size_t number) {
    const auto& [levels, level_of] = features[number];
    if (levels == 0 || levels * labels > kMaxNumbers) return;
    Table& table = tables[number].emplace(levels, labels);
    std::size_t rows_seen = 0;
    for (const auto& [row, count] : counts.distinct()) {
      if (++rows_seen % 65536 == 0) monitor.poll();
      const std::size_t level = level_of(row, offsets), step = step_of(row.quarter);
      if (level == kNone) continue;
      const std::size_t at = level * labels + row.label;
      if (step > cut)
        table.late[at] += static_cast<double>(count);
      else
        table.early[step * kPeriods / (cut + 1) * table.late.size() + at] += static_cast<double>(count);
    }
  });
  std::erase_if(tables, [](const std::optional<Table>& table) { return !table.has_value(); });
  std::vector<double> losses(tables.size() * weights.size());
  team.run(losses.size(), [&](std::size_t i) {
    losses[i] = tables[i / weights.size()]->loss(weights[i % weights.size()]);
    monitor.poll();
  });
  double without = 0;
  std::array<double, kParts.size()> with{};
  for (std::size_t table = 0; table < tables.size(); ++table) {
    const double* const of_table = losses.data() + table * weights.size();
    without += of_table[0];
    for (std::size_t i = 0; i < with.size(); ++i) with[i] += of_table[i + 1];
  }
  const double most = (without - *std::min_element(with.begin(), with.end())) /
                      std::max<double>(static_cast<double>(tables.size()), 1.0);
  if (most < kSurest + kLeastGain * static_cast<double>(counts.rows())) return 0;
  for (std::size_t i = 0; i < kParts.size(); ++i)
    if ((without - with[i]) / static_cast<double>(tables.size()) >= most * kMaxOfGain) {
      const double days = static_cast<double>(last - first + 1) * kQuarterSeconds / 86400;
      return kParts[i] * days;
    }
  return 0;
}

}  // namespace synth::nn
