-- one row of a large table is a seek
EXPLAIN QUERY PLAN SELECT name FROM synth_emotion_logs(1000000000) WHERE rowid = 7;

-- a range of time, too
EXPLAIN QUERY PLAN SELECT name FROM synth_emotion_logs(1000000) WHERE timestamp BETWEEN 1700000000 AND 1700003600;

-- the rows are in the order of rowid, and of time
EXPLAIN QUERY PLAN SELECT name FROM synth_emotion_logs(1000) ORDER BY rowid DESC;
EXPLAIN QUERY PLAN SELECT name FROM synth_emotion_logs(1000) ORDER BY timestamp DESC LIMIT 5;

-- clicks come in the order of their logs, so their own time is sorted
EXPLAIN QUERY PLAN SELECT name FROM synth_video_clicks(1000) ORDER BY timestamp;

-- no column is computed to count
EXPLAIN QUERY PLAN SELECT count(*) FROM synth_video_clicks(1000);

-- a join through the log's number seeks
EXPLAIN QUERY PLAN SELECT c.video_id, l.input FROM synth_video_clicks(400) c CROSS JOIN synth_emotion_logs(1000) l ON l.rowid = c.log_id;

-- a limit behind a filter of SQLite's is SQLite's own
EXPLAIN QUERY PLAN SELECT name FROM synth_emotion_logs(1000) WHERE emotion = 'sad' LIMIT 5 OFFSET 1;

-- a person is found by user_id
EXPLAIN QUERY PLAN SELECT l.emotion, u.chronotype FROM synth_emotion_logs(20000) l JOIN synth_users(2000) u USING (user_id);
SELECT count(*), sum(l.name = u.name) FROM synth_emotion_logs(20000) l JOIN synth_users(2000) u USING (user_id);
