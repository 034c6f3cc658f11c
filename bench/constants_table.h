// The ceiling: a virtual table in plain C API that does nothing but return constants, as many columns and as many bytes
// as a row of synth_emotion_logs, synth_video_clicks or synth_video_interactions has on average. What the same INSERT
// costs from it, SQLite costs.
#pragma once

#include <sqlite3.h>

namespace synth::bench {

/// Registers constants(rows) under the name, with one TEXT constant per entry; an empty entry is an INTEGER.
/// `texts` lives as long as the connection.
struct ConstantsShape {
  const char* name;
  const char* declaration;
  int columns;
  const char* const* texts;
};

int add_constants_table(sqlite3* db, const ConstantsShape& shape);

}  // namespace synth::bench
