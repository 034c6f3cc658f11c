#!/bin/sh
# train.sh: what it learned from and what it left out; what it cannot keep it does not learn.
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

# Refused at once: the options, which would fail too, are not looked at yet.
untrained() { # part-of-the-sentence option...
  part=$1
  shift
  refused 1 sh "$sql/train.sh" --options '{"epoch": 1}' "$@"
  expect_in "$*" "$part" "$said"
  expect "one line" 1 "$(printf '%s\n' "$said" | wc -l | xargs)"
}
: >file
untrained "train.sh: --folder must be a folder, not 'file': 'file' is a file." --folder file
untrained "train.sh: --folder must be a folder, not 'file/a/b': 'file' is a file." --folder file/a/b
mkdir -p kept/mine.model
untrained "'kept/mine.model' is a folder" --folder kept --model mine
untrained "model_train: unknown option" --folder -new/folder
[ ! -e ./-new ] || fail "a folder was made for nothing"
mkdir locked
chmod a-w locked
if [ -w locked ]; then
  echo "skipped: root can write everything"
else
  untrained "train.sh: --folder must be a folder that can be written, not 'locked'." --folder locked
  untrained "train.sh: --folder must be a folder that can be written, not 'locked/new'." --folder locked/new
  cp user_data.db kept
  chmod a-w kept
  untrained "train.sh: the folder of the database 'kept/user_data.db' cannot be written" --db kept/user_data.db
  chmod u+w kept
  chmod a-w user_data.db
  untrained "train.sh: the database 'user_data.db' cannot be written"
fi
echo passed
