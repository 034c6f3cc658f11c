#!/bin/sh
# Installs what is missing (Debian 12, as root or with sudo), builds everything and runs all tests. A second run builds
# what has changed.
#   sh tests/run.sh              all
#   sh tests/run.sh -R shell     what ctest would run with these arguments
set -eu

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
. "$root/sql/packages.sh"
need_packages cmake g++ ninja-build sqlite3 libsqlite3-dev libpcg-cpp-dev libgtest-dev locales python3 pkg-config
need_cmake

cd "$root"
set -- "$@" --no-tests=error
launcher=
! command -v ccache >/dev/null || launcher=-DCMAKE_CXX_COMPILER_LAUNCHER=ccache
quietly "Configuring" cmake --preset release -DSYNTH_TESTS=ON -DSYNTH_BENCH=ON $launcher
quietly "Building (some eight minutes the first time)" cmake --build --preset release
status=0
ctest --preset release --output-on-failure --parallel "$(getconf _NPROCESSORS_ONLN)" "$@" || status=$?

# What a test left out, and why: ctest shows it of those that fail alone.
log=build/release/Testing/Temporary/LastTest.log
[ ! -f "$log" ] || awk '
  / Testing: / { test = $NF }
  /^skipped: / || /: not tested: / { sub(/^skipped: /, ""); print "not tried by " test ": " $0 }
  /: Skipped$/ { getline; print "not tried by " test ": " $0 }' "$log" | sort -u
exit "$status"
