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
for command in recommend explain; do
  for option in --best --videos; do
    refused 2 sh "$sql/$command.sh" "$option" 1.5
    expect "half a video" "$command.sh: $option must be a whole number, not 1.5." "$said"
  done
done
for command in top_up forget; do
  refused 2 sh "$sql/$command.sh" --seed 1.5
  expect "half a seed" "$command.sh: --seed must be a whole number, not 1.5." "$said"
done
for logs in 0 -1; do
  refused 2 sh "$sql/generate.sh" --logs "$logs"
  expect "an empty batch" "generate.sh: --logs must be at least 1, not $logs." "$said"
done

# Moments.
while read -r command option value; do
  refused 2 sh "$sql/$command.sh" "$option" "$value"
  expect "no moment" \
    "$command.sh: $option must be a date such as 2026-02-01, a date and time, or unix seconds, not '$value'." "$said"
done <<END
generate --until yesterday
generate --until 2026-1-1
generate --until 2026-02-31
generate --until 2025-02-29
generate --until 2026-01-01 25:00
generate --until never
generate --until '); DROP TABLE emotion_logs; --
top_up --until 2026-13-01
recommend --at now
explain --at 18:00
END
for value in 2026 0 -5 20260101; do
  refused 2 sh "$sql/generate.sh" "--until=$value"
  expect_in "small unix seconds" "not $value, which as unix seconds is before March 1973" "$said"
done
for value in 1767225600000 1767225600000000 1.8e18; do
  refused 2 sh "$sql/generate.sh" --until "$value"
  expect_in "milliseconds and finer" "after the year 9999; milliseconds are to be divided by 1000." "$said"
  refused 2 sh "$sql/recommend.sh" --at "$value"
  expect_in "milliseconds and finer" "after the year 9999; milliseconds are to be divided by 1000." "$said"
done
for value in 2026-02-01 2024-02-29 "2026-02-01 18:00" 2026-02-01T18:00:00.5Z 2026-02-01T18:00+02:00 1767225600; do
  refused 1 sh "$sql/generate.sh" --until "$value" --match-rate 7 # of this only
  expect_in "a moment" "match_rate must be" "$said"
done

# What was meant.
refused 2 sh "$sql/generate.sh" --match_rate 0.5
expect "an underscore" "generate.sh: --match_rate is no option of this command; did you mean --match-rate?" "$said"
refused 2 sh "$sql/generate.sh" --match_rate=0.5
expect_in "an underscore" "did you mean --match-rate?" "$said"
refused 2 sh "$sql/train.sh" --epochs 3
expect "an option of model_train" \
  "train.sh: --epochs is no option of this command, but one of model_train: --options '{\"epochs\": 3}'." "$said"
refused 2 sh "$sql/train.sh" --learning-rate=0.01
expect_in "an option of model_train" "--options '{\"learning_rate\": 0.01}'" "$said"
refused 2 sh "$sql/train.sh" --hidden
expect_in "an option of model_train, without its value" "--options '{\"hidden\": ...}'" "$said"
for key in $(printf ".load %s\nSELECT model_train(video_category, emotion, timestamp, NULL, NULL, '{\"none\": 1}')
  FROM synth_video_clicks(20);\n" "$SYNTH_MODULE" | sqlite3 -batch -init /dev/null :memory: 2>&1 |
  sed "s/.*known are//; s/[',]//g; s/ progress//"); do
  refused 2 sh "$sql/train.sh" "--$key" 1
  expect_in "$key of model_train" "--options '{\"$key\": 1}'" "$said"
done
for text in epochs=1 '{"epochs": 1' '[1]' 3; do
  refused 2 sh "$sql/train.sh" --options "$text"
  expect "no JSON" "train.sh: --options must be JSON text such as '{\"epochs\": 50}', not '$text'." "$said"
done
refused 2 sh "$sql/generate.sh" --world world.json
expect "a file that is not there" \
  "generate.sh: --world must be JSON text such as '{\"mood\": {\"persistence\": 0.9}}', not 'world.json'." "$said"
echo '{"mood": {"persistence": 0.5}}' >world.json
refused 2 sh "$sql/check.sh" --world world.json
expect_in "the name of a file" "not 'world.json'. What a file holds is --world \"\$(cat 'world.json')\"." "$said"
rm world.json
for command in generate train recommend explain top_up forget check; do
  refused 2 sh "$sql/$command.sh" --db :memory:
  expect "a database in memory" "$command.sh: --db must be a file, not :memory:, which is gone when the command ends." "$said"
done

# A database that is not there.
for command in train recommend explain top_up forget check; do
  refused 1 sh "$sql/$command.sh" --db typo.db
  expect "no database" "$command.sh: there is no database 'typo.db'; generate.sh makes one." "$said"
  refused 1 sh "$sql/$command.sh"
  expect "no database" "$command.sh: there is no database 'user_data.db'; generate.sh makes one." "$said"
done

refused 2 sh "$sql/demo.sh" --fast
expect_in "demo.sh" "takes no arguments" "$said"
[ -z "$(ls)" ] || fail "files were left: $(ls)"

SYNTH_MODULE=/nowhere/synth
refused 1 sh "$sql/generate.sh"
expect_in "no module" "/nowhere/synth" "$said"
[ -z "$(ls)" ] || fail "files were left: $(ls)"
echo passed
