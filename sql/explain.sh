#!/bin/sh
# Explains what recommend.sh recommends: a sentence for each video, at once; with --gguf in the words of a local LLM.
#   sh sql/explain.sh --name "Olivia Johnson" --emotion happy
#   sh sql/explain.sh --emotion sad --gguf tinyllama-1.1b-chat-v1.0.Q4_K_M.gguf
set -eu
. "$(dirname -- "$0")/common.sh"

usage() {
  cat <<'END'
Usage: sh sql/explain.sh [options]

Prints the best videos for a person and an emotion, and why each was recommended. Explanations are kept in the table
`explanations`. It needs a model: sh sql/train.sh makes one. Where the database has none of that name, it is read from
models/NAME.model, with a word on it.

  --db, --name, --emotion, --at, --city, --k, --videos, --diversity, --model
                    as for recommend.sh
  --best N          videos to explain                                         5
  --gguf FILE       a language model, such as TinyLlama-1.1B-Chat             none: template sentences
  --extension FILE  sqlite-ai, which runs it        $SQLITE_AI, else what is in node_modules/@sqliteai
  --seconds N       at most for each explanation; then it stays the template  60
  --tokens N        at most for each explanation                              80
  --threads N       that the LLM computes with                                as many as processors

Nothing is downloaded. Where the extension or the file is missing, the explanations are template sentences, and the
column `source` says so.
END
}

numbers="k videos diversity at best seconds tokens threads"
ranges="videos=1.. diversity=0..1 best=1.. seconds=0.. tokens=1.. threads=1.."
whole="videos best tokens threads"
texts="name emotion city model gguf extension"
bind at "$(date +%s)"  # one moment for all that follows
bind threads "$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2)"
read_options "$@"

gguf=${option_gguf-}
extension=${option_extension-${SQLITE_AI-}}
seconds=${option_seconds-60}

find_extension() {
  for folder in . "$root"; do
    for file in "$folder"/node_modules/@sqliteai/sqlite-ai-*/ai.so "$folder"/node_modules/@sqliteai/sqlite-ai-*/ai.dylib \
      "$folder"/node_modules/@sqliteai/sqlite-ai-*/ai.dll; do
      if [ -z "$extension" ] && [ -f "$file" ]; then extension=$file; fi
    done
  done
}

need_sqlite
need_database
need_tables emotion_logs video_clicks video_interactions models explanations writing
need_model
need_emotion
need_kept "explanations are"
tell_unknown
find_module

if [ -n "$gguf" ]; then
  find_extension
  if [ ! -f "$gguf" ]; then
    printf '%s: there is no file %s; the explanations are template sentences.\n' "$command" "$gguf" >&2
    gguf=
  elif [ ! -f "$extension" ] && [ ! -f "$extension.so" ] && [ ! -f "$extension.dylib" ]; then
    printf '%s: the extension sqlite-ai is not there (npm install @sqliteai/sqlite-ai); %s\n' "$command" \
      "the explanations are template sentences." >&2
    gguf=
  fi
fi

folder=$(mktemp -d)
llm=
watcher=
trap 'rm -rf "$folder"' EXIT
# A Ctrl-C does not reach what runs in the background.
trap 'kill -9 $llm 2>/dev/null || :; kill $watcher 2>/dev/null || :; exit 130' INT TERM

# begin module...: the modules and the parameters.
begin() {
  for file; do printf '.load %s\n' "$(dot_quoted "$file")"; done
  printf '.timeout 10000\n.parameter init\n%s' "$bindings"
  lacking
}

# on_database: the SQL of standard input.
on_database() {
  sqlite3 -batch -bail -init /dev/null "$db"
}

# The template sentences, which are all that there is without an LLM. The ids are for what follows.
{
  begin "$module"
  printf 'CREATE TEMP TABLE synth_wanted AS\n'
  cat "$here/recommend.sql"
  [ -z "$gguf" ] || printf '.output %s\n' "$(dot_quoted "$folder/templates")"
  printf '.headers on\n.mode box --wrap 60 --wordwrap on\n.read %s\n' "$(dot_quoted "$here/explain.sql")"
  printf '.output %s\n.headers off\n.mode list\n' "$(dot_quoted "$folder/ids")"
  printf 'SELECT id FROM temp.synth_explained ORDER BY rank;\n'
} | on_database
if [ ! -s "$folder/ids" ]; then
  printf '%s: there is no video to explain: those of these categories have all been seen, or there are none yet.\n' \
    "$command" >&2
  exit 0
fi
[ -n "$gguf" ] || exit 0

label=$(basename -- "$gguf")
# With a folder in front: the loader looks for a bare name elsewhere.
case $extension in
  */*) ;;
  *) extension=./$extension ;;
esac

while read -r id; do
  {
    begin "$module" "$extension"
    printf "INSERT OR REPLACE INTO temp.sqlite_parameters VALUES (':explanation', %s), (':label', %s);\n" \
      "$id" "$(quoted "$label")"
    # An explanation that is there needs no model.
    printf '.output %s\n' "$(dot_quoted "$folder/pending")"
    printf "SELECT 1 FROM explanations WHERE id = %s AND source = 'template (no LLM)';\n.output stdout\n" "$id"
  } >"$folder/begin.sql"
  sqlite3 -batch -bail -init /dev/null "$db" <"$folder/begin.sql"
  [ -s "$folder/pending" ] || continue
  { cat "$folder/begin.sql" && printf '.read %s\n' "$(dot_quoted "$here/explain_llm.sql")"; } >"$folder/llm.sql"

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
      {
        begin
        printf "UPDATE explanations SET source = 'template (LLM too slow)', created = unixepoch()
WHERE id = %s AND source = 'template (no LLM)';\n" "$id"
      } | on_database
      ;;
    *)
      printf '%s: the LLM failed, and the explanations stay template sentences:\n' "$command" >&2
      tail -n 3 "$folder/said" >&2
      break
      ;;
  esac
done <"$folder/ids"

ids=$(paste -s -d , "$folder/ids")
{
  begin "$module"
  printf '.headers on\n.mode box --wrap 60 --wordwrap on\n'
  printf 'CREATE TEMP TABLE synth_wanted AS\n'
  cat "$here/recommend.sql"
  printf 'SELECT w.rank, e.video_id, w.video_title, e.explanation, e.source FROM explanations AS e
LEFT JOIN temp.synth_wanted AS w ON w.video_id = e.video_id WHERE e.id IN (%s) ORDER BY w.rank;\n' "$ids"
} | on_database
