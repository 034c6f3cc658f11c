#!/bin/sh
# The Python wheel: built with Debian's tools, installed into a venv, loaded by sqlite3 and, where it is there, APSW.
set -eu
. "$(dirname -- "$0")/../support.sh"
need python3 python3-pip python3-setuptools python3-wheel python3-venv
sh "$root/ext/packaging/python/build.sh" --to "$PWD" synth.so >build.log 2>&1 || {
  cat build.log >&2
  exit 1
}
rm synth.so # it has to come from the package
wheel=$(ls sqlite_synth-"$(sh "$root/ext/packaging/version.sh")"-py3-none-*.whl)
echo "$wheel" >&2
/usr/bin/python3 -m venv --system-site-packages venv
venv/bin/pip install --quiet --disable-pip-version-check --no-index "$wheel"
venv/bin/python "$here/client.py" "$clients" "$(sh "$root/ext/packaging/version.sh")"
