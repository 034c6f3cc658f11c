/* For programs that link the library in place of loading it: sqlite3_auto_extension((void
   (*)(void))sqlite3_synth_init), or call it with the connection, a place for an error text (or null), and a null
   pointer. */
#pragma once

#ifdef __cplusplus
extern "C" {
#endif

struct sqlite3;
struct sqlite3_api_routines;

/* Everything. */
int sqlite3_synth_init(struct sqlite3* db, char** error, const struct sqlite3_api_routines* api);

/* For servers whose users write the SQL: everything but what opens files (model_save, model_load, model_save_svg; in
   synth_help.risk: 'files'), which is not registered at all. A connection that has loaded both has everything. */
int sqlite3_synthpure_init(struct sqlite3* db, char** error, const struct sqlite3_api_routines* api);

#ifdef __cplusplus
}
#endif
