#include "world/synth_world.h"

#include "world/window.h"
#include "world/world.h"
#include "world/world_spec_fields.h"

namespace synth::world {
namespace {

constexpr Argument kArguments[] = {Argument::text("world", kWorldArgument.otherwise, "a JSON document",
                                                  "changes to the default law; a part of a document is enough")};

}  // namespace

constinit const Description SynthWorld::kDescription = {
    .name = "synth_world",
    .meaning = "The law of the default world as a JSON document, or the same law with a document's changes.",
    .arguments = kArguments,
    .keys = kSpecKeys,
    .example = R"(SELECT json_extract(synth_world('{"mood": {"persistence": 0.9}}'), '$.mood'))"};

Result SynthWorld::call(const Arguments& arguments, Host& host) {
  return json_from_spec(*open_spec(read_document(arguments), host));
}

}  // namespace synth::world
