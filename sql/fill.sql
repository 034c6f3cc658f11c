-- How synth_generate and synth_top_up write one batch. The INSERTs have no OR clause, which would take the place of those
-- in the triggers of the tables.

-- [before]
SELECT (SELECT coalesce(max(rowid), 0) FROM emotion_logs) AS id_before_logs,
       (SELECT coalesce(max(rowid), 0) FROM video_clicks) AS id_before_clicks,
       (SELECT coalesce(max(rowid), 0) FROM video_interactions) AS id_before_interactions,
       CASE WHEN risky LIKE '% emotion_logs %' THEN (SELECT count(*) FROM emotion_logs) END AS all_logs,
       CASE WHEN risky LIKE '% video_clicks %' THEN (SELECT count(*) FROM video_clicks) END AS all_clicks,
       CASE WHEN risky LIKE '% video_interactions %' THEN (SELECT count(*) FROM video_interactions) END
         AS all_interactions
-- Tables whose triggers or conflict clauses could take away rows that were there before.
FROM (SELECT ' ' || group_concat(tbl_name, ' ') || ' ' AS risky FROM main.sqlite_schema
      WHERE type = 'trigger' OR sql LIKE '%replace%');

-- After the highest id there is, SQLite gives any that is free, and the batch would not know its rows.
SELECT printf('%s has a row with the id %d, after which there are too few: give that row another id.', column1, column2)
         AS refusal
FROM (VALUES ('emotion_logs', :id_before_logs), ('video_clicks', :id_before_clicks),
             ('video_interactions', :id_before_interactions))
WHERE column2 > 9223372036854775807 - 10000000000;

-- [insert]
INSERT INTO emotion_logs (name, emotion, input, timestamp, city, country)
SELECT name, emotion, input, timestamp, city, country FROM {logs} LIMIT coalesce(:trial, -1);

INSERT INTO video_clicks (name, video_id, video_title, video_category, emotion, timestamp, city, country)
SELECT name, video_id, video_title, video_category, emotion, timestamp, city, country FROM {clicks}
LIMIT coalesce(:trial, -1);

INSERT INTO video_interactions (name, video_genre, emotion, timestamp, city, country)
SELECT name, video_genre, emotion, timestamp, city, country FROM {interactions} LIMIT coalesce(:trial, -1);

-- [after]
SELECT count(*) AS logs_there, min(rowid) AS first_log, max(rowid) AS last_log
FROM emotion_logs WHERE rowid > :id_before_logs;

SELECT count(*) AS clicks_there, min(rowid) AS first_click, max(rowid) AS last_click
FROM video_clicks WHERE rowid > :id_before_clicks;

SELECT count(*) AS interactions_there, min(rowid) AS first_interaction, max(rowid) AS last_interaction
FROM video_interactions WHERE rowid > :id_before_interactions;

SELECT 'rows that were there before would be gone, by a trigger or a conflict clause of their table' AS refusal
WHERE :all_logs + :logs_there > (SELECT count(*) FROM emotion_logs)
   OR :all_clicks + :clicks_there > (SELECT count(*) FROM video_clicks)
   OR :all_interactions + :interactions_there > (SELECT count(*) FROM video_interactions);

SELECT printf('no row has come into %s: a trigger or a conflict clause leaves all out', column1) AS refusal
FROM (VALUES ('emotion_logs', :logs, :logs_there), ('video_clicks', :clicks, :clicks_there),
             ('video_interactions', :interactions, :interactions_there))
WHERE column2 > 0 AND column3 = 0;

-- [record]
INSERT INTO synth_batches (continues, created, generator, world, until, next_log, next_click, next_interaction, ids)
VALUES (:continues, unixepoch(), json_extract(synth_debug(), '$.generator'), :world, :until, :next_log, :next_click,
        :next_interaction,
        json_object('emotion_logs', json_array(:first_log, :last_log),
                    'video_clicks', json_array(:first_click, :last_click),
                    'video_interactions', json_array(:first_interaction, :last_interaction)));

-- [recorded]
SELECT iif(changes() = 1, last_insert_rowid(), NULL) AS batch;
SELECT 'the batch could not be recorded in synth_batches' AS refusal WHERE :batch IS NULL;

-- For synth_recommend: the last log of a person, what a person has seen, what is popular. Built after the rows, which is
-- faster. What the UPDATE gives stays open for an interrupt, see Host::transact.
-- [indexes]
UPDATE synth_batches SET batch = batch WHERE batch = :batch RETURNING batch;
CREATE INDEX IF NOT EXISTS synth_logs_of_person ON emotion_logs (name, timestamp);
CREATE INDEX IF NOT EXISTS synth_clicks_of_person ON video_clicks (name, video_id);
CREATE INDEX IF NOT EXISTS synth_clicks_on_category ON video_clicks (video_category, video_id, emotion);
