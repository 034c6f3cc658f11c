#!/bin/sh
# surroundings.py with Python's sqlite3 and, where its sources are here, a locale with a decimal comma. Ends with 77,
# "skipped", and the reason where there is no Python whose sqlite3 loads extensions.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
: "${SYNTH_MODULE:?the module to test, for example build/release/synth}"

python=
for candidate in "${PYTHON-}" /usr/bin/python3 python3; do
  [ -z "$candidate" ] || ! "$candidate" -c 'import sqlite3; sqlite3.connect(":memory:").enable_load_extension(True)
assert sqlite3.sqlite_version_info >= (3, 38)' 2>/dev/null || {
    python=$candidate
    break
  }
done
[ -n "$python" ] || {
  echo "skipped: there is no python3 whose sqlite3 loads extensions"
  exit 77
}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
# Debian's package locales has the sources.
! command -v localedef >/dev/null || localedef -i de_DE -f UTF-8 "$folder/de_DE.UTF-8" >/dev/null 2>&1 || :
LOCPATH=$folder PYTHONDONTWRITEBYTECODE=1 "$python" "$here/surroundings.py" "$SYNTH_MODULE" "$folder"
