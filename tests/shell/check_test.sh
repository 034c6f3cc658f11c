#!/bin/sh
# check.sh: what it finds, and that it only reads.
set -eu
. "$(dirname -- "$0")/support.sh"

# found finding: its value, what was expected, and the likely cause, of what check.sh said last.
found() {
  sed -n 's/│/|/g; s/  *|/|/g; s/| */|/g; s/^|//; s/|$//p' said | awk -F'|' -v finding="$1" '$1 == finding { print $2 "|" $4 "|" $5 }'
}
# unit finding
unit() {
  sed -n 's/│/|/g; s/  *|/|/g; s/| */|/g; s/^|//; s/|$//p' said | awk -F'|' -v finding="$1" '$1 == finding { print $3 }'
}
# moments_of table: what is said of its timestamps, as rows|causes
moments_of() {
  found "$1 whose timestamp is not in unix seconds" | sed 's/|0|/|/'
}

# What a database lacks is not added to it, here by any command that only reads.
sqlite3 app.db "CREATE TABLE video_clicks (video_id TEXT, name TEXT, emotion TEXT, timestamp INTEGER, city TEXT, country TEXT,
    video_title TEXT, video_category INTEGER);
  INSERT INTO video_clicks VALUES ('abc', 'Ada', 'happy', 1767225030, 'London', 'UK', 'A title', 23);
  CREATE VIEW emotion_logs AS SELECT name, emotion, NULL AS input, timestamp - 60 AS timestamp, city, country FROM video_clicks"
before=$(cksum <app.db)
sh "$sql/check.sh" --db app.db >said
expect "logs" "1||" "$(found emotion_logs)"
expect "clicks" "1||" "$(found video_clicks)"
expect "what is not there" "0||" "$(found video_interactions)"
expect "batches" "0||" "$(found batches)"
expect "with its log" "0|0|" "$(found "video_clicks without their log")"
refused 1 sh "$sql/recommend.sh" --db app.db
refused 1 sh "$sql/explain.sh" --db app.db
expect "the database afterwards" "$before" "$(cksum <app.db)"

# Timestamps of an application that are text, fractions or nothing: what to do about them, and no other blame.
sqlite3 times.db "CREATE TABLE emotion_logs (name, emotion, input, timestamp, city, country);
  CREATE TABLE video_interactions (name, video_genre, emotion, timestamp, city, country);"
sqlite3 times.db ".read '$sql/schema.sql'" "
  INSERT INTO emotion_logs (name, emotion, timestamp) VALUES ('Ada', 'happy', '2026-01-01 10:00:00'), ('Bob', 'sad', 1767225600);
  INSERT INTO video_clicks (name, video_id, video_category, emotion, timestamp)
    VALUES ('Ada', 'x', '23', 'happy', '2026-01-01 10:02:00'), ('Bob', 'x', '23', 'sad', 1767225700);
  INSERT INTO video_interactions (name, video_genre, emotion, timestamp) VALUES ('Bob', 'Music', 'sad', 1767225700.5)"
sh "$sql/check.sh" --db times.db >said
expect "logs" "1|1 dates as text: unixepoch(timestamp)" "$(moments_of emotion_logs)"
expect "clicks" "1|1 dates as text: unixepoch(timestamp)" "$(moments_of video_clicks)"
expect "interactions" "1|1 fractions of a second: CAST(timestamp AS INTEGER)" "$(moments_of video_interactions)"
expect "what is not blamed" "1|0|timestamps that are no unix seconds, see above" "$(found "video_clicks without their log")"
sqlite3 times.db "UPDATE emotion_logs SET timestamp = unixepoch(timestamp) WHERE name = 'Ada';
  UPDATE video_clicks SET timestamp = unixepoch(timestamp) WHERE name = 'Ada'; UPDATE video_interactions SET timestamp = NULL"
sh "$sql/check.sh" --db times.db >said
expect "logs, mended" "0|" "$(moments_of emotion_logs)"
expect "clicks, mended" "0|0|" "$(found "video_clicks without their log")"
expect "no timestamp" "1|1 NULL: rows without a moment" "$(moments_of video_interactions)"

