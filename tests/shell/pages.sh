# Sourced by readme_test.sh and tests/golden.sh: the pages, and what is generated in them. REQUIRES: $root, $SYNTH_MODULE,
# and a current folder that the caller throws away.

# The pages that a reader comes to, by path. (Those of the packages for Python and Node are their registries' pages.)
pages=$(cd "$root" && find README.md CHANGELOG.md sql ext bench tests -name '*.md' | sort |
  grep -v -e '^ext/packaging/npm/' -e '^ext/packaging/python/')

# between name page: what stands between <!-- name --> and <!-- /name -->.
between() {
  awk -v begin="<!-- $1 -->" -v end="<!-- /$1 -->" '$0 == end { on = 0 } on { print } $0 == begin { on = 1 }' "$root/$2"
}
# fenced language: the text of all blocks in this language of what comes in.
fenced() {
  awk -v fence="\`\`\`$1" '$0 == "```" && on { on = 0 } on { print } $0 == fence { on = 1 }'
}

# in_shell file: what the sqlite3 program prints for it, with the module, on a database in memory.
in_shell() {
  sqlite3 -batch -bail -init /dev/null -cmd ".load '$SYNTH_MODULE'" -cmd '.mode box --wrap 0' :memory: <"$1"
}

# sessions_of page file: the page with the output of its sessions as it is now. A session is a block of SQL and a block
# of its output between <!-- session --> and <!-- /session -->, in a database of its own.
sessions_of() {
  cp "$root/$1" "$2"
  count=$(grep -c '^<!-- session -->$' "$2" || :)
  number=0
  while [ $((number += 1)) -le "$count" ]; do
    awk -v wanted="$number" '
      $0 == "<!-- session -->" { session += 1; inside = 1 }
      $0 == "<!-- /session -->" { inside = 0 }
      $0 == "```" { on = 0 }
      on { print }
      inside && session == wanted && $0 == "```sql" { on = 1 }' "$2" >session.sql
    [ -s session.sql ] || fail "$1: session $number has no block of SQL"
    in_shell session.sql >session.out || fail "$1: session $number ends with an error"
    awk -v wanted="$number" '
      $0 == "<!-- session -->" { session += 1; inside = 1 }
      $0 == "<!-- /session -->" { inside = 0 }
      skip && $0 == "```" { skip = 0 }
      !skip { print }
      inside && session == wanted && $0 == "```text" {
        while ((getline line < "session.out") > 0) print line
        skip = 1
      }' "$2" >session.md
    mv session.md "$2"
  done
}

# list_of page file: the page with one line for each row of synth_help between <!-- list --> and <!-- /list -->: of the
# meaning the part before the first colon, semicolon or full stop.
list_of() {
  cat >list.sql <<'END'
.mode list
SELECT '| [`' || signature || '`](sql/REFERENCE.md#' || name || ') | '
       || substr(meaning, 1, min(instr(meaning || ':', ':'), instr(meaning || ';', ';'), instr(meaning || '. ', '. ')) - 1)
       || ' |' FROM (SELECT name, signature, rtrim(meaning, '.') AS meaning FROM synth_help);
END
  {
    printf '| table or function | meaning |\n|---|---|\n'
    in_shell list.sql
  } >list.md
  awk '
    $0 == "<!-- /list -->" { skip = 0 }
    !skip { print }
    $0 == "<!-- list -->" { while ((getline line < "list.md") > 0) print line; skip = 1 }' "$1" >"$2"
}

# reference_to file: sql/REFERENCE.md as synth_help has it.
reference_to() {
  { printf '.mode list\n'; cat "$root/tests/shell/reference.sql"; } >reference.sql
  in_shell reference.sql >"$1"
}

# page_now page file: the page with all that is generated in it as it is now.
page_now() {
  if [ "$1" = sql/REFERENCE.md ]; then
    reference_to "$2"
  else
    sessions_of "$1" page.md
    list_of page.md "$2"
  fi
}
