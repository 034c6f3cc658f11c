// The statements behind the query tables, from the scripts of sql/, which the build embeds.
#include "commands/synth_check.h"
#include "commands/synth_explain.h"
#include "commands/synth_recommend.h"
#include "sql_scripts.h"

namespace synth::commands {

constinit const std::string_view SynthCheck::kSelect = statement_of(sql::check);
constinit const std::string_view SynthExplain::kSelect = statement_of(sql::explained);
constinit const std::string_view SynthRecommend::kSelect = statement_of(sql::recommend);

}  // namespace synth::commands
