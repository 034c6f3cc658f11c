#!/bin/sh
# train.sh and recommend.sh: the model survives a restart, in the table and as a file; new people and names with quotes.
set -eu
. "$(dirname -- "$0")/support.sh"

sqlite3 empty.db ".read '$sql/schema.sql'"
refused 1 sh "$sql/recommend.sh" --db empty.db --emotion happy
expect_in "no model yet" "models/emotion_video.model" "$said"

generate --logs 2000 --users 20 >said
sqlite3 user_data.db "INSERT INTO video_clicks (name, video_id, video_title, video_category, emotion, timestamp)
  VALUES ('Conan O''Brien', 'x', 'It''s \"quoted\"', '23', 'happy', 1767225000)"
said=$(sh "$sql/train.sh")
expect "no word on a model of the database" "" "$(sh "$sql/recommend.sh" --city London 2>&1 >said)"
expect_in "held-out metrics" "held_out_log_loss" "$said"
expect_in "the file" "models/emotion_video.model" "$said"
expect "the file is what the table has" 1 \
  "$(ask user_data.db "SELECT model = model_load('models/emotion_video.model') FROM models")"
expect "rows" "$(sqlite3 user_data.db "SELECT (SELECT count(*) FROM video_clicks)
  + (SELECT count(*) FROM video_interactions)")" "$(sqlite3 user_data.db "SELECT rows FROM models")"
grep -q '<svg' models/emotion_video.svg || fail "no picture of the training history"

# The same rows again give the same model.
before=$(cksum <models/emotion_video.model)
sh "$sql/train.sh" >said
expect "the model again" "$before" "$(cksum <models/emotion_video.model)"

# list [options]: what is recommended, as rows "category_rank|genre|video_id|rank".
list() {
  sh "$sql/recommend.sh" --at 1767225600 "$@" >said
  sed -n 's/│/|/g; s/^| *\([0-9]*\) *| *\([^ ]*\) *| *\([^|]*[^ |]\) *| *\([0-9.e-]*\) *| *\([0-9]*\) *| *\([^ |]*\) .*/\1|\3|\6|\5/p' said
}
expect "categories" "1 2 3" "$(list --emotion happy --k 3 | cut -d'|' -f1 | sort -u | xargs)"
expect "videos" 6 "$(list --emotion happy --k 3 --videos 2 | wc -l | xargs)"
expect "ranks" "1 2 3 4 5 6" "$(list --emotion happy --k 3 --videos 2 | cut -d'|' -f4 | sort -n | xargs)"
expect "one video per category first" "1 2 3" \
  "$(list --emotion happy --k 3 --diversity 1 | awk -F'|' '$4 <= 3 { print $1 }' | sort | xargs)"

# From one category to the other, whatever the ids; and the best of all in their order.
rounds=$(list --emotion happy --k 3 --videos 2 --diversity 1 | sort -t'|' -n -k4 | cut -d'|' -f1)
expect "first round" "1 2 3" "$(printf '%s\n' "$rounds" | head -n 3 | sort | xargs)"
expect "second round" "1 2 3" "$(printf '%s\n' "$rounds" | tail -n 3 | xargs)"
expect "the best four" "$(list --emotion happy --k 15 | sort -t'|' -n -k4 | head -n 4)" "$(list --emotion happy --k 15 --best 4)"
expect "no more than there are" 6 "$(list --emotion happy --k 3 --videos 2 --best 1000 | wc -l | xargs)"
more=$(list --emotion happy --k 15 --best 10 --diversity 1 | cut -d'|' -f1 | sort -u | wc -l)
fewer=$(list --emotion happy --k 15 --best 10 --diversity 0 | cut -d'|' -f1 | sort -u | wc -l)
[ "$more" -gt "$fewer" ] || fail "diversity makes $more categories of $fewer"

# Nothing that the person has clicked on.
name=$(sqlite3 user_data.db "SELECT name FROM video_clicks GROUP BY name ORDER BY count(*) DESC LIMIT 1")
list --name "$name" --emotion happy --k 15 --videos 100 | cut -d'|' -f3 | sort >shown
sqlite3 user_data.db "SELECT DISTINCT video_id FROM video_clicks WHERE name = '$(printf %s "$name" | sed "s/'/''/g")'" |
  sort >seen
expect "videos seen before" "" "$(comm -12 shown seen)"
[ -s seen ] && [ -s shown ] || fail "nothing was compared"

