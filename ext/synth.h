/* For programs that link the library in place of loading it: sqlite3_auto_extension((void
   (*)(void))sqlite3_synth_init), or call it with the connection, a place for an error text, and a null pointer. */
#pragma once

#ifdef __cplusplus
extern "C" {
#endif

struct sqlite3;
struct sqlite3_api_routines;
int sqlite3_synth_init(struct sqlite3* db, char** error, const struct sqlite3_api_routines* api);

#ifdef __cplusplus
}
#endif
