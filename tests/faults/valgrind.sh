#!/bin/sh
# valgrind over the finished module: loading (in both ways), generating, training, predicting, saving, explaining,
# refusing, and unloading. No error, and nothing lost. Installs valgrind where it is missing (Debian 12, as root or with
# sudo). Takes a minute or two and is not part of the gate.
#   SYNTH_MODULE=build/release/synth.so sh tests/faults/valgrind.sh
set -eu

root=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd)
. "$root/sql/packages.sh"
need_packages valgrind sqlite3
module=$(realpath "${SYNTH_MODULE:-$root/build/release/synth.so}")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

cat >all.sql <<'END'
CREATE TABLE c AS SELECT * FROM synth_video_clicks(300, 1) WHERE until = 1767225600;
CREATE TABLE m AS SELECT model_train(video_category, emotion, timestamp, name, city, '{"epochs": 3, "threads": 3}') AS model FROM c;
SELECT model_update(model, video_category, emotion, timestamp, name || '!', city, '{"epochs": 2}') IS NULL FROM m, c;
SELECT count(model_predict(model, emotion, timestamp, name, city)), model_evaluate(model, video_category, emotion, timestamp, name) IS NULL,
  model_confusion(model, video_category, emotion, timestamp) IS NULL FROM m, c;
SELECT count(*), min(model_explanation(m.model, '10', 'happy', 0, 'Ada', 'London')), min(model_prompt(m.model, '10', 'happy', 0)) IS NULL
  FROM m, model_explain(m.model, '10', 'happy', 0, 'Ada', 'London');
SELECT count(*) FROM m, model_recommend(m.model, 'sad', 0), model_history(m.model);
SELECT model_answer('One. Two. Three.');
SELECT model_save(model, 'a/b.model') > 0, model_save_svg(model, 'a/b.svg') > 0, length(model_load('a/b.model')) > 0, model_info(model) IS NULL, model_hash(model) IS NULL FROM m;
SELECT count(*), sum(log_id), sum(probability) > 0 FROM synth_video_interactions(200) WHERE world = '{"emotions": {"bored": {"rate": 0.5}}, "map": {"bored": {"20": 1}}}';
SELECT (SELECT count(*) FROM synth_emotion_logs(100) ORDER BY timestamp DESC LIMIT 3), (SELECT count(*) FROM synth_users(9)), (SELECT count(*) FROM synth_videos(20)),
  (SELECT count(*) FROM synth_help), (SELECT count(*) FROM synth_doctor), synth_version(), length(synth_debug()) > 0, length(synth_world()) > 0;
END
cat >refused.sql <<'END'
SELECT * FROM synth_emotion_logs(-1);
SELECT * FROM synth_emotion_logs WHERE world = '{';
SELECT model_predict(x'00', 'happy', 0);
SELECT model_train('10', 'happy', 'never') FROM synth_emotion_logs;
SELECT model_load('there is none');
END

# (16 bytes in one block are the C library's, for the storage of a thread that has met an exception.)
# The shell reads its input to the end and closes the database, whatever was refused.
check() { # what, the command that loads, a file of statements
  status=0
  valgrind --error-exitcode=99 --leak-check=full --errors-for-leak-kinds=definite,indirect,possible --log-file=log \
    sqlite3 -batch -init /dev/null -cmd "$2" :memory: <"$3" >said 2>&1 || status=$?
  if [ "$status" -eq 99 ] || ! grep -q 'ERROR SUMMARY: 0 errors' log; then
    cat log said
    echo "valgrind: $1: FAILED"
    exit 1
  fi
  echo "valgrind: $1: no error, nothing lost; at exit there are $(sed -n 's/.*in use at exit: //p' log)"
}

check "loading" ".load '$module'" /dev/null
check "loading without files" ".load '$module' sqlite3_synthpure_init" /dev/null
check "every function and table" ".load '$module'" all.sql
! grep -i error said || exit 1
check "what is refused" ".load '$module'" refused.sql
[ "$(grep -ci error said)" -eq 5 ] || {
  cat said
  exit 1
}
