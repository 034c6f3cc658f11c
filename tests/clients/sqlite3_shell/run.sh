#!/bin/sh
# The sqlite3 program.
set -eu
. "$(dirname -- "$0")/../support.sh"
need sqlite3

# shell file.db < commands
shell() {
  sqlite3 -batch -bail -init "$here/load.sql" "$1" 2>&1
}

version=$(sqlite3 --version)
echo "client: sqlite3 ${version%% *}"
echo "sqlite: ${version%% *}"
{
  echo ".read '$clients/session.sql'"
  echo ".parameter init"
  kept=$(grep -v '^--' "$clients/kept.sql" | tr -d ';')
  for part in "1 model" "2 name" "3 city"; do
    echo "INSERT INTO temp.sqlite_parameters SELECT '?${part%% *}', ${part#* } FROM ($kept);"
  done
  echo "INSERT INTO temp.sqlite_parameters VALUES ('?4', 3);"
  echo ".read '$clients/bound.sql'"
} | shell client.db | sed 's/^/line: /'
said=$(echo ".read '$clients/wrong.sql'" | shell client.db) || true
echo "error: $said"
# As Ctrl-C does, which ends a script.
echo "stops: Ctrl-C"
said=$(timeout -s INT 1 sqlite3 -batch -init "$here/load.sql" client.db ".read '$clients/long.sql'" 2>&1) || true
echo "interrupt: $said"
echo "after: $(echo "SELECT count(*) FROM synth_categories;" | shell client.db)"
