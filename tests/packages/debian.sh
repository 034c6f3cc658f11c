#!/bin/sh
# Makes the Debian package, installs it, loads the module by its bare name as a user without rights, and removes it.
# Needs root, dpkg-dev and dpkg; with lintian it is checked too. Not part of the gate.
#   sh tests/packages/debian.sh build/release
set -eu
build=$(CDPATH='' cd -- "${1:-build/release}" && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
chmod 755 "$folder"
cd "$folder"

fail() {
  printf 'FAILED: %s\n' "$1" >&2
  exit 1
}
[ "$(id -u)" -eq 0 ] || fail "dpkg -i needs root"
! dpkg-query -W libsqlite3-mod-synth >/dev/null 2>&1 || fail "libsqlite3-mod-synth is installed already"

cpack -G DEB --config "$build/CPackConfig.cmake" -B packages >said 2>&1 || fail "cpack: $(cat said)"
package=$(ls packages/*.deb)
dpkg -I "$package"
dpkg -c "$package"
if command -v lintian >/dev/null; then
  lintian --fail-on error --tag-display-limit 0 --allow-root "$package" || fail "lintian"
else
  echo "skipped: lintian is not here"
fi

dpkg -i "$package" >said 2>&1 || fail "dpkg -i: $(cat said)"
trap 'dpkg -r libsqlite3-mod-synth >/dev/null 2>&1; rm -rf "$folder"' EXIT
[ "$(su nobody -s /bin/sh -c "cd / && sqlite3 :memory: '.load synth' 'SELECT count(*) FROM synth_emotion_logs'")" = 50 ] ||
  fail ".load synth"
dpkg -L libsqlite3-mod-synth | while read -r file; do [ -d "$file" ] || echo "$file"; done >files
dpkg -P libsqlite3-mod-synth >said 2>&1 || fail "dpkg -P: $(cat said)"
while read -r file; do [ ! -e "$file" ] || fail "$file is still there"; done <files
! sqlite3 :memory: '.load synth' >/dev/null 2>&1 || fail "it is removed and loads"
echo passed
