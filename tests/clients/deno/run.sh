#!/bin/sh
# Deno, which has node:sqlite too, from npm.
set -eu
. "$(dirname -- "$0")/../support.sh"
[ "$(uname -sm)" = "Linux x86_64" ] || skip "its package of npm is taken for x86-64 Linux only"
need_npm @deno/linux-x64-glibc
"$npm/node_modules/@deno/linux-x64-glibc/deno" run --allow-all "$here/client.mjs"
