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
echo passed
