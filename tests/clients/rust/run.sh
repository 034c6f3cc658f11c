#!/bin/sh
# Rust's rusqlite with its feature load_extension, as Debian has it.
set -eu
. "$(dirname -- "$0")/../support.sh"
need cargo rustc librust-rusqlite-dev libsqlite3-dev
mkdir src
cp "$here/Cargo.toml" .
cp "$here/main.rs" src/
mkdir .cargo
cat >.cargo/config.toml <<'END'
[source.crates-io]
replace-with = "debian"
[source.debian]
directory = "/usr/share/cargo/registry"
END
# Debian's rustc, whatever else the machine has.
PATH=/usr/bin:$PATH
CARGO_TARGET_DIR=${CLIENTS_CACHE:-$PWD}/rust /usr/bin/cargo run --quiet --offline -- "$clients" \
  "$(dpkg-query -W -f='${Version}' librust-rusqlite-dev | sed 's/[~-].*//')" "$(rustc --version | cut -d' ' -f2)"
