#!/bin/sh
# Makes what a release offers: archives of the module, its commands and the pages for Linux on x86-64 and arm64 and for
# Windows, the Debian package, the packages for Node and Python, the amalgamation, and their checksums. Debian 12, as root
# or with sudo. The modules for Linux are linked against the C library of Debian 11, so that they load on old systems.
# Each module is run from its archive: on Debian 11's C library, arm64 by qemu, Windows by wine.
#   sh ext/packaging/release.sh build/packages
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
root=$(CDPATH='' cd -- "$here/../.." && pwd)
out=${1:-$root/build/packages}
. "$root/sql/packages.sh"
. "$here/from_debian.sh"
need_packages cmake g++ ninja-build sqlite3 libsqlite3-dev libpcg-cpp-dev perl dpkg-dev zip unzip xz-utils make tcl \
  g++-aarch64-linux-gnu g++-mingw-w64-x86-64-posix qemu-user-static wine python3-pip python3-setuptools python3-wheel
command -v npm >/dev/null || need_packages npm
version=$(sh "$here/version.sh")
name=sqlite-synth-$version
work=$root/build/release-work
mkdir -p "$out" "$work"
out=$(CDPATH='' cd -- "$out" && pwd)
rm -rf "$out"/sqlite-synth-* "$out"/sqlite_synth-* "$out"/libsqlite3-mod-synth_* "$out/SHA256SUMS"

fail() {
  printf 'FAILED: %s\n' "$1" >&2
  exit 1
}

# Headers alone, away from those of this system's C library.
headers=$work/headers
mkdir -p "$headers"
cp /usr/include/sqlite3.h /usr/include/sqlite3ext.h /usr/include/pcg_*.hpp "$headers"

launcher=
! command -v ccache >/dev/null || launcher=-DCMAKE_CXX_COMPILER_LAUNCHER=ccache
# build system option...: in $work/system
build() {
  system=$1
  shift
  echo "== $system"
  cmake -G Ninja -S "$root" -B "$work/$system" -DCMAKE_BUILD_TYPE=Release -DSYNTH_TESTS=OFF -DSYNTH_BENCH=OFF \
    -DSYNTH_STATIC=OFF -DSQLite3_INCLUDE_DIR="$headers" -DPCG_INCLUDE_DIR="$headers" $launcher "$@" >/dev/null
  cmake --build "$work/$system"
}

# build_linux system processor compiler option...: linked against the old C library, with a sqlite3 of the same kind
build_linux() {
  system=$1
  old=$work/glibc-$2
  cc=$3
  old_c_library "$old" "$2" || fail "apt does not give Debian 11's C library for $2"
  shift 3
  libraries="-L$old/first $(find "$old/root" -name libc.so -o -name libc.so.6 | sed 's,^\(.*\)/.*,-L\1,' | sort -u | tr '\n' ' ')"
  "$cc" -fPIC -ffunction-sections -c "$here/old_glibc.c" -o "$old/old_glibc.o"
  build "$system" -DCMAKE_SYSROOT="$old/root" -DCMAKE_MODULE_LINKER_FLAGS="$old/old_glibc.o $libraries" \
    -DCMAKE_CXX_STANDARD_LIBRARIES=-lpthread "$@"
  # shellcheck disable=SC2086
  "$cc" --sysroot="$old/root" -DSQLITE_ENABLE_MATH_FUNCTIONS "$work/sqlite3/shell.c" "$work/sqlite3/sqlite3.c" \
    -o "$old/sqlite3" $libraries -lpthread -ldl -lm
}

# archive system module strip: a .tar.gz, or .zip where the module is a DLL
archive() {
  folder=$name-$1
  rm -rf "${work:?}/$folder"
  mkdir -p "$work/$folder"
  cp -r "$root/sql" "$root/README.md" "$root/CHANGELOG.md" "$root/LICENSE" "$work/$folder"
  # The pages that README.md leads to, where its links expect them.
  (cd "$root" && find ext bench tests -name '*.md') | while read -r page; do
    mkdir -p "$work/$folder/$(dirname "$page")"
    cp "$root/$page" "$work/$folder/$page"
  done
  "$3" -o "$work/$folder/$(basename "$2")" --strip-unneeded "$2"
  case $2 in
    *.dll) (cd "$work" && zip -qr "$out/$folder.zip" "$folder") ;;
    *) tar -C "$work" -czf "$out/$folder.tar.gz" --owner=0 --group=0 "$folder" ;;
  esac
}

