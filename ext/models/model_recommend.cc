#include "models/model_recommend.h"

#include <algorithm>
#include <numeric>

#include "models/read_query.h"
#include "rows/categories.h"

namespace synth::models {

ModelRecommend::ModelRecommend(const Arguments& arguments, Host& host) {
  const auto k = static_cast<std::size_t>(arguments.integer(index_of(kArguments, "k")));
  const LoadedModel loaded = load_model(arguments, 0, host, false);
  if (loaded == nullptr || !arguments.has(1) || !arguments.has(2)) return;
  const nn::Query query = read_query(loaded->model, arguments, 1);
  known_ = query.emotion != nn::kAbsent && (query.person != nn::kAbsent || !arguments.has(3)) &&
           (query.city != nn::kAbsent || !arguments.has(4));
  const auto& p = loaded->predictor.probabilities(query, interrupt_check(host));
  std::vector<std::uint32_t> order(p.size());
  std::iota(order.begin(), order.end(), 0U);
  std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) { return p[a] > p[b]; });
  order.resize(std::min(k, order.size()));
  for (const std::uint32_t label : order) best_.push_back({std::string(loaded->model.labels[label]), p[label]});
}

Value ModelRecommend::column(const Row& row, std::size_t c) const noexcept {
  const Choice& choice = best_[row.index];
  switch (c) {
    case 0:
      return Value::integer(static_cast<std::int64_t>(row.index) + 1);
    case 1:
      return Value::text(choice.category, Value::Lifetime::kRow);
    case 2: {
      const Category* category = category_of_id(choice.category);
      return category != nullptr ? Value::literal(category->genre) : Value();
    }
    case 3:
      return Value::real(choice.probability);
    default:
      return Value::integer(known_ ? 1 : 0);
  }
}

}  // namespace synth::models
