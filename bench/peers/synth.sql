-- The same rows from this library. :rows is the number of rows.
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
CREATE TABLE emotion_logs(id INTEGER PRIMARY KEY, name, emotion, input, timestamp, city, country);
INSERT INTO emotion_logs(name, emotion, input, timestamp, city, country) SELECT * FROM synth_emotion_logs(:rows);
