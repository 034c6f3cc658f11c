#!/bin/sh
# Trains the network on the rows of a database: schema.sql and train.sql as one command.
#   sh sql/train.sh --db user_data.db
set -eu
. "$(dirname -- "$0")/common.sh"

usage() {
  cat <<'END'
Usage: sh sql/train.sh [options]

Trains the network on video_clicks and video_interactions, prints each epoch and how good it is on the last rows, which
it has not seen, and keeps the model in the table `models` and in models/NAME.model, with a picture of the training
history in models/NAME.svg. Rows that it cannot learn from, such as those without an emotion, are counted with the reason.

  --db FILE       the database                    user_data.db
  --model NAME    name of the model               emotion_video
  --folder PATH   where its file goes             models
  --options JSON  for model_train                 such as '{"epochs": 50, "seed": 1}'
END
}

numbers=""
texts="model folder options"
trained="batch calibrate epochs hidden l2 labels learning_rate max_seconds min_rows patience refit seed threads
  unknown_emotion validation validation_by"
bind progress 1
read_options "$@"
need_database

# Whether what it learns can be kept, before it takes the time to learn.
need_kept "the model is"
need_tables emotion_logs video_clicks video_interactions models synth_batches writing
folder=${option_folder-models}
above=$folder
while [ ! -e "$above" ]; do above=$(dirname -- "$above"); done
[ -d "$above" ] || fail "--folder must be a folder, not '$folder': '$above' is a file."
[ -w "$above" ] && [ -x "$above" ] || fail "--folder must be a folder that can be written, not '$folder'."
for file in "$folder/${option_model-emotion_video}.model" "$folder/${option_model-emotion_video}.svg"; do
  [ ! -d "$file" ] || fail "'$file' is a folder; the model and its picture are kept in files of such names."
done

run "box --wrap 0" lacking train