# People: new, with a quote, with SQL in the name, unset; the emotion of the last log.
for name in "Nobody Inparticular" "Conan O'Brien" "'; DROP TABLE models; --" '$(date) "x" \'; do
  [ -n "$(list --name "$name" --emotion sad 2>complaint)" ] || fail "nothing for $name"
done
[ -n "$(list)" ] || fail "nothing for nobody"
expect "a video seen under a name with a quote" "" \
  "$(list --name "Conan O'Brien" --emotion happy --k 15 --videos 1000 | grep '|x|' || true)"
sqlite3 user_data.db "INSERT INTO emotion_logs (name, emotion, timestamp) VALUES ('Newton', 'sad', 1767225600)"
expect "the emotion of the last log" "$(list --emotion sad)" "$(list --name Newton 2>complaint)"

# Who and what the model does not know is the average, and that is said; of who is known nothing is.
told() { # option...: what recommend.sh says besides its answer
  sh "$sql/recommend.sh" --at 1767225600 "$@" 2>&1 >said
}
known=$(sqlite3 user_data.db "SELECT name FROM video_clicks WHERE name NOT LIKE '%''%' GROUP BY name ORDER BY count(*) DESC LIMIT 1")
expect "who is known" "" "$(told --name "$known" --emotion happy)"
expect "nobody in particular" "" "$(told --emotion happy)"
expect "who is not there" "recommend.sh: 'Jo O'Neill' has no click and no interaction in this database: the answer is the average person's." \
  "$(told --name "Jo O'Neill" --emotion happy)"
expect "the average person" "$(list --emotion happy)" "$(list --name "Jo O'Neill" --emotion happy 2>complaint)"
sqlite3 user_data.db "INSERT INTO video_clicks (name, video_id, video_category, emotion, timestamp) VALUES ('Late', 'x', '23', 'sad', 1767225000)"
expect "who came later" "recommend.sh: the model has learned nothing about 'Late' (1 clicks, 0 interactions): the categories are the average person's; train anew." \
  "$(told --name Late --emotion happy)"
expect "a city of no row" "recommend.sh: no row is from 'Atlantis': the answer is the average place's, with the hours of UTC." \
  "$(told --emotion happy --city Atlantis)"
sqlite3 user_data.db "DELETE FROM video_clicks WHERE name = 'Late'"

# The restarted application: the file alone will do, and an empty history.
before=$(list --emotion happy --k 3 | cut -d'|' -f1,2)
sqlite3 user_data.db "DELETE FROM models"
expect "from the file" "$before" "$(list --emotion happy --k 3 2>complaint | cut -d'|' -f1,2)"
expect "from the file, with a word on it" \
  "recommend.sh: the database has no model 'emotion_video': using models/emotion_video.model." "$(cat complaint)"
expect "who is not there, from the file" 1 "$(told --name "Jo O'Neill" --emotion happy | grep -c 'average person')"
refused 1 sh "$sql/recommend.sh" --model "it's"
expect_in "a model that is not there" "models/it's.model" "$said"
sh "$sql/recommend.sh" --db empty.db --emotion happy --k 3 --at 1767225600 >said 2>complaint
expect "categories without clicks" 3 "$(grep -c '^│ [123] ' said)"

# Other emotions and categories: all of their rows are learned from, and they are recommended and explained.
world='{"emotions": {"bored": {"rate": 0.5}, "in love": {"rate": 0.3}, "fear": null},
  "categories": {"cook": {"genre": "Cooking"}, "99": {"genre": "Chess"}},
  "map": {"bored": {"cook": 3, "99": {"weight": 1, "keyword": "chess"}}, "in love": {"cook": 1}}}'
(
  mkdir other
  cd other
  generate --logs 2000 --users 20 --world "$world" >said
  sh "$sql/train.sh" >said
  expect "rows with other genres" 2000 "$(sqlite3 user_data.db "SELECT rows FROM models")"
  for name in "" "Nobody Inparticular" "$(sqlite3 user_data.db "SELECT name FROM emotion_logs LIMIT 1")"; do
    sh "$sql/recommend.sh" ${name:+--name "$name"} --emotion bored --k 2 --at 1767225600 >said 2>complaint
    expect "categories of another map" "cook 99" "$(sed -n 's/│/|/g; s/^| [0-9]* *| \([^ ]*\) .*/\1/p' said | uniq | xargs)"
  done
  sh "$sql/explain.sh" --name "Nobody Inparticular" --emotion "in love" --best 1 --at "$until" >said 2>complaint
  grep -qi "feeling in love" said || fail "no word on an emotion of another map: $(cat said)"
)

