# Sourced by the commands of this folder: reads their options, finds the module, and runs scripts through
# `sqlite3 -bail` with the options as bound parameters. A command sets
#
#   numbers="users logs"    its options whose value is a number (--users 5 is :users)
#   texts="name model"      its options whose value is a text
#   ranges="k=1.. p=0..1"   what some of the numbers may be, where the SQL would not refuse another
#   usage() { ... }         what --help prints
#
# and calls `read_options "$@"`, after which the value of --users is also $option_users, then
# `run "box --wrap 0" lacking check`. Of the numbers, those that `whole` names have no fraction; what is in `trained` is
# no option of the command, but one of model_train's.

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
root=$(dirname -- "$here")
command=$(basename -- "$0")
db=user_data.db
bindings=
ranges=
whole=
trained=

fail() {
  printf '%s: %s\n' "$command" "$1" >&2
  exit "${2:-1}"
}

# A text as an SQL literal.
quoted() {
  printf "'"
  printf '%s' "$1" | sed "s/'/''/g"
  printf "'"
}

is_number() {
  printf '%s\n' "$1" | grep -Eqx '[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?'
}

need_sqlite() {
  command -v sqlite3 >/dev/null || fail "the program sqlite3 is needed; Debian: apt-get install sqlite3"
}

# What SQLite makes of an expression; nothing, if it is none.
value_of() {
  need_sqlite
  printf 'SELECT %s;\n' "$1" | sqlite3 -batch -bail -init /dev/null :memory: 2>/dev/null || :
}

# Whether the option that is being read is a JSON object.
check_json() {
  [ "$(value_of "json_type($(quoted "$value"))")" != object ] || return 0
  hint=
  [ ! -f "$value" ] || hint=" What a file holds is $option \"\$(cat '$value')\"."
  fail "$option must be JSON text such as '$1', not '$value'.$hint" 2
}

# Whether the option that is being read is a moment. SQLite takes 31 February for 3 March, a bare year would be seconds of
# 1970, and milliseconds are seconds of a far future.
check_moment() {
  wanted="$option must be a date such as 2026-02-01, a date and time, or unix seconds"
  if is_number "$value"; then
    awk -v value="$value" 'BEGIN { exit value + 0 < 1e8 }' ||
      fail "$wanted, not $value, which as unix seconds is before March 1973; a year begins on a date such as 2026-01-01." 2
    awk -v value="$value" 'BEGIN { exit value + 0 > 253402300799 }' ||
      fail "$wanted, not $value, which as unix seconds is after the year 9999; milliseconds are to be divided by 1000." 2
  else
    text=$(quoted "$value")
    [ "$(value_of "$text GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]*' AND unixepoch($text) IS NOT NULL
      AND date(substr($text, 1, 10), '+0 days') IS substr($text, 1, 10)")" = 1 ] || fail "$wanted, not '$value'." 2
  fi
}

