#include "models/training_options.h"

namespace synth::models {

TrainingOptions read_options(std::string_view json, Host& host) {
  const Json root = host.parse_json("options", json);
  if (root.type != Json::Type::kObject)
    throw Error("options must be a JSON object such as '{\"epochs\": 50}', not " + show(root));
  const NameOfKey name = [](std::string_view path) {
    return path.empty() ? std::string() : "option \"" + std::string(path) + "\"";
  };
  TrainingOptions options;
  const GivenFields given = read_fields<nn::TrainingOptions>(root, nn::kOptionFields, name, options.network, "option");
  options.min_rows_given = given[index_of(nn::kOptionArguments, "min_rows")];
  options.hidden_given = given[index_of(nn::kOptionArguments, "hidden")];
  return options;
}

}  // namespace synth::models
