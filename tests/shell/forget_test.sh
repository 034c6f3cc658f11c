#!/bin/sh
# forget.sh: the database of an application, with rows and columns of its own, is as it was before.
set -eu
. "$(dirname -- "$0")/support.sh"

application="
CREATE TABLE emotion_logs (id INTEGER PRIMARY KEY, name TEXT, emotion TEXT, input TEXT, note TEXT DEFAULT 'none',
                           timestamp INTEGER, country TEXT, city TEXT);
CREATE TABLE video_clicks (video_id TEXT, name TEXT, emotion TEXT, timestamp INTEGER, city TEXT, country TEXT,
                           video_title TEXT, video_category INTEGER);
CREATE TABLE other (x);
INSERT INTO other VALUES (1), (2);
INSERT INTO emotion_logs VALUES (3, 'Ada', 'happy', 'It''s fine', 'a', 1767225000, 'UK', 'London'),
                                (9000, 'Ada', 'sad', NULL, 'b', 1767225100, NULL, NULL);
INSERT INTO video_clicks VALUES ('abc', 'Ada', 'happy', 1767225030, 'London', 'UK', 'A title', 23);"

sqlite3 app.db "$application"
dump app.db >before
sh "$sql/forget.sh" --db app.db >said
expect "nothing to forget" "There is nothing to forget: synth_batches has no batch." "$(cat said)"
dump app.db >after
cmp before after || fail "nothing to forget changed the database: $(diff before after)"
sqlite3 app.db ".read '$sql/schema.sql'"
dump app.db >before

expect_in "ids after the rows of the application" "ids 9001 to 9050" "$(generate --db app.db)"
expect "a column of the application has its default" 50 \
  "$(sqlite3 app.db "SELECT count(*) FROM emotion_logs WHERE note = 'none'")"
generate --db app.db --seed 7 --logs 300 >said
sqlite3 app.db "INSERT INTO emotion_logs (name, emotion, timestamp) VALUES ('Bob', 'angry', 1767225200)"
sh "$sql/top_up.sh" --db app.db --until 2026-01-09 >said
expect_in "top up" "Seed 7" "$(cat said)"
generate --db app.db --seed -3 --logs 100 >said

expect_in "one seed" "emotion_logs: 50 of 50 rows removed." "$(sh "$sql/forget.sh" --db app.db --seed 0 |
  sed 's/6[0-9] of 6[0-9]/50 of 50/')"
expect "batches of the other seeds" "-3,7,7" \
  "$(sqlite3 app.db "SELECT group_concat(world ->> '\$.seed') FROM (SELECT world FROM synth_batches ORDER BY world ->> '\$.seed')")"
said=$(sh "$sql/forget.sh" --db app.db)
case $said in
  *missing*) fail "some rows were not found: $said" ;;
esac
expect "what came between stays" 1 "$(sqlite3 app.db "SELECT count(*) FROM emotion_logs WHERE name = 'Bob'")"
sqlite3 app.db "DELETE FROM emotion_logs WHERE name = 'Bob'"
dump app.db >after
cmp before after || fail "not as before: $(diff before after)"

# Rows that are no longer where they were: moved, changed, deleted, and copied.
generate --db app.db >said
sqlite3 app.db "
  UPDATE emotion_logs SET id = id + 5000 WHERE id BETWEEN 9001 AND 9010;            -- moved: found by their columns
  UPDATE emotion_logs SET input = 'mine now' WHERE id = 9011;                       -- changed: a real row now
  DELETE FROM emotion_logs WHERE id = 9012;
  INSERT INTO emotion_logs (id, name, emotion, input, timestamp, city, country)     -- the id of a generated row
    VALUES (9012, 'Eve', 'fear', 'boo', 5, 'Rome', 'Italy');
  INSERT INTO emotion_logs (id, name, emotion, input, timestamp, city, country)     -- a copy: one of the two stays
    SELECT 20000, name, emotion, input, timestamp, city, country FROM emotion_logs WHERE id = 9013;
  UPDATE video_clicks SET rowid = rowid + 100 WHERE rowid > 1;"
said=$(sh "$sql/forget.sh" --db app.db)
expect_in "what was found" "emotion_logs: 48 of 50 rows removed." "$said"
expect_in "moved clicks" "video_clicks: 20 of 20 rows removed." "$said"
expect_in "the reason" "changed or deleted by others" "$said"
expect "what stays" "3,9000,9011,9012,20000" "$(sqlite3 app.db "SELECT group_concat(id) FROM emotion_logs")"
expect "other tables" "2|1" "$(sqlite3 app.db "SELECT (SELECT count(*) FROM other), (SELECT count(*) FROM video_clicks)")"

# A batch of another version of the generator stays, and says why and what to do. By its ids it goes.
generate --db app.db --seed 5 >said
sqlite3 app.db "UPDATE synth_batches SET generator = 999"
said=$(sh "$sql/forget.sh" --db app.db)
expect_in "another version" "version 999 of the generator made it" "$said"
expect_in "the key" '{"by_id": true}' "$said"
expect "its rows" 50 "$(sqlite3 app.db "SELECT sum(next_log - 1) FROM synth_batches")"
said=$(sh "$sql/forget.sh" --db app.db --by-id 1)
expect_in "by id" "(seed 5) went by its ids, not compared: version 999 of the generator made it." "$said"
expect "nothing is left" 0 "$(sqlite3 app.db "SELECT count(*) FROM synth_batches")"
echo passed
