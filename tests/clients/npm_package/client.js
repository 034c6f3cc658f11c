// sqlite-synth from npm, with better-sqlite3.
// [load]
const synth = require("sqlite-synth");
const db = require("better-sqlite3")("user_data.db");
synth.load(db);
// [/load]
const assert = require("node:assert");
const path = require("node:path");
const { statements } = require(path.join(process.argv[2], "statements.cjs"));

const { version, scripts } = require("sqlite-synth/package.json");
assert.equal(version, process.argv[3]);
assert.equal(db.prepare("SELECT synth_version() AS v").get().v, version);
assert.equal(scripts, undefined, "nothing runs when it is installed");
assert.ok(synth.getLoadablePath().startsWith(path.join(process.cwd(), "node_modules", "sqlite-synth")));
assert.throws(() => synth.load({}), /needs a database that has loadExtension\(\)/);
// A system that the package has not.
const real = Object.getOwnPropertyDescriptor(process, "platform");
Object.defineProperty(process, "platform", { value: "plan9" });
assert.throws(() => synth.getLoadablePath(), /has no extension for plan9-.*; it has: linux-/);
Object.defineProperty(process, "platform", real);

console.log(`client: npm package sqlite-synth ${version}, Node ${process.versions.node}`);
console.log("sqlite:", db.prepare("SELECT sqlite_version() AS v").get().v);
let rows = [];
for (const text of statements("session")) {
  const statement = db.prepare(text);
  if (statement.reader) rows = statement.all();
  else statement.run();
}
const { model, name, city } = db.prepare(statements("kept")[0]).get();
rows.push(...db.prepare(statements("bound")[0]).all({ 1: model, 2: name, 3: city, 4: 3 }));
for (const { line } of rows) console.log("line:", line);
try {
  db.prepare(statements("wrong")[0]).get();
} catch (error) {
  console.log("error:", error.message);
}
console.log("interrupt: not offered: there is no `interrupt()`");
console.log("after:", db.prepare("SELECT count(*) AS n FROM synth_categories").get().n);
