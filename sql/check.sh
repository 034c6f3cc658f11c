#!/bin/sh
# Prints how much is in a database and whether it hangs together: check.sql as one command.
#   sh sql/check.sh --db user_data.db
set -eu
. "$(dirname -- "$0")/common.sh"

usage() {
  cat <<'END'
Usage: sh sql/check.sh [options]

Prints counts, match rate, clicks without their log and more; what should not be there comes with its likely cause. The
rows of a batch are judged by the emotion map of its own world, all others by that of the latest batch.

  --db FILE     the database                                   user_data.db
  --world JSON  the document whose emotion map counts for all  that of each batch
END
}

numbers=""
texts="world"
read_options "$@"
need_database
need_tables emotion_logs video_clicks video_interactions synth_batches
run "box --wrap 0" lacking check
