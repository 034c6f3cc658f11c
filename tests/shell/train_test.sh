#!/bin/sh
# train.sh: what it learned from and what it left out; what it cannot keep it does not learn.
set -eu
. "$(dirname -- "$0")/support.sh"

# last column: its value in the last line of what train.sh said.
last() {
  sed -n 's/│/|/g; s/ *| */|/g; /^|/p' said | awk -F'|' -v column="$1" '
    { for (i = 2; i < NF; ++i) if ($i == column) at = i } { value = $at } END { print value }'
}

# left_out source why: how many rows of it train.sh left out for that.
left_out() {
  sed -n 's/│/|/g; s/ *| */|/g; /^|/p' said | awk -F'|' -v source="$1" -v why="$2" '$2 == source && $4 == why { print $3 }'
}
# loss who: the log loss beside it.
loss() {
  sed -n 's/│/|/g; s/ *| */|/g; /^|/p' said | awk -F'|' -v who="$1" 'index($2, who) == 1 { print $3 }'
}
# less a b
less() {
  awk -v a="$1" -v b="$2" 'BEGIN { exit !(a != "" && b != "" && a + 0 < b + 0) }'
}

# Every row of a batch is used. Genres are learned, whether YouTube knows them or not; rows without a category, an emotion
# or a moment are not, and it is said how many and why.
generate >said
sh "$sql/train.sh" >said
expect "rows of a batch" "50 0" "$(last rows) $(last left_out)"

# The rows in a model are personal data: the last line says so, and the file can do without them.
rows_in() {
  ask user_data.db "SELECT model_info($1) ->> '\$.options.keep_rows', length(model_without_rows($1)) < length($1)"
}
expect "what the file holds" "models/emotion_video.model holds the rows, names and times included: personal data. \
--without-rows leaves them out." "$(tail -n 1 said)"
expect "a file with rows" "1|1" "$(rows_in "model_load('models/emotion_video.model')")"
sh "$sql/train.sh" --without-rows --folder bare >said
expect "what a bare file holds" "bare/emotion_video.model lacks the rows; the table models keeps them." "$(tail -n 1 said)"
expect "a file without rows" "0" "$(rows_in "model_load('bare/emotion_video.model')" | cut -d '|' -f 2)"
expect "the table keeps them" "1" "$(rows_in "(SELECT model FROM models)" | cut -d '|' -f 2)"
sqlite3 user_data.db "
  CREATE TABLE clicks AS SELECT * FROM video_clicks; DROP TABLE video_clicks; ALTER TABLE clicks RENAME TO video_clicks;
  UPDATE video_interactions SET video_genre = 'Chess' WHERE id <= 3;
  UPDATE video_interactions SET video_genre = 'Trailers' WHERE id = 4;
  UPDATE video_clicks SET video_category = NULL WHERE id = 1;
  UPDATE video_clicks SET emotion = NULL WHERE id = 2;
  UPDATE video_clicks SET timestamp = NULL WHERE id = 3"
sqlite3 user_data.db "CREATE TABLE wrong AS SELECT * FROM video_interactions; DROP TABLE video_interactions;
  ALTER TABLE wrong RENAME TO video_interactions; UPDATE video_interactions SET timestamp = '2026-01-01' WHERE id = 5;
  UPDATE video_interactions SET video_genre = NULL WHERE id IN (6, 7)"
sh "$sql/train.sh" >said
expect "rows that cannot be used" "44 6" "$(last rows) $(last left_out)"
expect "why" "1 1 1 2 1" "$(left_out video_clicks "no category") $(left_out video_clicks "no emotion") $(
  left_out video_clicks "no timestamp") $(left_out video_interactions "no category") $(left_out video_interactions \
  "the timestamp is a text: unixepoch(timestamp) makes unix seconds of a date")"
expect "rows, as the model has them" "44|44" "$(ask user_data.db "SELECT rows, json_extract(metrics, '$.rows') FROM models")"
expect "genres without a category of their own" "1 1" "$(sqlite3 user_data.db "SELECT count(*) FROM models, json_each(metrics, '$.labels')
  WHERE value = 'Chess'") $(sqlite3 user_data.db "SELECT count(*) FROM models, json_each(metrics, '$.labels') WHERE value = '44'")"

