/* Links the library: every connection has it, and one without files has that. Prints what it learned and recommends. */
#include <sqlite3.h>
#include <stdio.h>
#include <synth.h>

static int print_row(void* unused, int count, char** values, char** names) {
  (void)unused;
  (void)names;
  for (int i = 0; i < count; ++i) printf("%s%s", i == 0 ? "" : "|", values[i] == NULL ? "NULL" : values[i]);
  printf("\n");
  return 0;
}

static int run(sqlite3* db, const char* sql) {
  char* error = NULL;
  const int rc = sqlite3_exec(db, sql, print_row, NULL, &error);
  if (rc != SQLITE_OK) fprintf(stderr, "%s\n", error);
  sqlite3_free(error);
  return rc;
}

int main(void) {
  sqlite3* db = NULL;
  sqlite3_auto_extension((void (*)(void))sqlite3_synth_init);
  if (sqlite3_open(":memory:", &db) != SQLITE_OK) return 1;
  const char* sql =
      "CREATE TABLE c AS SELECT * FROM synth_video_clicks(300, 1) WHERE until = 1767225600;"
      "CREATE TABLE m AS SELECT model_train(video_category, emotion, timestamp, name, city) AS model FROM c;"
      "SELECT model_hash(group_concat(video_id || timestamp)) FROM c;"
      "SELECT model_hash(model) FROM m;"
      "SELECT r.rank, r.video_genre FROM m, model_recommend(m.model, 'happy', 1767225600, NULL, NULL, 3) AS r;";
  int rc = run(db, sql);
  sqlite3_close(db);

  sqlite3_reset_auto_extension();
  if (sqlite3_open(":memory:", &db) != SQLITE_OK) return 1;
  char* error = NULL;
  if (sqlite3_synthpure_init(db, &error, NULL) != SQLITE_OK) {
    fprintf(stderr, "%s\n", error);
    sqlite3_free(error);
    return 1;
  }
  if (rc == SQLITE_OK) rc = run(db, "SELECT count(*) FROM synth_help WHERE name = 'model_save'");
  sqlite3_close(db);
  return rc == SQLITE_OK ? 0 : 1;
}
