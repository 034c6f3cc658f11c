/* sqlite-synth inside a program: for those that link the library in place of loading it. It is C++ inside; the program
   may be C. With sqlite3.h and synth.h, every connection that is opened after this line has all tables and functions:

     sqlite3_auto_extension((void (*)(void))sqlite3_synth_init);

   One connection alone gets them by a call of its own:

     char *error = NULL;
     if (sqlite3_synth_init(db, &error, NULL) != SQLITE_OK) {
       fprintf(stderr, "%s\n", error);
       sqlite3_free(error);
     }

   Both return SQLITE_OK, or SQLITE_ERROR with a sentence in *error (`error` may be null) if SQLite is older than 3.38,
   or SQLITE_NOMEM. Twice in one connection is no harm. `api` is null: SQLite is linked too. */
#pragma once

#ifdef __cplusplus
extern "C" {
#endif

struct sqlite3;
struct sqlite3_api_routines;

/* Everything. */
int sqlite3_synth_init(struct sqlite3* db, char** error, const struct sqlite3_api_routines* api);

/* For servers whose users write the SQL: everything but what opens files (model_save, model_load, model_save_svg; in
   synth_help.risk: 'files') and what gives the rows of tables that it is not given (synth_check, synth_recommend,
   synth_explain; 'tables'), which is not registered at all. A connection that has loaded both has everything. */
int sqlite3_synthpure_init(struct sqlite3* db, char** error, const struct sqlite3_api_routines* api);

#ifdef __cplusplus
}
#endif
