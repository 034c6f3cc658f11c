#!/bin/sh
# An error leaves the database as it was: no half batch, with -bail and without.
set -eu
. "$(dirname -- "$0")/support.sh"

scripts="schema.sql generate.sql"

# run_plainly flags db: schema and generate through the bare shell with these flags, whatever it answers.
run_plainly() {
  flags=$1
  {
    echo ".load '$SYNTH_MODULE'"
    for script in $scripts; do echo ".read '$sql/$script'"; done
  } | sqlite3 -batch -init /dev/null $flags "$2" >said 2>&1 || true
}

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
  run_plainly "" a.db
  dump a.db | grep -v '^CREATE INDEX synth_' >after
  cmp -s before after || fail "$1: without -bail the database changed: $(diff before after)"
}

unharmed "a column is missing from the last table" "ALTER TABLE video_interactions DROP COLUMN country" \
  "no such column: i.country"
unharmed "a column is missing from the first table" "ALTER TABLE emotion_logs DROP COLUMN input" "no such column: l.input"
unharmed "a column that must be given" "DROP TABLE video_interactions;
  CREATE TABLE video_interactions (name, video_genre, emotion, timestamp, city, country, source TEXT NOT NULL)" \
  "NOT NULL constraint failed: video_interactions.source"
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
run_plainly "-readonly -bail" a.db
expect_in "a read-only database" "readonly database" "$(cat said)"
expect "a read-only database" "$before" "$(cksum <a.db)"
mkdir folder.db
refused 1 sh "$sql/generate.sh" --db folder.db
expect_in "a folder for a database" "unable to open database" "$said"

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
