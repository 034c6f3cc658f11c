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
bare=$(mktemp -d)
trap 'rm -rf "$folder" "$bare"' EXIT
cd "$folder"

# On Debian the scripts find no program but those of a system that has nothing else, and sqlite3: what a developer's
# machine has besides is missing on a user's.
if command -v dpkg-query >/dev/null; then
  # shellcheck disable=SC2046
  ln -s $(dpkg-query -W -f='${Priority} ${binary:Package}\n' | sed -n 's/^required //p' | xargs dpkg-query -L |
    grep -E '^(/usr)?/s?bin/[^/]+$') "$(command -v awk)" "$(command -v sqlite3)" "$bare" 2>/dev/null || :
  PATH=$bare
fi

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
