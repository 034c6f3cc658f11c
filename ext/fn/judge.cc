#include "fn/judge.h"

#include "fn/moment.h"
#include "fn/same_model.h"

namespace synth::fn {

Judge::Judged Judge::judge(const Arguments& arguments, Host& host) {
  if (first_)
    model_ = load_model(arguments, 0, host, false);
  else
    require_same_model(model_.get(), arguments, 0);
  first_ = false;
  if (model_ == nullptr || !arguments.has(1) || !arguments.has(2) || !arguments.has(3)) return {};
  CategoryText category;
  const std::uint32_t actual = label_number(model_->model, category.read(arguments, 1));
  return {&model_->predictor.probabilities(read_moment(model_->model, arguments, 2)), actual};
}

}  // namespace synth::fn
