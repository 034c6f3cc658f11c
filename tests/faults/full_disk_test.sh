#!/bin/sh
# A disk that is full, or that cannot be written: a sentence that says so, and everything is as it was. The size of a
# file is limited by ulimit; as root, a small file system in memory is tried, too.
set -eu
. "$(dirname -- "$0")/../shell/support.sh"

generate --db small.db --logs 300 >/dev/null
sh "$sql/train.sh" --db small.db --options '{"epochs": 3}' >/dev/null
dump small.db >small.dump

# limited blocks command...: runs it with files limited to this many blocks of 512 bytes.
limited() (
  trap '' XFSZ
  ulimit -f "$1"
  shift
  "$@"
)

# state folder: what must stay as it was.
state() {
  dump "$1/a.db" | cksum
  (cd "$1" && find . -type f ! -name '*.db*' -exec cksum {} + | sort)
}

# unharmed what folder words command...: the command fails and says one of the words (a pattern), and nothing changed.
unharmed() {
  what=$1 place=$2 words=$3
  shift 3
  state "$place" >before
  status=0
  (cd "$place" && "$@") >said 2>&1 || status=$?
  [ "$status" -ne 0 ] || fail "$what: it did not fail: $(cat said)"
  grep -Eq "$words" said || fail "$what: wanted one of $words, got $(cat said)"
  state "$place" >after
  cmp -s before after || fail "$what: it changed: $(diff before after)"
  case $what in generating*) grep -Eq "nothing was changed: 'a.db' is as it was|cannot be written" said || fail "$what: $(cat said)" ;; esac
  expect "$what: integrity" ok "$(sqlite3 -batch "$place/a.db" 'PRAGMA integrity_check')"
}

load="SELECT model_load('$folder/models/emotion_video.model') AS model"
save="SELECT model_save(model, 'models/emotion_video.model') FROM ($load)"
other="SELECT model_save(model, 'models/new/other.model') FROM ($load)"
draw="SELECT model_save_svg(model, 'models/emotion_video.svg') FROM ($load)"

fill() { # folder
  cp small.db "$1/a.db"
  cp -r models "$1/models"
}

mkdir here
fill here
unharmed "generating" here "full|disk I/O error" limited 400 generate --db a.db --logs 20000 --seed 1
sqlite3 here/a.db "PRAGMA journal_mode = wal" >/dev/null
unharmed "generating with a WAL" here "full|disk I/O error" limited 400 generate --db a.db --logs 20000 --seed 1
unharmed "saving" here "model_save: path 'models/emotion_video.model' cannot be written: File too large" \
  limited 4 ask :memory: "$save"
unharmed "drawing" here "model_save_svg: path .* cannot be written: File too large" limited 4 ask :memory: "$draw"
rm -rf here

if [ "$(id -u)" -ne 0 ]; then
  echo "not tried: a full and a read-only file system (only root can mount one)"
elif ! { mkdir disk && mount -t tmpfs -o size=700k none disk 2>said; }; then
  echo "not tried: a full and a read-only file system ($(cat said))"
else
  trap 'umount "$folder/disk"; rm -rf "$folder" "$bare"' EXIT
  fill disk
  unharmed "generating on a full disk" disk "full|disk I/O error" generate --db a.db --logs 20000 --seed 1
  dd if=/dev/zero of=disk/a.db-filler bs=1k 2>/dev/null || true # to the last byte
  unharmed "saving to a full disk" disk "cannot be written: No space left on device" ask :memory: "$save"
  unharmed "a model to a full disk" disk "cannot be written: .*No space left on device" ask :memory: "$other"
  rm disk/a.db-filler
  rm -rf disk/models/new
  mount -o remount,ro disk
  unharmed "saving to a read-only disk" disk "cannot be written: Read-only file system" ask :memory: "$save"
  unharmed "drawing on a read-only disk" disk "cannot be written: Read-only file system" ask :memory: "$draw"
  unharmed "generating on a read-only disk" disk "readonly database|unable to open" generate --db a.db --seed 1
fi
echo passed