# A genre of two categories of the world cannot be either.
generate --db two.db --logs 200 --world '{"categories": {"comic": {"genre": "Comedy"}}, "map": {"happy": {"comic": 1, "23": 1}}}' >said
sh "$sql/train.sh" --db two.db --folder two --options '{"epochs": 1}' >said
expect "a genre of two categories" "$(sqlite3 two.db "SELECT count(*) FROM video_interactions WHERE video_genre = 'Comedy'")" \
  "$(left_out video_interactions "the genre 'Comedy' is that of two categories")"
[ "$(last left_out)" -gt 0 ] || fail "nothing was left out"

# Names where the clicks have names, of any kind; ids where they have ids, which may be integers.
real() { # file category-type category genre
  sqlite3 "$1" "CREATE TABLE video_clicks (name, video_id, video_title, video_category $2, emotion, timestamp, city);
    CREATE TABLE video_interactions (name, video_genre, emotion, timestamp, city);
    WITH RECURSIVE i(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM i WHERE n < 59)
      INSERT INTO video_clicks SELECT n % 7, n % 9, 'title', $3, iif(n % 2, 'happy', 'sad'), 1767225600 + n * 3600, NULL FROM i;
    WITH RECURSIVE i(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM i WHERE n < 39)
      INSERT INTO video_interactions SELECT n % 7, $4, iif(n % 2, 'happy', 'sad'), 1767225600 + n * 3600, NULL FROM i"
}
labels() {
  sh "$sql/train.sh" --db "$1" --folder real --options '{"epochs": 1}' >said || fail "$1: $(cat said)"
  expect "$1: rows" "100 0" "$(last rows) $(last left_out)"
  sqlite3 "$1" "SELECT group_concat(value, ' ') FROM (SELECT value FROM models, json_each(metrics, '$.labels') ORDER BY value)"
}
real names.db TEXT "iif(n % 3, 'Comedy', 'Drama')" "iif(n % 3, 'Music', 'Comedy')"
expect "names" "Comedy Drama Music" "$(labels names.db)"
real own.db TEXT "iif(n % 3, 'anime', 'telenovela')" "iif(n % 3, 'Comedy', 'anime')"
expect "names of one's own" "Comedy anime telenovela" "$(labels own.db)"
real codes.db "" "iif(n % 3, 90, 91)" "iif(n % 3, 90, 92)"
expect "codes of one's own" "90 91 92" "$(labels codes.db)"
real ids.db INTEGER "iif(n % 3, 23, 36)" "iif(n % 3, 'Comedy', 'Drama')"
expect "ids, with those of all that uploads can have" "1 10 15 17 19 2 20 22 23 24 25 26 27 28 29 36" "$(labels ids.db)"

# Codes that are fractions or BLOBs, as NumPy's integers arrive, are left out with what makes integers of them.
real blobs.db "" "1 + n % 3" "1 + n % 3"
sqlite3 blobs.db "UPDATE video_clicks SET name = x'0700' WHERE rowid = 1; UPDATE video_clicks SET emotion = 1.0 WHERE rowid = 2;
  UPDATE video_clicks SET video_category = x'01' WHERE rowid = 3; UPDATE video_clicks SET timestamp = x'00' WHERE rowid = 4"
sh "$sql/train.sh" --db blobs.db --folder real --options '{"epochs": 1}' >said
expect "left out" "2 1 1 4" "$(left_out video_clicks \
  "category, emotion, name or city is a BLOB: store text or integers (of a NumPy number, int(x))") $(
  left_out video_clicks "the emotion is a REAL: CAST(emotion AS INTEGER)") $(left_out video_clicks "the timestamp is a BLOB") $(last left_out)"

# No row, and no row that can be learned from, are two things; neither leaves a table in the database.
sqlite3 none.db "CREATE TABLE mine (a)"
refused 1 sh "$sql/train.sh" --db none.db
expect_in "no row" "there is nothing to learn from, video_clicks and video_interactions are empty: generate rows first" "$said"
expect "no table of ours" mine "$(sqlite3 none.db .tables | xargs)"
real dates.db TEXT "'Comedy'" "'Comedy'"
sqlite3 dates.db "UPDATE video_clicks SET timestamp = datetime(timestamp, 'unixepoch'); UPDATE video_interactions SET timestamp = NULL"
before=$(cksum <dates.db)
status=0
sh "$sql/train.sh" --db dates.db >said 2>complaint || status=$?
expect "no row that can be learned from" 1 "$status"
expect_in "why there is none" "no row of video_clicks and video_interactions can be learned from: 60 of video_clicks: the timestamp is a text: unixepoch(timestamp) makes unix seconds of a date; 40 of video_interactions: no timestamp" "$(cat complaint)"
expect "the database afterwards" "$before" "$(cksum <dates.db)"

