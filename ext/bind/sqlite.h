// SQLite's extension interface: the one place that includes it. Calls go through the host's table of routines in the
// loadable module, and straight to the library in the static build (SQLITE_CORE).
#pragma once

#include <sqlite3ext.h>

SQLITE_EXTENSION_INIT3