# Whether the option that is being read lies within what `ranges` says of it.
check_range() {
  case " $whole " in
    *" $parameter "*)
      awk -v value="$value" 'BEGIN { exit value + 0 != int(value + 0) }' ||
        fail "$option must be a whole number, not $value." 2
      ;;
  esac
  for range in $ranges; do
    [ "${range%%=*}" = "$parameter" ] || continue
    least=${range#*=}
    most=${least#*..}
    least=${least%%..*}
    awk -v value="$value" -v least="$least" -v most="${most:-$value}" \
      'BEGIN { exit !(value + 0 >= least + 0 && value + 0 <= most + 0) }' ||
      if [ -n "$most" ]; then
        fail "$option must be between $least and $most, not $value." 2
      else
        fail "$option must be at least $least, not $value." 2
      fi
  done
}

# bind name sql-literal
bind() {
  bindings="${bindings}INSERT OR REPLACE INTO temp.sqlite_parameters VALUES (':$1', $2);
"
}

# --until and --at: a moment is unix seconds or a date, which the scripts read.
moments="until at"

read_options() {
  while [ $# -gt 0 ]; do
    case $1 in
      -h | --help)
        usage
        exit 0
        ;;
      --*=*)
        option=${1%%=*}
        value=${1#*=}
        shift
        ;;
      --*)
        option=$1
        shift
        known "$option" "${1-}"
        [ $# -gt 0 ] || fail "$option needs a value; see $command --help." 2
        value=$1
        shift
        ;;
      *) fail "$1 is no option; see $command --help." 2 ;;
    esac
    known "$option" "$value"
    [ -n "$value" ] || fail "$option must not be empty; see $command --help." 2
    parameter=$(printf '%s' "${option#--}" | tr - _)
    eval "option_$parameter=\$value"
    case " $moments " in
      *" $parameter "*)
        check_moment
        if is_number "$value"; then bind "$parameter" "$value"; else bind "$parameter" "$(quoted "$value")"; fi
        continue
        ;;
    esac
    case " $numbers " in
      *" $parameter "*)
        is_number "$value" || fail "$option must be a number, not '$value'." 2
        check_range
        bind "$parameter" "$value"
        continue
        ;;
    esac
    case $parameter in
      world) check_json '{"mood": {"persistence": 0.9}}' ;;
      options) check_json '{"epochs": 50}' ;;
    esac
    case $parameter=$value in
      db=:memory:) fail "--db must be a file, not :memory:, which is gone when the command ends." 2 ;;
      db=-*) db=./$value ;;
      db=*) db=$value ;;
      model=*/*) fail "--model must be a name without '/', not '$value'." 2 ;;
      *) bind "$parameter" "$(quoted "$value")" ;;
    esac
  done
}

# known option value
known() {
  options=" --db $(printf ' %s' $numbers $texts | sed 's/ / --/g' | tr _ -) "
  meant=$(printf '%s' "$1" | tr _ -)
  case $options in
    *" $1 "*) return 0 ;;
    *" $meant "*) fail "$1 is no option of this command; did you mean $meant?" 2 ;;
  esac
  for key in $trained; do
    [ "$key" = "$(printf '%s' "${1#--}" | tr - _)" ] || continue
    if is_number "$2"; then given=$2; else given=...; fi
    fail "$1 is no option of this command, but one of model_train: --options '{\"$key\": $given}'." 2
  done
  fail "$1 is no option of this command; see $command --help." 2
}

# The module without its suffix: $SYNTH_MODULE, else the one that was built last.
find_module() {
  if [ -n "${SYNTH_MODULE-}" ]; then
    module=$SYNTH_MODULE
  else
    module=$(ls -t "$root"/synth.so "$root"/synth.dylib "$root"/build/*/synth.so "$root"/build/*/synth.dylib "$root"/build/*/synth.dll 2>/dev/null |
      head -n 1)
    [ -n "$module" ] || fail "the module is not built yet. Build it with
  cmake --preset release -S '$root' -DSYNTH_TESTS=OFF -DSYNTH_BENCH=OFF && cmake --build '$root/build/release'
or name it: SYNTH_MODULE=/where/it/is/synth sh $0"
  fi
}

# A file name as an argument of one of the shell's dot-commands.
dot_quoted() {
  printf '"'
  printf '%s' "$1" | sed 's/[\\"]/\\&/g'
  printf '"'
}

# For a command that does not begin a database: sqlite3 would.
need_database() {
  case $db in
    file:*) ;; # a URI, which sqlite3 reads
    *) [ -e "$db" ] || fail "there is no database '$db'; generate.sh makes one." ;;
  esac
}

# What a database lacks of the tables of schema.sql, empty and in memory, where SQLite looks last: for commands that only
# read.
lacking() {
  printf "ATTACH ':memory:' AS lacking;\n"
  sed 's/^CREATE TABLE IF NOT EXISTS /&lacking./' "$here/schema.sql"
}

# script_of name: a script as the input of sqlite3. Some are none of the files: the beginning of the one transaction
# around the scripts after it, what is lacking, and what generate.sql does before it writes.
script_of() {
  case $1 in
    begin) echo 'BEGIN IMMEDIATE;' ;;
    lacking) lacking ;;
    rehearsal) sed '/^SAVEPOINT synth_trial/,$d' "$here/generate.sql" ;;
    *) printf '.read %s\n' "$(dot_quoted "$here/$1.sql")" ;;
  esac
}

# Whether there is the model of --model: in the database or, which is told, in its file, as recommend.sql looks for it.
need_model() {
  model=${option_model-emotion_video}
  file=models/$model.model
  need_sqlite
  count=$({
    printf '.timeout 10000\n'
    lacking
    printf 'SELECT count(*) FROM models WHERE name = %s;\n' "$(quoted "$model")"
  } | sqlite3 -batch -bail -init /dev/null "$db")
  if [ "$count" -eq 0 ]; then
    [ -f "$file" ] || fail "there is no model '$model', neither in $db nor in $file: run train.sh first."
    printf "%s: the database has no model '%s': using %s\n" "$command" "$model" "$file" >&2
  fi
}

