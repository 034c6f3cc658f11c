#!/bin/sh
# APSW, another driver for Python.
set -eu
. "$(dirname -- "$0")/../support.sh"
need python3-apsw
/usr/bin/python3 "$here/client.py" "$clients"
