-- the scripts of sql/, in process; the tests of tests/shell run them in the sqlite3 program
-- run sql/schema.sql
-- run sql/generate.sql :until=1767225600
-- run sql/generate.sql
-- run sql/generate.sql :seed=7 :until='2026-01-01' :logs=20
-- run sql/check.sql
-- run sql/train.sql :options='{"epochs":3}'
-- run sql/recommend.sql :emotion='happy' :at=1767225600 :k=2 :diversity=1
-- run sql/top_up.sql :until=1767830400

SELECT batch, continues, seed, users, logs, clicks, interactions, days, until, videos, since, next_log, next_click,
       next_interaction, first_log, last_log, first_click, last_click, first_interaction, last_interaction
FROM synth_batches;

-- run sql/forget.sql :seed=7
-- run sql/forget.sql
-- run sql/forget.sql
-- run sql/top_up.sql

-- a parameter out of range is found before anything is written
-- run sql/generate.sql :users=0
ROLLBACK;
-- run sql/train.sql
SELECT (SELECT count(*) FROM emotion_logs), (SELECT count(*) FROM synth_batches), (SELECT count(*) FROM models);
