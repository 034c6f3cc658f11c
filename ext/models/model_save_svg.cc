#include "models/model_save_svg.h"

#include "draw/training_history.h"
#include "models/files.h"
#include "models/loaded_model.h"

namespace synth::models {

std::string history_picture(const nn::Model& model) {
  draw::TrainingHistory history;
  for (const nn::Epoch& epoch : model.history) {
    history.train_loss.push_back(epoch.train_loss);
    history.validation_loss.push_back(epoch.validation_loss);
    history.validation_accuracy.push_back(epoch.validation_accuracy);
  }
  history.best_epoch = model.provenance.best_epoch;
  history.held_out = model.provenance.validation_rows > 0;
  return draw::training_history(history);
}

Result ModelSaveSvg::call(const Arguments& arguments, Host& host) {
  const LoadedModel loaded = load_model(arguments, 0, host, false);
  if (loaded == nullptr || !arguments.has(1)) return Value();
  const std::string picture = history_picture(loaded->model);
  write_file(read_path(arguments, 1), picture, interrupt_check(host));
  return Value::integer(static_cast<std::int64_t>(picture.size()));
}

}  // namespace synth::models
