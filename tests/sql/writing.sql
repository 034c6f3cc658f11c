-- the commands that write, in the database of an application: what is in the way, what triggers do, and parents
CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT UNIQUE);
CREATE TABLE emotion_logs (
  id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT REFERENCES people (name), emotion TEXT, input TEXT, timestamp INTEGER,
  city TEXT, country TEXT, source TEXT NOT NULL);
CREATE VIEW video_interactions AS SELECT 1 AS name;
SELECT synth_generate('{"until": 1767225600}');
DROP VIEW video_interactions;
ALTER TABLE emotion_logs DROP COLUMN source;
SELECT synth_generate('{"until": 1767225600}');
SELECT count(*) FROM emotion_logs;
INSERT OR IGNORE INTO people (name) SELECT name FROM synth_users(5, 0);
CREATE TRIGGER no_happiness BEFORE INSERT ON emotion_logs WHEN new.emotion = 'happy' BEGIN SELECT RAISE(IGNORE); END;
SELECT synth_generate('{"until": 1767225600}');
DELETE FROM people;
SELECT synth_top_up('{"until": 1767830400}');
INSERT OR IGNORE INTO people (name) SELECT name FROM synth_users(5, 0);
SELECT synth_top_up('{"until": 1767830400}');
SELECT (SELECT count(*) FROM emotion_logs), (SELECT max(ids ->> '$.emotion_logs[1]') FROM synth_batches), (SELECT count(*) FROM pragma_foreign_key_check);
CREATE TABLE comments (log INTEGER REFERENCES emotion_logs (id));
INSERT INTO comments VALUES (3);
SELECT synth_forget();
SELECT (SELECT count(*) FROM emotion_logs), (SELECT count(*) FROM synth_batches);
DELETE FROM comments;
SELECT synth_forget();
SELECT (SELECT count(*) FROM emotion_logs), (SELECT count(*) FROM synth_batches);
