#!/bin/sh
# The two commands of README.md on a bare machine: makes a minimal Debian 12 in a temporary folder with debootstrap, clones
# the last commit into it, and runs demo.sh and tests/run.sh there. Prints how long each took and how much it downloaded.
# Needs root, debootstrap, git, 1.5 GB in $TMPDIR, and about ten minutes of two free cores.
# Not part of the gate.
#   sh tests/bare_machine.sh
#   sh tests/bare_machine.sh --mirror http://deb.debian.org/debian     if this system's own apt names none of Debian 12
#   sh tests/bare_machine.sh --arguments "-R shell"                    what tests/run.sh is given there
#   sh tests/bare_machine.sh --keep                                    leaves the folder
# Mirror, proxy, certificates and passwords are those of this system's apt. They are copied to the folder and removed with it.
set -eu

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
suite=bookworm
mirror=
arguments=
keep=

say() {
  printf '== %s\n' "$1"
}
fail() {
  printf 'bare_machine.sh: %s\n' "$1" >&2
  exit 1
}
usage() {
  sed -n '2,10s/^# \{0,1\}//p' "$0"
}

# --- in namespaces of its own: what is mounted here is gone when the last process is ----------------------------------

# bare command...: in the machine, with the environment of a login and nothing else.
bare() {
  chroot "$machine" /usr/bin/env -i HOME=/root TERM=linux PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
    ${http_proxy:+"http_proxy=$http_proxy"} ${https_proxy:+"https_proxy=$https_proxy"} ${no_proxy:+"no_proxy=$no_proxy"} \
    "$@"
}

megabytes() {
  du -smx "$@" 2>/dev/null | awk '{ all += $1 } END { print all + 0 }'
}

# count_processor: $processor becomes the seconds that this shell's commands have taken of one. (A pipe or $(...) would be
# another shell, which has no commands.)
count_processor() {
  times >"$work/times"
  processor=$(awk '{ for (k = 1; k <= 2; ++k) { split($k, part, /[ms]/); all += part[1] * 60 + part[2] } }
    END { printf "%d", all }' "$work/times")
}

# try what command...: as a user would type it in the folder that holds the clone, and what it took.
try() {
  what=$1
  shift
  say "$what"
  archives=$machine/var/cache/apt/archives
  began=$(date +%s)
  count_processor
  worked=$processor
  loaded=$(megabytes "$archives")
  held=$(($(megabytes "$machine") - loaded))
  status=0
  bare sh -c 'cd /root && exec "$@"' sh "$@" </dev/null || status=$?
  seconds=$(($(date +%s) - began))
  count_processor
  worked=$((processor - worked))
  came=$(($(megabytes "$archives") - loaded))
  added=$(($(megabytes "$machine") - $(megabytes "$archives") - held))
  figure="$what: ended with $status after $seconds s ($worked s of a processor), downloaded packages of $came MB,\
 added $added MB to the disk"
  say "$figure"
  figures="$figures
$figure"
  [ "$status" -eq 0 ] || failed=1
}

inside() {
  mount --make-rprivate /
  # debootstrap reads its proxy from the environment, and its password, if any, from HOME/.netrc.
  say "debootstrap --variant=minbase $suite"
  HOME=$work debootstrap --variant=minbase "$suite" "$machine" "$mirror" >"$work/debootstrap.log" 2>&1 || {
    cat "$work/debootstrap.log" >&2
    [ ! -f "$machine/debootstrap/debootstrap.log" ] || tail -n 20 "$machine/debootstrap/debootstrap.log" >&2
    fail "debootstrap failed"
  }
  umount "$machine/proc" "$machine/sys" 2>/dev/null || :
  mount -t proc proc "$machine/proc"
  mkdir -p "$machine/dev/shm" "$machine/dev/pts"
  mount -t tmpfs -o mode=1777 tmpfs "$machine/dev/shm"
  mount -t devpts -o newinstance,ptmxmode=0666 devpts "$machine/dev/pts"
  ln -sf pts/ptmx "$machine/dev/ptmx"

  # The network, as this system reaches it.
  for file in /etc/resolv.conf /etc/hosts; do
    [ ! -e "$file" ] || cat "$file" >"$machine$file"
  done
  cat "$work/sources.list" >"$machine/etc/apt/sources.list"
  cat "$work/apt.conf" >"$machine/etc/apt/apt.conf.d/00host"
  for file in /etc/apt/auth.conf /etc/apt/auth.conf.d /usr/local/share/ca-certificates; do
    [ ! -e "$file" ] || cp -RL "$file" "$machine${file%/*}/"
  done
  if [ -f /etc/ssl/certs/ca-certificates.crt ]; then
    mkdir -p "$machine/etc/ssl/certs"
    cp -L /etc/ssl/certs/ca-certificates.crt "$machine/etc/ssl/certs/"
  fi

  HOME=$work git clone -q "file://$root" "$machine/root/sqlite-synth"
  say "A bare Debian $(cat "$machine/etc/debian_version"): $(bare dpkg-query -W | wc -l) packages,\
 $(megabytes "$machine") MB; the clone at $(HOME=$work git -C "$machine/root/sqlite-synth" log -1 --format='%h %s')"

  figures=
  failed=0
  try "sh sqlite-synth/sql/demo.sh" sh sqlite-synth/sql/demo.sh
  try "cmake --install, of what demo.sh built" cmake --install sqlite-synth/build/release --prefix /usr/local
  # shellcheck disable=SC2086
  try "sh sqlite-synth/tests/run.sh${arguments:+ $arguments}" sh sqlite-synth/tests/run.sh $arguments
  say "What it took$figures"
  exit "$failed"
}

# --- outside ------------------------------------------------------------------------------------------------------------

if [ "${1-}" = inside ]; then
  work=$2
  mirror=$3
  arguments=$4
  machine=$work/machine
  inside
fi

while [ $# -gt 0 ]; do
  case $1 in
    -h | --help)
      usage
      exit 0
      ;;
    --keep) keep=1 ;;
    --mirror | --arguments)
      [ $# -gt 1 ] || fail "$1 needs a value"
      if [ "$1" = --mirror ]; then mirror=$2; else arguments=$2; fi
      shift
      ;;
    *) fail "unknown option $1; see bare_machine.sh --help" ;;
  esac
  shift
