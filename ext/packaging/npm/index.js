"use strict";
// Finds the extension for this system and loads it into a database.
const fs = require("node:fs");
const path = require("node:path");

const suffixes = { linux: ".so", darwin: ".dylib", win32: ".dll" };

// linux-x64, linux-arm64-musl, darwin-arm64, win32-x64: system, processor, and the C library if it is not the usual one.
function platform() {
  const name = `${process.platform}-${process.arch}`;
  if (process.platform !== "linux" || !process.report) return name;
  // Without resolving the host names of the program's connections.
  const { excludeNetwork } = process.report;
  process.report.excludeNetwork = true;
  const { header } = process.report.getReport();
  process.report.excludeNetwork = excludeNetwork;
  // Runtimes that have no such header are not built for musl.
  return !header || !header.nodejsVersion || header.glibcVersionRuntime ? name : `${name}-musl`;
}

function getLoadablePath() {
  const prebuilds = path.join(__dirname, "prebuilds");
  const here = platform();
  const file = path.join(prebuilds, here, `synth${suffixes[process.platform] || ".so"}`);
  if (!fs.existsSync(file)) {
    const there = fs.existsSync(prebuilds) ? fs.readdirSync(prebuilds).sort().join(", ") : "none";
    throw new Error(`sqlite-synth has no extension for ${here}; it has: ${there}. It can be built from source.`);
  }
  return file;
}

function load(db) {
  if (!db || typeof db.loadExtension !== "function") {
    throw new TypeError(
      "sqlite-synth: load(db) needs a database that has loadExtension(), such as those of better-sqlite3, node:sqlite " +
        "(opened with { allowExtension: true }) and bun:sqlite"
    );
  }
  db.loadExtension(getLoadablePath());
}

exports.getLoadablePath = getLoadablePath;
exports.load = load;
