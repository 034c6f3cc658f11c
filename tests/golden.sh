#!/bin/sh
# Writes anew everything that is generated and kept: the expected output of tests/sql, the sessions and lists in the pages,
# sql/REFERENCE.md, and the table of clients. Look at the difference, and commit it with the change that made it.
# (tests/known is not generated: a changed byte there is a decision, see tests/README.md.)
#   sh tests/golden.sh                      with what was built in build/release
#   sh tests/golden.sh build/dev            with another build; the target `golden` does so after building
#   SYNTH_MODULE=a/synth sh tests/golden.sh --pages     the pages alone, with this module
set -eu

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
fail() {
  printf 'golden.sh: %s\n' "$1" >&2
  exit 1
}
case ${1-} in
  --pages) ;;
  -*)
    sed -n '2,8s/^# \{0,1\}//p' "$0"
    exit 2
    ;;
esac
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

if [ "${1-}" != --pages ]; then
  build=$(CDPATH='' cd -- "${1:-$root/build/release}" 2>/dev/null && pwd) || fail "there is no build: cmake --workflow --preset release"
  SYNTH_MODULE=${SYNTH_MODULE:-$build/synth}
  [ -x "$build/tests/sql_tests" ] || fail "$build has no tests; build them: cmake --build $build"
  UPDATE_GOLDEN=1 "$build/tests/sql_tests" --gtest_filter='*Golden*' --gtest_brief=1
fi
: "${SYNTH_MODULE:?names the module}"
case $SYNTH_MODULE in
  /*) ;;
  *) SYNTH_MODULE=$PWD/$SYNTH_MODULE ;;
esac

sh "$root/tests/clients/table.sh" --update
cd "$folder"
. "$root/tests/shell/pages.sh"
for page in $pages; do
  page_now "$page" new.md
  cmp -s new.md "$root/$page" || {
    cat new.md >"$root/$page"
    echo "$page is written anew."
  }
done
