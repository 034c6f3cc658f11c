#!/bin/sh
# better-sqlite3 from npm.
set -eu
. "$(dirname -- "$0")/../support.sh"
need_better_sqlite3
NODE_PATH=$npm/node_modules node "$here/client.js"
