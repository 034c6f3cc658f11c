#!/bin/sh
# Removes generated batches and nothing else: forget.sql as one command.
#   sh sql/forget.sh --db user_data.db --seed 0
set -eu
. "$(dirname -- "$0")/common.sh"

usage() {
  cat <<'END'
Usage: sh sql/forget.sh [options]

Removes the rows that generate.sh and top_up.sh inserted. Every other row stays.

  --db FILE  the database                    user_data.db
  --seed N   only the batches of this seed   all
END
}

numbers="seed"
whole="seed"
texts=""
bind removes 1
read_options "$@"
need_database
write list lacking begin obstacles forget
