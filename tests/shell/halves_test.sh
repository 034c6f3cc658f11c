#!/bin/sh
# A table made in parts, by processes that know nothing of each other, is the table made at once.
set -eu
. "$(dirname -- "$0")/support.sh"

part() { # from to
  printf '.load %s\nSELECT rowid, *, user_id, session_id FROM synth_emotion_logs(20000, 5) WHERE until = %s AND rowid BETWEEN %s AND %s;
SELECT rowid, *, log_id, probability FROM synth_video_clicks(8000, 5) WHERE until = %s AND rowid BETWEEN %s AND %s;\n' \
    "$SYNTH_MODULE" $until "$1" "$2" $until "$1" "$2" | sqlite3 -batch -bail -init /dev/null :memory:
}

part 1 99999 | sort >whole
part 1 7777 | sort >first &
part 7778 99999 | sort >second
wait
[ "$(wc -l <whole)" -eq 28000 ] || fail "the whole has $(wc -l <whole) rows"
sort first second | cmp - whole || fail "two parts differ from the whole"
echo passed
