#!/bin/sh
# The table of clients in ext/packaging/README.md, made of three things: tested.txt, which run.sh writes (client, its
# version, SQLite's, what stops a long call; or client, "not tested" and the reason), the lines between [load] and [/load]
# in each client's own file, and untested.txt.
#   table.sh --check           the page has the table, and every client is in it
#   table.sh --update [file]   writes it anew, after putting the lines of the file into tested.txt
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
page=$(CDPATH='' cd -- "$here/../.." && pwd)/ext/packaging/README.md
tab=$(printf '\t')

# lines client: the lines between [load] and [/load], as one cell of a table.
lines() {
  set -- "$here/$1"/*
  for file in "$@"; do
    awk '/\[\/load\]/ { on = 0 } on { print } /\[load\]/ { on = 1 }' "$file"
  done | awk '
    NR == 1 { match($0, /^[ \t]*/); indent = RLENGTH }
    { line = substr($0, indent + 1); gsub(/\|/, "\\|", line); printf("%s`%s`", (NR > 1 ? "<br>" : ""), line) }'
}

# The table, from what is kept.
table() {
  printf '| client | loads it with | a long call |\n|---|---|---|\n'
  grep -v "${tab}not tested$tab" "$here/tested.txt" | while IFS=$tab read -r client version sqlite stops; do
    cell=$(lines "$client")
    [ -n "$cell" ] || {
      echo "$client has no lines between [load] and [/load]" >&2
      return 1
    }
    printf '| %s (SQLite %s) | %s | %s |\n' "$version" "$sqlite" "$cell" "$stops"
  done
  printf '\nNot tested:\n\n'
  sed -n "s/${tab}not tested$tab/: /p" "$here/tested.txt" | sed 's/^/- /'
  sed 's/^/- /' "$here/untested.txt"
}

new=$(mktemp)
trap 'rm -f "$new" "$new".*' EXIT
case ${1-} in
  --check)
    for script in "$here"/*/run.sh; do
      client=$(basename "$(dirname "$script")")
      grep -q "^$client$tab" "$here/tested.txt" || {
        echo "tests/clients/tested.txt says nothing of $client: sh tests/clients/run.sh --update $client" >&2
        exit 1
      }
    done
    cut -f 1 "$here/tested.txt" | while read -r client; do
      [ -f "$here/$client/run.sh" ] || {
        echo "tests/clients/tested.txt has $client, which is no folder there" >&2
        exit 1
      }
    done
    table >"$new"
    awk '$0 == "<!-- /clients -->" { on = 0 } on { print } $0 == "<!-- clients -->" { on = 1 }' "$page" >"$new.page"
    diff "$new.page" "$new" || {
      echo "the table of clients is out of date (> is right): sh tests/golden.sh writes it" >&2
      exit 1
    }
    echo passed
    ;;
  --update)
    if [ $# -gt 1 ]; then
      # In the order that tested.txt has; new ones at its end.
      awk -F '\t' 'NR == FNR { fresh[$1] = $0; next } $1 in fresh { print fresh[$1]; delete fresh[$1]; next } { print }
        END { for (client in fresh) print fresh[client] }' "$2" "$here/tested.txt" >"$new.tested"
      cat "$new.tested" >"$here/tested.txt"
    fi
    table >"$new"
    awk -v new="$new" '
      $0 == "<!-- /clients -->" { skip = 0 }
      !skip { print }
      $0 == "<!-- clients -->" { while ((getline line < new) > 0) print line; skip = 1 }' "$page" >"$new.md"
    cmp -s "$new.md" "$page" || {
      cat "$new.md" >"$page"
      echo "ext/packaging/README.md: the table of clients is written anew."
    }
    ;;
  *)
    sed -n '2,7s/^# \{0,1\}//p' "$0"
    exit 2
    ;;
esac
