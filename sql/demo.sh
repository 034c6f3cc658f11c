#!/bin/sh
# From nothing to recommendations, in the current folder: installs what is missing (Debian 12, as root or with sudo),
# builds the module, fills user_data.db, checks it, trains the network on it and recommends.
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

title "sh sql/generate.sh    people who feel, write and click, in user_data.db"
sh "$here/generate.sh"
title "sh sql/check.sh       does it hang together?"
sh "$here/check.sh"
title "sh sql/train.sh       the network learns what who chooses when"
sh "$here/train.sh"
name=$(sqlite3 -batch -init /dev/null user_data.db 'SELECT name FROM emotion_logs ORDER BY timestamp DESC LIMIT 1')
title "sh sql/recommend.sh --name '$name' --emotion happy"
sh "$here/recommend.sh" --name "$name" --emotion happy
title "Now: sqlite3 user_data.db -cmd '.load $SYNTH_MODULE', and SELECT name, signature FROM synth_help"
