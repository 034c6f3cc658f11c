-- What every client does, one statement after the other: fill, train, recommend, explain. A line that ends with ';' ends
-- a statement. What the last one gives is compared with what the sqlite3 shell gets in the same run.
CREATE TABLE emotion_logs (
  name TEXT, emotion TEXT, input TEXT, timestamp INTEGER, city TEXT, country TEXT);
CREATE TABLE video_clicks (
  name TEXT, video_id TEXT, video_title TEXT, video_category TEXT, emotion TEXT, timestamp INTEGER, city TEXT, country TEXT);
CREATE TABLE models (name TEXT PRIMARY KEY, model BLOB NOT NULL);
CREATE TABLE lines (line TEXT NOT NULL);

INSERT INTO emotion_logs SELECT * FROM synth_emotion_logs(1000, 42) WHERE users = 20 AND until = 1767225600;
INSERT INTO video_clicks SELECT * FROM synth_video_clicks(400, 42) WHERE users = 20 AND until = 1767225600;
INSERT INTO models
  SELECT 'emotion_video', model_train(video_category, emotion, timestamp, name, city, '{"epochs": 10, "seed": 1}')
  FROM video_clicks;

INSERT INTO lines SELECT 'synth ' || synth_version();
INSERT INTO lines
  SELECT printf('logs %d %s', count(*), model_hash(group_concat(name || emotion || input || timestamp || city || country)))
  FROM (SELECT * FROM emotion_logs ORDER BY rowid);
INSERT INTO lines
  SELECT printf('clicks %d %s', count(*), model_hash(group_concat(name || video_id || video_title || timestamp)))
  FROM (SELECT * FROM video_clicks ORDER BY rowid);
INSERT INTO lines
  SELECT printf('%s, %s, at %d: %s', name, city, timestamp, input) FROM emotion_logs ORDER BY rowid LIMIT 3;
INSERT INTO lines SELECT printf('model %d bytes %s', length(model), model_hash(model)) FROM models;
INSERT INTO lines
  SELECT 'measured ' || model_evaluate(model, video_category, emotion, timestamp, video_clicks.name, city)
  FROM models, video_clicks;
INSERT INTO lines
  SELECT printf('%d. %s %.6f', r.rank, r.video_genre, r.probability)
  FROM models AS m, model_recommend(m.model, 'happy', 1767225600) AS r;
INSERT INTO lines
  SELECT printf('%s %s %.6f', e.feature, e.value, e.contribution)
  FROM models AS m, video_clicks AS c, model_explain(m.model, '23', 'happy', c.timestamp, c.name, c.city) AS e
  WHERE c.rowid = 1;
INSERT INTO lines
  SELECT model_explanation(m.model, '23', 'happy', c.timestamp, c.name, c.city)
  FROM models AS m, video_clicks AS c WHERE c.rowid <= 3 ORDER BY c.rowid;
SELECT line FROM lines ORDER BY rowid;
