#!/bin/sh
# check.sh: what it finds, and that it only reads.
set -eu
. "$(dirname -- "$0")/support.sh"

# found finding: its value, what was expected, and the likely cause, of what check.sh said last.
found() {
  sed -n 's/│/|/g; s/  *|/|/g; s/| */|/g; s/^|//; s/|$//p' said | awk -F'|' -v finding="$1" '$1 == finding { print $2 "|" $3 "|" $4 }'
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
text="text: make them unix seconds with unixepoch(), or CAST(timestamp AS INTEGER) where it is digits"
expect "logs" "1|0|$text" "$(found "emotion_logs whose timestamp is no integer")"
expect "clicks" "1|0|$text" "$(found "video_clicks whose timestamp is no integer")"
expect "interactions" "1|0|fractions of a second: CAST(timestamp AS INTEGER)" \
  "$(found "video_interactions whose timestamp is no integer")"
expect "what is not blamed" "1|0|timestamps that are no integers, see above" "$(found "video_clicks without their log")"
sqlite3 times.db "UPDATE emotion_logs SET timestamp = unixepoch(timestamp) WHERE name = 'Ada';
  UPDATE video_clicks SET timestamp = unixepoch(timestamp) WHERE name = 'Ada'; UPDATE video_interactions SET timestamp = NULL"
sh "$sql/check.sh" --db times.db >said
expect "logs, mended" "0|0|" "$(found "emotion_logs whose timestamp is no integer")"
expect "clicks, mended" "0|0|" "$(found "video_clicks without their log")"
expect "no timestamp" "1|0|NULL or a BLOB: rows without a moment" "$(found "video_interactions whose timestamp is no integer")"

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
