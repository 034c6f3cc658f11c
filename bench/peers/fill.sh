#!/bin/sh
# Filling emotion_logs as a user would do it in place of this library: same number of rows, a fresh file each, whole
# processes, CPU seconds and rows per second. What is not installed is said and left out.
#
#   sh bench/peers/fill.sh [rows]        200000 by default; SYNTH_MODULE names the module (build/release/synth), PYTHON
#                                        the interpreter, NODE_PATH where DuckDB from npm is
set -eu
here=$(cd "$(dirname "$0")" && pwd)
rows=${1:-200000}
module=${SYNTH_MODULE:-$here/../../build/release/synth}

report() { # name, command...
  name=$1
  shift
  rm -f "$out/db"
  times=$({ bash -c 'TIMEFORMAT="%U %S %R"; time "$@" >"$0"' "$out/log" "$@"; } 2>&1 | tail -1)
  echo "$name $times" | awk -v rows="$rows" '{
    cpu = $(NF-2) + $(NF-1); printf "%-44s %8.2f s CPU %8.2f s %12.0f rows/s\n", substr($0, 1, index($0, $(NF-2)) - 2), cpu, $NF, rows / $NF }'
}

shell_sql() { # script, dot-commands before it
  { printf '%s\n' "$2" ".parameter init" ".parameter set :rows $rows" ".read $1"; } >"$out/script"
  sqlite3 -bail "$out/db" <"$out/script"
}

run_synth() { shell_sql "$here/synth.sql" ".load $module"; }
run_sql() { shell_sql "$here/random_sql.sql" ""; }
case ${PEER:-} in  # this script again, as the process that is measured
  synth) out=$PEER_OUT; run_synth; exit ;;
  sql) out=$PEER_OUT; run_sql; exit ;;
esac

out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT

echo "$rows rows of emotion_logs"
report "synth_emotion_logs" env PEER=synth PEER_OUT="$out" SYNTH_MODULE="$module" sh "$0" "$rows"
report "SQL with random() and vocabulary tables" env PEER=sql PEER_OUT="$out" sh "$0" "$rows"
python=${PYTHON:-python3}
if command -v "$python" >/dev/null 2>&1; then
  report "Python, random and executemany" "$python" "$here/plain_python.py" "$out/db" "$rows"
  if "$python" -c 'import faker' 2>/dev/null; then
    report "Python with Faker" "$python" "$here/faker_python.py" "$out/db" "$rows"
  else
    echo "not tried: Python with Faker (not installed)"
  fi
else
  echo "not tried: Python (not installed)"
fi
# Its program, or what `npm install @duckdb/node-api` put into a folder of $NODE_PATH.
duckdb=
if command -v duckdb >/dev/null 2>&1; then
  duckdb=duckdb
elif node -e 'require.resolve("@duckdb/node-api")' 2>/dev/null; then
  duckdb="node $here/duckdb.cjs"
fi
if [ -n "$duckdb" ]; then
  sed "s/ROWS/$rows/" "$here/duckdb.sql" >"$out/duckdb.sql"
  report "DuckDB, its own table, 4 texts of vocabulary" sh -c "$duckdb '$out/duck' <'$out/duckdb.sql'"
else
  echo "not tried: DuckDB (not installed)"
fi
