#!/bin/sh
# Tables with foreign keys: no command writes a row without a parent, or takes a parent away, whether SQLite enforces the
# keys or not; it names the table, and the INSERT that it prints makes it work.
set -eu
. "$(dirname -- "$0")/support.sh"

logs="emotion TEXT, input TEXT, timestamp INTEGER, city TEXT, country TEXT"
clicks="video_title TEXT, video_category TEXT, emotion TEXT, timestamp INTEGER, city TEXT, country TEXT"

blocked() {
  what=$1 words=$2
  shift 2
  dump a.db >before
  refused 1 "$@"
  expect_in "$what" "$words" "$said"
  expect_in "$what" "nothing was changed" "$said"
  dump a.db >after
  cmp -s before after || fail "$what: the database has changed: $(diff before after)"
}

# fillings: the INSERTs that the last command has printed.
fillings() {
  printf '%s\n' "$said" | grep -o 'INSERT OR IGNORE INTO [^;]*;'
}

# orphans: rows without a parent.
orphans() {
  sqlite3 a.db "SELECT count(*) FROM pragma_foreign_key_check"
}

# People of the application.
sqlite3 a.db "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
  INSERT INTO users (name) VALUES ('Ada');
  CREATE TABLE emotion_logs (id INTEGER PRIMARY KEY, name TEXT REFERENCES users (name), $logs);
  INSERT INTO emotion_logs (name, emotion, timestamp) VALUES ('Bob', 'happy', 1)" # an orphan that was there before
blocked "people" "INSERT OR IGNORE INTO users (name) SELECT name FROM synth_users(5, 0);" generate --db a.db
expect_in "people" "emotion_logs would have no parent: name REFERENCES users (name)" "$said"
expect "one line" 1 "$(printf '%s\n' "$said" | grep -c parent:)"
ask a.db "$(fillings)"
expect_in "people are there" "50 rows added" "$(generate --db a.db)"
expect "orphans" 1 "$(orphans)"
blocked "people of another seed" "SELECT name FROM synth_users(20, 7);" generate --db a.db --seed 7 --logs 200
case $said in *"rows added"*) fail "they were not refused: $said" ;; esac

# Later: people who are gone, and a top-up.
sqlite3 a.db "DELETE FROM users WHERE name <> 'Ada'; UPDATE emotion_logs SET name = 'Ada'"
blocked "people, later" "INSERT OR IGNORE INTO users (name) SELECT name FROM synth_users(5, 0);" \
  sh "$sql/top_up.sh" --db a.db --until 2026-02-01
ask a.db "$(fillings)"
expect_in "people, later" "Seed 0: " "$(sh "$sql/top_up.sh" --db a.db --until 2026-02-01)"
expect "orphans" 0 "$(orphans)"

# Only one person is missing, who does not come among the first rows.
rm a.db
generate --db a.db --logs 3000 --users 200 >said
person=$(sqlite3 a.db "SELECT name FROM emotion_logs GROUP BY name HAVING min(id) > 500 LIMIT 1")
rm a.db
sqlite3 a.db "CREATE TABLE users (name TEXT PRIMARY KEY);
  CREATE TABLE emotion_logs (id INTEGER PRIMARY KEY, name TEXT REFERENCES users, $logs)"
ask a.db "INSERT INTO users SELECT name FROM synth_users(200, 0) WHERE name <> '$person'"
blocked "one person" "name REFERENCES users (name)" generate --db a.db --logs 3000 --users 200

# Every other column, one key of two columns, a world of its own, and a key to a table that is not there.
rm a.db
sqlite3 a.db "CREATE TABLE places (city TEXT, country TEXT, PRIMARY KEY (city, country));
  CREATE TABLE moods (mood TEXT PRIMARY KEY);
  CREATE TABLE \"all videos\" (id TEXT UNIQUE);
  CREATE TABLE categories (id INTEGER PRIMARY KEY);
  CREATE TABLE emotion_logs (id INTEGER PRIMARY KEY, name TEXT, emotion TEXT REFERENCES moods, input TEXT,
    timestamp INTEGER, city TEXT, country TEXT, FOREIGN KEY (city, country) REFERENCES places);
  CREATE TABLE video_clicks (name TEXT, video_id TEXT REFERENCES \"all videos\" (id), video_title TEXT,
    video_category INTEGER REFERENCES categories, emotion TEXT, timestamp INTEGER, city TEXT, country TEXT)"
