#!/bin/sh
# From nothing to recommendations, in the current folder: installs what is missing (Debian 12, as root or with sudo),
# builds the module, fills user_data.db, checks it, trains the network on it, recommends and explains.
#   sh sql/demo.sh
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
root=$(dirname -- "$here")
case ${1-} in
  '') ;;
  -h | --help)
    sed -n '2,4s/^# \{0,1\}//p' "$0"
    exit 0
    ;;
  *)
    echo "demo.sh takes no arguments; sql/generate.sh, check.sh, train.sh and recommend.sh do." >&2
    exit 2
    ;;
esac

title() {
  printf '\n== %s\n\n' "$1"
}

if [ -z "${SYNTH_MODULE-}" ] && [ ! -f "$root/CMakeLists.txt" ]; then
  SYNTH_MODULE=$root/synth  # the archive of a release
  export SYNTH_MODULE
elif [ -z "${SYNTH_MODULE-}" ]; then
  . "$here/packages.sh"
  build=$root/build/release
  title "The module, in $build"
  need_packages cmake g++ ninja-build sqlite3 libsqlite3-dev libpcg-cpp-dev
  need_cmake
  if [ ! -f "$build/build.ninja" ] && [ ! -f "$build/Makefile" ]; then
    quietly "Configuring" cmake --preset release -S "$root" -DSYNTH_TESTS=OFF -DSYNTH_BENCH=OFF
  fi
  quietly "Building (some two minutes the first time)" cmake --build "$build" --target synth
  SYNTH_MODULE=$build/synth
  export SYNTH_MODULE
fi

# step command argument...: prints the command as it can be typed again, and runs it.
typed=$(dirname -- "$0")
step() {
  printf '   sh %s/%s' "$typed" "$1"
  script=$1
  shift
  for argument in "$@"; do
    case $argument in
      *[!A-Za-z0-9.,=_-]*) printf " '%s'" "$(printf '%s' "$argument" | sed "s/'/'\\\\''/g")" ;;
      *) printf ' %s' "$argument" ;;
    esac
  done
  printf '\n\n'
  sh "$here/$script" "$@"
}
# hint command does
hint() {
  printf '  sh %-66s  # %s\n' "$typed/$1" "$2"
}

title "1. Invent people: what they feel, what they write, what they click on"
step generate.sh --users 20 --logs 2000 --seed 7 --until 2026-01-01

title "2. Meet them: the last click on each emotion, and what was written before it"
sqlite3 -batch -init /dev/null -cmd '.mode box --wrap 32 --wordwrap on' user_data.db "
  SELECT c.emotion, c.name AS person, l.city, datetime(max(l.timestamp), 'unixepoch') AS 'when, UTC', l.input AS wrote,
         printf('%d s later: %s', c.timestamp - l.timestamp, c.video_title) AS clicked
  FROM video_clicks AS c
  JOIN emotion_logs AS l ON l.name = c.name AND l.emotion = c.emotion
    AND l.timestamp = (SELECT max(b.timestamp) FROM emotion_logs AS b
                       WHERE b.name = c.name AND b.emotion = c.emotion AND b.timestamp < c.timestamp)
  GROUP BY c.emotion ORDER BY count(*) DESC"

title "3. Check them: does it hang together, and do clicks follow emotions?"
step check.sh
cat <<'END'
Where likely_cause is empty, all is as expected. The last lines take the emotions one by one: about 8 clicks in 10 go
to a category that belongs to the emotion. Categories have YouTube's numbers: 10 Music, 23 Comedy, 24 Entertainment,
25 News & Politics, 26 Howto & Style, 27 Education, 28 Science & Technology.
END

title "4. Train a network on the first four fifths of the rows, judge it on the last"
step train.sh --options '{"epochs": 15}'
cat <<'END'
Log loss is the mean surprise, in nats, at what people really chose: 0 for a prophet, 2.71 for a blind guess among 15
categories. Accuracy, from 0 to 1, is how often the first guess is right; learning_rate is the length of a step. The best
epoch is the one that was kept: gains after it that are too small to be sure of do not count. On the rows that were held
out, the network falls below a table of frequencies, towards the probabilities that this world was invented with: in the
long run nobody gets below those.
END

name=$(sqlite3 -batch -init /dev/null user_data.db "SELECT name FROM emotion_logs
  WHERE timestamp >= (SELECT max(timestamp) FROM emotion_logs) - 86400 GROUP BY name ORDER BY count(*) DESC, name LIMIT 1")
title "5. Recommend: what may $name like to see now, being happy?"
step recommend.sh --name "$name" --emotion happy --k 3 --videos 2
cat <<'END'
probability, from 0 to 1: that the next click is on this category. score: that, times the part of the category's clicks
that go to the video. rank: the order in which to show them.
END

title "6. And why?"
step explain.sh --name "$name" --emotion happy --best 3
cat <<'END'
The sentences come from templates; with --gguf a language model on this computer writes them.
END

title "What next"
hint "recommend.sh --name \"$name\" --emotion sad" "another mood, other videos"
hint "top_up.sh" "lets these people live on until now"
hint "generate.sh --help" "more people, other days, cities and habits; 5 people by default"
hint "train.sh --db yours.db" "learns from rows of your own; schema.sql has the columns"
hint "forget.sh" "takes every generated row out again, and no other"
cat <<END

The curve of the training is a picture in the folder models. All that the module adds to SQL:

  sqlite3 user_data.db -cmd '.load $SYNTH_MODULE' 'SELECT name, signature FROM synth_help'
END
