#!/bin/sh
# One build under many versions of SQLite: the tests that go through SQL, and the module, whose answers must be the same.
# Below 3.38 the module must refuse to load with a sentence. Needs npm: the sources are those that better-sqlite3 brings.
# Not part of the gate.
#   sh tests/versions/run.sh                   those below
#   sh tests/versions/run.sh 12.0.0 13.2.0     those of these releases of better-sqlite3
# Where a golden file shows what a version itself words or plans differently, the test says so and is counted as failed.
set -eu

root=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd)
build=$(cd "${SYNTH_BUILD:-$root/build/release}" && pwd)
[ $# -gt 0 ] || set -- 7.5.0 7.5.1 7.6.2 8.0.1 8.3.0 9.4.5 11.5.0 12.0.0 13.2.0
work=$root/build/versions
mkdir -p "$work"
cc=${CC:-cc}
c++ -std=c++17 "$root/tests/versions/host.cc" -lsqlite3 -o "$work/host"
wanted=$work/system.out
(cd "$work" && ./host "$build/synth" <"$root/tests/versions/same.sql" >"$wanted") || {
  cat "$wanted"
  exit 1
}
failed=0
for release in "$@"; do
  folder=$work/$release
  if [ ! -f "$folder/libsqlite3.so.0" ]; then
    mkdir -p "$folder"
    (cd "$folder" && npm pack --silent "better-sqlite3@$release" >/dev/null && tar xzf ./*.tgz) || {
      echo "not tried: better-sqlite3 $release (npm does not give it)"
      continue
    }
    archive=$folder/package/deps/sqlite3.tar.gz
    [ ! -f "$archive" ] || tar xzf "$archive" -C "$folder/package/deps"
    source=$(find "$folder/package" -name sqlite3.c | head -n 1)
    # What Debian's build has and the tests or scripts use.
    $cc -O1 -fPIC -shared -Wl,-soname,libsqlite3.so.0 -DSQLITE_ENABLE_MATH_FUNCTIONS -DSQLITE_ENABLE_JSON1 \
      -DSQLITE_ENABLE_COLUMN_METADATA -DSQLITE_ENABLE_LOAD_EXTENSION -DSQLITE_MAX_VARIABLE_NUMBER=250000 \
      -DSQLITE_THREADSAFE=1 "$source" -o "$folder/libsqlite3.so.0" -lm -ldl -lpthread
  fi
  header=$(find "$folder/package" -name sqlite3.h | head -n 1)
  version=$(sed -n 's/^#define SQLITE_VERSION  *"\(.*\)"/\1/p' "$header")
  number=$(sed -n 's/^#define SQLITE_VERSION_NUMBER  *//p' "$header")
  said=$folder/said
  status=0
  LD_LIBRARY_PATH=$folder "$work/host" "$build/synth" <"$root/tests/versions/same.sql" >"$said" || status=$?
  if [ "$number" -lt 3038000 ]; then
    if [ "$status" -eq 1 ] && grep -q "synth needs SQLite 3.38.0 or newer, but this is $version" "$said"; then
      echo "SQLite $version: refused, with a sentence"
    else
      echo "SQLite $version: NOT REFUSED: $(cat "$said")"
      failed=1
    fi
    continue
  fi
  if cmp -s "$said" "$wanted"; then
    module="the same answers"
  else
    module="OTHER ANSWERS (diff $wanted $said)"
    failed=1
  fi
  tests=
  for suite in bind sql; do
    if LD_LIBRARY_PATH=$folder "$build/tests/${suite}_tests" >"$folder/$suite.log" 2>&1; then
      tests="$tests; $suite tests passed"
    else
      tests="$tests; $suite tests FAILED ($folder/$suite.log)"
      failed=1
    fi
  done
  echo "SQLite $version: $module$tests"
done
exit $failed
