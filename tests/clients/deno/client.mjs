// node:sqlite in Deno
// [load]
import { DatabaseSync } from "node:sqlite";
const db = new DatabaseSync("user_data.db", { allowExtension: true });
db.loadExtension("./synth");
// [/load]
import { statements } from "../statements.cjs";


console.log("client: Deno", process.versions.deno);
console.log("sqlite:", db.prepare("SELECT sqlite_version() AS v").get().v);
let rows = [];
for (const text of statements("session")) rows = db.prepare(text).all();
const { model, name, city } = db.prepare(statements("kept")[0]).get();
rows.push(...db.prepare(statements("bound")[0]).all(model, name, city, 3));
for (const { line } of rows) console.log("line:", line);

try {
  db.prepare(statements("wrong")[0]).get();
} catch (error) {
  console.log("error:", error.message);
}
console.log("interrupt: not offered: there is no `interrupt()`");
console.log("after:", db.prepare("SELECT count(*) AS n FROM synth_categories").get().n);