world='{"emotions": {"bored": {"rate": 0.5}}, "map": {"bored": {"20": 2}}}'
blocked "many parents" "city, country REFERENCES places (city, country)" \
  sh "$sql/generate.sh" --db a.db --until $until --world "$world"
expect "as many INSERTs as keys" 4 "$(fillings | wc -l)"
ask a.db "$(fillings)"
expect_in "many parents" "50 rows added" "$(sh "$sql/generate.sh" --db a.db --until $until --world "$world")"
expect "orphans" 0 "$(orphans)"
[ "$(sqlite3 a.db "SELECT count(*) FROM emotion_logs WHERE emotion = 'bored'")" -gt 0 ] || fail "nobody is bored"

rm a.db
sqlite3 a.db "CREATE TABLE emotion_logs (id INTEGER PRIMARY KEY, name TEXT REFERENCES people (name), $logs)"
blocked "no table" "name REFERENCES people (name). There is no such table." generate --db a.db
rm a.db
sqlite3 a.db "CREATE TABLE people (id INTEGER PRIMARY KEY);
  CREATE TABLE emotion_logs (id INTEGER PRIMARY KEY, name TEXT REFERENCES people, $logs)"
blocked "numbers" "That is an integer, and what is generated is text" generate --db a.db

# Where keys are enforced it is the same sentence, and not "FOREIGN KEY constraint failed".
rm a.db
sqlite3 a.db "CREATE TABLE users (name TEXT PRIMARY KEY);
  CREATE TABLE emotion_logs (id INTEGER PRIMARY KEY, name TEXT REFERENCES users, $logs)" ".read '$sql/schema.sql'"
enforced() {
  sqlite3 -batch -bail -init /dev/null -cmd ".load '$SYNTH_MODULE'" -cmd "PRAGMA foreign_keys = ON" a.db "$@"
}
dump a.db >before
refused 1 enforced "SELECT synth_generate()"
expect_in "enforced" "SELECT name FROM synth_users(5, 0);" "$said"
dump a.db >after
cmp before after || fail "enforced: the database has changed"

# And where they are enforced and the parents are there, it works; children that go with their parents go.
ask a.db "INSERT INTO users SELECT name FROM synth_users(5, 0);
  CREATE TABLE comments (log INTEGER REFERENCES emotion_logs (id) ON DELETE CASCADE, text)"
expect_in "enforced, with parents" "50 rows added" "$(enforced "SELECT synth_generate('{\"until\": $until}')")"
sqlite3 a.db "INSERT INTO comments VALUES (7, 'so true')"
expect_in "enforced, later" "Seed 0: " "$(enforced "SELECT synth_top_up('{\"until\": $((until + 1000000))}')")"
expect_in "enforced, forgotten" "emotion_logs: " "$(enforced "SELECT synth_forget()")"
expect "enforced, what is left" "0|0" "$(sqlite3 a.db "SELECT (SELECT count(*) FROM emotion_logs), (SELECT count(*) FROM comments)")"

# Rows of the application that refer to generated ones keep them from being forgotten.
rm a.db
generate --db a.db >said
sqlite3 a.db "CREATE TABLE comments (log INTEGER REFERENCES emotion_logs (id), text); INSERT INTO comments VALUES (7, 'so true'), (99, 'gone')"
blocked "a comment" "Rows of comments REFERENCE generated rows of emotion_logs (1 of them): delete those first." sh "$sql/forget.sh" --db a.db
sqlite3 a.db "DELETE FROM comments WHERE log = 7"
expect_in "no comment" "emotion_logs: 50 of 50 rows removed." "$(sh "$sql/forget.sh" --db a.db)"
echo passed
