-- a negative row count is refused
SELECT * FROM synth_emotion_logs(-1);

-- a date where seconds are meant
SELECT * FROM synth_emotion_logs(5) WHERE until = '2026-01-01';

-- a julian day, and parts of a second
SELECT * FROM synth_emotion_logs(5) WHERE until = julianday('2026-01-01');

SELECT * FROM synth_video_clicks(5) WHERE since = 1767225600000 AND per_day = 5;

SELECT * FROM synth_video_interactions(5) WHERE until = 1767225600000000;

-- text is not a number
SELECT * FROM synth_emotion_logs('x');

-- nor is a fraction a count
SELECT * FROM synth_video_clicks(2.5);

-- a REAL without a fraction is an integer
SELECT count(*) FROM synth_video_clicks(1e3);

-- NULL is the default
SELECT count(*) FROM synth_video_interactions(NULL);

-- a parameter has one value
SELECT * FROM synth_emotion_logs(5) WHERE n = 6;

-- one argument too many would be a condition on a hidden column
SELECT * FROM synth_emotion_logs(5, 0, 1, 30, NULL, NULL, NULL, 0.9, 0, NULL, 1);

SELECT * FROM synth_categories(1);

-- a huge table costs nothing until it is read
SELECT rowid FROM synth_emotion_logs(9007199254740991) LIMIT 1;

SELECT count(*) FROM synth_emotion_logs(9007199254740992);

SELECT * FROM synth_emotion_logs(5) WHERE users = 0;

SELECT * FROM synth_emotion_logs(5) WHERE days = 0;

SELECT * FROM synth_video_clicks(5) WHERE match_rate = 1.5;

SELECT count(*) FROM synth_emotion_logs(5) WHERE progress = 2;

-- what must be given is named
SELECT * FROM model_recommend();

SELECT model_predict();

-- a table of the library is read only
DELETE FROM synth_categories;

CREATE VIRTUAL TABLE t USING synth_categories;
