#!/bin/sh
# Fuzzes with clang's libFuzzer under AddressSanitizer and UndefinedBehaviorSanitizer, one target after the other, from
# the kept inputs. Installs what is missing (Debian 12, as root or with sudo).
#   sh tests/fuzz/run.sh                     every target for an hour
#   sh tests/fuzz/run.sh 600 planner json    these for ten minutes each
# What it learns stays in build/fuzz/corpus/; --keep writes a smallest set with the same coverage to tests/fuzz/corpus/.
# A finding ends it, and the input that shows it stays in build/fuzz/.
set -eu

root=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd)
. "$root/sql/packages.sh"
need_packages cmake clang libclang-rt-dev ninja-build libsqlite3-dev libpcg-cpp-dev libgtest-dev
keep=false
if [ "${1:-}" = --keep ]; then
  keep=true
  shift
fi
seconds=${1:-3600}
[ $# -eq 0 ] || shift
[ $# -gt 0 ] || set -- arguments model_blob json planner

cd "$root"
launcher=
! command -v ccache >/dev/null || launcher=-DCMAKE_CXX_COMPILER_LAUNCHER=ccache
cmake --preset fuzz $launcher
for target in "$@"; do
  cmake --build build/fuzz --target "fuzz_$target"
  program=build/fuzz/tests/fuzz/fuzz_$target
  corpus=build/fuzz/corpus/$target
  mkdir -p "$corpus"
  # One input a line, in hexadecimal.
  D=$corpus perl -ne 'chomp; open my $f, ">", sprintf("%s/kept-%04d", $ENV{D}, $.) or die; print $f pack("H*", $_)' \
    "tests/fuzz/corpus/$target.hex"
  echo "== $target, $seconds seconds"
  "$program" -max_total_time="$seconds" -print_final_stats=1 -max_len=2048 -len_control=10 -timeout=120 \
    -rss_limit_mb=3000 -artifact_prefix="build/fuzz/$target-" "$corpus"
  if $keep; then
    smallest=$(mktemp -d)
    "$program" -set_cover_merge=1 -max_len=300 "$smallest" "$corpus"
    perl -e 'local $/; for (sort glob "$ARGV[0]/*") { open my $f, "<", $_ or die; print unpack("H*", <$f>), "\n" }' \
      "$smallest" | sort >"tests/fuzz/corpus/$target.hex"
    rm -rf "$smallest"
  fi
done
