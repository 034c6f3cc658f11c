-- The tables that every other script of this folder works on. What exists already stays as it is: run it on the
-- database of an application, and its rows and its further columns are untouched.
--
--   sqlite3 user_data.db < sql/schema.sql
--
-- The other scripts need these columns of emotion_logs, video_clicks and video_interactions, in any order and beside
-- any others. Times are unix seconds.

CREATE TABLE IF NOT EXISTS emotion_logs (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  emotion TEXT NOT NULL,
  input TEXT,
  timestamp INTEGER NOT NULL,
  city TEXT,
  country TEXT
);

CREATE TABLE IF NOT EXISTS video_clicks (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  video_id TEXT NOT NULL,
  video_title TEXT,
  video_category TEXT NOT NULL,
  emotion TEXT NOT NULL,
  timestamp INTEGER NOT NULL,
  city TEXT,
  country TEXT
);

CREATE TABLE IF NOT EXISTS video_interactions (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  video_genre TEXT NOT NULL,
  emotion TEXT NOT NULL,
  timestamp INTEGER NOT NULL,
  city TEXT,
  country TEXT
);

-- What synth_train has learned. `metrics` is what model_info() tells of it, as JSON.
-- [models]
CREATE TABLE IF NOT EXISTS models (
  name TEXT PRIMARY KEY,
  created INTEGER NOT NULL,
  rows INTEGER NOT NULL,
  metrics TEXT,
  model BLOB NOT NULL
);

-- What synth_generate and synth_top_up have inserted, precisely enough to make every row again: `world` is all that
-- WHERE world = needs. What `next_…` counts are the rows of the world, which need not all be in the tables.
-- [synth_batches]
CREATE TABLE IF NOT EXISTS synth_batches (
  batch INTEGER PRIMARY KEY,
  continues INTEGER UNIQUE REFERENCES synth_batches (batch), -- the batch that a top-up goes on from; else NULL
  created INTEGER NOT NULL,
  generator INTEGER NOT NULL,                                -- version of the generator, as in synth_debug()
  world TEXT NOT NULL,                                       -- a complete JSON document: seed, users, …
  until INTEGER NOT NULL,                                    -- everything of this batch is before it
  next_log INTEGER NOT NULL,                                 -- rowid in synth_emotion_logs (…) of the first row that
  next_click INTEGER NOT NULL,                               -- is not in the database
  next_interaction INTEGER NOT NULL,
  ids TEXT NOT NULL                                          -- first and last in each table: {"emotion_logs": [1, 50], …},
                                                             -- [null, null] where it got no row
);
