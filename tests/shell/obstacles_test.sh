#!/bin/sh
# Databases as applications have them: what is in the way of generating, topping up and forgetting is said at once, by
# name, and the database stays as it was; what is not in the way works.
set -eu
. "$(dirname -- "$0")/support.sh"

columns="name TEXT, emotion TEXT, input TEXT, timestamp INTEGER, city TEXT, country TEXT"

# application sql: a database a.db with what this makes.
application() {
  rm -f a.db a.db-*
  sqlite3 a.db "$1"
}

# blocked what words command...: the command fails, says these words, and nothing has changed.
blocked() {
  what=$1 words=$2
  shift 2
  dump a.db >before
  refused 1 "$@"
  expect_in "$what" "$words" "$said"
  expect_in "$what" "nothing was changed: 'a.db' is as it was." "$said"
  dump a.db >after
  cmp -s before after || fail "$what: the database has changed: $(diff before after)"
}

# No command leaves new tables after an error.
application "CREATE TABLE mine (a)"
blocked "a parameter out of range" "users must be between 1" sh "$sql/generate.sh" --db a.db --users 0
expect "tables" mine "$(sqlite3 a.db "SELECT group_concat(name) FROM sqlite_schema")"

# Tables of another kind.
application "CREATE VIEW emotion_logs AS SELECT 1 AS name"
blocked "a view" "emotion_logs is a view" generate --db a.db
application "CREATE TABLE video_clicks (id INTEGER PRIMARY KEY, name, video_id, video_title, video_category, emotion,
  timestamp, city, country) WITHOUT ROWID"
blocked "a table without ids" "video_clicks is a table WITHOUT ROWID" generate --db a.db
application "CREATE TABLE Video_Interactions (name, video_genre, emotion, timestamp)"
blocked "columns are missing" \
  "video_interactions lacks the columns city, country: ALTER TABLE video_interactions ADD COLUMN city; ALTER TABLE" \
  generate --db a.db
application "CREATE TABLE emotion_logs ($columns, source TEXT NOT NULL, kept INTEGER NOT NULL DEFAULT 1)"
blocked "a column that must be given" "emotion_logs.source is NOT NULL without a default" generate --db a.db
case $said in *emotion_logs.kept*) fail "a column with a default is no obstacle: $said" ;; esac
application "CREATE TABLE emotion_logs (name, emotion, input, timestamp, city, country AS (city))"
blocked "a generated column" "emotion_logs.country is a generated column" generate --db a.db
application "CREATE TABLE emotion_logs ($columns, RowId TEXT)"
blocked "a column named rowid" "emotion_logs.RowId hides the ids" generate --db a.db
application "CREATE TABLE synth_batches (batch INTEGER PRIMARY KEY, recipe TEXT)"
blocked "a synth_batches of the application" "synth_batches is another table than the one that the commands keep" \
  generate --db a.db
blocked "a synth_batches of the application" "without the column continues: rename it" sh "$sql/top_up.sh" --db a.db
blocked "a synth_batches of the application" "synth_batches is another table" sh "$sql/forget.sh" --db a.db
application "CREATE TABLE models (brand TEXT, price REAL); INSERT INTO models VALUES ('a car', 1)"
expect_in "models of the application" "50 rows added" "$(generate --db a.db)"

# Tables and views of the application with the names of the module's tables and of SQLite's functions: they hide nothing.
application "CREATE TABLE synth_emotion_logs (n, seed, a); CREATE VIEW Synth_Video_Clicks AS SELECT 1 AS n;
  CREATE TABLE synth_video_interactions (x); CREATE TABLE json_each (key, value); CREATE VIEW json_tree AS SELECT 1 AS key;
  CREATE TABLE synth_asked (a); CREATE TABLE synth_batch (a); CREATE TABLE synth_users (name); CREATE TABLE pragma_table_list (a);
  CREATE VIEW pragma_table_xinfo AS SELECT 1 AS a; CREATE TABLE pragma_foreign_key_list (a);
  CREATE TABLE pragma_foreign_key_check (a); CREATE TABLE pragma_table_info (a); CREATE TABLE pragma_journal_mode (a)"
sqlite3 a.db ".read '$sql/schema.sql'"
dump a.db >wanted
expect_in "with names like ours" "50 rows added" "$(generate --db a.db)"
expect_in "with names like ours" "Seed 0: " "$(sh "$sql/top_up.sh" --db a.db --until 2026-02-01)"
case $(sh "$sql/forget.sh" --db a.db) in *missing*) fail "names like ours: not all was forgotten" ;; esac
dump a.db >after
cmp -s wanted after || fail "with names like ours: $(diff wanted after)"

