#include "models/policy_value.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <limits>
#include <tuple>

#include "core/error.h"
#include "core/json_writer.h"
#include "math/elementary.h"
#include "models/loaded_model.h"
#include "models/model_arguments.h"

namespace synth::models {
namespace {

struct At {  // in kArguments
  enum : std::size_t { kReward, kPropensity, kTarget, kPredictedReward, kPredictedValue, kSlate, kOptions };
};
constexpr double kLargestWeight = kLargestReward;
constexpr double kSuspicious = 3;  // standard errors of the mean weight from 1

}  // namespace

void PolicyValue::Sums::add(const Unit& unit) noexcept {
  ++units_;
  for (std::size_t q = 0; q < kQuantities; ++q)
    if (unit[q] != 0) sums_[q].add(unit[q]);
  for (std::size_t b = 0; b < kShared; ++b)
    for (std::size_t a = 0; a <= b; ++a)
      if (unit[a] != 0 && unit[b] != 0) products_[pair(a, b)].add_product(unit[a], unit[b]);
  for (std::size_t q = kShared; q < kQuantities; ++q)
    if (unit[q] != 0) squares_[q - kShared].add_product(unit[q], unit[q]);
}

double PolicyValue::Sums::mean(Quantity quantity) const noexcept {
  return (sums_[quantity].value() / DoubleDouble{static_cast<double>(units_), 0}).rounded();
}

DoubleDouble PolicyValue::Sums::spread(const ExactSum& products, std::size_t a, std::size_t b) const noexcept {
  return products.value() * DoubleDouble{static_cast<double>(units_), 0} - sums_[a].value() * sums_[b].value();
}

double PolicyValue::Sums::error_of(const DoubleDouble& spread) const noexcept {
  if (units_ < 2) return std::numeric_limits<double>::quiet_NaN();
  const auto n = static_cast<double>(units_);
  return std::sqrt(std::max(0.0, spread.rounded()) / (n - 1)) / n;
}

double PolicyValue::Sums::error(Quantity quantity) const noexcept {
  return error_of(quantity < kShared ? spread(products_[pair(quantity, quantity)], quantity, quantity)
                                     : spread(squares_[quantity - kShared], quantity, quantity));
}

double PolicyValue::Sums::error(const Factors& factors) const noexcept {
  DoubleDouble sum;
  for (std::size_t b = 0; b < kShared; ++b)
    for (std::size_t a = 0; a <= b; ++a) {
      if (factors[a] == 0 || factors[b] == 0) continue;
      const DoubleDouble factor = DoubleDouble::product(factors[a], a == b ? factors[b] : 2 * factors[b]);
      sum = sum + spread(products_[pair(a, b)], a, b) * factor;
    }
  return error_of(sum);
}

void PolicyValue::read_options_once(const Arguments& arguments, Host& host) {
  const std::string_view text = arguments.text(At::kOptions);
  if (options_text_) {
    if (*options_text_ != text) throw Error("options must be the same in every row of a group");
    return;
  }
  options_text_ = std::string(text);
  if (text.empty()) return;
  const NameOfKey name = [](std::string_view path) {
    return path.empty() ? std::string("options") : "option \"" + std::string(path) + "\"";
  };
  read_fields<PolicyOptions>(host.parse_json("options", text), kPolicyFields, name, options_, "option");
}

std::uint32_t PolicyValue::slate_of(const Arguments& arguments) {
  const TextArgument slate(arguments, At::kSlate, TextArgument::kWholeReals);
  if (!slate.given()) return kNoSlate;
  return slates_.try_emplace(std::string(slate.text()), static_cast<std::uint32_t>(slates_.size())).first->second;
}

void PolicyValue::step(const Arguments& arguments, Host& host) {
  read_options_once(arguments, host);
  ++read_;
  for (std::size_t index = At::kReward; index <= At::kTarget; ++index)
    if (!arguments.has(index)) return;
  if (arguments.has(At::kPredictedReward) != arguments.has(At::kPredictedValue)) return;
  Row row{};
  row.predicted = arguments.has(At::kPredictedReward);
  row.reward = arguments.real(At::kReward, 0);
  const double propensity = arguments.real(At::kPropensity, 0);
  row.weight = arguments.real(At::kTarget, 0) / propensity;
  if (!(row.weight <= kLargestWeight)) arguments.refuse(At::kPropensity, "at least 1e-30 times target_probability");
  if (row.predicted) {
    row.predicted_reward = arguments.real(At::kPredictedReward, 0);
    row.predicted_value = arguments.real(At::kPredictedValue, 0);
  }
  if (arguments.given().size() <= At::kSlate) return add(row.predicted ? with_ : without_, row);
  row.slate = slate_of(arguments);
  rows_.push_back(row);
}

PolicyValue::Unit PolicyValue::quantities(const Row& row) const noexcept {
  const double w = row.weight;
  const double surprise = row.reward - row.predicted_reward;
  Unit unit{1, w, w * row.reward, row.predicted_value, w * surprise};
  if (options_.clip != PolicyOptions::kNone) unit[kClipped] = std::min(w, options_.clip) * row.reward;
  if (options_.switch_at != PolicyOptions::kNone)
    unit[kSwitchDr] = row.predicted_value + (w <= options_.switch_at ? w * surprise : 0);
  if (const double lambda = options_.lambda; lambda != PolicyOptions::kNone) {
    const double shrunk = w > 0 && lambda > 0 ? lambda * w / (w * w + lambda) : 0;
    unit[kDros] = row.predicted_value + shrunk * surprise;
    if (lambda <= 1 && w > 0) unit[kSgIps] = w / (1 - lambda + lambda * w) * row.reward;
  }
  return unit;
}

void PolicyValue::note_weight(Group& group, double weight) noexcept {
  ++group.rows;
  group.squares.add_product(weight, weight);
  group.largest = std::max(group.largest, weight);
}

void PolicyValue::add(Group& group, const Row& row) const noexcept {
  note_weight(group, row.weight);
  group.sums.add(quantities(row));
}

void PolicyValue::add_slates(bool predicted, Group& group, Host& host) const {
  constexpr std::size_t kOften = 4096;
  // The rows of each slate, next to each other: a counting sort.
  const auto counts = [predicted](const Row& row) { return row.slate != kNoSlate && row.predicted == predicted; };
  std::vector<std::size_t> end(slates_.size() + 1, 0);
  for (const Row& row : rows_)
    if (counts(row)) ++end[row.slate + 1];
  for (std::size_t s = 0; s < slates_.size(); ++s) end[s + 1] += end[s];
  std::vector<const Row*> sorted(end.back());
  std::vector<std::size_t> next(end.begin(), end.end() - 1);
  for (const Row& row : rows_)
    if (counts(row)) sorted[next[row.slate]++] = &row;
  const auto check = interrupt_check(host);
  for (std::size_t s = 0; s < slates_.size(); ++s) {
    if (s % kOften == 0) check();
    const auto first = sorted.begin() + static_cast<std::ptrdiff_t>(end[s]);
    const auto last = sorted.begin() + static_cast<std::ptrdiff_t>(end[s + 1]);
    if (first == last) continue;
    // In an order that does not depend on that of the rows, because these sums are rounded.
    std::sort(first, last, [](const Row* x, const Row* y) {
      return std::tie(x->weight, x->reward, x->predicted_reward, x->predicted_value) <
             std::tie(y->weight, y->reward, y->predicted_reward, y->predicted_value);
    });
    Unit slate{};
    for (auto row = first; row != last; ++row) {
      note_weight(group, (*row)->weight);
      const Unit unit = quantities(**row);
      for (std::size_t q = 0; q < kQuantities; ++q) slate[q] += unit[q];
    }
    group.sums.add(slate);
  }
}

std::string PolicyValue::report(const Group& group, bool slates, bool predicted) const {
  const Sums& sums = group.sums;
  const double rows = sums.mean(kRows), weight = sums.mean(kWeight), mean_weight = weight / rows;
  // Errors of ratios by the delta method: of the mean weight of a row, and of what is divided by it.
  const double mean_error = sums.error(Factors{-weight / (rows * rows), 1 / rows});
  const double z = (mean_weight - 1) / mean_error;
  const bool wrong = mean_error > 0 ? std::abs(z) > kSuspicious : std::abs(mean_weight - 1) > 1e-6;
  const double quantile = normal_quantile(0.5 + options_.level / 2);

  JsonWriter json;
  json.open('{').key("rows").count(group.rows).key("slates");
  slates ? json.count(sums.units()) : json.null();
  json.key("skipped").count(read_ - group.rows).key("mean_weight").real(mean_weight).key("mean_weight_z").real(z);
  const double total = weight * static_cast<double>(sums.units());
  json.key("ess").real(total * total / group.squares.value().rounded()).key("max_weight").real(group.largest);
  json.key("warning");
  if (wrong) {
    char text[120];
    std::snprintf(text, sizeof text,
                  "the mean weight is %.3g instead of 1: propensities are wrong, or actions were never shown",
                  mean_weight);
    json.string(text);
  } else {
    json.null();
  }
  const auto estimate = [&](std::string_view name, double value, double error) {
    json.key(name).open('{').key("value").real(value).key("se").real(error);
    json.key("low").real(value - quantile * error).key("high").real(value + quantile * error).close('}');
  };
  const auto mean = [&](std::string_view name, Quantity quantity) {
    estimate(name, sums.mean(quantity), sums.error(quantity));
  };
  // base + the mean of a quantity over that of the weights.
  const auto self_normalized = [&](std::string_view name, double base, Quantity of) {
    const double ratio = sums.mean(of) / mean_weight;
    Factors factors{ratio / rows, -ratio / weight};
    factors[of] = 1 / mean_weight;
    if (of == kCorrection) factors[kPredictedValue] = 1;
    estimate(name, base + ratio, sums.error(factors));
  };
  mean("ips", kWeightedReward);
  self_normalized("snips", 0, kWeightedReward);
  if (predicted) {
    mean("dm", kPredictedValue);
    Factors both{};
    both[kPredictedValue] = both[kCorrection] = 1;
    estimate("dr", sums.mean(kPredictedValue) + sums.mean(kCorrection), sums.error(both));
    self_normalized("sndr", sums.mean(kPredictedValue), kCorrection);
  }
  if (options_.clip != PolicyOptions::kNone) mean("clipped", kClipped);
  if (predicted && options_.switch_at != PolicyOptions::kNone) mean("switch_dr", kSwitchDr);
  if (predicted && options_.lambda != PolicyOptions::kNone) mean("dros", kDros);
  if (options_.lambda != PolicyOptions::kNone && options_.lambda <= 1) mean("sg_ips", kSgIps);
  return json.close('}').text();
}

Result PolicyValue::finish(Host& host) {
  const bool slates = !slates_.empty();
  if (slates) {
    add_slates(true, with_, host);
    add_slates(false, without_, host);
  } else {
    for (const Row& row : rows_) add(row.predicted ? with_ : without_, row);
  }
  const bool predicted = with_.rows > 0;
  const Group& group = predicted ? with_ : without_;
  if (group.rows == 0) throw Error("no row can be used; " + std::to_string(read_) + " rows were skipped for a NULL");
  return report(group, slates, predicted);
}

}  // namespace synth::models
