#!/bin/sh
# The pages tell the truth: README.md and every page under sql/, ext/, tests/ and bench/. What is generated in them is what
# the module says now, their links lead somewhere, their blocks of shell, SQL and Python run, and their errors are the
# errors. `sh tests/golden.sh` writes what is generated anew.
set -eu
. "$(dirname -- "$0")/support.sh"
. "$here/pages.sh"

for suffix in .so .dylib .dll ''; do
  [ ! -f "${SYNTH_MODULE%"$suffix"}$suffix" ] || break
done
module=${SYNTH_MODULE%"$suffix"}$suffix

# What is generated.
for page in $pages; do
  page_now "$page" new.md
  diff "$root/$page" new.md || fail "$page is not what the module says (>); if that is meant: sh tests/golden.sh"
done
[ "$(grep -c '^<!-- session -->$' "$root/README.md")" -ge 3 ] || fail "the sessions of README.md were not found"
between list README.md | grep -q synth_emotion_logs || fail "the list of README.md was not found"

# anchors_of page: what a link can name after #, as GitHub makes it of the headings.
anchors_of() {
  awk '/^```/ { code = !code } !code && /^#+ / { sub(/^#+ +/, ""); print }' "$1" | tr 'A-Z ' 'a-z-' | tr -cd 'a-z0-9_\n-'
}
# Links between the pages. (Those with a scheme lead elsewhere.)
for page in $pages; do
  awk '/^```/ { code = !code } !code' "$root/$page" | grep -o '](\([^)]*\))' | sed 's/^](//; s/)$//' |
    grep -v -e '^[a-z]*://' >links || continue
  while read -r link; do
    target=${link%%#*}
    file=$root/$page
    [ -z "$target" ] || file=$(dirname -- "$root/$page")/$target
    [ -e "$file" ] || fail "$page: the link $link leads nowhere"
    case $link in
      *#*) anchors_of "$file" | grep -qxF -e "${link#*#}" || fail "$page: no heading for the link $link" ;;
    esac
  done <links
done
# Files of the code that the pages name are there.
for page in $pages; do
  [ "$page" != CHANGELOG.md ] || continue # it tells of files that were
  grep -o '`[a-z_0-9/]*\.h`' "$root/$page" | tr -d '`' | grep -v '^include/' | sort -u >named || continue
  while read -r file; do
    find "$root/ext" "$root/tests" "$root/bench" -path "*/$file" | grep -q . || fail "$page: there is no file $file"
  done <named
done
# README.md leads to every page.
for page in $pages; do
  [ "$page" = README.md ] || grep -qF "]($page" "$root/README.md" || fail "README.md has no link to $page"
done
[ "$(wc -l <"$root/README.md")" -le 260 ] || fail "README.md has more than 260 lines"

python=
for candidate in /usr/bin/python3 python3; do
  ! "$candidate" -c 'import sqlite3; sqlite3.connect(":memory:").enable_load_extension(True)
assert sqlite3.sqlite_version_info >= (3, 38)' 2>/dev/null || python=$candidate
done
[ -n "$python" ] || echo "skipped: python3 with extensions is not here"

# The blocks of each page, in a folder of its own that looks like the clone: those of shell in their order; those of SQL on
# the database that they leave, with a model; those of Python.
number=0
for page in $pages; do
  for language in sh sql python; do
    awk '$0 == "<!-- session -->" { skip = 1 } !skip { print } $0 == "<!-- /session -->" { skip = 0 }' "$root/$page" |
      fenced $language >"$folder/blocks.$language"
  done
  [ "$page" != sql/REFERENCE.md ] || : >"$folder/blocks.sh"
  cat "$folder/blocks.sh" "$folder/blocks.sql" "$folder/blocks.python" | grep -q . || continue
  number=$((number + 1))
  mkdir -p "$folder/$number/build/release"
  cd "$folder/$number"
  ln -s "$sql" sql
  ln -s "$module" "build/release/synth$suffix"
  sh -eu "$folder/blocks.sh" >said 2>&1 || fail "$page: a block of shell fails: $(cat said)"
  if [ -s "$folder/blocks.sql" ]; then
    sh "$sql/generate.sh" >said
    sh "$sql/train.sh" >said
    {
      echo ".load build/release/synth"
      echo "CREATE TABLE learned (model BLOB);"
      cat "$folder/blocks.sql"
    } >blocks.sql
    sqlite3 -batch -bail -init /dev/null user_data.db <blocks.sql >said 2>&1 ||
      fail "$page: a block of SQL fails: $(tail -n 3 said)"
  fi
  if [ -s "$folder/blocks.python" ] && [ -n "$python" ]; then
    "$python" "$folder/blocks.python" >said 2>&1 || fail "$page: a block of Python fails: $(cat said)"
    [ -s said ] || fail "$page: the blocks of Python print nothing"
  fi
  cd "$folder"
done
[ "$number" -ge 3 ] || fail "only $number pages have blocks"

# What is said in C stands in the program that tests/consumer compiles.
fenced c <"$root/README.md" >block.c
[ -s block.c ] || fail "the block of C was not found"
while read -r line; do
  grep -qF "$line" "$root/tests/consumer/consumer.c" || fail "not in consumer.c: $line"
done <block.c

# | `statement` | `what it says` | what to do |
between errors sql/README.md | sed -n 's/^| `\(.*\)` | `\([^`]*\)` | .* |$/\1\t\2/p' >errors
[ "$(wc -l <errors)" -ge 8 ] || fail "the table of errors was not found"
while IFS="$(printf '\t')" read -r statement says; do
  said=$(sqlite3 -batch -bail -init /dev/null -cmd ".load '$SYNTH_MODULE'" user_data.db "$statement" 2>&1 </dev/null) &&
    fail "this is no error: $statement"
  expect_in "$statement" "$says" "$said"
done <errors
echo passed
