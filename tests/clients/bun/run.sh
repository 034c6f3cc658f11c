#!/bin/sh
# Bun, from npm.
set -eu
. "$(dirname -- "$0")/../support.sh"
[ "$(uname -sm)" = "Linux x86_64" ] || skip "its package of npm is taken for x86-64 Linux only"
need_npm @oven/bun-linux-x64
"$npm/node_modules/@oven/bun-linux-x64/bin/bun" run "$here/client.mjs"
