# Sourced by release.sh. Packages of another release of Debian, or for another processor, without telling this system's
# apt of them.

# from_debian folder line processor argument...: an apt-get that knows this line of sources alone, and downloads into the
# current folder.
from_debian() {
  lists=$1
  line=$2
  processor=$3
  shift 3
  mkdir -p "$lists/lists/partial" "$lists/cache/archives/partial"
  echo "$line" >"$lists/sources.list"
  for what in update "$*"; do
    # shellcheck disable=SC2086
    apt-get -qq -o Dir::Etc::SourceList="$lists/sources.list" -o Dir::Etc::SourceParts=/dev/null \
      -o Dir::State::Lists="$lists/lists" -o Dir::State::status=/dev/null -o Dir::Cache="$lists/cache" \
      -o APT::Architecture="$processor" -o APT::Architectures="$processor" -o APT::Sandbox::User=root $what || return 1
  done
}

# old_c_library folder processor: the C library of Debian 11, to link against, in folder/root; and in folder/first what
# has to come before the compiler's own.
old_c_library() {
  rm -rf "$1/packages" "$1/root" "$1/first"
  mkdir -p "$1/packages" "$1/root" "$1/first"
  (
    cd "$1/packages" &&
      from_debian "$1/apt" "deb http://deb.debian.org/debian bullseye main" "$2" \
        download libc6 libc6-dev linux-libc-dev libgcc-10-dev
  ) || return 1
  for package in "$1"/packages/*.deb; do
    dpkg -x "$package" "$1/root" || return 1
  done
  # Its links to libraries are absolute: they would lead to this system's.
  find "$1/root" -type l -lname '/*' | while read -r link; do
    ln -sfn "$1/root$(readlink "$link")" "$link"
  done
  cp "$1"/root/usr/lib/gcc/*/10/libgcc_eh.a "$1/first"
}

# sqlite3_source folder: sqlite3.c and shell.c of this Debian's version, in that folder.
sqlite3_source() {
  [ ! -f "$1/shell.c" ] || return 0
  mkdir -p "$1"
  (
    cd "$1" &&
      from_debian "$1/apt" "deb-src http://deb.debian.org/debian bookworm main" "$(dpkg --print-architecture)" \
        source --download-only sqlite3 &&
      tar -xf sqlite3_*.orig.tar.xz && sh ./sqlite3-*/configure --disable-tcl >said 2>&1 &&
      make sqlite3.c shell.c >>said 2>&1
  )
}
