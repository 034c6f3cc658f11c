#include "models/model_history.h"

#include "models/loaded_model.h"

namespace synth::models {

ModelHistory::ModelHistory(const Arguments& arguments, Host& host) {
  const LoadedModel loaded = load_model(arguments, 0, host, false);
  if (loaded == nullptr) return;
  epochs_ = loaded->model.history;
  best_ = loaded->model.provenance.best_epoch;
  held_out_ = loaded->model.provenance.validation_rows > 0;
}

Value ModelHistory::column(const Row& row, std::size_t c) const noexcept {
  const nn::Epoch& epoch = epochs_[row.index];
  switch (c) {
    case 0:
      return Value::integer(static_cast<std::int64_t>(row.index) + 1);
    case 1:
      return Value::real(epoch.train_loss);
    case 2:
      return held_out_ ? Value::real(epoch.validation_loss) : Value();
    case 3:
      return held_out_ ? Value::real(epoch.validation_accuracy) : Value();
    case 4:
      return Value::real(epoch.learning_rate);
    default:
      return Value::integer(row.index + 1 == best_ ? 1 : 0);
  }
}

}  // namespace synth::models
