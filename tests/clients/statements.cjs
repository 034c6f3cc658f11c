// The statements of a script of this folder, for the clients in JavaScript.
const fs = require("node:fs");
const path = require("node:path");

exports.statements = (script) =>
  fs
    .readFileSync(path.join(__dirname, `${script}.sql`), "utf8")
    .replace(/^--.*\n/gm, "")
    .trim()
    .replace(/;$/, "")
    .split(";\n");