# answers script name value...: what a script of this folder answers, on the database as it is, with these texts as its
# parameters besides those of the command.
answers() {
  script=$1
  shift
  need_sqlite
  find_module
  {
    printf '.load %s\n.timeout 10000\n.parameter init\n%s' "$(dot_quoted "$module")" "$bindings"
    while [ $# -gt 0 ]; do
      printf "INSERT OR REPLACE INTO temp.sqlite_parameters VALUES (':%s', %s);\n" "$1" "$(quoted "$2")"
      shift 2
    done
    lacking
    cat "$here/$script.sql"
  } | sqlite3 -batch -bail -init /dev/null "$db"
}

# need_tables name...: whether these tables, where they are there, have what the scripts need of them; `writing` among
# the names: those of ours are to be written.
need_tables() {
  fault=$(answers tables tables " $* ") || fail "'$db' cannot be read as a database."
  [ -z "$fault" ] || fail "$(printf '%s\n' "$fault" | head -n 1)."
}

# need_kept what: whether what the command makes can be kept. SQLite writes a journal beside the database.
need_kept() {
  case $db in
    file:*) ;;
    *)
      [ -w "$db" ] || fail "the database '$db' cannot be written; $1 kept in it."
      [ -w "$(dirname -- "$db")" ] || fail "the folder of the database '$db' cannot be written; SQLite needs a journal there."
      ;;
  esac
}

# After need_model: what the model does not know of the question, in a line.
tell_unknown() {
  unknown=$(answers unknown) || exit 1
  [ -z "$unknown" ] || printf '%s\n' "$unknown" | sed "s/^/$command: /; s/\$/./" >&2
}

# After need_model: whether --emotion is one that anybody has: of the logs, of the default map or of the model. train.sql lets a model take
# an emotion that its rows lacked for the average one, so a misspelt one would pass.
need_emotion() {
  [ -n "${option_emotion-}" ] && [ "$count" -gt 0 ] || return 0
  find_module
  known=$({
    printf '.load %s\n.timeout 10000\n' "$(dot_quoted "$module")"
    lacking
    printf "SELECT emotions FROM (SELECT group_concat(emotion, ', ') AS emotions, total(emotion = %s) AS there
FROM (SELECT CAST(emotion AS TEXT) AS emotion FROM emotion_logs
UNION SELECT emotion FROM temp.synth_emotion_map
UNION SELECT e.value FROM models AS m, temp.json_each(iif(json_valid(m.metrics), m.metrics, '{}'), '$.emotions') AS e
WHERE m.name = %s)) WHERE there = 0;\n" "$(quoted "$option_emotion")" "$(quoted "$model")"
  } | sqlite3 -batch -bail -init /dev/null "$db")
  [ -z "$known" ] || fail "--emotion must be one of $known, not '$option_emotion'." 2
}

# run mode script...: `mode` is one of sqlite3's output modes, for all scripts but schema. The first error ends it, and
# what it left unfinished is rolled back.
run() {
  mode=$1
  headers=on
  [ "$mode" != list ] || headers=off
  shift
  need_sqlite
  find_module
  {
    printf '.load %s\n' "$(dot_quoted "$module")"
    printf '.timeout 10000\n.headers %s\n.mode %s\n.parameter init\n' "$headers" "$mode"
    printf '%s' "$bindings"
    for script in "$@"; do script_of "$script"; done
  } | sqlite3 -batch -bail -init /dev/null "$db"
}

# Whether the database can be written, before any work is done. SQLite writes a journal beside it.
need_writable() {
  case $db in
    file:*) return 0 ;;
  esac
  if [ -e "$db" ]; then
    [ -f "$db" ] || fail "the database '$db' is no file."
    [ -w "$db" ] || fail "the database '$db' cannot be written."
  fi
  folder=$(dirname -- "$db")
  [ -d "$folder" ] || fail "there is no folder '$folder' for the database '$db'."
  [ -w "$folder" ] || fail "the folder of the database '$db' cannot be written; SQLite needs a journal there."
}

# A journal that nobody is writing is that of a command that was killed. SQLite takes back what it had written, at the
# first access.
take_back() {
  journal=$db-journal
  is_hot() {
    [ -f "$journal" ] && [ "$(head -c 8 <"$journal" | od -An -tx1 | tr -d ' \n')" = d9d505f920a163d7 ]
  }
  is_hot || return 0
  need_sqlite
  sqlite3 -batch -bail -init /dev/null "$db" 'BEGIN IMMEDIATE; COMMIT;' >/dev/null 2>&1 || return 0
  is_hot ||
    printf '%s: a command that was killed had left %s half written: that is taken back, and this one starts anew.\n' \
      "$command" "$db" >&2
}

# write mode script...: as `run`, for what writes to the database: an error leaves it as it was, and says so.
write() {
  need_writable
  take_back
  status=0
  run "$@" || status=$?
  [ "$status" -ne 0 ] || return 0
  if [ "$status" -gt 128 ]; then
    fail "it was killed. What it had not finished is taken back when '$db' is opened next." "$status"
  fi
  fail "nothing was changed: '$db' is as it was." "$status"
}
