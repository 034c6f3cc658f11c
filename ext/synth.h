/* sqlite-synth inside a program: for programs that link the library instead of loading it. It is C++ inside; the
   program may be C. With sqlite3.h and synth.h, every connection that is opened after this line has all tables and
   functions:

     sqlite3_auto_extension((void (*)(void))sqlite3_synth_init);

   For a single connection, call it directly:

     char *error = NULL;
     if (sqlite3_synth_init(db, &error, NULL) != SQLITE_OK) {
       fprintf(stderr, "%s\n", error);
       sqlite3_free(error);
     }

   Both return SQLITE_OK, or SQLITE_ERROR with a sentence in *error (`error` may be null) if SQLite is older than 3.38,
   or SQLITE_NOMEM. Calling it twice for a connection does no harm. `api` is null: SQLite is linked too. */
#pragma once

#ifdef __cplusplus
extern "C" {
#endif

struct sqlite3;
struct sqlite3_api_routines;

/* Everything. */
int sqlite3_synth_init(struct sqlite3* db, char** error, const struct sqlite3_api_routines* api);

/* For servers whose users write the SQL: everything except what opens files (model_save, model_load, model_save_svg; in
   synth_help.risk: 'files'), returns rows of the user's tables (synth_check, synth_recommend, synth_explain,
   synth_unknown; 'tables') or writes tables (synth_generate, synth_top_up, synth_forget, synth_train; 'writes'). These
   are not registered at all. A connection that has loaded both has everything. */
int sqlite3_synthpure_init(struct sqlite3* db, char** error, const struct sqlite3_api_routines* api);

#ifdef __cplusplus
}
#endif
