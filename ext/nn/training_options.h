// How to train: the options of model_train and model_update. A member with its default, and a line in kOptionFields,
// are an option; from the line follow reading, checking, the help, and what model_info tells.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/field.h"
#include "nn/limits.h"

namespace synth::nn {

struct TrainingOptions {
  static constexpr double kAutoHalfLife = -1;  ///< what foretells the last rows best, or none
  enum class Validation : std::uint8_t { kTime, kRandom };
  enum class Unknown : std::uint8_t { kError, kAverage };

  std::uint32_t epochs = 20;          ///< at most
  std::vector<std::uint32_t> hidden;  ///< units of each hidden layer; none: none
  std::uint64_t seed = 0;
  std::uint32_t patience = 8;   ///< epochs without a better validation loss before it stops
  std::uint32_t batch = 0;      ///< distinct rows per step; 0: by the amount of data
  double learning_rate = 0.03;  ///< of the first epoch; it falls to a hundredth along a cosine
  double l2 = 10.0;             ///< pull of the hidden layers' weights to 0, in rows of evidence
  std::uint32_t threads = 0;    ///< 0: as many as there are processors, at most 4
  double max_seconds = 0;       ///< 0: no limit
  double validation = 0.2;      ///< the part of the rows that is held out; 0: none
  Validation validation_by = Validation::kTime;
  bool refit = true;                          ///< afterwards learn from the held-out rows too
  bool calibrate = true;                      ///< fit the temperature on the held-out rows
  Unknown unknown_emotion = Unknown::kError;  ///< what a prediction does with an emotion never seen
  std::uint64_t min_rows = 10;                ///< fewer rows: an error
  std::vector<std::string> labels;            ///< known beside those seen
  double half_life = kAutoHalfLife;           ///< days in which a row loses half of its weight; 0: none
  bool keep_rows = true;                      ///< in the model, which can then learn on and forget
  bool retrain = false;                       ///< model_update trains, however few rows are new
  bool progress = false;
};

inline constexpr std::string_view kValidations[] = {"time", "random"};  // in the order of TrainingOptions::Validation
inline constexpr std::string_view kUnknowns[] = {"error", "average"};   // in the order of TrainingOptions::Unknown

/// A number of days, "auto" or null.
inline void read_half_life(const Argument&, const Json& node, const std::string& place, TrainingOptions& options) {
  const bool number = node.type == Json::Type::kInteger || node.type == Json::Type::kReal;
  if (number && node.real > 0 && node.real <= kMaxHalfLife)
    options.half_life = node.real;
  else if (node.type == Json::Type::kNull)
    options.half_life = 0;
  else if (node.type == Json::Type::kText && node.text == "auto")
    options.half_life = TrainingOptions::kAutoHalfLife;
  else
    refuse(place, "a number of days above 0 and at most 1000000, \"auto\" or null", node);
}
inline void write_half_life(const Argument&, const TrainingOptions& options, JsonWriter& json) {
  if (options.half_life == TrainingOptions::kAutoHalfLife)
    json.string("auto");
  else if (options.half_life == 0)
    json.null();
  else
    json.real(options.half_life);
}

/// Every option, in the order of the alphabet.
inline constexpr Field<TrainingOptions> kOptionFields[] = {
    field<&TrainingOptions::batch>(
        Argument::integer("batch", Rule{"by the rows"}, {1, kMaxBatch}, "distinct rows in one step of Adam")),
    field<&TrainingOptions::calibrate>("calibrate", "fit a temperature on the held-out rows"),
    field<&TrainingOptions::epochs>("epochs", {1, kMaxEpochs}, "passes over the rows, at most"),
    Field<TrainingOptions>{
        {.name = "half_life",
         .type = Type::kReal,
         .otherwise = Rule{"\"auto\""},
         .meaning = "in which a row loses half of its weight; auto: where old rows foretell the last ones badly",
         .allowed = "more than 0, at most 1000000 days, \"auto\", or null for none",
         .reals = {0, kMaxHalfLife},
         .above = true},
        read_half_life,
        write_half_life},
    field<&TrainingOptions::hidden>({.name = "hidden",
                                     .type = Type::kIntegers,
                                     .otherwise = Rule{"[]"},
                                     .meaning = "units of each hidden layer; with [] there is none",
                                     .integers = {1, kMaxUnits},
                                     .size = {0, kMaxLayers}}),
    field<&TrainingOptions::keep_rows>("keep_rows",
                                       "keep the rows, counted, in the model: only then can it learn on and forget"),
    field<&TrainingOptions::l2>("l2", {0, kMaxL2}, "pull of the hidden layers to 0, in rows of evidence"),
    field<&TrainingOptions::labels>({.name = "labels",
                                     .type = Type::kTexts,
                                     .otherwise = Rule{"[]"},
                                     .meaning = "categories that can be chosen beside those in the rows",
                                     .allowed = "an array of categories, each a text or an integer"}),
    field<&TrainingOptions::learning_rate>(Argument::real_above("learning_rate", TrainingOptions{}.learning_rate,
                                                                {0, 1}, "of the first epoch; it falls to a hundredth")),
    field<&TrainingOptions::max_seconds>(
        Argument::real_above("max_seconds", Rule{"no limit"}, {0, kMaxSeconds},
                             "stop after this time with the best so far: the model depends on the clock")),
    field<&TrainingOptions::min_rows>(
        "min_rows", {1, std::int64_t{1} << 53},
        "fewer rows that can be used are an error; model_update has no such floor unless it is given"),
    field<&TrainingOptions::patience>("patience", {1, kMaxEpochs},
                                      "epochs without a better validation loss after which it stops"),
    field<&TrainingOptions::progress>("progress", "draw epoch, losses, rate and time left on a terminal"),
    field<&TrainingOptions::refit>("refit", "in the end learn from the held-out rows too"),
    field<&TrainingOptions::retrain>("retrain", "model_update only: train now, on all rows, however few are new"),
    field<&TrainingOptions::seed>("seed", kAnyInteger, "of the first weights and of the order of the batches"),
    field<&TrainingOptions::threads>(Argument::integer("threads", Rule{"by the processors, at most 4"},
                                                       {1, kMaxThreads}, "the model does not depend on it")),
    field<&TrainingOptions::unknown_emotion>("unknown_emotion", kUnknowns,
                                             "what a prediction makes of an emotion never seen"),
    field<&TrainingOptions::validation>("validation", {0, kMaxValidation},
                                        "part of the rows that is held out; 0: none"),
    field<&TrainingOptions::validation_by>("validation_by", kValidations,
                                           "hold out the last rows, or those of random hours of people"),
};
inline constexpr auto kOptionArguments = arguments_of(kOptionFields);

}  // namespace synth::nn
