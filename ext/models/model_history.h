// model_history(model): one row for each epoch of the training.
//
//   SELECT epoch, train_loss, validation_loss FROM models, model_history(models.model) WHERE models.name = 'clicks';
#pragma once

#include <cstdint>
#include <vector>

#include "core/table.h"
#include "models/model_arguments.h"
#include "nn/monitor.h"

namespace synth::models {

class ModelHistory {
 public:
  static constexpr Argument kArguments[] = {kGivenModel};
  static constexpr Column kColumns[] = {
      {"epoch", "INTEGER", "from 1"},
      {"train_loss", "REAL", "mean loss in nats during the epoch, while the network was changing"},
      {"validation_loss", "REAL", "mean loss of the held-out rows after the epoch; NULL if none were held out"},
      {"validation_accuracy", "REAL", "share of held-out rows for which the most probable category was right"},
      {"learning_rate", "REAL", "at the beginning of the epoch"},
      {"best", "INTEGER", "1 for the epoch that was kept (best_epoch of model_info), else 0"}};
  static constexpr Description kDescription{
      .name = "model_history",
      .meaning = "How the training went, epoch by epoch.",
      .arguments = kArguments,
      .columns = kColumns,
      .example =
          "SELECT count(*) > 0 FROM model_history((SELECT model_train(video_category, emotion, timestamp) FROM "
          "synth_video_clicks(200)))"};

  struct Row {
    std::uint64_t index = 0;
  };

  ModelHistory(const Arguments& arguments, Host& host);
  std::uint64_t size() const noexcept { return epochs_.size(); }
  void at(std::uint64_t i, ColumnSet, Row& row) const noexcept { row.index = i; }
  Value column(const Row& row, std::size_t c) const noexcept;

 private:
  std::vector<nn::Epoch> epochs_;
  bool held_out_ = false;
  std::uint32_t best_ = 0;
};

}  // namespace synth::models
