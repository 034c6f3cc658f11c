#!/bin/sh
# Makes the npm package of modules that are built: one tarball for all systems, in this folder or the one named first.
#   sh ext/packaging/npm/pack.sh [--to folder] linux-x64=build/release/synth.so [darwin-arm64=synth.dylib …]
# A system is Node's process.platform-process.arch, with -musl where Linux has that C library.
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
to=$PWD
[ "${1-}" != --to ] || {
  to=$2
  shift 2
}
[ $# -gt 0 ] || {
  sed -n '2,4s/^# \{0,1\}//p' "$0" >&2
  exit 2
}

stage=$(mktemp -d)
trap 'rm -rf "$stage"' EXIT
version=$(sh "$here/../version.sh")
cp "$here/index.js" "$here/index.d.ts" "$here/README.md" "$here/../../../LICENSE" "$stage/"
sed "s/@VERSION@/$version/" "$here/package.json" >"$stage/package.json"
for one in "$@"; do
  system=${one%%=*}
  file=${one#*=}
  case $system in
    linux-x64 | linux-arm64 | linux-x64-musl | linux-arm64-musl) suffix=.so ;;
    darwin-x64 | darwin-arm64) suffix=.dylib ;;
    win32-x64 | win32-arm64) suffix=.dll ;;
    *)
      echo "pack.sh: $system is no system of the package; see pack.sh without arguments." >&2
      exit 2
      ;;
  esac
  [ -f "$file" ] || {
    echo "pack.sh: there is no file $file" >&2
    exit 1
  }
  mkdir -p "$stage/prebuilds/$system"
  cp "$file" "$stage/prebuilds/$system/synth$suffix"
  chmod 644 "$stage/prebuilds/$system/synth$suffix"
done
mkdir -p "$to"
to=$(CDPATH='' cd -- "$to" && pwd)
cd "$stage"
npm pack --silent --pack-destination "$to"