# The last id there is: no more rows after it. A high one, as of applications that draw their ids, is none.
application "CREATE TABLE emotion_logs (id INTEGER PRIMARY KEY, $columns); INSERT INTO emotion_logs (id) VALUES (9223372036854775807)"
blocked "the last id" "emotion_logs has a row with the id 9223372036854775807" generate --db a.db
sqlite3 a.db "UPDATE emotion_logs SET id = 9100000000000000000"
expect_in "a high id" "ids 9100000000000000001 to 9100000000000000050." "$(generate --db a.db)"

# Ids that are never given again, a text index that follows by triggers, types that turn the values.
application "CREATE TABLE emotion_logs (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT COLLATE NOCASE, emotion VARCHAR(10),
    input BLOB, timestamp TEXT, city CLOB, country NUMERIC);
  INSERT INTO emotion_logs (name) VALUES ('Ada');
  CREATE VIRTUAL TABLE words USING fts5 (input, content = emotion_logs, content_rowid = id);
  CREATE TRIGGER written AFTER INSERT ON emotion_logs BEGIN INSERT INTO words (rowid, input) VALUES (new.id, new.input); END;
  CREATE TRIGGER gone AFTER DELETE ON emotion_logs
    BEGIN INSERT INTO words (words, rowid, input) VALUES ('delete', old.id, old.input); END"
expect_in "AUTOINCREMENT" "emotion_logs: 50 rows added, ids 2 to 51." "$(generate --db a.db)"
sh "$sql/top_up.sh" --db a.db --until 2026-01-20 >said
expect "words of the index" 1 "$(sqlite3 a.db "SELECT count(*) > 0 FROM words WHERE words MATCH 'today'")"
case $(sh "$sql/forget.sh" --db a.db) in *missing*) fail "AUTOINCREMENT: not all was forgotten" ;; esac
expect "words without rows" "1|0" "$(sqlite3 a.db "SELECT (SELECT count(*) FROM emotion_logs), (SELECT count(*) FROM words WHERE words MATCH 'today')")"

# Rows of the application that would have to go: by a conflict clause, by a trigger that keeps only the last rows.
application "CREATE TABLE emotion_logs ($columns, UNIQUE (emotion, country) ON CONFLICT REPLACE)"
generate --db a.db >said || true
expect_in "a conflict clause among its own rows" "of 50 rows added" "$(cat said)"
sqlite3 a.db "DELETE FROM synth_batches"
blocked "a conflict clause" "rows that were there before would be gone" generate --db a.db
application "CREATE TABLE emotion_logs (id INTEGER PRIMARY KEY, $columns);
  INSERT INTO emotion_logs (name) VALUES ('Ada'), ('Bob');
  CREATE TRIGGER newest AFTER INSERT ON emotion_logs BEGIN DELETE FROM emotion_logs WHERE id <= new.id - 40; END"
blocked "a trigger that keeps forty" "rows that were there before would be gone" generate --db a.db
sqlite3 a.db "DROP TRIGGER newest"
generate --db a.db >said
sqlite3 a.db "CREATE TRIGGER newest AFTER INSERT ON emotion_logs BEGIN DELETE FROM emotion_logs WHERE id <= new.id - 40; END"
blocked "a trigger that keeps forty, later" "rows that were there before would be gone" \
  sh "$sql/top_up.sh" --db a.db --until 2026-03-01

# Rules of the application, in the last table: said before the first is filled, however many rows were to come.
application "CREATE TABLE video_interactions (name, video_genre, emotion CHECK (emotion IN ('glad', 'mad')), timestamp, city,
  country)"
blocked "a CHECK" "CHECK constraint failed: emotion IN ('glad', 'mad')" generate --db a.db --logs 1000000
case $said in *"rows are to come"*) fail "the long work had begun: $said" ;; esac

# Triggers keep their own conflict clauses.
application "CREATE TABLE people (name TEXT UNIQUE);
  CREATE TABLE emotion_logs ($columns);
  CREATE TRIGGER meet AFTER INSERT ON emotion_logs BEGIN INSERT OR IGNORE INTO people VALUES (new.name); END"
expect_in "a trigger with OR IGNORE" "emotion_logs: 50 rows added, ids 1 to 50." "$(generate --db a.db)"
expect "people of the trigger" "$(sqlite3 a.db "SELECT count(DISTINCT name) FROM emotion_logs")" \
  "$(sqlite3 a.db "SELECT count(*) FROM people")"
expect_in "a top-up under the trigger" "Seed 0" "$(sh "$sql/top_up.sh" --db a.db --until 2026-01-20)"

# Triggers that leave rows out: what is said is what is there, and forgetting finds just that.
application "CREATE TABLE emotion_logs ($columns);
  CREATE TRIGGER no_neutral BEFORE INSERT ON emotion_logs WHEN new.emotion = 'neutral' BEGIN SELECT RAISE(IGNORE); END"
