#!/bin/sh
# dieharder over the generator's draws: consecutive rows, columns (purposes), tables and seeds. Not part of the gate: the
# whole battery takes an hour and more a stream. What is weak (one p-value in a hundred, by chance) is tried with more
# samples until it is one or the other.
#
#   sh tests/random/run.sh [test number ...]      all tests by default; "0 1 2" runs those (dieharder -l lists them)
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
for stream in ${STREAMS:-rows words seeds}; do
  echo "== $stream"
  if [ $# -eq 0 ]; then
    "$out/draws" $stream | dieharder -g 200 -Y 1 -a | tee -a "$out/report"
  else
    for test in "$@"; do "$out/draws" $stream | dieharder -g 200 -Y 1 -d "$test" | grep -E 'PASSED|WEAK|FAILED' |
      tee -a "$out/report"; done
  fi
done
echo "passed $(grep -c PASSED "$out/report"), weak $(grep -c WEAK "$out/report"), failed $(grep -c FAILED "$out/report")"
! grep -q FAILED "$out/report"
