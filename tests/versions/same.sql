-- What must be the same under every SQLite: rows, a model to the last bit, what it says, and plans that lose no row.
CREATE TABLE clicks AS SELECT *, matched, probability FROM synth_video_clicks(500, 7) WHERE until = 1767225600;
CREATE TABLE models AS SELECT model_train(video_category, emotion, timestamp, name, city, '{"epochs": 5}') AS model FROM clicks;
SELECT model_hash(model), model_hash(model_update(model, video_category, emotion, timestamp, name, city, '{"epochs": 2}')) FROM models, clicks;
SELECT model_hash(group_concat(name || input || timestamp || city)) FROM (SELECT * FROM synth_emotion_logs(300, 7) WHERE until = 1767225600 ORDER BY rowid);
SELECT model_hash(group_concat(video_id || video_title || timestamp)) FROM (SELECT * FROM clicks ORDER BY rowid);
SELECT model_evaluate(model, video_category, emotion, timestamp, name, city) FROM models, clicks;
SELECT e.feature, e.value, round(e.contribution, 6) FROM models, model_explain(models.model, '10', 'happy', 0, 'Ada', 'London') AS e;
SELECT r.rank, r.video_category, r.video_genre, CAST(r.probability * 1e15 AS INTEGER) FROM models, model_recommend(models.model, 'sad', 1767225600, NULL, 'Tokyo', 3) AS r;
SELECT count(*) FROM synth_emotion_logs(10000, 7) WHERE until = 1767225600 AND timestamp > 1767000000 AND rowid BETWEEN 3 AND 9999.5;
SELECT rowid, timestamp FROM synth_emotion_logs(1000000, 7) WHERE until = 1767225600 ORDER BY timestamp DESC LIMIT 2 OFFSET 1;
SELECT a.rowid, b.log_id FROM synth_emotion_logs(50, 7) AS a JOIN synth_video_clicks(20, 7) AS b ON b.log_id = a.rowid WHERE a.until = 1767225600 AND b.until = 1767225600 AND a.rowid < 20 ORDER BY 1, 2;
SELECT count(*) FROM synth_emotion_logs(9) WHERE world = '{"emotions": {"bored": {"rate": 0.5}}, "map": {"bored": {"20": 1}}}';
SELECT 0 AS r UNION ALL SELECT rowid FROM synth_users(3) UNION ALL SELECT rowid FROM synth_users(4) LIMIT 5 OFFSET 3;
SELECT count(*) FROM synth_emotion_logs(50, 7) AS a JOIN synth_video_clicks(20, 7) AS b ON b.log_id = a.rowid AND b.seed = a.seed WHERE a.until = 1767225600 AND b.until = 1767225600;
PRAGMA trusted_schema = off;
CREATE VIEW v AS SELECT model_predict(model, 'happy', 0) FROM models;
SELECT count(*) FROM v;
