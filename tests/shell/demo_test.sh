#!/bin/sh
# demo.sh: from an empty folder to recommendations; the second run too.
set -eu
. "$(dirname -- "$0")/support.sh"

said=$(sh "$sql/demo.sh")
expect_in "rows" "emotion_logs: 50 rows added" "$said"
expect_in "check" "match rate of video_clicks" "$said"
expect_in "train" "held_out_log_loss" "$said"
expect_in "recommend" "video_title" "$said"
[ -s models/emotion_video.model ] && [ -s user_data.db ] || fail "no files"
expect_in "again" "is there already" "$(sh "$sql/demo.sh")"
echo passed
