# Sourced by demo.sh and tests/run.sh. `need_packages cmake libgtest-dev` installs those of Debian's packages that are
# missing, and says so. On another system it assumes that they are there.

present() {
  case $1 in
    cmake | g++ | sqlite3) command -v "$1" >/dev/null ;;
    ninja-build) command -v ninja >/dev/null ;;
    *) dpkg-query -W -f='${Status}' "$1" 2>/dev/null | grep -q 'ok installed' ;;
  esac
}

need_packages() {
  command -v dpkg-query >/dev/null || return 0
  missing=
  for package in "$@"; do
    present "$package" || missing="$missing $package"
  done
  [ -n "$missing" ] || return 0
  as_root=
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || {
      echo "These packages are missing:$missing. Install them, or run this as root or with sudo." >&2
      exit 1
    }
    as_root=sudo
  fi
  echo "Installing what is missing:$missing"
  $as_root apt-get update -qq >/dev/null || echo "apt-get update failed; trying with the lists that are here." >&2
  # shellcheck disable=SC2086
  $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null || {
    echo "apt-get could not install:$missing" >&2
    exit 1
  }
}
