#include "commands/synth_version.h"

#include <string>

#include "math/rng.h"
#include "nn/format.h"
#include "nn/kernels.h"

namespace synth::commands {

constinit const Description SynthVersion::kDescription = {.name = "synth_version",
                                                          .meaning = "The version of this library.",
                                                          .arguments = {},
                                                          .example = "SELECT synth_version()",
                                                          .risk = Risk::kOfThisHost};

Result SynthVersion::call(const Arguments&, Host&) noexcept {
  return Value::literal(SYNTH_VERSION);
}

constinit const Description SynthDebug::kDescription = {
    .name = "synth_debug",
    .meaning = "What to quote in a bug report: versions, compiler, processor, as JSON.",
    .arguments = {},
    .example = "SELECT synth_debug()",
    .risk = Risk::kOfThisHost};

Result SynthDebug::call(const Arguments&, Host& host) {
  std::string json = "{\"version\":\"" SYNTH_VERSION "\",\"compiler\":\"";
#if defined(__clang__)
  json += "clang " __clang_version__;
#elif defined(__GNUC__)
  json += "gcc " __VERSION__;
#elif defined(_MSC_VER)
  json += "msvc " + std::to_string(_MSC_VER);
#endif
  while (json.back() == ' ') json.pop_back();
  json += "\",\"instruction_set\":\"";
  json += nn::kernels().name;
  json += "\",\"sqlite\":\"";
  json += host.version();
  json += "\",\"generator\":" + std::to_string(kGeneratorVersion);
  json += ",\"model_format\":" + std::to_string(nn::kFormatVersion);
  json += "}";
  return json;
}

}  // namespace synth::commands
