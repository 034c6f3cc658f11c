#!/bin/sh
# The README tells the truth: its session gives its output, its reference is synth_help, its other blocks run, its
# errors are the errors. `readme_test.sh --update` writes the output of the session and the reference anew.
set -eu
. "$(dirname -- "$0")/support.sh"

readme=$root/README.md
ln -s "$sql" sql
mkdir -p build/release
suffix=
for suffix in .so .dylib .dll ''; do
  [ ! -f "${SYNTH_MODULE%"$suffix"}$suffix" ] || break
done
ln -s "${SYNTH_MODULE%"$suffix"}$suffix" "build/release/synth$suffix"

# between name: what stands between <!-- name --> and <!-- /name -->.
between() {
  awk -v begin="<!-- $1 -->" -v end="<!-- /$1 -->" '$0 == end { on = 0 } on { print } $0 == begin { on = 1 }' "$readme"
}
# fenced language: the text of all blocks in this language of what comes in.
fenced() {
  awk -v fence="\`\`\`$1" '$0 == "```" && on { on = 0 } on { print } $0 == fence { on = 1 }'
}

between session | fenced sql >session.sql
[ "$(wc -l <session.sql)" -eq 12 ] || fail "the session has $(wc -l <session.sql) lines, not 12"
sqlite3 -batch -bail -init /dev/null :memory: <session.sql >session.out
sqlite3 -batch -bail -init /dev/null -cmd ".load build/release/synth" :memory: ".read $here/reference.sql" >reference.md

if [ "${1-}" = --update ]; then
  {
    printf '<!-- session -->\n```sql\n'
    cat session.sql
    printf '```\n\n```text\n'
    cat session.out
    printf '```\n'
  } >session.md
  { printf '<!-- reference -->\n'; cat reference.md; } >reference.block
  awk '
    $0 == "<!-- session -->" { while ((getline line < "session.md") > 0) print line; skip = 1 }
    $0 == "<!-- reference -->" { while ((getline line < "reference.block") > 0) print line; skip = 1 }
    $0 == "<!-- /session -->" || $0 == "<!-- /reference -->" { skip = 0 }
    !skip { print }' "$readme" >new.md
  cat new.md >"$readme"
  echo "README.md is written anew."
  exit 0
fi

between session | fenced text >session.wanted
diff session.wanted session.out || fail "the session of the README gives something else (> is what it gives); if that is
meant: sh tests/shell/readme_test.sh --update"
between reference >reference.wanted
diff reference.wanted reference.md || fail "the reference of the README is not what synth_help says (>); if that is
meant: sh tests/shell/readme_test.sh --update"

# The contents lead to every section.
grep '^## ' "$readme" | sed 's/^## //' | tr 'A-Z ' 'a-z-' | while read -r anchor; do
  grep -qF "](#$anchor)" "$readme" || fail "the contents do not name the section $anchor"
done
[ "$(grep -o '](#[a-z-]*)' "$readme" | sort -u | wc -l)" -eq "$(grep -c '^## ' "$readme")" ] || fail "contents without a section"

# The blocks of shell, in order, in one folder; then those of SQL, on the database that they leave.
fenced sh <"$readme" >blocks.sh
sh -eu blocks.sh >said 2>&1 || fail "a block of shell fails: $(cat said)"
sh "$sql/generate.sh" >said
sh "$sql/train.sh" >said
{
  echo ".load build/release/synth"
  echo "CREATE TABLE learned (model BLOB);"
  awk '$0 == "<!-- session -->" { skip = 1 } $0 == "<!-- /session -->" { skip = 0 } !skip { print }' "$readme" | fenced sql
} >blocks.sql
sqlite3 -batch -bail -init /dev/null user_data.db <blocks.sql >said 2>&1 || fail "a block of SQL fails: $(tail -n 3 said)"

# Python, where its sqlite3 loads extensions.
fenced python <"$readme" >block.py
python=
for candidate in /usr/bin/python3 python3; do
  ! "$candidate" -c 'import sqlite3; sqlite3.connect(":memory:").enable_load_extension(True)
assert sqlite3.sqlite_version_info >= (3, 38)' 2>/dev/null || python=$candidate
done
if [ -n "$python" ]; then
  "$python" block.py >said 2>&1 || fail "the block of Python fails: $(cat said)"
  [ -s said ] || fail "the block of Python prints nothing"
else
  echo "skipped: python3 with extensions is not here"
fi

# What is said in C stands in the program that tests/consumer compiles.
fenced c <"$readme" >block.c
[ -s block.c ] || fail "the block of C was not found"
while read -r line; do
  grep -qF "$line" "$root/tests/consumer/consumer.c" || fail "not in consumer.c: $line"
done <block.c

# | `statement` | `what it says` | what to do |
sed -n 's/^| `\(.*\)` | `\([^`]*\)` | .* |$/\1\t\2/p' "$readme" >errors
[ "$(wc -l <errors)" -ge 8 ] || fail "the table of errors was not found"
while IFS="$(printf '\t')" read -r statement says; do
  case $statement in
    sh*) continue ;;
  esac
  said=$(sqlite3 -batch -bail -init /dev/null -cmd ".load build/release/synth" user_data.db "$statement" 2>&1 </dev/null) &&
    fail "this is no error: $statement"
  expect_in "$statement" "$says" "$said"
done <errors
echo passed
