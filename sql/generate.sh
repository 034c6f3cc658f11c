#!/bin/sh
# Fills a database with one batch of an invented population: schema.sql, obstacles.sql and generate.sql as one command.
#   sh sql/generate.sh --db user_data.db --users 5 --logs 50 --clicks 20 --interactions 30 --days 30 --seed 0
set -eu
. "$(dirname -- "$0")/common.sh"

usage() {
  cat <<'END'
Usage: sh sql/generate.sh [options]

Fills emotion_logs, video_clicks and video_interactions with one batch of an invented population, in one transaction.
A batch that is there already stays as it is. Other rows of the database are not touched. After an error, and after it
was killed, the database is as it was: a fill starts anew. More than a million rows say how much and how long before.

  --db FILE            the database, made if it is not there   user_data.db
  --logs N             rows of emotion_logs                    50
  --clicks N           rows of video_clicks                    20, or two fifths of the logs
  --interactions N     rows of video_interactions              30, or three fifths of the logs
  --users N            people                                  5, or a tenth of the logs
  --days N             length of the window                    30
  --until WHEN         its end, unix seconds or 2026-02-01     now; fixed once and stored
  --seed N             another seed is another population      0
  --match-rate P       clicks that follow the emotion map      0.8
  --home-rate P        time that people spend at home          0.9
  --same-place-rate P  clicks at the place of their log        0.9
  --videos N           videos of the catalogue                 grows with the clicks
  --world JSON         what of the default law to change       see synth_help
END
}

numbers="users logs clicks interactions days until seed match_rate home_rate same_place_rate videos"
ranges="logs=1.."
texts="world"
bind progress 1
read_options "$@"
case $db in
  file:*) ;;
  *)
    # What the arguments are wrong in leaves no new file.
    [ -e "$db" ] || (db=:memory: && run list schema rehearsal)
    ;;
esac
write list begin schema obstacles generate