# Moments in other units: each is named, and what is advised makes the right seconds of them.
sqlite3 times.db "CREATE TABLE moments (unit, t)"
while IFS='|' read -r unit value; do
  sqlite3 times.db "DELETE FROM video_interactions; INSERT INTO video_interactions (name, emotion, timestamp) VALUES ('Ada', 'sad', $value)"
  sh "$sql/check.sh" --db times.db >said
  expect_in "$value" "1|1 $unit" "$(moments_of video_interactions)"
  advice=$(moments_of video_interactions | sed -n 's/^[^:]*: //p')
  expect "$value, mended by $advice" 1767225600 "$(sqlite3 times.db "SELECT $advice FROM video_interactions")"
done <<'END'
julian days|julianday('2026-01-01')
milliseconds|1767225600123
milliseconds|1767225600123.5
microseconds|1767225600123456
nanoseconds|1767225600123456789
microseconds since 1601|(1767225600 + 11644473600) * 1000000
days since 1970|20454
days of a spreadsheet|46023
digits as text|'1767225600'
dates as text|'2026-01-01 00:00:00'
fractions of a second|1767225600.25
END
sqlite3 times.db "DELETE FROM video_interactions; INSERT INTO video_interactions (name, emotion, timestamp)
  VALUES ('Ada', 'sad', 0), ('Ada', 'sad', 4e9), ('Ada', 'sad', 'soon'), ('Ada', 'sad', unixepoch())"
sh "$sql/check.sh" --db times.db >said
expect "before 2000, after next year, and no moment" "3|3" "$(moments_of video_interactions | sed 's/|.*/|/')$(moments_of video_interactions |
  grep -o 'before 2000\|after next year\|reads as no date' | sort -u | wc -l | xargs)"
generate --db past.db --until 1970-06-01 >said 2>&1 || generate --db past.db --until 1990-01-01 >said
sh "$sql/check.sh" --db past.db >said
expect "a batch of long ago" "0|" "$(moments_of emotion_logs)"

# Rows without a parent, also where SQLite would refuse to look for them.
parents() { # parent-table
  rm -f parents.db
  sqlite3 parents.db "$1; CREATE TABLE video_clicks (name REFERENCES users (name), video_id, video_title, video_category, emotion,
      timestamp, city); INSERT INTO video_clicks (name, emotion, timestamp) VALUES ('Ada', 'sad', 1767225600), ('Bob', 'sad', 1767225600)"
  sh "$sql/check.sh" --db parents.db >said || fail "$1: $(cat said)"
}
parents "CREATE TABLE users (name PRIMARY KEY); INSERT INTO users VALUES ('Ada'), ('Bob')"
expect "all have one" "0|0|" "$(found "rows without a parent")"
parents "CREATE TABLE users (id INTEGER PRIMARY KEY, name UNIQUE); INSERT INTO users (name) VALUES ('Ada')"
expect "one has none" "1|0|foreign keys were off when they were written: 1 of video_clicks have none in users" "$(found "rows without a parent")"
expect "nothing else" "" "$(found "foreign keys that cannot be checked")"
parents "CREATE TABLE users (name)"
expect "no key" "1|0|what video_clicks refers to in users is no key there: CREATE UNIQUE INDEX" "$(found "foreign keys that cannot be checked")"

# Integers as codes, tables without a rowid and views, tables that are named like functions, names of categories: as with
# the generated ones.
generate --db codes.db --logs 300 >said
sh "$sql/check.sh" --db codes.db >plain
sqlite3 codes.db "CREATE TABLE json_each (a); CREATE TABLE json_tree (a); CREATE TABLE synth_categories (a); CREATE TABLE synth_emotion_map (a);
  CREATE TABLE l (id, name, emotion, timestamp INTEGER, city, country, PRIMARY KEY (id)) WITHOUT ROWID;
  INSERT INTO l SELECT id, name, emotion, timestamp, city, country FROM emotion_logs; DROP TABLE emotion_logs; ALTER TABLE l RENAME TO emotion_logs;
  CREATE TABLE c AS SELECT name, video_id, video_title, CAST(video_category AS INTEGER) AS video_category, emotion, timestamp, city, country FROM video_clicks;
  DROP TABLE video_clicks; CREATE VIEW video_clicks AS SELECT * FROM c"
