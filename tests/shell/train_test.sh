#!/bin/sh
# train.sh: what it learned from and what it left out.
set -eu
. "$(dirname -- "$0")/support.sh"

# last column: its value in the last line of what train.sh said.
last() {
  sed -n 's/│/|/g; s/ *| */|/g; /^|/p' said | awk -F'|' -v column="$1" '
    { for (i = 2; i < NF; ++i) if ($i == column) at = i } { value = $at } END { print value }'
}

# Every row of a batch is used; genres that name no category, and rows without a category, an emotion or a moment, are not.
generate >said
sh "$sql/train.sh" >said
expect "rows of a batch" "50 0" "$(last rows) $(last left_out)"
sqlite3 user_data.db "
  CREATE TABLE clicks AS SELECT * FROM video_clicks; DROP TABLE video_clicks; ALTER TABLE clicks RENAME TO video_clicks;
  UPDATE video_interactions SET video_genre = 'Chess' WHERE id <= 3;
  UPDATE video_interactions SET video_genre = 'Trailers' WHERE id = 4;
  UPDATE video_clicks SET video_category = NULL WHERE id = 1;
  UPDATE video_clicks SET emotion = NULL WHERE id = 2;
  UPDATE video_clicks SET timestamp = NULL WHERE id = 3"
sh "$sql/train.sh" >said
expect "rows that cannot be used" "43 7" "$(last rows) $(last left_out)"
expect "rows, as the model has them" "43|43" "$(ask user_data.db "SELECT rows, json_extract(metrics, '$.rows') FROM models")"
echo passed