done
[ "$(id -u)" -eq 0 ] || fail "this needs root, to make and to enter another system's folder; try it with sudo"
for program in debootstrap git unshare; do
  command -v "$program" >/dev/null || fail "the program $program is needed; Debian: apt-get install debootstrap git util-linux"
done
unshare --mount --pid --fork true 2>/dev/null ||
  fail "mount and process namespaces are not allowed here (as in a container without --privileged)"
[ -z "$(git -C "$root" status --porcelain 2>/dev/null)" ] ||
  echo "bare_machine.sh: what is not committed is not tried" >&2

umask 022
work=$(mktemp -d "${TMPDIR:-/tmp}/bare_machine.XXXXXX")
chmod 755 "$work"
namespace=
# The end of the first process of the namespace is the end of all in it and of its mounts, so that nothing of this
# system's lies below the folder when it goes.
finish() {
  trap - EXIT INT TERM HUP
  if [ -n "$namespace" ]; then
    kill -KILL "$namespace" 2>/dev/null || :
    wait "$namespace" 2>/dev/null || :
    sleep 1
  fi
  if [ -n "$keep" ]; then
    echo "The machine stays in $work."
  else
    rm -rf --one-file-system "$work"
  fi
  exit "$1"
}
trap 'finish $?' EXIT
trap 'finish 130' INT
trap 'finish 143' TERM
trap 'finish 129' HUP

# Debian's own of this system's sources, if it takes packages of Debian 12; Acquire:: is how it reaches them.
if [ -n "$mirror" ]; then
  printf 'deb %s %s main\n' "$mirror" "$suite" >"$work/sources.list"
else
  apt-get indextargets --format '$(REPO_URI) $(RELEASE) $(COMPONENT) $(ORIGIN)' 'Identifier: Packages' |
    awk -v suite="$suite" '$2 ~ "^" suite "(-updates|-security)?$" && $3 == "main" && $4 == "Debian" {
      print "deb", $1, $2, $3 }' | sort -u >"$work/sources.list"
  mirror=$(awk -v suite="$suite" '$3 == suite { print $2; exit }' "$work/sources.list")
  [ -n "$mirror" ] || fail "this system's apt knows no mirror of Debian 12: apt-get update, or --mirror URL"
fi
# A script of the host that finds a proxy is not there in the machine: its answer of now goes along.
apt-config dump | grep '^Acquire::' | grep -Eiv 'proxy-auto-?detect|^Acquire::(IndexTargets|Changelogs|cdrom)' >"$work/apt.conf" || :
proxy_of() {
  apt-config dump --format '%v%n' "Acquire::$1::Proxy" | grep -v '^DIRECT$' | head -n 1
}
if [ -z "${http_proxy-}" ]; then
  http_proxy=$(proxy_of http)
  export http_proxy
fi
if [ -z "${https_proxy-}" ]; then
  https_proxy=$(proxy_of https)
  export https_proxy
fi
cat /etc/apt/auth.conf /etc/apt/auth.conf.d/*.conf >"$work/.netrc" 2>/dev/null || :
chmod 600 "$work/.netrc"
printf '[safe]\n\tdirectory = *\n' >"$work/.gitconfig"

unshare --mount --pid --fork --kill-child sh "$0" inside "$work" "$mirror" "$arguments" &
namespace=$!
status=0
wait "$namespace" || status=$?
namespace=
exit "$status"
