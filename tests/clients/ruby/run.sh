#!/bin/sh
# Ruby's gem sqlite3, as Debian has it.
set -eu
. "$(dirname -- "$0")/../support.sh"
need ruby ruby-sqlite3
/usr/bin/ruby -E UTF-8 "$here/client.rb" "$clients"
