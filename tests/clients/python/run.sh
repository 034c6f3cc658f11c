#!/bin/sh
# Python's own sqlite3: Debian's Python, or $PYTHON.
set -eu
. "$(dirname -- "$0")/../support.sh"
python=${PYTHON:-/usr/bin/python3}
[ -x "$python" ] || need python3
"$python" "$here/client.py" "$clients"
