#include "models/evaluation.h"

#include "core/error.h"
#include "models/model_arguments.h"
#include "models/read_query.h"
#include "models/same_model.h"

namespace synth::models {

Evaluation::Judgement Evaluation::judge(const Arguments& arguments, Host& host) {
  if (first_)
    model_ = load_model(arguments, 0, host, false);
  else
    require_same_model(model_.get(), arguments, 0);
  first_ = false;
  if (model_ == nullptr || skipped_.skip(arguments, 1)) return {};
  const TextArgument category(arguments, 1, TextArgument::kWholeReals);
  const std::uint32_t actual = label_number(model_->model, category.text());
  ++rows_;
  const nn::Query query = read_query(model_->model, arguments, 2);
  return {&model_->predictor.probabilities(query, interrupt_check(host)), actual};
}

bool Evaluation::has_rows() const {
  if (rows_ == 0 && skipped_.total() > 0) throw Error("no row can be evaluated; " + skipped_.sentence(0));
  return rows_ > 0;
}

}  // namespace synth::models
