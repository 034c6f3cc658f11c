#!/bin/sh
# synth.dll and the commands for Windows under wine: the same database, byte for byte in what it holds, as the commands
# of this system make, and the same model. Needs wine, and what ext/packaging/release.sh builds. Not part of the gate.
#   sh tests/packages/windows.sh
#   sh tests/packages/windows.sh a/synth.dll a/sqlite3.exe a/synth.so
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd)
built=$root/build/release-work
dll=$(realpath "${1:-$built/windows-x86_64/synth.dll}")
shell=$(realpath "${2:-$built/sqlite3.exe}")
SYNTH_MODULE=$(realpath "${3:-$built/linux-x86_64/synth.so}")
export SYNTH_MODULE="${SYNTH_MODULE%.so}" WINEDEBUG=-all LC_ALL=C.UTF-8 WINEPREFIX="${WINEPREFIX:-$root/build/wine}"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
app="$folder/a folder"
mkdir "$app"
cp -r "$root/sql" "$app"
cp "$dll" "$app/synth.dll"
cp "$shell" "$app/sqlite3.exe"
cd "$app"

fail() {
  printf 'FAILED: %s\n' "$1" >&2
  exit 1
}
# windows command: what it says; its status is in $status
windows() {
  status=0
  (unset SYNTH_MODULE; wine cmd /c "$1") >"$folder/said" 2>&1 </dev/null || status=$?
  tr -d '\r' <"$folder/said"
}
# All but the moments of making.
held() {
  sqlite3 "$1" "SELECT * FROM emotion_logs; SELECT * FROM video_clicks; SELECT * FROM video_interactions;
    SELECT world, until, next_log, next_click, ids FROM synth_batches; SELECT name, rows, hex(model) FROM models"
}

options="--logs 200 --users 20 --until 2026-01-01 --seed 3 --match-rate 0.7"
windows "sql\\generate.bat --db windows.db $options" >/dev/null
[ "$status" -eq 0 ] || fail "generate.bat ended with $status"
# shellcheck disable=SC2086
sh "$root/sql/generate.sh" --db here.db $options >/dev/null
# Quotation marks inside an argument cannot be tried here: wine's %~2 takes all of them away, Windows' the outer ones.
windows 'sql\train.bat --db windows.db --model mine --options {}' >/dev/null
[ "$status" -eq 0 ] && [ -s models/mine.model ] || fail "train.bat ended with $status"
sh "$root/sql/train.sh" --db here.db --model mine --folder others --options '{}' >/dev/null
cmp models/mine.model others/mine.model || fail "another model"
held windows.db >"$folder/windows"
held here.db >"$folder/here"
cmp "$folder/windows" "$folder/here" || fail "another database"

# From a file: on wine's own command line quotation marks arrive with backslashes.
printf '@%s\r\n' "sql\\recommend.bat --db windows.db --model mine --name \"Conan O'Brien\" --emotion happy --at 1767225600 --k 2" \
  >typed.bat
windows typed.bat >"$folder/said.txt"
grep -q "'Conan O'Brien' has no click and no interaction" "$folder/said.txt" || fail "no word on a person who is not there"
sed 1,5d "$folder/said.txt" >"$folder/windows"  # without that box
sh "$root/sql/recommend.sh" --db here.db --model mine --name "Conan O'Brien" --emotion happy --at 1767225600 --k 2 \
  >"$folder/here" 2>/dev/null
diff "$folder/windows" "$folder/here" || fail "other recommendations"

windows "sql\\generate.bat --bogus 5" >"$folder/said.txt"
[ "$status" -eq 2 ] && grep -q -e "--bogus is no option" "$folder/said.txt" || fail "an unknown option: $status, $(cat "$folder/said.txt")"
windows "sql\\generate.bat --Logs 5" >"$folder/said.txt"
[ "$status" -eq 2 ] && grep -q -e "--Logs is no option" "$folder/said.txt" || fail "in capitals: $status"
windows "sql\\generate.bat --logs many" >"$folder/said.txt"
[ "$status" -eq 2 ] && grep -q -e "--logs must be a number, not 'many'" "$folder/said.txt" || fail "no number: $status"
windows "sql\\generate.bat --logs" >"$folder/said.txt"
[ "$status" -eq 2 ] && grep -q -e "--logs needs a value" "$folder/said.txt" || fail "no value: $status"
windows "sql\\recommend.bat --db windows.db --model none" >"$folder/said.txt"
[ "$status" -ne 0 ] || fail "no model: $(cat "$folder/said.txt")"
for bat in train recommend; do
  windows "sql\\$bat.bat --db typo.db" >"$folder/said.txt"
  [ "$status" -eq 1 ] && grep -q -e "there is no database 'typo.db'" "$folder/said.txt" && [ ! -e typo.db ] ||
    fail "$bat.bat without a database: $status, $(cat "$folder/said.txt")"
  for model in ../up 'a\b'; do
    windows "sql\\$bat.bat --db windows.db --model $model" >"$folder/said.txt"
    [ "$status" -eq 2 ] && grep -q -e "--model must be a name" "$folder/said.txt" ||
      fail "$bat.bat, a model in another folder: $status, $(cat "$folder/said.txt")"
  done
done
windows "sql\\generate.bat --db :memory:" >"$folder/said.txt"
[ "$status" -eq 2 ] && grep -q -e "--db must be a file, not :memory:" "$folder/said.txt" || fail "in memory: $status"
windows "sql\\train.bat --help" | grep -q "Usage: sql.train.bat" || fail "--help"

# A file name that is not ASCII; composed in SQL, as not every sqlite3.exe reads its arguments as UTF-8.
sql="SELECT model_save(model, 'gr' || char(246, 223) || 'e.model') > 0 FROM models"
[ "$(wine sqlite3.exe windows.db ".load ./synth" "$sql" | tr -d '\r')" = 1 ] && cmp größe.model models/mine.model ||
  fail "a file name that is not ASCII"
echo passed
