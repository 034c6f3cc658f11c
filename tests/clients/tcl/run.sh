#!/bin/sh
# Tcl's package sqlite3.
set -eu
. "$(dirname -- "$0")/../support.sh"
need tcl libsqlite3-tcl
tclsh "$here/client.tcl" "$clients"
