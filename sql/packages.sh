# Sourced by demo.sh and tests/run.sh.

# quietly what command...: one line that says what is done and how long it took. What the command said is shown if it
# fails, and ends the script.
quietly() {
  printf '%s: ' "$1"
  shift
  said=$(mktemp)
  trap 'rm -f "$said"' EXIT
  began=$(date +%s)
  status=0
  "$@" >"$said" 2>&1 || status=$?
  if [ "$status" -ne 0 ]; then
    echo "failed after $(($(date +%s) - began)) s"
    cat "$said" >&2
    exit "$status"
  fi
  rm -f "$said"
  echo "$(($(date +%s) - began)) s"
}

# The program that a package is needed for, where any such program will do.
program_of() {
  case $1 in
    cmake | g++ | sqlite3 | python3 | pkg-config) echo "$1" ;;
    ninja-build) echo ninja ;;
  esac
}

present() {
  program=$(program_of "$1")
  if [ -n "$program" ]; then
    command -v "$program" >/dev/null
  else
    dpkg-query -W -f='${Status}' "$1" 2>/dev/null | grep -q 'ok installed'
  fi
}

install_packages() {
  $as_root apt-get update -qq || echo "apt-get update failed; trying with the lists that are here." >&2
  $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" || {
    echo "apt-get could not install: $*" >&2
    return 1
  }
}

# need_packages cmake libgtest-dev: installs those of Debian's packages that are missing, and says so. On another system
# it names the programs that are missing, and assumes that the libraries are there: CMake will tell.
need_packages() {
  missing=
  if ! command -v dpkg-query >/dev/null; then
    for package in "$@"; do
      case $package in python3 | pkg-config) continue ;; esac  # a test that wants them says so
      program=$(program_of "$package")
      [ "$program" != g++ ] || command -v c++ >/dev/null || command -v clang++ >/dev/null || program='a C++ compiler'
      [ -z "$program" ] || [ "$program" = g++ ] || command -v "$program" >/dev/null || missing="$missing, $program"
    done
    [ -z "$missing" ] || {
      echo "These programs are missing: ${missing#, }. Install them; this script can do so on Debian and its kin only." >&2
      exit 1
    }
    return 0
  fi
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
  # shellcheck disable=SC2086
  quietly "Installing what is missing:$missing" install_packages $missing
}

# CMakePresets.json is a closed book to an older one, whose own words are about a field of it.
need_cmake() {
  version=$(cmake --version | sed -n '1s/^cmake version //p')
  case $version in
    [012].* | 3.[0-9].* | 3.1[0-9].* | 3.2[0-4].*)
      echo "CMake 3.25 or newer is needed; this is $version ($(command -v cmake))." >&2
      exit 1
      ;;
  esac
}
