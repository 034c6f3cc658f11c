#!/bin/sh
# demo.sh: from an empty folder to recommendations; the second run too. It shows something: seven emotions, all the people
# that it speaks of, a validation curve that falls, nothing that needs an excuse, and what to do next.
set -eu
. "$(dirname -- "$0")/support.sh"

said=$(sh "$sql/demo.sh")
expect_in "rows" "emotion_logs: 2000 rows added" "$said"
expect_in "people" "Batch 1: seed 7, 20 people, 30 days" "$said"
expect "emotions and people" "7|20" \
  "$(sqlite3 user_data.db "SELECT count(DISTINCT emotion), count(DISTINCT name) FROM emotion_logs")"
for emotion in happy sad angry fear surprise neutral disgust; do
  expect_in "a moment of each emotion" "│ $emotion " "$(printf '%s\n' "$said" | sed -n '/2\. Meet/,/3\. Check/p')"
done
expect_in "check" "match rate of video_clicks" "$said"
checked=$(printf '%s\n' "$said" | sed -n '/3\. Check/,/4\. Train/p')
expect "findings with a likely cause" "" "$(printf '%s\n' "$checked" | sed -n '/finding/,/^└/p' |
  awk -F'│' 'NR > 2 && NF > 3 { cause = $(NF - 1); gsub(/ /, "", cause); if (cause != "") print }')"
expect "the curve falls: a better last half, and further than it trembles" "1|1" "$(ask user_data.db "
  SELECT min(validation_loss) FILTER (WHERE epoch > 7) < min(validation_loss) FILTER (WHERE epoch < 5),
         max(validation_loss) - min(validation_loss) > 0.03
  FROM models AS m, model_history(m.model)")"
expect_in "recommend" "video_title" "$said"
expect_in "explain" "template (no LLM)" "$said"
[ -s models/emotion_video.model ] && [ -s user_data.db ] || fail "no files"

# What it says can be done next can be done.
printf '%s\n' "$said" | sed -n '/^== What next/,$ { /^  sh /p; /^  sqlite3 /p; }' >next.sh
expect "commands" 6 "$(wc -l <next.sh)"
sed 's/yours\.db/user_data.db/' next.sh >these.sh
sh -eu these.sh >next 2>&1 || fail "what comes next fails: $(tail -n 3 next)"
expect_in "the last of them" "synth_emotion_logs|" "$(cat next)"
expect_in "forgotten" "rows removed" "$(cat next)"

rm -rf user_data.db models
sh "$sql/demo.sh" >first
said=$(sh "$sql/demo.sh")
expect_in "again" "is there already" "$said"
expect_in "again" "== What next" "$said"
echo passed
