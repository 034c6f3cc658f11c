#!/bin/sh
# The same seed gives the same bytes with g++ and clang, -O0 and -O3, x86-64 and arm64 (under qemu). Not part of the gate:
# it builds the world six times. What is not installed is said and left out.
#
#   sh tests/portable/run.sh
set -eu
cd "$(dirname "$0")/../.."
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
failed=0

check() { # name, runner, compiler and flags...
  name=$1 runner=$2
  shift 2
  if ! command -v "$1" >/dev/null 2>&1; then
    echo "not tried: $name ($1 is not installed)"
    return 0
  fi
  if [ -n "$runner" ] && ! command -v "$runner" >/dev/null 2>&1; then
    echo "not tried: $name ($runner is not installed)"
    return 0
  fi
  "$@" -std=c++20 -ffp-contract=off -Iext -Itests -idirafter /usr/include tests/portable/fingerprint.cc \
    ext/core/*.cc ext/world/*.cc -o "$out/fingerprint"
  if $runner "$out/fingerprint" | cmp -s - tests/known/fingerprints.txt; then
    echo "the same bytes: $name"
  else
    echo "OTHER BYTES: $name"
    failed=1
  fi
}

check "g++ -O0" "" g++ -O0
check "g++ -O3" "" g++ -O3
check "g++ -O3 for this processor" "" g++ -O3 -march=native
check "clang++ -O0" "" clang++ -O0
check "clang++ -O3" "" clang++ -O3
check "arm64, g++ -O2 -static" qemu-aarch64-static aarch64-linux-gnu-g++ -O2 -static
exit $failed
