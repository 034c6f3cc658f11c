#!/bin/sh
# dieharder over the generator's draws: consecutive rows, columns (purposes), tables and seeds. Not part of the gate: the
# whole battery takes an hour and more a stream. What is weak (one p-value in a hundred, by chance) is tried with more
# samples until it is one or the other.
#
#   sh tests/random/run.sh [test number ...]      all tests by default; "0 1 2" runs those (dieharder -l lists them), each
#                                                 in all the sizes that dieharder has for it
#   STREAMS="rows seeds" says which draws: of consecutive rows, single words of consecutive rows, of consecutive seeds
set -eu
cd "$(dirname "$0")/../.."
if ! command -v dieharder >/dev/null 2>&1; then
  echo "dieharder is not installed: apt-get install dieharder" >&2
  exit 1
fi
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
c++ -std=c++20 -O2 -Iext tests/random/draws.cc -o "$out/draws"
# The sizes of a test that are tests of their own.
sizes() {
  case $1 in
    200) seq 1 12 ;;
    201 | 202) seq 2 5 ;;
    203) seq 0 32 ;;
    206) echo 256 ;;
    207) echo 32 ;;
    208) seq 0 1 ;;
    209) echo 12 ;;
    *) echo 0 ;;
  esac
}

for stream in ${STREAMS:-rows words seeds}; do
  echo "== $stream"
  if [ $# -eq 0 ]; then
    "$out/draws" $stream | dieharder -g 200 -Y 1 -a | tee -a "$out/report"
  else
    for test in "$@"; do
      for size in $(sizes "$test"); do
        "$out/draws" $stream | dieharder -g 200 -Y 1 -d "$test" -n "$size" | grep -E 'PASSED|WEAK|FAILED' |
          tee -a "$out/report"
      done
    done
  fi
done
echo "passed $(grep -c PASSED "$out/report"), weak $(grep -c WEAK "$out/report"), failed $(grep -c FAILED "$out/report")"
! grep -q FAILED "$out/report"
