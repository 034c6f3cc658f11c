// better-sqlite3
// [load]
const Database = require("better-sqlite3");
const db = new Database("user_data.db");
db.loadExtension("./synth");
// [/load]
const { statements } = require("../statements.cjs");


const { version } = require("better-sqlite3/package.json");
console.log(`client: better-sqlite3 ${version}, Node ${process.versions.node}`);
console.log("sqlite:", db.prepare("SELECT sqlite_version() AS v").get().v);
let rows = [];
for (const text of statements("session")) {
  const statement = db.prepare(text);
  if (statement.reader) rows = statement.all();
  else statement.run();
}
const { model, name, city } = db.prepare(statements("kept")[0]).get();
// ?1 is a parameter with a name to better-sqlite3.
rows.push(...db.prepare(statements("bound")[0]).all({ 1: model, 2: name, 3: city, 4: 3 }));
for (const { line } of rows) console.log("line:", line);

try {
  db.prepare(statements("wrong")[0]).get();
} catch (error) {
  console.log("error:", error.message);
}
console.log("interrupt: not offered: there is no `interrupt()`");
console.log("after:", db.prepare("SELECT count(*) AS n FROM synth_categories").get().n);
