#!/bin/sh
# generate.sh: an empty folder becomes a database; the same batch again changes nothing; another seed adds.
set -eu
. "$(dirname -- "$0")/support.sh"

said=$(generate)
expect "what it says" "Batch 1: seed 0, 5 people, 30 days until 2026-01-01 00:00:00 UTC.
emotion_logs: 50 rows added, ids 1 to 50.
video_clicks: 20 rows added, ids 1 to 20.
video_interactions: 30 rows added, ids 1 to 30." "$said"

count="SELECT (SELECT count(*) FROM emotion_logs), (SELECT count(*) FROM video_clicks),
              (SELECT count(*) FROM video_interactions)"
expect "rows" "50|20|30" "$(ask user_data.db "$count")"

# The rows are those of the table functions, in their order.
expect "logs that the generator does not give" "" "$(ask user_data.db "
  SELECT id, name, emotion, input, timestamp, city, country FROM emotion_logs
  EXCEPT SELECT rowid, name, emotion, input, timestamp, city, country FROM synth_emotion_logs(50) WHERE until = $until")"
expect "clicks that the generator does not give" "" "$(ask user_data.db "
  SELECT id, name, video_id, video_title, video_category, emotion, timestamp, city, country FROM video_clicks
  EXCEPT SELECT rowid, * FROM synth_video_clicks(20) WHERE until = $until")"
expect "interactions that the generator does not give" "" "$(ask user_data.db "
  SELECT id, name, video_genre, emotion, timestamp, city, country FROM video_interactions
  EXCEPT SELECT rowid, * FROM synth_video_interactions(30) WHERE until = $until")"

# The same again, with and without naming `until`.
before=$(cksum <user_data.db)
said=$(sh "$sql/generate.sh")
expect "the same batch" "Batch 1 is there already: seed 0, 5 people, 50 + 20 + 30 rows, 30 days until 2026-01-01 00:00:00 UTC.
Nothing was changed; another seed adds another population." "$said"
expect_in "the same batch, all named" "is there already" \
  "$(generate --users 5 --logs 50 --clicks 20 --interactions 30 --days 30 --seed 0 --db user_data.db)"
expect "the file after the same batch" "$before" "$(cksum <user_data.db)"

# Another seed is another batch; so is another window.
expect_in "another seed" "Batch 2: seed 7" "$(generate --seed 7)"
expect "rows of two seeds" "100|40|60" "$(ask user_data.db "$count")"
expect_in "the batch of that seed again" "Batch 2 is there already" "$(sh "$sql/generate.sh" --seed=7)"
expect_in "other days" "Batch 3: seed 0, 5 people, 7 days" "$(generate --days 7)"

# `until` defaults to now, fixed once: everything is before it, and the same call later finds the batch.
sh "$sql/generate.sh" --db now.db >first
sleep 1
expect_in "now, a second later" "is there already" "$(sh "$sql/generate.sh" --db now.db)"
expect "rows after until" 0 "$(ask now.db "SELECT count(*) FROM synth_batches AS b, video_clicks AS c
  WHERE c.timestamp >= b.until OR b.until NOT BETWEEN unixepoch() - 600 AND unixepoch()")"
expect "a date" 1767225600 "$(sh "$sql/generate.sh" --db date.db --until 2026-01-01 >first &&
  ask date.db "SELECT until FROM synth_batches")"

# What is not given keeps the proportion 5 : 50 : 20 : 30.
proportion() {
  generate --db "$1.db" "--$1" "$2" >first
  ask "$1.db" "SELECT world ->> '\$.users', next_log - 1, next_click - 1, next_interaction - 1 FROM synth_batches"
}
expect "logs alone" "100|1000|400|600" "$(proportion logs 1e3)"
expect "clicks alone" "25|250|100|150" "$(proportion clicks 100)"
expect "interactions alone" "10|100|40|60" "$(proportion interactions 60)"
expect "users alone" "40|50|20|30" "$(proportion users 40)"
generate --db none.db --clicks 0 --interactions 0 >first
expect "logs only" "50|0|0" "$(ask none.db "$count")"

# What the batch stores is exactly what makes its rows again: also numbers that 15 digits do not hold.
generate --db exact.db --logs 1000 --days 0.1 --match-rate 0.30000000000000004 >first
expect "the rates, bit by bit" 1 "$(ask exact.db "
  SELECT (SELECT rows_per_day FROM synth_emotion_logs AS g WHERE g.n = 1000 AND g.world = b.world LIMIT 1)
         = (SELECT rows_per_day FROM synth_emotion_logs AS g WHERE g.n = 1000 AND g.days = 0.1 AND g.until = $until
            LIMIT 1)
         AND b.world ->> '\$.match_rate' = 0.1 + 0.2 AND b.world ->> '\$.match_rate' <> 0.3
  FROM synth_batches AS b")"

# A larger world hangs together.
generate --db large.db --logs 20000 >first
expect "clicks that are no clicks of the world" "" "$(ask large.db "
  SELECT c.id FROM video_clicks AS c
  WHERE NOT EXISTS (SELECT 1 FROM emotion_logs AS l WHERE l.name = c.name AND l.emotion = c.emotion
                      AND l.timestamp BETWEEN c.timestamp - 3600 AND c.timestamp - 1)")"
said=$(sh "$sql/check.sh" --db large.db)
expect_in "check" "video_clicks without their log                                │ 0 " "$said"
echo passed
