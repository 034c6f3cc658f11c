#!/bin/sh
# The commands: --help, and what is no option is a sentence and exit status 2.
set -eu
. "$(dirname -- "$0")/support.sh"

for command in generate train recommend explain top_up forget check; do
  said=$(sh "$sql/$command.sh" --help)
  expect_in "--help of $command" "Usage: sh sql/$command.sh [options]" "$said"
  refused 2 sh "$sql/$command.sh" --colour red
  expect "no such option" "$command.sh: --colour is no option of this command; see $command.sh --help." "$said"
  refused 2 sh "$sql/$command.sh" something
  expect_in "no option at all" "something is no option" "$said"
  refused 2 sh "$sql/$command.sh" --db
  expect_in "an option without its value" "--db needs a value" "$said"
  # Every option that --help lists is one.
  for option in $(sh "$sql/$command.sh" --help | sed -n 's/^  \(--[a-z-]*\) .*/\1/p'); do
    refused 2 sh "$sql/$command.sh" "$option"
    expect "$option" "$command.sh: $option needs a value; see $command.sh --help." "$said"
    for empty in "$option=" "$option"; do
      refused 2 sh "$sql/$command.sh" "$empty" ""
      expect "$option, empty" "$command.sh: $option must not be empty; see $command.sh --help." "$said"
    done
  done
done
refused 2 sh "$sql/generate.sh" --users many
expect "a number that is none" "generate.sh: --users must be a number, not 'many'." "$said"
refused 2 sh "$sql/generate.sh" --users "1); DROP TABLE emotion_logs; --"
expect_in "SQL for a number" "must be a number" "$said"
for command in train recommend explain; do
  for name in ../up /tmp/x a/; do
    refused 2 sh "$sql/$command.sh" --model "$name"
    expect "a model in another folder" "$command.sh: --model must be a name without '/', not '$name'." "$said"
  done
done
for command in recommend explain; do
  for value in -0.1 1.01 2 1e3; do
    refused 2 sh "$sql/$command.sh" --diversity "$value"
    expect "a share that is none" "$command.sh: --diversity must be between 0 and 1, not $value." "$said"
  done
  refused 2 sh "$sql/$command.sh" --best=0
  expect "nothing to show" "$command.sh: --best must be at least 1, not 0." "$said"
done
refused 2 sh "$sql/demo.sh" --fast
expect_in "demo.sh" "takes no arguments" "$said"
[ -z "$(ls)" ] || fail "files were left: $(ls)"

SYNTH_MODULE=/nowhere/synth
refused 1 sh "$sql/generate.sh"
expect_in "no module" "/nowhere/synth" "$said"
echo passed
