#!/bin/sh
# A machine that lacks something and has no internet: CMake says in a few lines what it is and which package has it.
#   sh tests/packages/missing_test.sh build/release
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd)
cache=$(CDPATH='' cd -- "$1" && pwd)/CMakeCache.txt
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

fail() {
  printf 'FAILED: %s\n' "$1" >&2
  exit 1
}
cached() {
  sed -n "s/^$1:[A-Z]*=//p" "$cache"
}

# Nothing listens there.
for proxy in http_proxy https_proxy HTTP_PROXY HTTPS_PROXY all_proxy ALL_PROXY; do
  eval "export $proxy=http://127.0.0.1:9"
done
unset no_proxy NO_PROXY
generator=$(cached CMAKE_GENERATOR)
sqlite=$(cached SQLite3_INCLUDE_DIR)
pcg=$(cached PCG_INCLUDE_DIR)
case $sqlite$pcg in
  *_deps* | *NOTFOUND*)
    echo "skipped: SQLite or pcg-cpp is not installed, but fetched"
    exit 77
    ;;
esac

# lacks what package option...: without tests and benchmarks unless an option says otherwise
lacks() {
  what=$1
  package=$2
  shift 2
  rm -rf build
  ! cmake -G "$generator" -S "$root" -B build -DSYNTH_TESTS=OFF -DSYNTH_BENCH=OFF "$@" >said 2>errors ||
    fail "$what: it is not missed: $(cat said)"
  tr '\n' ' ' <errors | tr -s ' ' | grep -qF "$package" || fail "$what: not named ($package): $(cat errors)"
  [ "$(wc -l <errors)" -le 20 ] || fail "$what: $(wc -l <errors) lines of error: $(cat errors)"
}
lacks pcg-cpp "apt-get install libpcg-cpp-dev" -DCMAKE_IGNORE_PATH="$pcg" -DSQLite3_INCLUDE_DIR="$sqlite"
lacks SQLite "apt-get install libsqlite3-dev" -DCMAKE_IGNORE_PATH="$sqlite" -DPCG_INCLUDE_DIR="$pcg"
lacks "SQLite, for the module alone" "apt-get install libsqlite3-dev" -DSYNTH_STATIC=OFF -DCMAKE_IGNORE_PATH="$sqlite" \
  -DPCG_INCLUDE_DIR="$pcg"
lacks GoogleTest "apt-get install libgtest-dev" -DSYNTH_TESTS=ON -DCMAKE_DISABLE_FIND_PACKAGE_GTest=ON

# A compiler from before C++20: this one, with an option that makes it one.
cat >old_compiler <<END
#!/bin/sh
for argument; do
  shift
  case \$argument in -std=*) argument=-std=gnu++14 ;; esac
  set -- "\$@" "\$argument"
done
exec "$(cached CMAKE_CXX_COMPILER)" "\$@"
END
chmod +x old_compiler
lacks "a compiler for C++20" "A compiler for C++20 is needed, such as g++ 12 or clang 14;" \
  -DCMAKE_CXX_COMPILER="$folder/old_compiler"

# A PATH with a compiler, and no Ninja in it.
if [ "$generator" = Ninja ]; then
  mkdir bin
  ln -s "$(command -v cmake)" "$(command -v cc)" "$(command -v c++)" bin/
  PATH_before=$PATH
  for program in tr grep wc cat rm; do ln -s "$(command -v $program)" bin/; done
  PATH=$folder/bin
  lacks Ninja "apt-get install ninja-build"
  PATH=$PATH_before
fi

# An older CMake, which cannot even read the presets: the two commands say so.
mkdir old
printf '#!/bin/sh\necho "cmake version 3.22.1"\n' >old/cmake
chmod +x old/cmake
said=$(PATH=$folder/old:$PATH sh -c '. "$1"/sql/packages.sh; need_cmake' sh "$root" 2>&1) && fail "an old CMake passes"
[ "$said" = "CMake 3.25 or newer is needed; this is 3.22.1 ($folder/old/cmake)." ] || fail "an old CMake: $said"
for version in 3.25.1 3.31.0 4.0.2; do
  printf '#!/bin/sh\necho "cmake version %s"\n' "$version" >old/cmake
  PATH=$folder/old:$PATH sh -c '. "$1"/sql/packages.sh; need_cmake' sh "$root" || fail "CMake $version does not pass"
done

# What takes long is one line; what it said is shown if it fails.
said=$(sh -c '. "$1"/sql/packages.sh; quietly "Doing it" sh -c "echo noise; echo noise >&2"; echo after' sh "$root" 2>&1)
printf '%s\n' "$said" | tr '\n' ' ' | grep -Eqx 'Doing it: [0-9]+ s after ' || fail "quietly: $said"
status=0
said=$(sh -c '. "$1"/sql/packages.sh; quietly "Doing it" sh -c "echo noise; exit 3"; echo after' sh "$root" 2>&1) || status=$?
[ "$status" -eq 3 ] || fail "quietly: status $status"
printf '%s\n' "$said" | tr '\n' ' ' | grep -Eqx 'Doing it: failed after [0-9]+ s noise ' || fail "quietly, failing: $said"

# What the commands advise where there is no module works without GoogleTest. The presets want a
# build folder in the source folder: here the source is a copy.
mkdir -p clone
(cd "$root" && tar -cf - --exclude=./build --exclude=./.git .) | tar -xf - -C clone
status=0
said=$(SYNTH_MODULE='' sh clone/sql/generate.sh 2>&1) || status=$?
advice=$(printf '%s\n' "$said" | sed -n "s/^  \\(cmake .*\\) && cmake --build .*/\\1/p")
[ "$status" -eq 1 ] && [ -n "$advice" ] || fail "no advice: $said"
cat >clone/no_tests.cmake <<END
set(CMAKE_DISABLE_FIND_PACKAGE_GTest ON)
END
(cd clone && eval "CMAKE_TOOLCHAIN_FILE=$folder/clone/no_tests.cmake $advice") >said 2>&1 || fail "$advice: $(cat said)"
echo passed
