#!/bin/sh
# Lets the generated worlds of a database go on until now: top_up.sql as one command, for cron.
#   sh sql/top_up.sh --db user_data.db
set -eu
. "$(dirname -- "$0")/common.sh"

usage() {
  cat <<'END'
Usage: sh sql/top_up.sh [options]

Adds what the people of the generated batches do between the last run and now. Run it every hour or every day.

  --db FILE     the database                                   user_data.db
  --seed N      only the batches of this seed                  all
  --until WHEN  up to which moment, unix seconds or a date     now
END
}

numbers="seed until"
whole="seed"
texts=""
bind progress 1
read_options "$@"
need_database
# A database without batches gets no tables, only the answer.
need_sqlite
if [ "$(printf ".timeout 10000\nSELECT count(*) FROM sqlite_schema WHERE lower(name) = 'synth_batches';\n" |
  sqlite3 -batch -bail -init /dev/null "$db")" = 0 ]; then
  printf 'There is nothing to top up: no batch of %s is in synth_batches. Run generate.sql first.\n' \
    "${option_seed:+seed }${option_seed:-any seed}"
else
  write list begin schema obstacles top_up
fi
