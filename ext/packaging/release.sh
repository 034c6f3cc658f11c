#!/bin/sh
# Makes what a release offers: archives of the module, its commands and the README for Linux on x86-64 and arm64 and for
# Windows, the Debian package, the amalgamation, and their checksums. Debian 12, as root or with sudo; each module is run
# where it can be: arm64 by qemu, Windows by wine with the sqlite3.exe that SQLITE3_EXE names. What was not run is said.
#   sh ext/packaging/release.sh build/packages
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd)
out=${1:-$root/build/packages}
. "$root/sql/packages.sh"
need_packages cmake g++ ninja-build sqlite3 libsqlite3-dev libpcg-cpp-dev perl dpkg-dev zip \
  g++-aarch64-linux-gnu g++-mingw-w64-x86-64-posix qemu-user-static
mkdir -p "$out"
out=$(CDPATH='' cd -- "$out" && pwd)
rm -f "$out"/*
version=$(sed -n 's/^project(sqlite_synth VERSION \([0-9.]*\).*/\1/p' "$root/CMakeLists.txt")

# Headers alone, away from those of this system's C library.
headers=$root/build/headers
mkdir -p "$headers"
cp /usr/include/sqlite3.h /usr/include/sqlite3ext.h /usr/include/pcg_*.hpp "$headers"

launcher=
! command -v ccache >/dev/null || launcher=-DCMAKE_CXX_COMPILER_LAUNCHER=ccache
# build name option...
build() {
  name=$1
  shift
  cmake -G Ninja -S "$root" -B "$root/build/$name" -DCMAKE_BUILD_TYPE=Release -DSYNTH_TESTS=OFF -DSYNTH_BENCH=OFF \
    $launcher "$@" >/dev/null
  cmake --build "$root/build/$name"
}
# archive name module strip: name.tar.gz, or name.zip
archive() {
  folder=sqlite-synth-$version-$1
  rm -rf "$root/build/$folder"
  mkdir -p "$root/build/$folder"
  cp -r "$root/sql" "$root/README.md" "$root/LICENSE" "$root/build/$folder"
  "$3" -o "$root/build/$folder/$(basename "$2")" --strip-unneeded "$2"
  cd "$root/build"
  case $2 in
    *.dll) zip -qr "$out/$folder.zip" "$folder" ;;
    *) tar -czf "$out/$folder.tar.gz" --owner=0 --group=0 "$folder" ;;
  esac
}
rows="SELECT model_hash(group_concat(name || input || timestamp)) FROM synth_emotion_logs(2000) WHERE until = 1767225600"
model="SELECT model_hash(model_train(video_category, emotion, timestamp, name, city)) FROM synth_video_clicks(1000, 1)
  WHERE until = 1767225600"
# same what said: the rows and the model of this processor
same() {
  [ "$2" = "$wanted" ] || {
    echo "FAILED: $1 gives $2, not $wanted" >&2
    exit 1
  }
  echo "$1: run, the same rows and the same model"
}

build linux-x86_64
archive linux-x86_64 "$root/build/linux-x86_64/synth.so" strip
wanted=$(sqlite3 :memory: ".load $root/build/sqlite-synth-$version-linux-x86_64/synth" "$rows" "$model")
same linux-x86_64 "$wanted"
cpack -G DEB --config "$root/build/linux-x86_64/CPackConfig.cmake" -B "$root/build/deb" >/dev/null
cp "$root"/build/deb/*.deb "$out"
cmake --build "$root/build/linux-x86_64" --target amalgamation
(cd "$root/build/linux-x86_64/amalgamation" && zip -q "$out/sqlite-synth-$version-amalgamation.zip" synth.cc synth.h)

alone="-DSYNTH_STATIC=OFF -DSYNTH_INSTALL=OFF -DSQLite3_INCLUDE_DIR=$headers -DPCG_INCLUDE_DIR=$headers"
# shellcheck disable=SC2086
build linux-arm64 --toolchain "$root/ext/packaging/aarch64-linux.cmake" $alone
archive linux-arm64 "$root/build/linux-arm64/synth.so" aarch64-linux-gnu-strip
# An arm64 sqlite3 and what it needs, in a folder: this system's apt is told nothing of it.
arm=$root/build/arm64-root
mkdir -p "$arm/apt/lists/partial" "$arm/apt/cache/archives/partial"
echo "deb http://deb.debian.org/debian bookworm main" >"$arm/apt/sources.list"
arm_apt() {
  apt-get -qq -o Dir::Etc::SourceList="$arm/apt/sources.list" -o Dir::Etc::SourceParts=/dev/null \
    -o Dir::State::Lists="$arm/apt/lists" -o Dir::State::status=/dev/null -o Dir::Cache="$arm/apt/cache" \
    -o APT::Architecture=arm64 -o APT::Architectures=arm64 -o APT::Sandbox::User=root "$@"
}
if (cd "$arm" && arm_apt update && arm_apt download sqlite3 libsqlite3-0 libreadline8 libtinfo6 zlib1g libc6) >/dev/null &&
  for package in "$arm"/*.deb; do dpkg -x "$package" "$arm"; done; then
  same linux-arm64 "$(qemu-aarch64-static -L "$arm" "$arm/usr/bin/sqlite3" :memory: \
    ".load $root/build/sqlite-synth-$version-linux-arm64/synth" "$rows" "$model")"
else
  echo "linux-arm64: not run, apt does not give an arm64 sqlite3"
fi

# shellcheck disable=SC2086
build windows-x86_64 --toolchain "$root/ext/packaging/mingw-w64.cmake" $alone
archive windows-x86_64 "$root/build/windows-x86_64/synth.dll" x86_64-w64-mingw32-strip
if command -v wine >/dev/null && [ -n "${SQLITE3_EXE-}" ]; then
  same windows-x86_64 "$(cd "$root/build/sqlite-synth-$version-windows-x86_64" &&
    WINEDEBUG=-all wine "$SQLITE3_EXE" :memory: ".load ./synth" "$rows" "$model" | tr -d '\r')"
else
  echo "windows-x86_64: not run, it takes wine and SQLITE3_EXE"
fi

(cd "$out" && sha256sum -- * >SHA256SUMS && cat SHA256SUMS)
