#!/bin/sh
# Prints the version of the project, which CMakeLists.txt has and nobody else.
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd)
version=$(sed -n 's/^project(.* VERSION \([0-9][0-9.]*\).*/\1/p' "$root/CMakeLists.txt")
[ -n "$version" ] || {
  echo "CMakeLists.txt has no project(… VERSION …)" >&2
  exit 1
}
echo "$version"