sh "$sql/check.sh" --db codes.db >said
cmp plain said || fail "another finding for the same rows: $(diff plain said)"
sqlite3 codes.db "DROP TABLE synth_categories"
ask codes.db "UPDATE c SET video_category = (SELECT g.video_genre FROM synth_categories AS g WHERE g.video_category = CAST(c.video_category AS TEXT))"
sh "$sql/check.sh" --db codes.db >said
cmp plain said || fail "another finding for the names of the categories: $(diff plain said)"

# What the numbers are numbers of; the people of the logs are some of those of the world.
generate --db people.db >said
sqlite3 people.db "DELETE FROM emotion_logs WHERE name = (SELECT min(name) FROM emotion_logs)"
sh "$sql/check.sh" --db people.db >said
expect "people" "4 people, of 5 in the generated worlds" "$(found "people in emotion_logs" | cut -d'|' -f1) $(unit "people in emotion_logs")"
expect "a unit for each" "" "$(sed -n 's/│/|/g; s/ *| */|/g; /^|/p' said | awk -F'|' 'NF == 7 && $4 == "" { print }')"

# Each batch follows the map of its own world, with genres of its own, also when it was topped up; other rows are judged
# by the latest, --world by one for all.
yoga='{"categories": {"yoga": {"genre": "Yoga", "weight": 0.5}}, "map": {"happy": {"yoga": 20}}}'
# follows kind: that the match rate of its rows is what it should be, give or take 0.01, and has no cause
follows() {
  said=$(found "match rate of $1")
  awk -v rate="${said%% *}" 'BEGIN { exit rate < 0.79 || rate > 0.81 }' || fail "match rate of $1: $said"
  expect "the cause of the match rate of $1" "0.8|" "${said#*|}"
}
generate --db yoga.db --logs 20000 --seed 2 --world "$yoga" >said
sh "$sql/check.sh" --db yoga.db >said
follows video_interactions
generate --db yoga.db --logs 20000 --seed 1 >said
sh "$sql/top_up.sh" --db yoga.db --until 2026-01-09 >said
sh "$sql/check.sh" --db yoga.db >said
follows video_clicks
follows video_interactions
expect_in "the categories of both" "10 23 24 yoga" "$(cat said)"
sh "$sql/check.sh" --db yoga.db --world "$yoga" >said
expect_in "one map for all" "another emotion map" "$(found "match rate of video_interactions")"

# A document whose lists are arrays, in another order than the default's.
arrays='{"categories": [{"id": "yoga", "genre": "Yoga"}, {"id": "24"}, {"id": "10"}], "emotions": [{"name": "sad"}, {"name": "happy"}],
  "map": {"happy": {"yoga": 1}, "sad": {"10": 1}}, "cities": [{"city": "Paris"}, {"city": "Berlin"}]}'
generate --db arrays.db --logs 20000 --seed 2 --world "$arrays" >said
sh "$sql/check.sh" --db arrays.db >said
follows video_clicks
follows video_interactions
expect_in "their categories" "yoga" "$(cat said)"
sh "$sql/train.sh" --db arrays.db --options '{"epochs": 1}' >said
expect "interactions whose genre was not found" 0 "$(sqlite3 arrays.db "SELECT (SELECT count(*) FROM video_clicks)
  + (SELECT count(*) FROM video_interactions) - (SELECT rows FROM models)")"

sqlite3 yoga.db "DELETE FROM video_interactions; DELETE FROM video_clicks WHERE rowid > 1000;
  INSERT INTO video_interactions (name, video_genre, emotion, timestamp) VALUES ('Ada', 'Comedy', 'happy', 1767225600),
    ('Ada', 'Yoga', 'happy', 1767225600), ('Ada', 'Chess', 'happy', 1767225600), ('Ada', 'Music', 'sad', 1767225600)"
sqlite3 yoga.db "UPDATE video_interactions SET id = id + 1000000"
sh "$sql/check.sh" --db yoga.db >said
expect "rows of no batch, by the latest map" "0.50" "$(found "match rate of video_interactions" | cut -c 1-4)"
expect "genres that YouTube does not have" 2 "$(found "video_interactions with a category that YouTube does not know" | cut -d'|' -f1)"
echo passed
