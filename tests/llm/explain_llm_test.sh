#!/bin/sh
# explain.sh with a language model, for real: installs sqlite-ai from npm, writes tiny models of the Llama architecture,
# and has them explain. Ends with 77, "skipped", and the reason where that cannot be had.
#   SYNTH_MODULE=build/release/synth sh tests/llm/explain_llm_test.sh
# LLM_FOLDER is where the package is kept from run to run; SQLITE_AI is the extension where it is there already.
set -eu

skip() {
  printf 'skipped: %s\n' "$1"
  exit 77
}

python=$(command -v python3) || skip "python3 writes the test models, and is not here"
if [ -z "${SQLITE_AI-}" ]; then
  command -v npm >/dev/null || skip "npm installs sqlite-ai, and is not here"
  package_folder=${LLM_FOLDER:-$(mktemp -d)}
  mkdir -p "$package_folder"
  package_folder=$(CDPATH='' cd -- "$package_folder" && pwd)
  if ! ls "$package_folder"/node_modules/@sqliteai/sqlite-ai-*/ai.* >/dev/null 2>&1; then
    npm install --prefix "$package_folder" --no-audit --no-fund @sqliteai/sqlite-ai@1.0.8 >"$package_folder/npm.log" 2>&1 ||
      skip "npm could not install sqlite-ai: $(tail -n 1 "$package_folder/npm.log")"
  fi
  SQLITE_AI=$(ls "$package_folder"/node_modules/@sqliteai/sqlite-ai-*/ai.* 2>/dev/null | head -n 1)
  [ -n "$SQLITE_AI" ] || skip "sqlite-ai has no binary for this system"
fi
export SQLITE_AI
version=$(sqlite3 -batch -init /dev/null -cmd ".load '$SQLITE_AI'" :memory: "SELECT ai_version()" 2>&1) ||
  skip "this sqlite3 cannot load sqlite-ai: $version"

. "$(dirname -- "$0")/../shell/support.sh"

# In either order.
for first in "$SYNTH_MODULE" "$SQLITE_AI"; do
  [ "$first" = "$SQLITE_AI" ] && second=$SYNTH_MODULE || second=$SQLITE_AI
  expect "both in one connection" 1 "$(sqlite3 -batch -init /dev/null -cmd ".load '$first'" -cmd ".load '$second'" :memory: \
    "SELECT ai_version() = '$version' AND synth_version() <> ''")"
done

for mode in says random silent; do "$python" "$here/tiny_gguf.py" "$mode" "$mode.gguf"; done
"$python" "$here/tiny_gguf.py" says template.gguf --template
generate --logs 2000 --users 20 >said
sh "$sql/train.sh" >said

# explain emotion gguf [options]
explain() {
  emotion=$1
  gguf=$2
  shift 2
  sh "$sql/explain.sh" --emotion "$emotion" --gguf "$gguf" --best 2 --at 1767225600 --threads 1 "$@" >said 2>complaints || {
    cat complaints >&2
    fail "explain.sh --emotion $emotion --gguf $gguf"
  }
}
# sources emotion: what the column `source` says, and how often.
sources() {
  sqlite3 user_data.db "SELECT source, count(*) FROM explanations WHERE emotion = '$1' GROUP BY source"
}
words="This video suits your mood. You often watch it in the evening!"

# It generates; two sentences of three are kept, with and without a chat template in the file.
explain happy says.gguf
expect "complaints" "" "$(cat complaints)"
expect "source" "llm: says.gguf|2" "$(sources happy)"
expect "words" "$words" "$(sqlite3 user_data.db "SELECT DISTINCT explanation FROM explanations WHERE emotion = 'happy'")"
explain angry template.gguf
expect "source" "llm: template.gguf|2" "$(sources angry)"
expect "words" "$words" "$(sqlite3 user_data.db "SELECT DISTINCT explanation FROM explanations WHERE emotion = 'angry'")"

# A second run generates nothing: the model's file is ruined, and nobody notices. What is new needs it.
dump user_data.db >before
cp said shown
echo "no model" >ruined.gguf
mv ruined.gguf template.gguf
explain angry template.gguf
expect "complaints" "" "$(cat complaints)"
dump user_data.db >after
cmp before after || fail "the second run changed the database"
cmp shown said || fail "the second run shows something else"

# A file that is no model: a complaint, and the template.
explain disgust template.gguf
expect_in "a complaint" "the LLM failed" "$(cat complaints)"
expect "source" "template (no LLM)|2" "$(sources disgust)"
# ... which a good one replaces later.
explain disgust says.gguf
expect "source" "llm: says.gguf|2" "$(sources disgust)"

# Noise, silence and slowness leave the template, and are not tried again.
explain sad random.gguf
explain neutral silent.gguf
explain surprise says.gguf --seconds 0.001
expect "noise" "template (LLM of no use)|2" "$(sources sad)"
expect "silence" "template (LLM of no use)|2" "$(sources neutral)"
expect "slowness" "template (LLM too slow)|2" "$(sources surprise)"
explain surprise says.gguf
expect "slowness, later" "template (LLM too slow)|2" "$(sources surprise)"
expect "nothing is empty or long" 0 "$(sqlite3 user_data.db "SELECT count(*) FROM explanations
  WHERE length(explanation) NOT BETWEEN 10 AND 200 OR explanation GLOB '*[' || char(1) || '-' || char(31) || ']*'")"

# All at once, as an application would.
sh "$sql/explain.sh" --emotion fear --best 3 >said
sqlite3 -batch -bail -init /dev/null -cmd ".load '$SYNTH_MODULE'" -cmd ".load '$SQLITE_AI'" -cmd ".parameter init" \
  -cmd ".parameter set :gguf says.gguf" -cmd ".parameter set :threads 1" user_data.db ".read '$sql/explain_llm.sql'" >said
expect "all at once" "llm: says.gguf|3" "$(sources fear)"
echo passed
