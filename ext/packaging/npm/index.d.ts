/** A database of better-sqlite3, node:sqlite (opened with `{ allowExtension: true }`), bun:sqlite, and the like. */
export interface Database {
  loadExtension(file: string): unknown;
}

/** The file of the extension for this system. Throws where the package has none, and says which it has. */
export declare function getLoadablePath(): string;

/** Loads the extension: `synth_*` and `model_*` are there from now on, in this connection. */
export declare function load(db: Database): void;
