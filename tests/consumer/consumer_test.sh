#!/bin/sh
# Installs the build into a folder and uses it from there: the module by its bare name, the library from a program, found
# by CMake, by pkg-config, and as a part of the program's own build; and the amalgamation. All must give the same.
#   sh tests/consumer/consumer_test.sh build/release [a compiler launcher]
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
root=$(dirname -- "$(dirname -- "$here")")
build=$(CDPATH='' cd -- "$1" && pwd)
launcher=${2-}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

fail() {
  printf 'FAILED: %s\n' "$1" >&2
  exit 1
}
quietly() {
  "$@" >said 2>&1 || fail "$*: $(cat said)"
}
# beside name command...: in the background; finished name: waits for it
beside() {
  name=$1
  shift
  "$@" >"$name.said" 2>&1 &
  eval "${name}_pid=$!"
}
finished() {
  eval "wait \"\$$1_pid\"" || fail "$1: $(cat "$1.said")"
}

# Who built the module alone, as demo.sh does, has no library yet.
rm -f "$build/libsqlite_synth.a"
quietly cmake --install "$build" --prefix "$folder/usr"
module=$(find usr -name 'synth.so' -o -name 'synth.dylib')
[ -f "$module" ] || fail "no module was installed"
libdir=$(dirname -- "$module")

# By its bare name: where /usr is the prefix, this folder is one of the dynamic linker's own.
sql="SELECT model_hash(group_concat(video_id || timestamp)) FROM synth_video_clicks(300, 1) WHERE until = 1767225600"
wanted=$(LD_LIBRARY_PATH=$folder/$libdir DYLD_LIBRARY_PATH=$folder/$libdir \
  sqlite3 -batch -bail -init /dev/null :memory: ".load synth" "$sql") || fail ".load synth"

# says what program
says() {
  "$2" >said || fail "$1: ended with $?"
  [ "$(sed -n 1p said)" = "$wanted" ] || fail "$1: other rows than the module's: $(cat said)"
  [ "$(wc -l <said)" -eq 6 ] && [ "$(tail -n 1 said)" = 0 ] || fail "$1: $(cat said)"
  [ ! -f first ] || cmp -s first said || fail "$1: another model or recommendation: $(diff first said)"
  cp said first
}

# configure folder option...: with the generator of the build, as another may not be here
generator=$(sed -n 's/^CMAKE_GENERATOR:[A-Z]*=//p' "$build/CMakeCache.txt")
configure() {
  quietly cmake -G "$generator" -S "$here" -B "$@" \
    -DCMAKE_C_COMPILER_LAUNCHER="$launcher" -DCMAKE_CXX_COMPILER_LAUNCHER="$launcher"
}

configure found -DCMAKE_PREFIX_PATH="$folder/usr"
quietly cmake --build found
says find_package found/consumer

if command -v pkg-config >/dev/null; then
  flags=$(PKG_CONFIG_PATH=$folder/$libdir/pkgconfig pkg-config --cflags --libs sqlite_synth)
  # shellcheck disable=SC2086
  quietly cc "$here/consumer.c" $flags -o with_pkg_config
  says pkg-config ./with_pkg_config
else
  echo "skipped: pkg-config is not here"
fi

cxx=$(sed -n 's/^CMAKE_CXX_COMPILER:[A-Z]*=//p' "$build/CMakeCache.txt")
include=$(sed -n 's/^SQLite3_INCLUDE_DIR:[A-Z]*=//p' "$build/CMakeCache.txt")
[ -n "$include" ] && [ "$include" != /usr/include ] && include="-I$include" || include=

# What takes long is unoptimized and done at once: the rows and the model have to be the same. First the amalgamation, as
# its first lines say.
if command -v perl >/dev/null; then
  quietly cmake --build "$build" --target amalgamation
  # shellcheck disable=SC2086
  beside program $launcher "$cxx" -std=c++20 -ffp-contract=off -Wall -Wextra -Werror -DSQLITE_CORE $include \
    -c "$build/amalgamation/synth.cc" -o synth.o
  # shellcheck disable=SC2086
  beside module $launcher "$cxx" -std=c++20 -ffp-contract=off -fPIC -shared -fvisibility=hidden $include -pthread \
    "$build/amalgamation/synth.cc" -o synth.so
fi

# As a part of the program's build. g++ reads the headers of C++ once for all files.
flags=
if "$cxx" --version | grep -q 'Free Software Foundation'; then
  printf '#include <%s>\n' algorithm array cmath functional memory optional span string string_view vector >headers.h
  quietly "$cxx" -std=gnu++20 -ffp-contract=off -fPIC -x c++-header headers.h -o headers.h.gch
  flags="-include $folder/headers.h"
fi
configure fetched -DSYNTH_SOURCE="$root" -DCMAKE_BUILD_TYPE=Debug -DCMAKE_CXX_FLAGS_DEBUG= -DCMAKE_CXX_FLAGS="$flags"
quietly cmake --build fetched --target consumer --parallel "$(getconf _NPROCESSORS_ONLN)"
says FetchContent fetched/consumer
[ "$(sed -n 's/^CMAKE_BUILD_TYPE:[A-Z]*=//p' fetched/CMakeCache.txt)" = Debug ] || fail "it changes the program's options"

if command -v perl >/dev/null; then
  finished program
  quietly cc -I "$build/amalgamation" -c "$here/consumer.c" -o consumer.o
  quietly "$cxx" consumer.o synth.o -lsqlite3 -pthread -o amalgamated
  says amalgamation ./amalgamated
  finished module
  [ "$(sqlite3 -batch -bail -init /dev/null :memory: ".load ./synth" "$sql")" = "$wanted" ] || fail "amalgamated module"
else
  echo "skipped: perl, which makes the amalgamation, is not here"
fi
echo passed
