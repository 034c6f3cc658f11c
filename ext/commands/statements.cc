// The statements behind the query tables, from the scripts of sql/, which the build embeds.
#include "commands/synth_check.h"
#include "commands/synth_explain.h"
#include "commands/synth_recommend.h"
#include "commands/synth_unknown.h"
#include "commands/tables.h"
#include "sql_scripts.h"

namespace synth::commands {

constinit const std::string_view kReadBatchesOf010 = part_of(sql::batches_0_1_0, "read");
constinit const std::string_view SynthCheck::kSelect = statement_of(sql::check);
constinit const std::string_view SynthExplain::kSelect = statement_of(sql::explain);
constinit const std::string_view SynthRecommend::kSelect = statement_of(sql::recommend);
constinit const std::string_view SynthUnknown::kSelect = statement_of(sql::unknown);

}  // namespace synth::commands