# Beside the model's log loss, that of one who knows nothing, of the shares by emotion and of who invented the rows: on the
# same rows, so that they can be compared.
generate --db scale.db --logs 4000 --users 20 >said
sh "$sql/train.sh" --db scale.db --folder scale >said
nothing=$(loss "nothing known") shares=$(loss "shares of the categories by emotion") network=$(loss "this model") best=$(loss "the best possible")
expect "nothing known" 2.7081 "$nothing"
less "$best" "$network" && less "$network" "$shares" && less "$shares" "$nothing" ||
  fail "not in order: $best, $network, $shares, $nothing"
expect "the same figure" "$network" "$(last held_out_log_loss_nats)"
expect "shares by emotion, reckoned otherwise" "$shares" "$(ask scale.db "
  WITH r AS (SELECT video_category AS c, emotion AS e, timestamp >= (SELECT metrics ->> 'validation_from' FROM models) AS later
    FROM (SELECT video_category, emotion, timestamp FROM video_clicks UNION ALL SELECT g.video_category, emotion, timestamp
      FROM video_interactions AS i JOIN synth_categories AS g ON g.video_genre = i.video_genre AND g.assignable))
  SELECT printf('%.4f', avg(-ln((SELECT count(*) + 1.0 FROM r AS l WHERE NOT l.later AND l.e = r.e AND l.c = r.c)
    / (SELECT count(*) + 15 FROM r AS l WHERE NOT l.later AND l.e = r.e)))) FROM r WHERE later")"
sqlite3 scale.db "UPDATE video_clicks SET timestamp = timestamp - 1 WHERE id = (SELECT max(id) FROM video_clicks)"
sh "$sql/train.sh" --db scale.db --folder scale --options '{"epochs": 1}' >said
expect "rows that are no longer as they were invented" "" "$(loss "the best possible")"
sh "$sql/train.sh" --db scale.db --folder scale --options '{"max_seconds": 1e-9}' >said
expect "a model that was not trained" "none: trained for no epoch" "$(last held_out_log_loss_nats | cut -c 1-26)"
expect "no log loss as if it were one" "" "$(loss "this model")"

# What is in the way is said before the time is taken to learn.
taken() { # sql part-of-the-sentence
  rm -f taken.db
  real taken.db TEXT "'Comedy'" "'Comedy'"
  sqlite3 taken.db "$1"
  before=$(cksum <taken.db)
  refused 1 sh "$sql/train.sh" --db taken.db --folder nowhere --options '{"epoch": 1}'
  expect_in "$1" "$2" "$said"
  expect "$1: the database" "$before" "$(cksum <taken.db)"
  [ ! -e nowhere ] || fail "$1: a folder was made"
}
taken "CREATE TABLE models (id, brand)" \
  "synth_train: models is another table than the one that the commands keep, without the column name: rename it."
taken "CREATE VIEW models AS SELECT 1 AS name, 2 AS created, 3 AS rows, 4 AS metrics, 5 AS model" "synth_train: models is a view, and what the commands store is kept in tables: rename the view"
taken "CREATE TABLE models (name PRIMARY KEY, created, rows, metrics, model, owner NOT NULL)" "NOT NULL constraint failed: models.owner"
taken "CREATE TABLE models (name UNIQUE, created, rows, metrics, model); CREATE TRIGGER no BEFORE INSERT ON models BEGIN SELECT RAISE(IGNORE); END" \
  "a trigger on the table models keeps the model from being stored"
taken "CREATE TABLE models (name UNIQUE, created, rows, metrics, model); INSERT INTO models VALUES ('emotion_video', 1, 2, 3, 4);
  CREATE TRIGGER no BEFORE UPDATE ON models BEGIN SELECT RAISE(IGNORE); END" "a trigger on the table models keeps the model from being stored"