said=$(generate --db a.db --logs 200)
count=$(sqlite3 a.db "SELECT count(*) FROM emotion_logs")
[ "$count" -gt 50 ] && [ "$count" -lt 180 ] || fail "the trigger has left $count of 200 rows"
expect_in "rows left out" "emotion_logs: $count of 200 rows added, ids 1 to $count; a trigger or a conflict clause left the others out." "$said"
expect_in "no row left out" "video_clicks: 80 rows added, ids 1 to 80." "$said"
expect "the batch" "1|$count" "$(sqlite3 a.db "SELECT ids ->> '\$.emotion_logs[0]', ids ->> '\$.emotion_logs[1]' FROM synth_batches")"
said=$(sh "$sql/top_up.sh" --db a.db --until 2026-01-20)
added=$(($(sqlite3 a.db "SELECT count(*) FROM emotion_logs") - count))
expect_in "rows that came later" "Seed 0: $added emotion logs, " "$said"
expect_in "rows that were left out later" "A trigger or a conflict clause left out " "$said"
expect "its ids" "$((count + 1))|$((count + added))" \
  "$(sqlite3 a.db "SELECT ids ->> '\$.emotion_logs[0]', ids ->> '\$.emotion_logs[1]' FROM synth_batches WHERE continues = 1")"
sqlite3 a.db "INSERT INTO emotion_logs (name, emotion, timestamp) VALUES ('Ada', 'happy', 1767225601)"
said=$(sh "$sql/forget.sh" --db a.db)
expect_in "rows left out, forgotten" "emotion_logs: $((count + added)) of $((count + added)) rows removed." "$said"
case $said in *missing*) fail "nothing is missing: $said" ;; esac
expect "what is the application's stays" Ada "$(sqlite3 a.db "SELECT group_concat(name) FROM emotion_logs")"

# Two batches under such a trigger, each with its own ids; a trigger that leaves out all.
generate --db a.db >said
generate --db a.db --seed 7 >said
cp a.db two.db
expect_in "two batches" "Seed 7: " "$(sh "$sql/top_up.sh" --db two.db --until 2026-01-20)"
case $(sh "$sql/forget.sh" --db two.db) in *missing*) fail "two batches under a trigger: not all was forgotten" ;; esac
expect "what is the application's stays" Ada "$(sqlite3 two.db "SELECT group_concat(name) FROM emotion_logs")"
expect_in "one of them" "Seed 7: " "$(sh "$sql/top_up.sh" --db a.db --until 2026-01-20 --seed 7)"
sqlite3 a.db "CREATE TRIGGER none BEFORE INSERT ON video_clicks BEGIN SELECT RAISE(IGNORE); END"
blocked "all left out" "no row has come into video_clicks" generate --db a.db --seed 8
blocked "all left out later" "no row has come into video_clicks" sh "$sql/top_up.sh" --db a.db --until 2026-01-20 --seed 0

# A trigger that adds rows, one that keeps them, one that refuses.
application "CREATE TABLE emotion_logs ($columns);
  CREATE TRIGGER twice AFTER INSERT ON emotion_logs WHEN new.input IS NOT NULL
    BEGIN INSERT INTO emotion_logs (name, emotion, timestamp) VALUES (new.name, new.emotion, new.timestamp); END"
expect_in "rows of a trigger" "emotion_logs: 100 rows added, ids 1 to 100; 50 of them by a trigger." "$(generate --db a.db)"
expect_in "without them" "emotion_logs: 50 of 50 rows removed." "$(sh "$sql/forget.sh" --db a.db)"
expect "they stay" "50|0" "$(sqlite3 a.db "SELECT count(*), count(input) FROM emotion_logs")"
sqlite3 a.db "DROP TRIGGER twice"
generate --db a.db >said
sqlite3 a.db "CREATE TRIGGER kept BEFORE DELETE ON video_clicks WHEN old.rowid > 10 BEGIN SELECT RAISE(IGNORE); END"
blocked "rows that a trigger keeps" "a trigger keeps them" sh "$sql/forget.sh" --db a.db
sqlite3 a.db "DROP TRIGGER kept; CREATE TRIGGER never BEFORE DELETE ON video_interactions BEGIN SELECT RAISE(ABORT, 'an archive'); END"
blocked "a trigger that refuses" "an archive" sh "$sql/forget.sh" --db a.db

# Two batches with the same rows at the same ids are no rows that a trigger keeps.
application ""
generate --db a.db >said
sqlite3 a.db "DELETE FROM emotion_logs; DELETE FROM video_clicks; DELETE FROM video_interactions"
generate --db a.db --match-rate 0.7 >said
sh "$sql/forget.sh" --db a.db >said
expect "the same rows of two batches" "0|0|0" "$(sqlite3 a.db "SELECT (SELECT count(*) FROM emotion_logs),
  (SELECT count(*) FROM video_clicks), (SELECT count(*) FROM synth_batches)")"
echo passed
