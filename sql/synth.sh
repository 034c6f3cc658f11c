# The commands of the module for a shell: hands what was typed to synth_options as one text, and the JSON that it makes to
# the function or table of the command. Each command of this folder sources it, after `command=NAME`.
#   sh sql/generate.sh --logs 1000 --db user_data.db
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
root=$(dirname -- "$here")

fail() {
  printf '%s.sh: %s\n' "$command" "$1" >&2
  exit "${2:-1}"
}
# A text in single quotes, those inside doubled: for SQL and for synth_options.
quoted() {
  printf "'"
  printf '%s' "$1" | sed "s/'/''/g"
  printf "'"
}
# A file name as an argument of one of sqlite3's dot-commands.
dot_quoted() {
  printf '"'
  printf '%s' "$1" | sed 's/[\\"]/\\&/g'
  printf '"'
}
# sql database: the statements of standard input, with the module loaded.
sql() {
  { printf '.load %s\n.timeout 10000\n' "$(dot_quoted "$module")" && cat; } | sqlite3 -batch -bail -init /dev/null "$1"
}

command -v sqlite3 >/dev/null || fail "the program sqlite3 is needed; Debian: apt-get install sqlite3"
module=${SYNTH_MODULE-}
[ -n "$module" ] || module=$(ls -t "$root"/synth.so "$root"/synth.dylib "$root"/build/*/synth.so \
  "$root"/build/*/synth.dylib "$root"/build/*/synth.dll 2>/dev/null | head -n 1)
[ -n "$module" ] || fail "the module is not built yet. Build it with
  cmake --preset release -S '$root' -DSYNTH_TESTS=OFF -DSYNTH_BENCH=OFF && cmake --build '$root/build/release'
or name it: SYNTH_MODULE=/where/it/is/synth sh $0"

typed=
for argument; do typed="$typed $(quoted "$argument")"; done
given="synth_options($(quoted "$typed"))"
# option name default: its value, of those that are the wrapper's own
option() {
  printf 'SELECT coalesce(%s ->> %s, %s);\n' "$given" "'\$.$1'" "$(quoted "${2-}")" | sql :memory:
}
help=$(option help) || exit 2
if [ -n "$help" ]; then
  printf 'Usage: sh sql/%s.sh [options]\n\n' "$command"
  printf "SELECT synth_usage('%s');\n" "$command" | sql :memory:
  [ -z "${own_options-}" ] || printf '%s\n' "$own_options"
  exit 0
fi
db=$(option db user_data.db)
shown=$db
options="json_remove($given, '\$.db'${own_keys-})"
case $db in
  :memory:) fail "--db must be a file, not :memory:, which is gone when the command ends." 2 ;;
  file:*) ;; # a URI, which sqlite3 reads
  *)
    case $db in -*) db=./$db ;; esac
    [ "$command" = generate ] || [ -e "$db" ] || fail "there is no database '$db'; generate.sh makes one."
    [ ! -d "$db" ] || fail "the database '$db' is no file."
    [ -d "$(dirname -- "$db")" ] || fail "there is no folder '$(dirname -- "$db")' for the database '$db'."
    ;;
esac

# write statements: an error leaves the database as it was, and says so. A journal that nobody is writing is that of a
# command that was killed: SQLite takes back what it had written, at the first access.
hot() { [ -f "$db-journal" ] && [ "$(head -c 8 <"$db-journal" | od -An -tx1 | tr -d ' \n')" = d9d505f920a163d7 ]; }
write() {
  new=1
  [ ! -e "$db" ] || new=
  if hot && sqlite3 -batch -init /dev/null "$db" 'BEGIN IMMEDIATE; COMMIT' >/dev/null 2>&1 && ! hot; then
    printf '%s.sh: a command that was killed had left %s half written: that is taken back, and this one starts anew.\n' \
      "$command" "$db" >&2
  fi
  status=0
  printf '%s\n' "$1" | sql "$db" || status=$?
  [ "$status" -ne 0 ] || return 0
  [ -z "$new" ] || [ -s "$db" ] || rm -f -- "$db"
  [ "$status" -le 128 ] ||
    fail "it was killed. What it had not finished is taken back when '$db' is opened next." "$status"
  fail "nothing was changed: '$shown' is as it was." "$status"
}
# What the model does not know of a question, which may be an emotion that nobody has.
tell_unknown() {
  unknown=$(printf "SELECT iif(blocks, '!', '') || sentence FROM synth_unknown WHERE options = %s;\n" "$options" |
    sql "$db") || exit 1
  [ -z "$unknown" ] || printf '%s\n' "$unknown" | sed "s/^!*/$command.sh: /; s/\$/./" >&2
  case $unknown in *!*) exit 2 ;; esac
}
table() {
  printf '.mode box --wrap 0\nSELECT * FROM synth_%s WHERE options = %s;\n' "$command" "$options" | sql "$db"
}

# say function-call where: writes, and prints the sentences of what it gives.
say() {
  told=$(write "SELECT $1;") || exit
  printf "SELECT value FROM json_each(%s, '\$.sentences') WHERE %s;\n" "$(quoted "$told")" "$2" | sql :memory:
}

case $command in
  generate)
    options="json_set($options, '\$.progress', 1)"
    # What is wrong leaves no new file, and what takes long says so before.
    tried=$db
    [ -e "$db" ] || case $db in file:*) ;; *) tried=:memory: ;; esac
    (db=$tried && say "synth_generate(json_set($options, '\$.dry_run', 1))" "value LIKE '% are to come: %'")
    say "synth_generate($options)" true
    ;;
  top_up)
    options="json_set($options, '\$.progress', 1)"
    (say "synth_top_up(json_set($options, '\$.dry_run', 1))" "value LIKE '% are to come: %'")
    say "synth_top_up($options)" true
    ;;
  forget) say "synth_forget($options)" true ;;
  recommend)
    tell_unknown
    table
    ;;
  check) table ;;
esac
