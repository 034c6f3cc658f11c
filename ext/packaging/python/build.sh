#!/bin/sh
# Makes the Python wheel of a module that is built, in this folder or the one named first.
#   sh ext/packaging/python/build.sh [--to folder] build/release/synth.so
# Debian: apt-get install python3-pip python3-setuptools python3-wheel. $PYTHON is another Python with those.
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
to=$PWD
[ "${1-}" != --to ] || {
  to=$2
  shift 2
}
[ $# -eq 1 ] || {
  sed -n '2,4s/^# \{0,1\}//p' "$0" >&2
  exit 2
}
[ -f "$1" ] || {
  echo "build.sh: there is no file $1" >&2
  exit 1
}

stage=$(mktemp -d)
trap 'rm -rf "$stage"' EXIT
cp -R "$here/pyproject.toml" "$here/setup.py" "$here/README.md" "$here/sqlite_synth" "$here/../../../LICENSE" "$stage/"
rm -rf "$stage/sqlite_synth/__pycache__"
sh "$here/../version.sh" >"$stage/VERSION"
cp "$1" "$stage/sqlite_synth/"
"${PYTHON:-/usr/bin/python3}" -m pip wheel --quiet --disable-pip-version-check --no-deps --no-build-isolation \
  --wheel-dir "$to" "$stage"
