// The only place that includes SQLite's extension interface. In the loadable module, calls go through the host's table
// of routines; in the static build (SQLITE_CORE), directly to the library.
#pragma once

#include <sqlite3ext.h>

SQLITE_EXTENSION_INIT3
