#include "models/training_options.h"

#include <iterator>
#include <vector>

#include "core/error.h"
#include "core/numbers.h"
#include "core/suggestion.h"
#include "core/utf8.h"
#include "core/value.h"
#include "nn/limits.h"

namespace synth::models {
namespace {

using Type = Json::Type;

[[noreturn]] void refuse(const Json& json, const std::string& allowed) {
  throw Error("option \"" + json.key + "\" must be " + allowed + ", not " + show(json));
}

std::uint64_t integer(const Json& json, std::int64_t low, std::int64_t high) {
  const bool whole =
      json.type == Type::kInteger || (json.type == Type::kReal && json.real >= -1e15 && json.real <= 1e15 &&
                                      static_cast<double>(static_cast<std::int64_t>(json.real)) == json.real);
  const std::int64_t number = !whole                        ? 0
                              : json.type == Type::kInteger ? json.integer
                                                            : static_cast<std::int64_t>(json.real);
  if (!whole || number < low || number > high)
    refuse(json, "an integer between " + std::to_string(low) + " and " + std::to_string(high));
  return static_cast<std::uint64_t>(number);
}

std::uint32_t small(const Json& json, std::int64_t low, std::int64_t high) {
  return static_cast<std::uint32_t>(integer(json, low, high));
}

double real(const Json& json, double low, double high, const char* range) {
  if ((json.type != Type::kInteger && json.type != Type::kReal) || !(json.real >= low && json.real <= high))
    refuse(json, std::string("a number ") + range);
  return json.real;
}

bool boolean(const Json& json) {
  if (json.type != Type::kBoolean) refuse(json, "true or false");
  return json.boolean;
}

void hidden(const Json& json, nn::TrainingOptions& options) {
  const std::string allowed = "an array of at most " + std::to_string(nn::kMaxLayers) + " integers between 1 and " +
                              std::to_string(nn::kMaxUnits);
  if (json.type != Type::kArray || json.children.size() > nn::kMaxLayers) refuse(json, allowed);
  options.hidden.clear();
  for (const Json& child : json.children) {
    if (child.type != Type::kInteger || child.integer < 1 || child.integer > nn::kMaxUnits) refuse(json, allowed);
    options.hidden.push_back(static_cast<std::uint32_t>(child.integer));
  }
}

void labels(const Json& json, nn::TrainingOptions& options) {
  const std::string allowed = "an array of categories, each a text or an integer";
  if (json.type != Type::kArray) refuse(json, allowed);
  for (const Json& child : json.children) {
    if (child.type != Type::kInteger && child.type != Type::kText) refuse(json, allowed);
    options.labels.push_back(child.type == Type::kText ? child.text : std::to_string(child.integer));
    if (!is_utf8(options.labels.back())) refuse(json, "UTF-8");
  }
}

template <class Choice>
Choice choice(const Json& json, std::string_view first, Choice first_value, std::string_view second,
              Choice second_value) {
  if (json.type == Type::kText && json.text == first) return first_value;
  if (json.type == Type::kText && json.text == second) return second_value;
  refuse(json, "\"" + std::string(first) + "\" or \"" + std::string(second) + "\"");
}

struct Option {
  Argument help;
  void (*read)(const Json&, TrainingOptions&);
};

constexpr Option kOptions[] = {
    {{"batch", "integer", "by the rows", "1 … 1000000", "distinct rows in one step of Adam"},
     [](const Json& j, TrainingOptions& o) { o.network.batch = small(j, 1, nn::kMaxBatch); }},
    {{"calibrate", "boolean", "true", "true, false", "fit a temperature on the held-out rows"},
     [](const Json& j, TrainingOptions& o) { o.network.calibrate = boolean(j); }},
    {{"epochs", "integer", "40", "1 … 10000", "passes over the rows, at most"},
     [](const Json& j, TrainingOptions& o) { o.network.epochs = small(j, 1, nn::kMaxEpochs); }},
    {{"hidden", "array", "[64, 32]", "at most 8 integers, 1 … 1024",
      "units of each hidden layer; [] is the linear path alone"},
     [](const Json& j, TrainingOptions& o) {
       hidden(j, o.network);
       o.hidden_given = true;
     }},
    {{"l2", "number", "10", "0 … 1000000", "pull of the hidden layers to 0, in rows of evidence"},
     [](const Json& j, TrainingOptions& o) { o.network.l2 = real(j, 0, nn::kMaxL2, "between 0 and 1000000"); }},
    {{"labels", "array", "[]", "texts or integers", "categories that can be chosen beside those in the rows"},
     [](const Json& j, TrainingOptions& o) { labels(j, o.network); }},
    {{"learning_rate", "number", "0.03", "above 0, at most 1", "of the first epoch; it falls to a hundredth"},
     [](const Json& j, TrainingOptions& o) { o.network.learning_rate = real(j, 1e-9, 1, "above 0 and at most 1"); }},
    {{"max_seconds", "number", "no limit", "above 0",
      "stop after this time with the best so far: the model depends on the clock"},
     [](const Json& j, TrainingOptions& o) { o.network.max_seconds = real(j, 1e-9, 1e9, "above 0"); }},
    {{"min_rows", "integer", "10", "1 … 2^53",
      "fewer rows that can be used are an error; model_update has no such floor unless it is given"},
     [](const Json& j, TrainingOptions& o) {
       o.network.min_rows = integer(j, 1, std::int64_t{1} << 53);
       o.min_rows_given = true;
     }},
    {{"patience", "integer", "8", "1 … 10000", "epochs without a better validation loss after which it stops"},
     [](const Json& j, TrainingOptions& o) { o.network.patience = small(j, 1, nn::kMaxEpochs); }},
    {{"progress", "boolean", "false", "true, false", "draw epoch, losses, rate and time left on a terminal"},
     [](const Json& j, TrainingOptions& o) { o.network.progress = boolean(j); }},
    {{"refit", "boolean", "true", "true, false", "in the end learn from the held-out rows too"},
     [](const Json& j, TrainingOptions& o) { o.network.refit = boolean(j); }},
    {{"seed", "integer", "0", "any integer", "of the first weights and of the order of the batches"},
     [](const Json& j, TrainingOptions& o) { o.network.seed = integer(j, INT64_MIN, INT64_MAX); }},
    {{"threads", "integer", "by the processors, at most 4", "1 … 64", "the model does not depend on it"},
     [](const Json& j, TrainingOptions& o) { o.network.threads = small(j, 1, 64); }},
    {{"unknown_emotion", "text", "\"error\"", "\"error\", \"average\"",
      "what a prediction makes of an emotion never seen"},
     [](const Json& j, TrainingOptions& o) {
       using Unknown = nn::TrainingOptions::Unknown;
       o.network.unknown_emotion = choice(j, "error", Unknown::kError, "average", Unknown::kAverage);
     }},
    {{"validation", "number", "0.2", "0 … 0.9", "part of the rows that is held out; 0: none"},
     [](const Json& j, TrainingOptions& o) { o.network.validation = real(j, 0, 0.9, "between 0 and 0.9"); }},
    {{"validation_by", "text", "\"time\"", "\"time\", \"random\"",
      "hold out the last rows, or those of random hours of people"},
     [](const Json& j, TrainingOptions& o) {
       using Validation = nn::TrainingOptions::Validation;
       o.network.validation_by = choice(j, "time", Validation::kTime, "random", Validation::kRandom);
     }},
};

}  // namespace

constinit const std::array<Argument, kOptionCount> kOptionKeys = [] {
  static_assert(std::size(kOptions) == kOptionCount);
  std::array<Argument, kOptionCount> keys;
  for (std::size_t i = 0; i < kOptionCount; ++i) keys[i] = kOptions[i].help;
  return keys;
}();

TrainingOptions read_options(std::string_view json, Host& host) {
  TrainingOptions options;
  const Json root = host.parse_json("options", json);
  if (root.type != Type::kObject)
    throw Error("options must be a JSON object such as '{\"epochs\": 50}', not " + show(root));
  std::vector<std::string_view> keys;
  for (const Option& option : kOptions) keys.push_back(option.help.name);
  for (std::size_t i = 0; i < root.children.size(); ++i) {
    const Json& child = root.children[i];
    for (std::size_t k = 0; k < i; ++k)
      if (root.children[k].key == child.key) throw Error("option \"" + child.key + "\" is given twice");
    const Option* found = nullptr;
    for (const Option& option : kOptions)
      if (option.help.name == child.key) found = &option;
    if (found == nullptr) throw Error(unknown_name("option", child.key, keys));
    found->read(child, options);
  }
  return options;
}

}  // namespace synth::models
