#!/bin/sh
# How much of ext/ the tests and the kept inputs of the fuzzers reach: lines, branches and functions, by clang's coverage.
# Installs what is missing (Debian 12, as root or with sudo) and builds in build/coverage. Not part of the gate.
#   sh tests/fuzz/coverage.sh               all of ext/
#   sh tests/fuzz/coverage.sh --files       and each file
# The tests in C++ and the fuzzers' inputs count; the shell, clients and language models, which need the finished module,
# do not.
set -eu

root=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd)
. "$root/sql/packages.sh"
need_packages cmake clang llvm libclang-rt-dev ninja-build libsqlite3-dev libpcg-cpp-dev libgtest-dev
show=total
[ "${1:-}" != --files ] || show=files

cd "$root"
build=$root/build/coverage
mkdir -p $build
launcher=
! command -v ccache >/dev/null || launcher=-DCMAKE_CXX_COMPILER_LAUNCHER=ccache
flags="-fprofile-instr-generate -fcoverage-mapping"
cmake -G Ninja -B $build -DCMAKE_BUILD_TYPE=Debug -DCMAKE_C_COMPILER=clang -DCMAKE_CXX_COMPILER=clang++ \
  -DCMAKE_CXX_FLAGS="$flags -O1" -DCMAKE_EXE_LINKER_FLAGS="$flags" -DCMAKE_MODULE_LINKER_FLAGS="$flags" \
  -DSYNTH_TESTS=ON -DSYNTH_BENCH=OFF -DSYNTH_INSTALL=OFF $launcher >$build.log 2>&1 || {
  cat $build.log
  exit 1
}
suites="core world nn fn bind sql commands"
fuzzers="arguments model_blob json planner"
targets=faults_tests
for suite in $suites; do targets="$targets ${suite}_tests"; done
for fuzzer in $fuzzers; do targets="$targets fuzz_$fuzzer"; done
# shellcheck disable=SC2086
cmake --build $build --target $targets

rm -f $build/*.profraw
objects=
run() { # program arguments...
  name=$(basename "$1")
  LLVM_PROFILE_FILE="$build/$name.profraw" "$@" >"$build/$name.log" 2>&1 || {
    tail -n 20 "$build/$name.log"
    echo "$name failed"
    exit 1
  }
  objects="$objects -object $1"
}
# What counts slows threads down: how soon a training stops is measured without.
for suite in $suites; do run "$build/tests/${suite}_tests" --gtest_filter='-*TenthOfASecond*'; done
run $build/tests/faults/faults_tests
for fuzzer in $fuzzers; do run "$build/tests/fuzz/fuzz_$fuzzer" "tests/fuzz/corpus/$fuzzer.hex"; done

llvm-profdata merge -sparse $build/*.profraw -o $build/all.profdata
# shellcheck disable=SC2086
llvm-cov report $objects -instr-profile=$build/all.profdata -ignore-filename-regex='(^|/)(tests|usr)/' \
  >$build/report.txt
[ $show = total ] || cat $build/report.txt
awk '/^TOTAL/ { printf "ext/: %s of lines, %s of functions, %s of branches\n", $10, $7, $13 }' $build/report.txt
