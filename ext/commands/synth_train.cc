#include "commands/synth_train.h"

#include "commands/script.h"
#include "commands/tables.h"
#include "commands/written.h"
#include "core/error.h"
#include "core/query.h"
#include "sql_scripts.h"

namespace synth::commands {
namespace {

constexpr MayLack kLearnedFrom[] = {kVideoClicks, kVideoInteractions, kBatches};

/// All that is in the way of keeping a model is told before the time is taken to learn.
void keep(Script& script) {
  script.run(sql::schema, "models");
  script.run(sql::keep, "insert");
}

}  // namespace

Result SynthTrain::call(const Arguments& arguments, Host& host) {
  const CommandOptions options(arguments, kDescription, host);
  const Arguments values = options.values();
  constexpr std::size_t kModel = index_of(kKeys, "model"), kTraining = index_of(kKeys, "options");
  const std::string_view name = values.text(kModel);
  if (name.empty() || name.find_first_of("/\\") != std::string_view::npos) values.refuse(kModel, kKeys[kModel].allowed);
  if (const std::string_view training = values.text(kTraining);
      host.parse_json("options", training).type != Json::Type::kObject)
    values.refuse(kTraining, "a JSON object such as {\"epochs\": 50}");
  Script script(host, options.parameters());
  script.parameters.set("model_name", name);
  script.parameters.set("model", Value());
  host.transact([&] {
    refuse_obstacles(script,
                     {{kVideoClicks.table, "name, video_category, emotion, timestamp, city", "read"},
                      {kVideoInteractions.table, "name, video_genre, emotion, timestamp, city", "read"},
                      {kModels.table, kModels.columns, "ours"},
                      {kBatches.table, kBatches.columns, "read"}},
                     true);
    Bindings& parameters = script.parameters;
    parameters.set("rows", std::int64_t{0});
    parameters.set("info", "{}");
    parameters.set("model", Value::blob("?", Value::Lifetime::kForever));
    keep(script);
    return false;
  });
  script.parameters.set("model", Value());
  script.run(complete(host, statement_of(sql::train), kLearnedFrom));
  script.run(sql::keep, "refuse");
  host.transact([&] {
    keep(script);
    script.run(sql::keep, "say");
    return true;
  });
  return script.summary();
}

}  // namespace synth::commands
