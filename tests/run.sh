#!/bin/sh
# Installs what is missing (Debian 12, as root or with sudo), builds everything and runs all tests. A second run builds
# what has changed.
#   sh tests/run.sh              all
#   sh tests/run.sh -R shell     what ctest would run with these arguments
set -eu

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
. "$root/sql/packages.sh"
need_packages cmake g++ ninja-build sqlite3 libsqlite3-dev libpcg-cpp-dev libgtest-dev libbenchmark-dev locales

cd "$root"
set -- "$@" --no-tests=error
launcher=
! command -v ccache >/dev/null || launcher=-DCMAKE_CXX_COMPILER_LAUNCHER=ccache
cmake --preset release -DSYNTH_TESTS=ON -DSYNTH_BENCH=ON $launcher
cmake --build --preset release
ctest --preset release --output-on-failure --parallel "$(getconf _NPROCESSORS_ONLN)" "$@"
