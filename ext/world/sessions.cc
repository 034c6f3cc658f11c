#include "world/sessions.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "math/elementary.h"
#include "math/streams.h"

namespace synth::world {
namespace {

constexpr std::size_t kFewSessions = 64;  // of a block, where sizes are geometric or expected ones
constexpr double kLongestGap = 3600;      // seconds, of the lognormal law
constexpr double kMostRows = 4096;        // of a session
constexpr double kGapsPerUnit = 1.6;      // rows in a mean gap, up to which sessions can follow one another
constexpr double kFewestExpected = 0.2;   // rows of a session that mostly has one row or none
constexpr std::size_t kSamples = 1024;    // of times since a session's start
// Where a kind of sessions ends and the next begins, in rows.
constexpr double kKindEnds[] = {32, 512, 4097};

using Sizes = std::vector<double>;

double midpoint(std::size_t k, std::size_t of) noexcept {
  return (static_cast<double>(k) + 0.5) / static_cast<double>(of);
}

// The 64 quantiles of a geometric distribution, with a sum of 64 means.
Sizes geometric_sizes(double mean) {
  Sizes sizes(kFewSessions);
  const auto fill = [&sizes](double odds) {  // of one more row
    double sum = 0;
    for (std::size_t k = 0; k < sizes.size(); ++k) {
      const double rows = odds <= 0 ? 1 : portable_log(1 - midpoint(k, sizes.size())) / portable_log(odds);
      sizes[k] = std::clamp(std::ceil(rows), 1.0, kMostRows);
      sum += sizes[k];
    }
    return sum;
  };
  const double wanted = std::round(mean * static_cast<double>(sizes.size()));
  double low = 0, high = 1 - 1e-3;
  for (int step = 0; step < 50; ++step) {
    const double middle = (low + high) / 2;
    (fill(middle) < wanted ? low : high) = middle;
  }
  // The sum jumps by whole rows; the longest session makes up for it.
  const double sum = fill(low);
  sizes.back() = std::max(1.0, sizes.back() + wanted - sum);
  return sizes;
}

Sizes sizes_of(const WorldSpec& spec) {
  if (!spec.session_sizes) return geometric_sizes(spec.session_rows);
  Sizes sizes(SessionSizes::kMostSessions);
  for (std::size_t k = 0; k < sizes.size(); ++k)
    sizes[k] = std::clamp(std::round(quantile_at(*spec.session_sizes, midpoint(k, sizes.size()))), 1.0, kMostRows);
  return sizes;
}

// How many of as many first sessions are one of each size: each goes to the nearest size, in equal parts if there are
// several. Sizes do not fall.
Sizes newcomers_of(const WorldSpec& spec, const Sizes& sizes) {
  Sizes newcomers(sizes.size(), spec.session_first_sizes ? 0 : 1);
  if (!spec.session_first_sizes) return newcomers;
  for (std::size_t first = 0; first < sizes.size(); ++first) {
    const double rows = std::round(quantile_at(*spec.session_first_sizes, midpoint(first, sizes.size())));
    auto nearest = std::lower_bound(sizes.begin(), sizes.end(), rows);
    if (nearest == sizes.end() || (nearest != sizes.begin() && rows - *(nearest - 1) <= *nearest - rows)) --nearest;
    const auto same = std::equal_range(sizes.begin(), sizes.end(), *nearest);
    for (auto size = same.first; size != same.second; ++size)
      newcomers[static_cast<std::size_t>(size - sizes.begin())] += 1 / static_cast<double>(same.second - same.first);
  }
  return newcomers;
}

QuantileTable gaps_of(const WorldSpec& spec) {
  if (spec.session_gaps) return QuantileTable(*spec.session_gaps);
  return LognormalTable(spec.session_seconds, spec.session_sigma, 1, kLongestGap);
}

// The chance that a session with that many expected rows has any: their number is Poisson distributed.
double chance_of_rows(double expected) noexcept {
  return 1 - portable_exp(-std::min(expected, 700.0));
}

// The expected rows of a session that has `rows` on average, if any.
double expected_rows(double rows) noexcept {
  double low = 0, high = rows;
  for (int step = 0; step < 50; ++step) {
    const double middle = (low + high) / 2;
    (middle < rows * chance_of_rows(middle) ? low : high) = middle;
  }
  return std::max(high, kFewestExpected);
}

// 64 sessions that, as far as they have rows, are as the sessions [first, last) on average.
SessionSizes overlapping(const Sizes& sizes, const Sizes& newcomers, std::size_t first, std::size_t last) {
  Sizes expected(sizes.size());
  std::vector<double> before{0};  // sessions that are needed, those without rows too
  for (std::size_t k = first; k < last; ++k) {
    expected[k] = expected_rows(sizes[k]);
    before.push_back(before.back() + 1 / chance_of_rows(expected[k]));
  }
  Sizes rows(kFewSessions), firsts(kFewSessions);
  for (std::size_t s = 0; s < kFewSessions; ++s) {
    const auto after =
        std::upper_bound(before.begin() + 1, before.end() - 1, midpoint(s, kFewSessions) * before.back());
    const std::size_t k = first + static_cast<std::size_t>(after - before.begin()) - 1;
    rows[s] = expected[k];
    firsts[s] = newcomers[k];
  }
  // The mean of those with rows is exact.
  const double wanted =
      std::accumulate(sizes.begin() + first, sizes.begin() + last, 0.0) / static_cast<double>(last - first);
  double low = 0, high = 4;
  for (int step = 0; step < 50; ++step) {
    const double factor = (low + high) / 2;
    double sum = 0, with_rows = 0;
    for (const double each : rows) {
      sum += factor * each;
      with_rows += chance_of_rows(factor * each);
    }
    (sum < wanted * with_rows ? low : high) = factor;
  }
  for (double& each : rows) each *= high;
  // As many of these have a newcomer as of the sessions that they stand for, and rows.
  const double share =
      std::accumulate(newcomers.begin() + first, newcomers.begin() + last, 0.0) / static_cast<double>(sizes.size());
  double chances = 0;
  for (std::size_t s = 0; s < kFewSessions; ++s) chances += firsts[s] * chance_of_rows(rows[s]);
  for (double& each : firsts) each = chances > 0 ? each / chances * share * kFewSessions : 0;
  return SessionSizes(rows, firsts);
}

// The median time between the rows of the sessions [first, last), if the times of rows are drawn one by one.
double median_between(const Sizes& sizes, std::size_t first, std::size_t last, const QuantileTable& times) {
  Rng rng(key_for(0, Stream::kLogTime), 0);
  std::vector<double> between, rows;
  for (std::size_t k = first; between.size() < kSamples; k = k + 1 < last ? k + 1 : first) {
    if (sizes[last - 1] < 2) return 0;
    rows.clear();
    for (double row = 0; row < sizes[k]; ++row) rows.push_back(times.quantile(rng.unit()));
    std::sort(rows.begin(), rows.end());
    for (std::size_t row = 1; row < rows.size(); ++row) between.push_back(rows[row] - rows[row - 1]);
  }
  const auto middle = between.begin() + static_cast<std::ptrdiff_t>(between.size() / 2);
  std::nth_element(between.begin(), middle, between.end());
  return *middle;
}

// Seconds from a session's start to one of its rows, for rows of the sessions [first, last): measured.
QuantileTable times_since_start(const Sizes& sizes, std::size_t first, std::size_t last, const SessionGaps& gaps) {
  const Key key = key_for(0, Stream::kSessionOffset);
  std::vector<double> before{0};
  for (std::size_t k = first; k < last; ++k) before.push_back(before.back() + sizes[k]);
  std::vector<double> times;
  for (std::size_t sample = 0; sample < kSamples; ++sample) {
    // Evenly over all rows: each is the row of a session, with its own gaps. The start is one gap before the first row;
    // else a quarter of the rows would begin at once.
    const double row = (static_cast<double>(sample) + 0.5) / kSamples * before.back();
    const auto after = std::upper_bound(before.begin() + 1, before.end() - 1, row);
    times.push_back(gaps.elapsed(key, sample, static_cast<std::uint64_t>(row - *(after - 1)) + 1));
  }
  std::sort(times.begin(), times.end());
  // Rows are drawn one by one, so their times are further apart than the rows of one session: by a factor, so that the
  // median is that of the law.
  const double usual = median_between(sizes, first, last, QuantileTable(times)), wanted = gaps.median();
  if (usual > 0 && wanted > 0)
    for (double& time : times) time *= wanted / usual;
  return QuantileTable(times);
}

std::vector<SessionLaw::Kind> kinds_of(const Sizes& sizes, const Sizes& newcomers, const SessionGaps& gaps) {
  const double all = std::accumulate(sizes.begin(), sizes.end(), 0.0);
  std::vector<SessionLaw::Kind> kinds;
  std::size_t first = 0;
  std::uint32_t begin = 0;
  for (const double end : kKindEnds) {
    const auto last = static_cast<std::size_t>(
        std::find_if(sizes.begin(), sizes.end(), [end](double rows) { return rows > end; }) - sizes.begin());
    const double rows = std::accumulate(sizes.begin(), sizes.begin() + static_cast<std::ptrdiff_t>(last), 0.0);
    const auto to = static_cast<std::uint32_t>(std::round(rows / all * 256));
    // A kind with too few rows becomes part of the next one; the last kind takes in what is left.
    if (last == first || (last < sizes.size() && (to == begin || to == 256))) continue;
    kinds.push_back({overlapping(sizes, newcomers, first, last), times_since_start(sizes, first, last, gaps),
                     last == sizes.size() ? 256 : to, 0, 0, 0});
    kinds.back().share = static_cast<double>(kinds.back().end - begin) / 256;
    kinds.back().positions_per_row = 1 / kinds.back().share;
    kinds.back().blocks_per_row = kinds.back().share / kinds.back().sizes.rows();
    begin = kinds.back().end;
    first = last;
  }
  return kinds;
}

}  // namespace

SessionSizes::SessionSizes(std::span<const double> sizes, std::span<const double> newcomers)
    : sessions_(static_cast<std::uint32_t>(sizes.size())) {
  const Key key = key_for(0, Stream::kSession);
  for (std::size_t o = 0; o < kOrders; ++o) {
    std::vector<std::uint32_t> session(sessions_);
    std::iota(session.begin(), session.end(), 0U);
    Rng rng(key, o);
    for (std::uint32_t k = sessions_ - 1; k > 0; --k) std::swap(session[k], session[rng.below(k + 1)]);
    Order& order = orders_[o];
    order.begins = order.newcomers = {0};
    for (std::size_t k = 0; k < 2 * std::size_t{sessions_}; ++k) {
      order.begins.push_back(order.begins.back() + sizes[session[k % sessions_]]);
      order.newcomers.push_back(order.newcomers.back() + newcomers[session[k % sessions_]]);
    }
    // Sums in different orders round differently; what is a row of the block must be one of its sessions.
    rows_ = o == 0 ? order.begins[sessions_] : std::min(rows_, order.begins[sessions_]);
  }
  const std::size_t cells = kCellsPerSession * sessions_;
  cells_per_row_ = static_cast<double>(cells) / (2 * rows_);
  for (Order& order : orders_) {
    order.begins.back() = 1e300;
    std::uint16_t k = 0;
    for (std::size_t cell = 0; cell <= cells; ++cell) {
      while (order.begins[k + 1U] <= static_cast<double>(cell) / cells_per_row_) ++k;
      order.guide.push_back(k);
    }
  }
}

SessionGaps::SessionGaps(const QuantileTable& gaps) : gaps_(gaps) {
  for (std::size_t part = 0; part <= kParts; ++part)
    for (std::size_t k = 0; k < kRun; ++k) run_length_[part] += gaps_.knot(k * kParts + part);
  for (std::size_t k = 0; k < QuantileTable::kSteps; ++k)
    mean_ += (gaps_.knot(k) + gaps_.knot(k + 1)) / (2.0 * QuantileTable::kSteps);
}

double SessionGaps::elapsed(const Key& key, std::uint64_t session, std::uint64_t k) const noexcept {
  double sum = 0;
  for (std::uint64_t run = 0; k > 0; ++run) {
    const std::uint64_t word = word_for(key, session * 64 + run);
    const double part = static_cast<double>(word >> 33) * 0x1p-31;
    if (k >= kRun) {
      sum += run_length(part);
      k -= kRun;
      continue;
    }
    const Order64 order(word);
    for (std::uint32_t gap = 0; gap < k; ++gap)
      sum += gaps_.quantile((static_cast<double>(order.place(gap)) + part) * (1.0 / kRun));
    break;
  }
  return sum;
}

SessionLaw::SessionLaw(const WorldSpec& spec)
    : gaps(gaps_of(spec)),
      sizes(sizes_of(spec), newcomers_of(spec, sizes_of(spec))),
      kinds(kinds_of(sizes_of(spec), newcomers_of(spec, sizes_of(spec)), gaps)),
      sparse_below(gaps.mean() > 0 ? kGapsPerUnit * static_cast<double>(kSecondsPerDay) / gaps.mean() : 1e300),
      trend(spec.trend) {}

}  // namespace synth::world
