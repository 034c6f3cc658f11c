#!/bin/sh
# top_up.sh: several steps are one big step, are the growing world, and mind no real row.
set -eu
. "$(dirname -- "$0")/support.sh"

sqlite3 none.db ".read '$sql/schema.sql'"
refused 0 sh "$sql/top_up.sh" --db none.db
expect_in "no batch" "Run generate first" "$said"
sqlite3 none.db "DROP TABLE synth_batches; DROP TABLE models; DROP TABLE emotion_logs"
dump none.db >before
refused 0 sh "$sql/top_up.sh" --db none.db
expect_in "no table of batches" "Run generate first" "$said"
dump none.db >after
cmp before after || fail "nothing to top up has made tables: $(diff before after)"

for db in steps.db once.db; do
  generate --db $db --logs 500 >said
  generate --db $db --seed 7 --logs 300 --days 3 --clicks 0 >said
done

# The span that is told is that of the rows, some of them before the last run.
cp once.db span.db
count="SELECT (SELECT count(*) FROM emotion_logs), (SELECT count(*) FROM video_clicks), (SELECT count(*) FROM video_interactions)"
before=$(sqlite3 span.db "$count")
said=$(sh "$sql/top_up.sh" --db span.db --until 2026-01-02 --seed 0)
expect "the span of what was added" "$(sqlite3 span.db "SELECT datetime(min(timestamp), 'unixepoch') || ' to '
    || datetime(max(timestamp), 'unixepoch') || ' UTC.'
  FROM (SELECT timestamp, id > ${before%%|*} AS new FROM emotion_logs
        UNION ALL SELECT timestamp, id > $(echo "$before" | cut -d'|' -f2) FROM video_clicks
        UNION ALL SELECT timestamp, id > ${before##*|} FROM video_interactions)
  WHERE new")" "${said##*added, }"
expect_in "rows from before" " added, 2025-12-" "$said"

# Real rows between the generated ones, far ahead in time and id.
sqlite3 steps.db "INSERT INTO emotion_logs VALUES (5000, 'Ada', 'happy', 'hi', 1799999999, 'London', 'UK')"

for end in 1767225601 1767226600 1767229200 1767240000 1767300000 1767500000 1767600000 1767830400; do
  sh "$sql/top_up.sh" --db steps.db --until $end >>steps
done
sh "$sql/top_up.sh" --db once.db --until 1767830400 >once
expect "again" "Nothing new until 2026-01-08 00:00:00 UTC: nothing was changed." \
  "$(sh "$sql/top_up.sh" --db steps.db --until 1767830400)"
sqlite3 steps.db "DELETE FROM emotion_logs WHERE id = 5000"

for table in emotion_logs video_clicks video_interactions; do
  columns="name, emotion, timestamp, city, country"
  case $table in
    emotion_logs) columns="$columns, input" ;;
    video_clicks) columns="$columns, video_id, video_title, video_category" ;;
    video_interactions) columns="$columns, video_genre" ;;
  esac
  for db in steps once; do
    sqlite3 $db.db "SELECT $columns FROM $table ORDER BY $columns" >$db.rows
  done
  cmp steps.rows once.rows || fail "$table differs between eight steps and one"
  expect "$table after the end, or nothing new" "0|1" "$(sqlite3 once.db "
    SELECT sum(timestamp >= 1767830400), sum(timestamp >= 1767225600) > 20 FROM $table")"
done

# The rows of the top-ups are those of the world that grows, after the rows of the batch.
expect "logs that the growing world does not give" 0 "$(ask once.db "
  WITH grown AS (
    SELECT g.name, g.emotion, g.input, g.timestamp, g.city, g.country
    FROM synth_batches AS b CROSS JOIN synth_emotion_logs AS g
    WHERE b.continues IS NOT NULL AND g.n = 10000 AND g.world = b.world AND g.timestamp < 1767830400)
  SELECT count(*) FROM (
    SELECT name, emotion, input, timestamp, city, country FROM emotion_logs
    EXCEPT SELECT * FROM grown)")"
expect "clicks that the growing world does not give" 0 "$(ask once.db "
  WITH grown AS (
    SELECT g.name, g.video_id, g.timestamp, g.city
    FROM synth_batches AS b CROSS JOIN synth_video_clicks AS g
    WHERE b.continues IS NOT NULL AND b.next_click > 1 AND g.n = 10000 AND g.world = b.world
      AND g.timestamp < 1767830400)
  SELECT (SELECT count(*) FROM (SELECT name, video_id, timestamp, city FROM video_clicks EXCEPT SELECT * FROM grown))
         + (SELECT count(*) FROM grown) - (SELECT count(*) FROM video_clicks)")"

# A batch of another generator is not gone on with as if it were of this one.
cp once.db other.db
sqlite3 other.db "UPDATE synth_batches SET generator = 999"
dump other.db >before
refused 1 sh "$sql/top_up.sh" --db other.db --until 1767900000 --seed 7
expect_in "a batch of another generator" "(seed 7) cannot go on: version 999 of the generator made it" "$said"
expect_in "the way" "synth_generate with the same seed adds one" "$said"
dump other.db >after
cmp before after || fail "a batch of another generator was topped up"

# Only one seed; a past moment; a moment that is none.
expect_in "one seed" "Seed 7" "$(sh "$sql/top_up.sh" --db once.db --until 2026-01-10 --seed 7)"
expect "the other seed" 1767830400 "$(sqlite3 once.db "SELECT max(until) FROM synth_batches WHERE world ->> '\$.seed' = 0")"
expect_in "the past" "Nothing new" "$(sh "$sql/top_up.sh" --db once.db --until 2020-01-01)"
refused 1 sh "$sql/top_up.sh" --db once.db --until never
expect_in "no moment" "synth_top_up: until must be a date such as 2026-02-01, a date and time, or unix seconds, not 'never'" "$said"
refused 1 sh "$sql/top_up.sh" --db once.db --until 1767830400000
expect_in "milliseconds" "up to the year 9999 (milliseconds are to be divided by 1000)" "$said"
expect_in "the batch after its top-ups" "is there already" "$(generate --db once.db --logs 500)"

# Clicks keep their logs.
said=$(sh "$sql/check.sh" --db steps.db)
expect_in "check" "video_clicks without their log                                │ 0 " "$said"
echo passed
