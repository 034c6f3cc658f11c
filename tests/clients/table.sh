#!/bin/sh
# The README's table of clients.
#   table.sh --check         the lines that load are the clients' own, and every client is there
#   table.sh --update file   writes it anew from what run.sh has tested: client, its version, SQLite's, stopping; or
#                            client, "not tested" and the reason
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
readme=$(CDPATH='' cd -- "$here/../.." && pwd)/README.md

# lines client: the lines between [load] and [/load], as one cell of a table.
lines() {
  set -- "$here/$1"/*
  for file in "$@"; do
    awk '/\[\/load\]/ { on = 0 } on { print } /\[load\]/ { on = 1 }' "$file"
  done | awk '
    NR == 1 { match($0, /^[ \t]*/); indent = RLENGTH }
    { line = substr($0, indent + 1); gsub(/\|/, "\\|", line); printf("%s`%s`", (NR > 1 ? "<br>" : ""), line) }'
}

table() {
  awk '$0 == "<!-- /clients -->" { on = 0 } on { print } $0 == "<!-- clients -->" { on = 1 }' "$readme"
}

case ${1-} in
  --check)
    wrong=0
    for script in "$here"/*/run.sh; do
      client=$(basename "$(dirname "$script")")
      cell=$(lines "$client")
      [ -n "$cell" ] || {
        echo "$client has no lines between [load] and [/load]" >&2
        wrong=1
      }
      table | grep -qF -e "| $cell |" -e "- $client: " || {
        echo "README.md does not show how $client loads the module: $cell" >&2
        wrong=1
      }
    done
    rows=$(table | grep -c '^| .*`')
    untested=$(table | grep -c '^- ' || :)
    [ $((rows + untested)) -eq "$(($(ls "$here"/*/run.sh | wc -l) + $(grep -c . "$here/untested.txt")))" ] || {
      echo "README.md lists $rows clients as tested and $untested as not tested, which are not those of tests/clients" >&2
      wrong=1
    }
    [ "$wrong" -eq 0 ] || {
      echo "To write the table anew: sh tests/clients/run.sh --update" >&2
      exit 1
    }
    echo passed
    ;;
  --update)
    new=$(mktemp)
    tab=$(printf '\t')
    {
      printf '<!-- clients -->\n| client | loads it with | a long call |\n|---|---|---|\n'
      grep -v "${tab}not tested$tab" "$2" | while IFS=$tab read -r client version sqlite stops; do
        printf '| %s (SQLite %s) | %s | %s |\n' "$version" "$sqlite" "$(lines "$client")" "$stops"
      done
      printf '\nNot tested:\n\n'
      grep "${tab}not tested$tab" "$2" | while IFS=$tab read -r client _ reason; do
        printf -- '- %s: %s\n' "$client" "$reason"
      done
    } >"$new"
    awk -v new="$new" '
      $0 == "<!-- clients -->" { while ((getline line < new) > 0) print line; skip = 1 }
      $0 == "<!-- /clients -->" { skip = 0 }
      !skip { print }' "$readme" >"$new.md"
    cat "$new.md" >"$readme"
    rm -f "$new" "$new.md"
    echo "README.md's table of clients is written anew."
    ;;
  *)
    sed -n '2,6s/^# \{0,1\}//p' "$0"
    exit 2
    ;;
esac