taken "CREATE TABLE models (name, created, rows, metrics, model)" "ON CONFLICT clause does not match"
taken "ALTER TABLE video_clicks RENAME city TO place" \
  "synth_train: video_clicks lacks the column city: ALTER TABLE video_clicks ADD COLUMN city;"
taken "DROP TABLE video_clicks; CREATE VIEW video_clicks AS SELECT 'a' AS name" "synth_train: video_clicks lacks the columns video_category, emotion, timestamp, city: add to the view what is missing"
refused 1 sh "$sql/train.sh" --db "file:names.db?mode=ro" --folder nowhere --options '{"epoch": 1}'
expect_in "a database that is opened to be read" "attempt to write a readonly database" "$said"
echo no database >no.db
refused 1 sh "$sql/train.sh" --db no.db
expect_in "no database" "file is not a database" "$said"

# Clicks in a view and in a table without a rowid; a trigger of the application with a conflict clause of its own.
real view.db TEXT "'c' || (n % 3)" "'c' || (n % 2)"
sqlite3 view.db "ALTER TABLE video_clicks RENAME TO c; CREATE VIEW video_clicks AS SELECT * FROM c;
  CREATE TABLE g (k PRIMARY KEY, name, video_genre, emotion, timestamp, city) WITHOUT ROWID;
  INSERT INTO g SELECT rowid, * FROM video_interactions; DROP TABLE video_interactions; ALTER TABLE g RENAME TO video_interactions;
  CREATE TABLE models (name TEXT PRIMARY KEY, created, rows, metrics, model) WITHOUT ROWID; CREATE TABLE names (name UNIQUE);
  CREATE TRIGGER kept AFTER INSERT ON models BEGIN INSERT OR IGNORE INTO names VALUES ('x'), ('x'); END"
expect "a view" "c0 c1 c2" "$(labels view.db)"

# While it learns others write, here without waiting; what is named like functions of SQLite is not read in their place.
generate --db busy.db --logs 20000 --users 200 >said
sqlite3 busy.db "PRAGMA journal_mode = wal; CREATE TABLE json_each (a); CREATE TABLE json_tree (a); CREATE TABLE model_history (a); CREATE TABLE notes (at)" >said
sh "$sql/train.sh" --db busy.db --folder busy >said &
training=$!
writes=0
locked=0
while kill -0 "$training" 2>/dev/null; do
  if sqlite3 busy.db "INSERT INTO notes VALUES (1)" 2>complaint; then writes=$((writes + 1)); else locked=$((locked + 1)); fi
done
wait "$training" || fail "training beside a writer"
[ "$writes" -gt "$locked" ] || fail "of $((writes + locked)) writes meanwhile $locked met a lock"
expect "the model" 1 "$(sqlite3 busy.db "SELECT count(*) FROM models WHERE rows = 20000")"

# Refused at once: the options, which would fail too, are not looked at yet.
untrained() { # part-of-the-sentence option...
  part=$1
  shift
  status=0
  said=$(sh "$sql/train.sh" --options '{"epoch": 1}' "$@" 2>&1 >/dev/null) || status=$?
  expect "$*" 1 "$status"
  expect_in "$*" "$part" "$said"
  expect "no more than a line and what became of the database" 1 "$(printf '%s\n' "$said" | grep -vc 'nothing was changed' | xargs)"
}
: >file
untrained "train.sh: --folder must be a folder, not 'file': 'file' is a file." --folder file
untrained "train.sh: --folder must be a folder, not 'file/a/b': 'file' is a file." --folder file/a/b
mkdir -p kept/mine.model
untrained "'kept/mine.model' is a folder" --folder kept --model mine
untrained "model_train: unknown option" --folder -new/folder
[ ! -e ./-new ] || fail "a folder was made for nothing"
mkdir locked
chmod a-w locked
if [ -w locked ]; then
  echo "skipped: root can write everything"
else
  untrained "train.sh: --folder must be a folder that can be written, not 'locked'." --folder locked
  untrained "train.sh: --folder must be a folder that can be written, not 'locked/new'." --folder locked/new
  cp user_data.db kept
  chmod a-w kept
  untrained "synth_train: unable to open database file" --db kept/user_data.db
  chmod u+w kept
  chmod a-w user_data.db
  untrained "synth_train: attempt to write a readonly database"
fi
echo passed
