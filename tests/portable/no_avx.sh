#!/bin/sh
# The module on a processor without AVX (qemu's Nehalem) and on this one: it must run, choose its vectors by what there
# is, and give the same rows and the same model. Needs qemu-user or qemu-user-static. Not part of the gate.
#   sh tests/portable/no_avx.sh build/release/synth
set -eu
module=${1:-build/release/synth}
sql="SELECT json_extract(synth_debug(), '\$.instruction_set');
SELECT model_hash(group_concat(name || input || timestamp)) FROM synth_emotion_logs(2000) WHERE until = 1767225600;
SELECT model_hash(model_train(video_category, emotion, timestamp, name, city)) FROM synth_video_clicks(1000, 1)
WHERE until = 1767225600"
qemu=$(command -v qemu-x86_64 || command -v qemu-x86_64-static) || {
  echo "not tried: qemu-x86_64 is not here" >&2
  exit 1
}
run() { "$@" -batch -bail -init /dev/null :memory: ".load '$module'" "$sql"; }
old=$(run "$qemu" -cpu Nehalem "$(command -v sqlite3)")
new=$(run sqlite3)
printf 'Nehalem:        %s\nthis processor: %s\n' "$(echo "$old" | tr "\n" " ")" "$(echo "$new" | tr "\n" " ")"
[ "${old%%
*}" = plain ] || { echo "FAILED: vectors that Nehalem does not have" >&2; exit 1; }
wanted=plain
! grep -qw avx2 /proc/cpuinfo || wanted=avx2
! grep -qw avx512f /proc/cpuinfo || wanted=avx512
[ "${new%%
*}" = "$wanted" ] || { echo "FAILED: this processor has $wanted" >&2; exit 1; }
[ "${old#*
}" = "${new#*
}" ] || { echo "FAILED: other rows or another model" >&2; exit 1; }
echo passed
