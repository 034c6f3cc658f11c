// What the commands that write need of a database, for sql/obstacles.sql.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

#include "commands/script.h"
#include "core/query.h"

namespace synth::commands {

struct Needed {
  std::string_view table;
  std::string_view columns;
  std::string_view role;  ///< "filled", "ours" or "read", see sql/obstacles.sql
};

/// Throws Error where something is in the way. `adds`: rows are to be added, not removed.
void refuse_obstacles(Script& script, std::initializer_list<Needed> needed, bool adds);

/// The tables of generated rows and their batches.
void refuse_obstacles_of_batches(Script& script, bool adds);

/// Writes the batch whose rows are there into synth_batches, and its number into :batch.
void record_batch(Script& script);

/// Whether the database has a table or view of this name.
bool has_table(Script& script, std::string_view name);

}  // namespace synth::commands
