#!/bin/sh
# The wrappers: --help, options with their quotes on the way to the module, and what they find wrong of themselves.
set -eu
. "$(dirname -- "$0")/support.sh"

for command in generate train recommend explain top_up forget check; do
  said=$(sh "$sql/$command.sh" --help)
  expect_in "--help of $command" "Usage: sh sql/$command.sh [options]" "$said"
  expect_in "--help of $command" "  --db FILE" "$said"
  refused 2 sh "$sql/$command.sh" something
  expect_in "no option at all" "'something' is no option" "$said"
  refused 2 sh "$sql/$command.sh" --db
  expect_in "an option without its value" "synth_options: --db needs a value" "$said"
  refused 2 sh "$sql/$command.sh" --db=
  expect_in "an empty value" "synth_options: --db must not be empty" "$said"
  refused 2 sh "$sql/$command.sh" --db :memory:
  expect "a database in memory" "$command.sh: --db must be a file, not :memory:, which is gone when the command ends." "$said"
done
# What is another command's is not dropped in silence.
refused 1 sh "$sql/generate.sh" --folder models
expect_in "an option of train.sh" "synth_generate: unknown option 'folder'" "$said"
refused 1 sh "$sql/generate.sh" --without-rows
expect_in "a flag of train.sh" "synth_generate: unknown option 'without_rows'" "$said"
expect_in "options of the wrapper" "--folder PATH" "$(sh "$sql/train.sh" --help)"

# A database that is not there.
for command in train recommend explain top_up forget check; do
  refused 1 sh "$sql/$command.sh" --db typo.db
  expect "no database" "$command.sh: there is no database 'typo.db'; generate.sh makes one." "$said"
  refused 1 sh "$sql/$command.sh"
  expect "no database" "$command.sh: there is no database 'user_data.db'; generate.sh makes one." "$said"
done

# What the module refuses leaves no file.
refused 1 sh "$sql/generate.sh" --colour red
expect_in "no such option" "synth_generate: unknown option 'colour'" "$said"
expect_in "no such option" "nothing was changed: 'user_data.db' is as it was." "$said"
refused 1 sh "$sql/generate.sh" --match_rat 0.5
expect_in "a slip" "did you mean 'match_rate'?" "$said"
refused 1 sh "$sql/generate.sh" --users "1); DROP TABLE emotion_logs; --"
expect_in "SQL for a number" "users must be an integer between 1 and 1099511627776, not '1); DROP" "$said"
refused 1 sh "$sql/generate.sh" --world world.json
expect_in "a file name for a document" "world" "$said"
refused 2 sh "$sql/demo.sh" --fast
expect_in "demo.sh" "takes no arguments" "$said"
[ -z "$(ls)" ] || fail "files were left: $(ls)"

generate --seed 7 >said
refused 1 sh "$sql/train.sh" --epochs 3
expect_in "an option of model_train" 'epochs is an option of model_train: {"options": {"epochs": 3}}' "$said"
for text in epochs=1 '{"epochs": 1' '[1]' 3; do
  refused 1 sh "$sql/train.sh" --options "$text"
  expect_in "no JSON" "synth_train: options" "$said"
done
for command in train recommend explain; do
  for name in ../up /tmp/x a/; do
    refused 1 sh "$sql/$command.sh" --model "$name"
    expect_in "a model in another folder" "model must be a name without '/'" "$said"
  done
done
for command in recommend explain; do
  refused 1 sh "$sql/$command.sh" --diversity 1.01
  expect_in "a share that is none" "diversity must be between 0 and 1, not 1.01" "$said"
  refused 1 sh "$sql/$command.sh" --best=0
  expect_in "nothing to show" "best must be at least 1, not 0" "$said"
  refused 1 sh "$sql/$command.sh" --at 2026-02-31
  expect_in "no moment" "at must be a date such as 2026-02-01" "$said"
done
refused 1 sh "$sql/forget.sh" --seed 1.5
expect_in "half a seed" "synth_forget: seed must be an integer, not 1.5" "$said"

# Whatever a shell can hand over arrives as it was typed.
sh "$sql/train.sh" --options '{"epochs": 1}' >said
for name in "Conan O'Brien" 'a "quoted" \' '--name' "'" '$(date) `x`' 'ümläut'; do
  sh "$sql/recommend.sh" --name "$name" --emotion happy >said 2>complaint
  expect_in "a name" "'$name' has no click" "$(cat complaint)"
  sh "$sql/recommend.sh" --name="$name" --emotion=happy >said 2>complaint
  expect_in "a name after =" "'$name' has no click" "$(cat complaint)"
done

rm -rf ./*
SYNTH_MODULE=/nowhere/synth
refused 2 sh "$sql/generate.sh"
expect_in "no module" "/nowhere/synth" "$said"
[ -z "$(ls)" ] || fail "files were left: $(ls)"
echo passed
