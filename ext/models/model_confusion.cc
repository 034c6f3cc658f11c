#include "models/model_confusion.h"

#include <algorithm>

#include "core/json_writer.h"

namespace synth::models {

void ModelConfusion::step(const Arguments& arguments, Host& host) {
  const Evaluation::Judgement row = judge_.judge(arguments, host);
  if (row.probabilities == nullptr) return;
  const auto& p = *row.probabilities;
  const auto predicted = static_cast<std::uint32_t>(std::max_element(p.begin(), p.end()) - p.begin());
  ++counts_[{row.actual, predicted}];
}

Result ModelConfusion::finish(Host& host) {
  if (!judge_.has_rows()) return Value();
  const Vocabulary& labels = judge_.model().labels;
  const InterruptCheck ask = interrupt_check(host);
  PeriodicCheck asking(ask, 1U << 12);
  JsonWriter json;
  json.open('[');
  for (const auto& [pair, count] : counts_) {
    asking.step();
    json.open('{').key("actual").string(labels[pair.first]).key("predicted").string(labels[pair.second]);
    json.key("count").count(count).close('}');
  }
  json.close(']');
  return json.text();
}

}  // namespace synth::models