# What a user gets: unpacked in an empty folder, and run there.
tried=$work/tried
rm -rf "$tried"
mkdir -p "$tried"
sql="SELECT model_hash(group_concat(name || input || timestamp)) FROM synth_emotion_logs(2000) WHERE until = 1767225600;
SELECT model_hash(model_train(video_category, emotion, timestamp, name, city)) FROM synth_video_clicks(1000, 1)
  WHERE until = 1767225600"
wanted=
# try system sqlite3-command...: the same rows and the same model everywhere
try() {
  system=$1
  shift
  cd "$tried"
  case $system in
    windows*) unzip -q "$out/$name-$system.zip" ;;
    *) tar -xzf "$out/$name-$system.tar.gz" ;;
  esac
  cd "$name-$system"
  said=$("$@" -batch -bail :memory: ".load ./synth" "$sql" | tr -d '\r') || fail "$system does not run"
  cd "$root"
  : "${wanted:=$said}"
  [ -n "$said" ] && [ "$said" = "$wanted" ] || fail "$system gives $said, not $wanted"
  echo "$system: run from its archive, the same rows and the same model"
}
# The loader of the old C library; its name depends on the processor.
old_loader() {
  find "$1/root" -name 'ld-2.31.so' -o -name 'ld-linux-aarch64.so.1' | head -n 1
}
# loads_on_glibc version objdump module: the module needs no newer symbol
loads_on_glibc() {
  newest=$({ "$2" -T "$3" | grep -o 'GLIBC_[0-9.]*'; echo "GLIBC_$1"; } | sort -V | tail -n 1)
  [ "$newest" = "GLIBC_$1" ] || fail "$3 needs $newest, and ext/packaging/README.md says $1"
}

sqlite3_source "$work/sqlite3" || fail "apt does not give the source of sqlite3"

build_linux linux-x86_64 amd64 gcc
loads_on_glibc 2.17 objdump "$work/linux-x86_64/synth.so"
archive linux-x86_64 "$work/linux-x86_64/synth.so" strip
old=$work/glibc-amd64
try linux-x86_64 "$(old_loader "$old")" --library-path "$(dirname "$(find "$old/root" -name libc.so.6)")" "$old/sqlite3"
[ "$(sqlite3 -batch :memory: ".load $tried/$name-linux-x86_64/synth" "$sql")" = "$wanted" ] || fail "linux-x86_64 here"
echo "linux-x86_64: run here too"

build_linux linux-arm64 arm64 aarch64-linux-gnu-gcc --toolchain "$here/aarch64-linux.cmake" -DSYNTH_INSTALL=OFF
loads_on_glibc 2.17 aarch64-linux-gnu-objdump "$work/linux-arm64/synth.so"
archive linux-arm64 "$work/linux-arm64/synth.so" aarch64-linux-gnu-strip
old=$work/glibc-arm64
try linux-arm64 qemu-aarch64-static -L "$old/root" "$old/sqlite3"

build windows-x86_64 --toolchain "$here/mingw-w64.cmake" -DSYNTH_INSTALL=OFF
archive windows-x86_64 "$work/windows-x86_64/synth.dll" x86_64-w64-mingw32-strip
x86_64-w64-mingw32-gcc-posix -static -DSQLITE_ENABLE_MATH_FUNCTIONS "$work/sqlite3/shell.c" "$work/sqlite3/sqlite3.c" \
  -o "$work/sqlite3.exe"
export WINEPREFIX="$work/wine" WINEDEBUG=-all
try windows-x86_64 wine "$work/sqlite3.exe"


echo "== packages"
cpack -G DEB --config "$work/linux-x86_64/CPackConfig.cmake" -B "$work/deb" >/dev/null
cp "$work"/deb/*.deb "$out"
cmake --build "$work/linux-x86_64" --target amalgamation
(cd "$work/linux-x86_64/amalgamation" && zip -q "$out/$name-amalgamation.zip" synth.cc synth.h)
module() { ls "$tried/$name-$1"/synth.*; }
sh "$here/npm/pack.sh" --to "$out" linux-x64="$(module linux-x86_64)" linux-arm64="$(module linux-arm64)" \
  win32-x64="$(module windows-x86_64)"
for system in linux-x86_64 linux-arm64 windows-x86_64; do
  sh "$here/python/build.sh" --to "$out" "$(module $system)"
done

(cd "$out" && sha256sum -- * >SHA256SUMS && sha256sum -c SHA256SUMS)
