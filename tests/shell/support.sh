# Sourced by the tests of this folder. Each runs in a folder of its own, removed at the end; a test ends at the first
# expectation that does not hold. SYNTH_MODULE names the module.

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
root=$(CDPATH='' cd -- "$here/../.." && pwd)
sql=$root/sql
: "${SYNTH_MODULE:?the module to test, for example build/release/synth}"
case $SYNTH_MODULE in
  /*) ;;
  *) SYNTH_MODULE=$PWD/$SYNTH_MODULE ;;
esac
export SYNTH_MODULE

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

# One fixed end, so that nothing depends on the day of the test: 2026-01-01 00:00:00 UTC.
until=1767225600

fail() {
  printf 'FAILED: %s\n' "$1" >&2
  exit 1
}

# expect what wanted got
expect() {
  [ "$2" = "$3" ] || fail "$1
wanted: $2
got:    $3"
}

# expect_in what part text
expect_in() {
  case $3 in
    *"$2"*) ;;
    *) fail "$1
wanted: …$2…
got:    $3" ;;
  esac
}

# refused status command...: the command must end with this status; what it said is in $said.
refused() {
  wanted=$1
  shift
  status=0
  said=$("$@" 2>&1) || status=$?
  [ "$status" -eq "$wanted" ] || fail "$* ended with $status, not $wanted: $said"
}

# ask db sql: the answer, with the module loaded.
ask() {
  sqlite3 -batch -bail -init /dev/null -cmd ".load '$SYNTH_MODULE'" "$1" "$2"
}

# All rows of the three tables and of the batches, and the schema.
dump() {
  sqlite3 -batch -init /dev/null "$1" .dump
}

generate() {
  sh "$sql/generate.sh" --until "$until" "$@"
}
