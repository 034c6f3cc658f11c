#!/bin/sh
# kill -9 at random moments of generating, training and saving: the database is sound, a batch is there wholly or not at
# all, and the file of a model is the old one or the new one. The gate tries a few moments; for more:
#   SYNTH_MODULE=build/release/synth.so sh tests/faults/kill_test.sh 200
set -eu
. "$(dirname -- "$0")/../shell/support.sh"

kills=${1:-16}
seed=${2:-$(date +%s)}
echo "$kills kills, at the moments of seed $seed"

# The one that was killed may hold its locks for a moment yet.
plain() {
  sqlite3 -batch -init /dev/null -cmd ".timeout 10000" "$@"
}

bare() {
  sqlite3 -batch -bail -init /dev/null -cmd ".load '$SYNTH_MODULE'" -cmd ".timeout 10000" "$@"
}

# moments count longest: that many random times in seconds, from 2 ms up to somewhat more than the longest.
moments() {
  awk -v seed="$seed" -v count="$1" -v most="$2" \
    'BEGIN { srand(seed); for (i = 0; i < count; i++) printf "%.4f\n", 0.002 + rand() * 1.2 * most }'
}

# seconds_of command...: how long it takes when nobody kills it.
seconds_of() {
  start=$(date +%s%N)
  "$@" >/dev/null
  awk -v ns=$(($(date +%s%N) - start)) 'BEGIN { print ns / 1e9 }'
}

# killed_after seconds command...: whether it was still running then.
killed=0
tried=0
killed_after() {
  moment=$1
  shift
  tried=$((tried + 1))
  status=0
  timeout -s KILL "$moment" "$@" >/dev/null 2>said || status=$?
  case $status in
    137) killed=$((killed + 1)) ;;
    0) ;;
    *) fail "it ended with $status after $moment s: $(cat said)" ;;
  esac
}

sound() {
  expect "$1: integrity" ok "$(plain "$2" 'PRAGMA integrity_check')"
}

batch() { # seed
  printf "SELECT synth_generate('{\"logs\": 4000, \"until\": %s, \"seed\": %s}')" "$until" "$1"
}

for mode in delete wal; do
  db=$mode.db
  sqlite3 "$db" "PRAGMA journal_mode = $mode" >/dev/null
  bare "$db" ".read $sql/schema.sql"
  longest=$(seconds_of bare "$db" "$(batch 0)")
  number=0
  for moment in $(moments $((kills / 4)) "$longest"); do
    number=$((number + 1))
    killed_after "$moment" sqlite3 -batch -bail -init /dev/null -cmd ".load '$SYNTH_MODULE'" -cmd ".timeout 10000" "$db" \
      "$(batch $number)"
    sound "$mode, killed after $moment s" "$db"
    expect "$mode, killed after $moment s: whole batches" "1|1|1" "$(plain "$db" "
      SELECT (SELECT count(*) FROM emotion_logs) = sum(next_log - 1), (SELECT count(*) FROM video_clicks) = sum(next_click - 1),
             (SELECT count(*) FROM video_interactions) = sum(next_interaction - 1) FROM synth_batches")"
  done
  echo "generating, journal_mode $mode: $(plain "$db" 'SELECT count(*) - 1 FROM synth_batches') of $number batches are there"
done

# Training with two seeds in turn: what is there is the model of one or of the other.
training() { # seed
  printf "SELECT synth_train('{\"options\": {\"epochs\": 3, \"seed\": %s}}')" "$1"
}
db=train.db
generate --db "$db" --logs 2000 >/dev/null
hashes=
for number in 1 2; do
  bare "$db" "$(training $number)" >/dev/null
  hashes="$hashes $(ask "$db" "SELECT model_hash(model) FROM models")"
  ask "$db" "SELECT model_save(model, 'model$number') FROM models" >/dev/null
done
longest=$(seconds_of bare "$db" "$(training 2)")
known() {
  case " $hashes " in
    *" $2 "*) ;;
    *) fail "$1: $2 is none of the models$hashes" ;;
  esac
}
number=0
for moment in $(moments $((kills / 4)) "$longest"); do
  number=$((number + 1))
  killed_after "$moment" sqlite3 -batch -bail -init /dev/null -cmd ".load '$SYNTH_MODULE'" -cmd ".timeout 10000" "$db" \
    "$(training $((number % 2 + 1)))"
  sound "training, killed after $moment s" "$db"
  known "in the table, killed after $moment s" "$(bare "$db" 'SELECT model_hash(model) FROM models')"
done
echo "training: $number times, always one of the two models"

# Saving over and over.
cat >save.sql <<'END'
CREATE TEMP TABLE m AS SELECT model_load('model1') AS a, model_load('model2') AS b;
WITH RECURSIVE again(i) AS (VALUES (0) UNION ALL SELECT i + 1 FROM again WHERE i < 100000)
SELECT count(model_save(iif(i % 2, a, b), 'saved/it.model')) FROM m, again;
END
mkdir -p saved
cp model1 saved/it.model
for moment in $(moments $((kills / 4)) 0.2); do
  killed_after "$moment" sqlite3 -batch -bail -init /dev/null -cmd ".load '$SYNTH_MODULE'" :memory: ".read save.sql"
  known "saving, killed after $moment s" "$(ask :memory: "SELECT model_hash(model_load('saved/it.model'))")"
done
rm -f saved/it.model.new-* # what a killed process was writing
expect "beside the saved model" "saved/it.model" "$(echo saved/*)"

[ "$killed" -ge $((tried / 3)) ] || fail "only $killed of $tried were killed in time"
echo "$killed of $tried were killed while they ran; passed"
