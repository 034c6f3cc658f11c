#!/bin/sh
# The npm package: packed, installed from its tarball into an empty folder, loaded by better-sqlite3 and node:sqlite.
set -eu
. "$(dirname -- "$0")/../support.sh"
[ "$(uname -s)" = Linux ] || skip "the tarball is made of the module of Linux here"
need_better_sqlite3
need_npm typescript@5

system=$(node -p '`${process.platform}-${process.arch}`')
tarball=$(sh "$root/ext/packaging/npm/pack.sh" --to "$PWD" "$system=$PWD/synth.so" | tail -n 1)
rm synth.so # it has to come from the package
mkdir app
cd app
echo '{"private": true}' >package.json
npm install --offline --ignore-scripts --no-audit --no-fund "../$tarball" >../npm.log 2>&1 || {
  cat ../npm.log >&2
  exit 1
}
ln -s "$npm/node_modules/better-sqlite3" node_modules/better-sqlite3
cp "$here/client.js" "$here/types.ts" .
node "$npm/node_modules/typescript/bin/tsc" --noEmit --strict --module nodenext types.ts >&2
node client.js "$clients" "$(sh "$root/ext/packaging/version.sh")"
