#!/bin/sh
# Perl's DBD::SQLite.
set -eu
. "$(dirname -- "$0")/../support.sh"
need perl libdbd-sqlite3-perl
/usr/bin/perl "$here/client.pl" "$clients"
