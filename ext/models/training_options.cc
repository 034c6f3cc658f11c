#include "models/training_options.h"

#include <utility>

#include "core/error.h"

namespace synth::models {

TrainingOptions read_options(std::string_view json, Host& host, nn::TrainingOptions network) {
  const Json root = host.parse_json("options", json);
  if (root.type != Json::Type::kObject)
    throw Error("options must be a JSON object such as '{\"epochs\": 50}', not " + show(root));
  const NameOfKey name = [](std::string_view path) {
    return path.empty() ? std::string() : "option \"" + std::string(path) + "\"";
  };
  TrainingOptions options;
  options.network = std::move(network);
  const GivenFields given = read_fields<nn::TrainingOptions>(root, nn::kOptionFields, name, options.network, "option");
  options.min_rows_given = given[index_of(nn::kOptionArguments, "min_rows")];
  options.retrain_given = given[index_of(nn::kOptionArguments, "retrain")];
  return options;
}

void refuse_retrain(const TrainingOptions& options) {
  if (options.retrain_given) throw Error("option \"retrain\" is of model_update: training has nothing to train again");
}

}  // namespace synth::models
