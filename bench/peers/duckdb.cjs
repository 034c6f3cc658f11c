// DuckDB from npm, for who has not its program: node duckdb.cjs FILE <script.sql. NODE_PATH says where
// `npm install @duckdb/node-api` put it.
const { DuckDBInstance } = require("@duckdb/node-api");
const { readFileSync } = require("node:fs");

(async () => {
  const instance = await DuckDBInstance.create(process.argv[2]);
  const connection = await instance.connect();
  await connection.run(readFileSync(0, "utf8"));
  connection.closeSync();
  instance.closeSync();
})();
