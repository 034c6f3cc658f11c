#!/bin/sh
# synth_explain, whose sentences it keeps in the table `explanations`; with --gguf in the words of a local language model.
#   sh sql/explain.sh --emotion sad --gguf tinyllama-1.1b-chat-v1.0.Q4_K_M.gguf
set -eu
command=explain
own_options="  --gguf FILE: a language model, such as TinyLlama-1.1B-Chat; none: template sentences
  --extension FILE: sqlite-ai, which runs it; \$SQLITE_AI, else what is in node_modules/@sqliteai
  --seconds N: at most for each explanation, then it stays the template; 60
  --tokens N: at most for each explanation; 80
  --threads N: that the language model computes with; as many as processors

Nothing is downloaded. Where the extension or the file is missing, the explanations are template sentences, and the
column source says so."
own_keys=", '\$.gguf', '\$.extension', '\$.seconds', '\$.tokens', '\$.threads'"
. "$(dirname -- "$0")/synth.sh"

gguf=$(option gguf)
extension=$(option extension "${SQLITE_AI-}")
seconds=$(option seconds 60)
tokens=$(option tokens 80)
threads=$(option threads "$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2)")
printf '%s %s %s\n' "$seconds" "$tokens" "$threads" | grep -Eqx '[0-9]*\.?[0-9]+ [1-9][0-9]* [1-9][0-9]*' ||
  fail "--seconds must be a number, --tokens and --threads whole numbers of at least 1, not $seconds, $tokens and $threads." 2
# One moment for all that follows.
options="json_patch(json_object('at', $(date +%s)), $options)"
tell_unknown

for file in ./node_modules/@sqliteai/sqlite-ai-*/ai.* "$root"/node_modules/@sqliteai/sqlite-ai-*/ai.*; do
  if [ -z "$extension" ] && [ -f "$file" ]; then extension=$file; fi
done
if [ -n "$gguf" ] && [ ! -f "$gguf" ]; then
  printf '%s.sh: there is no file %s; the explanations are template sentences.\n' "$command" "$gguf" >&2
  gguf=
elif [ -n "$gguf" ] && [ ! -f "$extension" ] && [ ! -f "$extension.so" ] && [ ! -f "$extension.dylib" ]; then
  printf '%s.sh: the extension sqlite-ai is not there (npm install @sqliteai/sqlite-ai); %s\n' "$command" \
    "the explanations are template sentences." >&2
  gguf=
fi
# With a folder in front: the loader looks for a bare name elsewhere.
case $extension in */*) ;; *) extension=./$extension ;; esac

# Kept once for the same model, person, emotion and reasons; the ids of what was asked for go to a file.
folder=$(mktemp -d)
llm=
watcher=
trap 'rm -rf "$folder"' EXIT
# A Ctrl-C does not reach what runs in the background.
trap 'kill -9 $llm 2>/dev/null || :; kill $watcher 2>/dev/null || :; exit 130' INT TERM
show=".mode box --wrap 60 --wordwrap on
.headers on
SELECT * FROM synth_explain WHERE options = $options;"
write "BEGIN IMMEDIATE;
.parameter init
.parameter set :options \"''\"
UPDATE temp.sqlite_parameters SET value = $options WHERE key = ':options';
.read $(dot_quoted "$here/keep_explanations.sql")
COMMIT;
.output $(dot_quoted "$folder/ids")
SELECT e.id FROM synth_explain AS s JOIN explanations AS e
  ON e.model = s.model_hash AND e.name = s.person AND e.emotion = s.felt AND e.video_id = s.video_id
    AND e.prompt_hash = model_hash(s.prompt)
WHERE s.options = $options ORDER BY s.rank;"
if [ ! -s "$folder/ids" ]; then
  printf '%s.sh: there is no video to explain: those of these categories have all been seen, or there are none yet.\n' \
    "$command" >&2
  exit 0
fi

while [ -n "$gguf" ] && read -r id; do
  # An explanation that is there needs no model.
  [ -n "$(printf "SELECT 1 FROM explanations WHERE id = %s AND source = 'template (no LLM)';\n" "$id" | sql "$db")" ] ||
    continue
  {
    printf '.load %s\n.timeout 10000\n.load %s\n.parameter init\n' "$(dot_quoted "$module")" "$(dot_quoted "$extension")"
    printf "INSERT INTO temp.sqlite_parameters VALUES (':explanation', %s), (':gguf', %s), (':label', %s), (':tokens', %s),
(':threads', %s);\n" "$id" "$(quoted "$gguf")" "$(quoted "$(basename -- "$gguf")")" "$tokens" "$threads"
    printf '.read %s\n' "$(dot_quoted "$here/explain_llm.sql")"
  } >"$folder/llm.sql"
  # In the background, so that it can be stopped where there is no program `timeout`.
  sqlite3 -batch -bail -init /dev/null "$db" <"$folder/llm.sql" >/dev/null 2>"$folder/said" &
  llm=$!
  (
    sleep "$seconds" &
    sleeping=$!
    trap 'kill "$sleeping" 2>/dev/null; exit 0' TERM
    wait "$sleeping"
    kill -9 "$llm" 2>/dev/null
  ) &
  watcher=$!
  status=0
  wait "$llm" 2>/dev/null || status=$?
  kill "$watcher" 2>/dev/null || :
  wait "$watcher" 2>/dev/null || :
  llm=
  watcher=
  case $status in
    0) ;;
    137)
      printf "UPDATE explanations SET source = 'template (LLM too slow)', created = unixepoch()
WHERE id = %s AND source = 'template (no LLM)';\n" "$id" | sql "$db"
      ;;
    *)
      printf '%s.sh: the LLM failed, and the explanations stay template sentences:\n' "$command" >&2
      tail -n 3 "$folder/said" >&2
      break
      ;;
  esac
done <"$folder/ids"
printf '%s\n' "$show" | sql "$db"
