#!/bin/sh
# Go's github.com/mattn/go-sqlite3, as Debian has it.
set -eu
. "$(dirname -- "$0")/../support.sh"
need golang-go gcc libc6-dev libsqlite3-dev golang-github-mattn-go-sqlite3-dev
version=$(dpkg-query -W -f='${Version}' golang-github-mattn-go-sqlite3-dev)
# Debian's sources of Go lie in a GOPATH.
mkdir -p src/client
cp "$here/client.go" src/client/
GO111MODULE=off GOPATH=$PWD:/usr/share/gocode GOCACHE=${CLIENTS_CACHE:-$PWD}/go GOTOOLCHAIN=local \
  /usr/bin/go build -tags libsqlite3 -o client client
./client "$clients" "${version%%[~-]*}"
