#!/bin/sh
# The network where a size_t has 32 bits, as in WebAssembly: the model that is kept still loads and predicts the same,
# forged ones are refused, and sizes beyond 32 bits are. Not part of the gate: it needs a compiler and a C++ library for
# 32 bits. As root it installs them, from Debian.
#
#   sh tests/portable/model_32_bit.sh
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd)
. "$root/sql/packages.sh"
cd "$root"
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT

# Not g++-multilib, which conflicts with compilers for other processors.
version=$(g++ -dumpversion)
need_packages "g++-$version" "g++-$version-multilib" libgtest-dev libpcg-cpp-dev
flags="-m32 -msse2 -mfpmath=sse -O2 -std=c++20 -ffp-contract=off -Wall -Wextra -Iext -Itests -I/usr/src/googletest/googletest
  -I/usr/src/googletest/googletest/include -idirafter /usr/include -idirafter /usr/include/$(g++ -print-multiarch)"

compile() { # source: into its own object
  # shellcheck disable=SC2086
  "g++-$version" $flags -DSYNTH_SOURCE_DIR="\"$root\"" -DSYNTH_VERSION='"32-bit"' -c "$1" \
    -o "$out/$(printf '%s' "$1" | tr / _).o"
}
for source in ext/core/*.cc ext/nn/*.cc; do
  case $source in
    *kernels_avx*) ;;  # the plain ones are enough
    *) compile "$source" ;;
  esac
done
for test in format known_models model network shapley strings; do compile "tests/nn/${test}_test.cc"; done
compile /usr/src/googletest/googletest/src/gtest-all.cc
compile /usr/src/googletest/googletest/src/gtest_main.cc
"g++-$version" -m32 "$out"/*.o -pthread -o "$out/tests"
"$out/tests" --gtest_brief=1
echo "32 bits: passed"
