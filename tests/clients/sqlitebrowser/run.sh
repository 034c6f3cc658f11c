#!/bin/sh
# DB Browser for SQLite, without a screen. It prints nothing: its lines are read from the database that it has written.
set -eu
. "$(dirname -- "$0")/../support.sh"
need sqlitebrowser sqlite3

QT_QPA_PLATFORM=offscreen
HOME=$PWD
XDG_CONFIG_HOME=$PWD
export QT_QPA_PLATFORM HOME XDG_CONFIG_HOME

# What is bound elsewhere is asked for here.
kept=$(grep -v '^--' "$clients/kept.sql" | tr ';\n' '  ')
{
  cat "$clients/session.sql"
  echo "INSERT INTO lines"
  grep -v '^--' "$clients/bound.sql" |
    sed "s/?1/(SELECT model FROM ($kept))/; s/?2/(SELECT name FROM ($kept))/; s/?3/(SELECT city FROM ($kept))/; s/?4/3/"
  echo "CREATE TABLE used AS SELECT sqlite_version() AS sqlite, count(*) AS categories FROM synth_categories;"
} >all.sql
sqlite3 user_data.db "PRAGMA user_version = 1" # it opens files that are there

# Preferences, Extensions is where a user adds the file once; the option does so for this time.
browse() {
  # [load]
  sqlitebrowser -o extensions/list="$PWD/synth.so" "$@"
  # [/load]
}
# It stays open after the script, as --quit leaves before it.
browse --sql all.sql user_data.db >said 2>&1 &
browser=$!
waited=0
until [ -n "$(sqlite3 user_data.db "SELECT 1 FROM sqlite_schema WHERE name = 'used'" 2>/dev/null)" ]; do
  waited=$((waited + 1))
  [ "$waited" -lt 60 ] && kill -0 "$browser" 2>/dev/null || {
    cat said >&2
    sqlite3 user_data.db .tables >&2
    kill "$browser" 2>/dev/null || :
    exit 1
  }
  sleep 1
done
kill "$browser"
wait "$browser" 2>/dev/null || :

echo "client: DB Browser for SQLite $(dpkg-query -W -f='${Version}' sqlitebrowser | sed 's/-.*//')"
sqlite3 user_data.db "SELECT 'sqlite: ' || sqlite FROM used; SELECT 'line: ' || line FROM lines ORDER BY rowid"
echo "error: not seen: it shows errors on the screen only"
echo "interrupt: not tried: a button on the screen stops it"
sqlite3 user_data.db "SELECT 'after: ' || categories FROM used"
