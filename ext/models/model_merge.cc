#include "models/model_merge.h"

#include "models/loaded_model.h"

namespace synth::models {

void ModelMerge::merge_last(Host& host) {
  const nn::Counts last = std::move(parts_.back());
  parts_.pop_back();
  parts_.back() = nn::Counts::sum(parts_.back(), last, interrupt_check(host));
}

void ModelMerge::step(const Arguments& arguments, Host& host) {
  if (!arguments.has(0)) return;
  parts_.push_back(read_counts(arguments, 0, host));
  const auto size = [this](std::size_t from_end) { return parts_[parts_.size() - from_end].distinct().size(); };
  while (parts_.size() > 1 && size(2) <= 2 * size(1)) merge_last(host);
}

Result ModelMerge::finish(Host& host) {
  if (parts_.empty()) return Value();
  while (parts_.size() > 1) merge_last(host);
  return Blob{parts_.back().to_bytes(interrupt_check(host))};
}

}  // namespace synth::models