# Rows of one emotion: the others that people may have are the average one. A misspelt one is none.
generate --db calm.db --logs 60 --clicks 40 --seed 7 >said
sqlite3 calm.db "DELETE FROM video_interactions; UPDATE video_clicks SET emotion = 'neutral'"
sh "$sql/train.sh" --db calm.db --folder calm >said
expect "what it learned from" '["neutral"]' "$(sqlite3 calm.db "SELECT metrics ->> 'emotions' FROM models")"
for command in recommend explain; do
  sh "$sql/$command.sh" --db calm.db --emotion happy --best 1 >said 2>complaint
  expect "an emotion that no row had" \
    "$command.sh: the model has learned from no row with the emotion 'happy': the answer is the average emotion's." "$(cat complaint)"
done
for command in recommend explain; do
  refused 2 sh "$sql/$command.sh" --db calm.db --emotion hapy
  expect "a misspelt emotion" \
    "$command.sh: emotion must be one of angry, disgust, fear, happy, neutral, sad, surprise, not 'hapy'." "$said"
done
sh "$sql/train.sh" --db calm.db --folder calm --options '{"unknown_emotion": "error"}' >said
refused 1 sh "$sql/recommend.sh" --db calm.db --emotion happy
expect_in "where it is asked for" "unknown emotion 'happy'" "$said"

# A category whose videos differ with the emotion: each gets its own. Where they do not, all clicks count.
sqlite3 user_data.db ".read '$sql/schema.sql'" "DELETE FROM video_clicks; WITH RECURSIVE i(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM i WHERE n < 99)
  INSERT INTO video_clicks (name, video_id, video_category, emotion, timestamp)
  SELECT 'P' || n, iif(n < 50, 'laughs', 'sobs'), '23', iif(n % 50 < 5 <> (n < 50), 'happy', 'sad'), 1767000000 FROM i
  UNION ALL SELECT 'P' || n, iif(n < 60, 'first', 'second'), '10', iif(n IN (1, 2, 77, 88, 99), 'happy', 'sad'), 1767000000 FROM i"
best_of() {
  sh "$sql/recommend.sh" --emotion "$1" --k 15 --videos 1 --at 1767225600 >said 2>complaint
  sed -n "s/│/|/g; s/^| [0-9]* *| $2 *|[^|]*|[^|]*|[^|]*| *\([^ ]*\) .*/\1/p" said
}
expect "to laugh about" laughs "$(best_of happy 23)"
expect "to weep over" sobs "$(best_of sad 23)"
expect "three clicks of five are chance" first "$(best_of happy 10)"

# A title is shown once for each video, also where a video had two, or none; a click without a video is none.
sqlite3 user_data.db "UPDATE video_clicks SET video_title = 'A title' WHERE rowid % 2; UPDATE video_clicks SET video_title = NULL
    WHERE video_id = 'sobs'; INSERT INTO video_clicks (name, video_id, video_title, video_category, emotion, timestamp)
    VALUES ('x', '', 'Elsewhere', '10', 'sad', 1)"
sh "$sql/recommend.sh" --emotion happy --k 2 --videos 9 >said 2>complaint
expect "titles" "A title NULL-" "$(sed -n 's/│/|/g; s/ *| */|/g; /^|[0-9]/p' said | awk -F'|' '
  $7 == "laughs" || $7 == "sobs" { print $7, $8 }' | sort | sed 's/laughs //; s/sobs */NULL-/' | xargs)"

# Tables of an application that are not what the statements read are named.
(
  mkdir -p elsewhere/models
  cp models/emotion_video.model elsewhere/models
  cd elsewhere
  sqlite3 other.db "CREATE TABLE video_clicks (user, video)"
  for command in recommend explain check; do
    refused 1 sh "$sql/$command.sh" --db other.db
    expect_in "$command.sh" ": the table 'video_clicks' has no column '" "$said"
  done
  refused 1 sh "$sql/train.sh" --db other.db
  expect_in "train.sh" "video_clicks lacks the columns name, video_category, " "$said"
)

# In any file and folder.
mkdir "it's a \"folder\""
generate --db "it's a \"folder\"/my data.db" >said
expect "a name with quotes" 50 "$(sqlite3 "it's a \"folder\"/my data.db" "SELECT count(*) FROM emotion_logs")"
(cd "it's a \"folder\"" && sh "$sql/train.sh" --db "my data.db" --model "it's" --folder "my models" >../said)
[ -s "it's a \"folder\"/my models/it's.model" ] || fail "no file for a model with a quote in its name"
generate --db -x.db >said
[ -s ./-x.db ] || fail "no database with a name that begins with a dash"
echo passed
