#!/bin/sh
# synth_train, and what it has learned as a file and a picture.
set -eu
command=train
own_options="  --folder PATH: where the model's file and the picture of its training go; models
  --without-rows: the file leaves out the rows that the model keeps; it cannot learn on or forget then"
own_keys=", '\$.folder', '\$.without_rows'"
. "$(dirname -- "$0")/synth.sh"

# Whether what it learns can be kept, before it takes the time to learn.
folder=$(option folder models)
case $folder in -*) folder=./$folder ;; esac
name=$(printf "SELECT coalesce(%s ->> '\$.model', 'emotion_video');\n" "$options" | sql :memory:)
above=$folder
while [ ! -e "$above" ]; do above=$(dirname -- "$above"); done
[ -d "$above" ] || fail "--folder must be a folder, not '$folder': '$above' is a file."
[ -w "$above" ] && [ -x "$above" ] || fail "--folder must be a folder that can be written, not '$folder'."
for file in "$folder/$name.model" "$folder/$name.svg"; do
  [ ! -d "$file" ] || fail "'$file' is a folder; the model and its picture are kept in files of such names."
done

without=$(option without_rows)
summary=$(mktemp)
trap 'rm -f "$summary"' EXIT
write ".output $(dot_quoted "$summary")
SELECT synth_train(json_set($options, '\$.progress', 1));
.output stdout
.mode box --wrap 0
.parameter init
INSERT INTO temp.sqlite_parameters VALUES (':summary', CAST(readfile($(quoted "$summary")) AS TEXT)),
  (':file', $(quoted "$folder/$name")), (':without_rows', $(quoted "$without"));
.read $(dot_quoted "$here/trained.sql")"
if [ -n "$without" ]; then
  printf '%s\n' "$folder/$name.model lacks the rows; the table models keeps them."
else
  printf '%s\n' "$folder/$name.model holds the rows, names and times included: personal data. --without-rows leaves them out."
fi
