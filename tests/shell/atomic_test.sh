#!/bin/sh
# An error leaves the database as it was: no half batch.
set -eu
. "$(dirname -- "$0")/support.sh"

# unharmed what db-maker: whatever the maker makes, generate.sh fails and nothing has changed.
unharmed() {
  rm -f a.db
  sqlite3 a.db ".read '$sql/schema.sql'"
  sqlite3 a.db "$2"
  sqlite3 a.db "INSERT INTO emotion_logs (name, emotion, timestamp) VALUES ('Ada', 'happy', 1);"
  dump a.db >before
  refused 1 sh "$sql/generate.sh" --db a.db
  dump a.db >after
  cmp -s before after || fail "$1: generate.sh changed the database: $(diff before after)"
  expect_in "$1" "$3" "$said"
}

unharmed "a column is missing from the last table" "ALTER TABLE video_interactions DROP COLUMN country" \
  "video_interactions lacks the column country"
unharmed "a column is missing from the first table" "ALTER TABLE emotion_logs DROP COLUMN input" \
  "emotion_logs lacks the column input"
unharmed "a column that must be given" "DROP TABLE video_interactions;
  CREATE TABLE video_interactions (name, video_genre, emotion, timestamp, city, country, source TEXT NOT NULL)" \
  "video_interactions.source is NOT NULL without a default"
unharmed "a rule of the application" "CREATE UNIQUE INDEX one_per_person ON video_clicks (name)" \
  "UNIQUE constraint failed: video_clicks.name"

# A parameter out of range, found before anything is written.
sqlite3 a.db ".read '$sql/schema.sql'"
for wrong in "--users 0" "--days 0" "--match-rate 2" "--videos 3" "--clicks 2.5"; do
  rm -f b.db
  sqlite3 b.db ".read '$sql/schema.sql'"
  dump b.db >before
  # shellcheck disable=SC2086
  refused 1 sh "$sql/generate.sh" --db b.db $wrong
  expect_in "$wrong" "synth_" "$said"
  dump b.db >after
  cmp -s before after || fail "$wrong changed the database"
  # shellcheck disable=SC2086
  refused 1 sh "$sql/generate.sh" --db new.db $wrong
  expect_in "$wrong" "synth_" "$said"
  [ ! -e new.db ] || fail "$wrong left a database"
done

# A database that cannot be written.
rm -f a.db
generate --db a.db >said
before=$(cksum <a.db)
refused 8 sqlite3 -batch -bail -readonly -init /dev/null -cmd ".load '$SYNTH_MODULE'" a.db "SELECT synth_generate('{\"seed\": 1}')"
expect_in "a read-only database" "synth_generate: attempt to write a readonly database" "$said"
expect "a read-only database" "$before" "$(cksum <a.db)"
mkdir folder.db
refused 1 sh "$sql/generate.sh" --db folder.db
expect_in "a folder for a database" "the database 'folder.db' is no file" "$said"
refused 1 sh "$sql/generate.sh" --db none/new.db
expect_in "no folder" "there is no folder 'none' for the database 'none/new.db'" "$said"

# A database that another program is writing to: that is said, and nothing has changed. In WAL mode, too.
for mode in delete wal; do
  rm -f busy.db*
  sqlite3 busy.db "PRAGMA journal_mode = $mode; CREATE TABLE mine (a)" >said
  mkfifo hold
  sqlite3 -batch busy.db <hold >held &
  holder=$!
  exec 3>hold
  echo "BEGIN IMMEDIATE; SELECT 'held';" >&3
  until grep -q held held 2>/dev/null; do sleep 0.1; done
  refused 1 sh "$sql/generate.sh" --db busy.db
  expect_in "busy, $mode" "database is locked" "$said"
  expect_in "busy, $mode" "nothing was changed: 'busy.db' is as it was" "$said"
  exec 3>&-
  wait "$holder"
  rm hold
  expect "busy, $mode: tables" mine "$(sqlite3 busy.db "SELECT group_concat(name) FROM sqlite_schema")"
  expect_in "$mode, no longer busy" "50 rows added" "$(generate --db busy.db)"
  expect "$mode" "$mode" "$(sqlite3 busy.db "PRAGMA journal_mode")"
done

# A fill of more than a million rows says so before; killed, the next one says that it starts anew, and does.
rm -f big.db*
generate --db big.db >said
mkdir bin
printf '#!/bin/sh\necho $$ >"%s/pid"\nexec "%s" "$@"\n' "$folder" "$(command -v sqlite3)" >bin/sqlite3
chmod +x bin/sqlite3
PATH="$folder/bin:$PATH" sh "$sql/generate.sh" --db big.db --until $until --seed 1 --logs 600000 >big.said 2>big.errors &
running=$!
hot() {
  [ "$(head -c 8 big.db-journal 2>/dev/null | od -An -tx1 | tr -d ' \n')" = d9d505f920a163d7 ]
}
tries=0
until hot || ! kill -0 "$running" 2>/dev/null; do
  tries=$((tries + 1))
  [ "$tries" -lt 3000 ] || fail "the fill writes no journal"
  sleep 0.02
done
kill -9 "$(cat pid)" 2>/dev/null || true
status=0
wait "$running" || status=$?
[ "$status" -ne 0 ] || fail "it was not killed in time"
expect_in "before" "1,200,000 rows are to come: about 0.2 GB and 0.1 minutes" "$(head -n 1 big.said)"
expect_in "before" "If it is killed, nothing of them stays, and the next run starts anew." "$(head -n 1 big.said)"
expect_in "when it is killed" "it was killed. What it had not finished is taken back" "$(cat big.errors)"
hot || fail "there is no journal of the killed command"
said=$(generate --db big.db --seed 1 2>&1)
expect_in "after it" "a command that was killed had left big.db half written: that is taken back, and this one starts anew" "$said"
expect_in "after it" "emotion_logs: 50 rows added, ids 51 to 100." "$said"
case $said in *"are to come"*) fail "a small fill speaks of its size: $said" ;; esac
said=$(generate --db big.db --seed 2 2>&1)
case $said in *killed*) fail "nobody was killed this time: $said" ;; esac
sqlite3 big.db "PRAGMA journal_mode = persist" >said
generate --db big.db --seed 3 >said
said=$(generate --db big.db --seed 4 2>&1)
case $said in *killed*) fail "a journal that stays is no killed command: $said" ;; esac
rm -f big.db*

# Training with nothing to learn from keeps the model that is there.
refused 1 sh "$sql/train.sh" --db a.db --options '{"epoch": 3}'
expect_in "an option that is none" "epochs" "$said"
sh "$sql/train.sh" --db a.db >said
sqlite3 a.db "DELETE FROM video_clicks; DELETE FROM video_interactions;"
before=$(sqlite3 a.db "SELECT count(*), sum(length(model)) FROM models")$(cksum <models/emotion_video.model)
refused 1 sh "$sql/train.sh" --db a.db
expect_in "nothing to learn from" "there is nothing to learn from" "$said"
expect "the model after it" "$before" \
  "$(sqlite3 a.db "SELECT count(*), sum(length(model)) FROM models")$(cksum <models/emotion_video.model)"

# Damage to the file of a model is told, not believed.
sqlite3 a.db "DELETE FROM models"
printf X | dd of=models/emotion_video.model bs=1 seek=200 conv=notrunc 2>/dev/null
refused 1 sh "$sql/recommend.sh" --db a.db --emotion happy
expect_in "a damaged model" "model_" "$said"
echo passed
