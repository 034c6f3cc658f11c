#!/bin/sh
# Every client loads the module, fills, trains, recommends and explains, and must get what the sqlite3 shell gets.
#   sh tests/clients/run.sh                   all; installs what is missing (Debian 12, as root or with sudo; npm)
#   sh tests/clients/run.sh python r          these
#   sh tests/clients/run.sh --present …       installs nothing
#   sh tests/clients/run.sh --update …        writes the tested versions into tested.txt and the table of the page
# One line for each client: passed with versions and how a long call is stopped, FAILED, or not tested and the reason.
# SYNTH_MODULE names the module, else it is the one that was built last. What npm installs stays in $CLIENTS_CACHE
# (build/clients).
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
root=$(CDPATH='' cd -- "$here/../.." && pwd)
update=no
while :; do
  case ${1-} in
    --present)
      CLIENTS_INSTALL=0
      export CLIENTS_INSTALL
      ;;
    --update) update=yes ;;
    --*)
      sed -n '2,10s/^# \{0,1\}//p' "$0"
      exit 2
      ;;
    *) break ;;
  esac
  shift
done
module=${SYNTH_MODULE:-$(ls -t "$root"/build/*/synth.so "$root"/build/*/synth.dylib 2>/dev/null | head -n 1)}
[ -n "$module" ] || {
  echo "The module is not built: cmake --preset release -DSYNTH_TESTS=OFF -DSYNTH_BENCH=OFF && cmake --build build/release" >&2
  exit 1
}
[ -f "$module" ] || module=$(ls "$module".so "$module".dylib 2>/dev/null | head -n 1)
module=$(CDPATH='' cd -- "$(dirname -- "$module")" && pwd)/$(basename -- "$module")
CLIENTS_CACHE=${CLIENTS_CACHE:-$root/build/clients}
export CLIENTS_CACHE
mkdir -p "$CLIENTS_CACHE"
export PYTHONDONTWRITEBYTECODE=1  # the source is not a place for what a test makes

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
clients="$*"
[ -n "$clients" ] || clients="sqlite3_shell $(cd "$here" && ls */run.sh | sed 's,/.*,,' | grep -vx sqlite3_shell)"

# run_client name: its output in $folder/name/out; its status.
run_client() {
  [ -f "$here/$1/run.sh" ] || {
    echo "there is no client $1; there are: $(cd "$here" && ls */run.sh | sed 's,/.*,,' | tr '\n' ' ')" >&2
    exit 2
  }
  mkdir -p "$folder/$1"
  cp "$module" "$folder/$1/"
  status=0
  (cd "$folder/$1" && timeout 1200 sh "$here/$1/run.sh" >out 2>complaints </dev/null) || status=$?
}

field() {
  sed -n "s/^$1: //p" "$folder/$name/out" | head -n 1
}

# The reason why the client's output is not as it must be; nothing where it is.
fault() {
  [ "$status" -eq 0 ] || {
    echo "run.sh ended with $status: $(tail -n 3 "$folder/$name/complaints" "$folder/$name/out")"
    return
  }
  grep '^line: ' "$folder/$name/out" >"$folder/$name/lines" || :
  cmp -s "$folder/lines" "$folder/$name/lines" || {
    echo "it gets something else (>) than the sqlite3 shell (<):"
    diff "$folder/lines" "$folder/$name/lines"
    return
  }
  # Some hosts put the error's code or the statement around the sentence.
  case $(field error) in
    *"$sentence"* | "not seen: "*) ;;
    *) echo "the error does not arrive whole: '$(field error)'" ;;
  esac
  case $(field interrupt) in
    "not offered: "* | "not tried: "*) ;;
    *interrupt*) [ -n "$(field stops)" ] || echo "it does not say what stops the long call" ;;
    *) echo "the long call is not interrupted: '$(field interrupt)'" ;;
  esac
  [ "$(field after)" = 32 ] || echo "after the interrupt: '$(field after)'"
}

run_client sqlite3_shell
[ "$status" -eq 0 ] || {
  cat "$folder/sqlite3_shell/out" "$folder/sqlite3_shell/complaints" >&2
  exit "$status"
}
grep '^line: ' "$folder/sqlite3_shell/out" >"$folder/lines"
[ "$(wc -l <"$folder/lines")" -ge 20 ] || {
  echo "The sqlite3 shell gives $(wc -l <"$folder/lines") lines only:" >&2
  cat "$folder/sqlite3_shell/out" >&2
  exit 1
}
sentence=$(sed -n 's/^error: .*\(synth_emotion_logs: n must be .*, not -5\)$/\1/p' "$folder/sqlite3_shell/out")
[ -n "$sentence" ] || {
  echo "The sqlite3 shell gives no sentence for wrong.sql:" >&2
  cat "$folder/sqlite3_shell/out" >&2
  exit 1
}

failed=0
: >"$folder/tested"
for name in $clients; do
  started=$(date +%s)
  [ "$name" = sqlite3_shell ] || run_client "$name"
  [ "$name" != sqlite3_shell ] || status=0
  if [ "$status" -eq 77 ]; then
    said=$(grep '^not tested: ' "$folder/$name/out" | tail -n 1)
    printf '%-20s %s\n' "$name" "$said"
    printf '%s\t%s\t%s\n' "$name" "not tested" "${said#not tested: }" >>"$folder/tested"
    continue
  fi
  wrong=$(fault)
  if [ -n "$wrong" ]; then
    printf '%-20s FAILED: %s\n' "$name" "$wrong"
    failed=1
    continue
  fi
  case $(field interrupt) in
    "not tried: "*) stops="$(field interrupt)" ;;
    "not offered: "*) stops="cannot be stopped: $(field interrupt | sed 's/^not offered: //')" ;;
    *) stops="is stopped by $(field stops)" ;;
  esac
  printf '%-20s passed: %s (SQLite %s); a long call %s; %s s\n' "$name" "$(field client)" "$(field sqlite)" "$stops" \
    $(($(date +%s) - started))
  printf '%s\t%s\t%s\t%s\n' "$name" "$(field client)" "$(field sqlite)" "$stops" >>"$folder/tested"
done

[ $# -gt 0 ] || while IFS= read -r line; do
  printf '%-20s not tested: %s\n' "${line%%: *}" "${line#*: }"
done <"$here/untested.txt"
[ "$failed" -eq 0 ] || exit 1
[ "$update" = no ] || sh "$here/table.sh" --update "$folder/tested"
