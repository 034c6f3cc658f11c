#include "models/model_evaluate.h"

#include "core/json_writer.h"

namespace synth::models {

void ModelEvaluate::step(const Arguments& arguments, Host& host) {
  const Evaluation::Judgement row = judge_.judge(arguments, host);
  if (row.probabilities != nullptr) metrics_.add(*row.probabilities, row.actual);
}

Result ModelEvaluate::finish(Host&) {
  if (!judge_.has_rows()) return Value();
  JsonWriter json;
  json.open('{').key("rows").count(metrics_.rows());
  json.key("accuracy").metric(metrics_.accuracy()).key("top3_accuracy").metric(metrics_.top3_accuracy());
  json.key("log_loss").metric(metrics_.log_loss()).key("brier").metric(metrics_.brier());
  json.key("ndcg_at_5").metric(metrics_.ndcg_at_5()).key("mrr").metric(metrics_.mrr());
  json.key("ece").metric(metrics_.ece()).key("skipped").count(judge_.skipped().total());
  json.key("skipped_nulls").open('{');
  for (std::size_t i = 0; i < SkippedRows::kWhat.size(); ++i)
    json.key(SkippedRows::kWhat[i]).count(judge_.skipped().of(i));
  json.close('}');
  if (judge_.model().history.empty()) json.key("trained").boolean(false);
  json.close('}');
  return json.text();
}

}  // namespace synth::models
