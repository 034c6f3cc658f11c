#!/bin/sh
# Prints what a person who feels something would most probably choose: recommend.sql as one command.
#   sh sql/recommend.sh --name "Olivia Johnson" --emotion happy
set -eu
. "$(dirname -- "$0")/common.sh"

usage() {
  cat <<'END'
Usage: sh sql/recommend.sh [options]

Prints the most probable categories for a person and an emotion, and for each the best videos that the person has not
clicked on yet. It needs a model: sh sql/train.sh makes one. Where the database has none of that name, it is read from
models/NAME.model, with a word on it. A person, an emotion or a city that the model does not know is the average one,
which is told.

  --db FILE      the database                              user_data.db
  --name NAME    the person                                nobody in particular
  --emotion E    what the person feels                     that of the last log, else neutral
  --at WHEN      unix seconds or '2026-02-01 18:00' (UTC)  now
  --city CITY    where the person is                       that of the last log
  --k N          categories                                5
  --videos N     videos of each category, at most          3
  --diversity P  0 to 1: how much less each further video
                 of a category counts for its rank         0.5
  --best N       only the best N of all these videos,
                 in their order                            all, by category
  --model NAME   name of the model                         emotion_video
END
}

numbers="k videos diversity best at"
ranges="videos=1.. diversity=0..1 best=1.."
whole="videos best"
texts="name emotion city model"
read_options "$@"
need_database
need_tables emotion_logs video_clicks video_interactions models
need_model
need_emotion
tell_unknown
run "box --wrap 0" lacking recommend
