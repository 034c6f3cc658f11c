-- The rows of one batch, in place of {logs}, {clicks} and {interactions} in the other scripts.
--
-- Parameters:
--   :world                                      the document of the batch
--   :most_logs :most_clicks :most_interactions  of a batch of synth_generate its rows; of a top-up a number of rows that
--                                               the world does not reach before :stop, or 0 for a table without any
--   :from_log … :starts :stop                   the rows from this number on, between these moments
--
-- [growing] is the document of the batch b as that of a world that grows, which a top-up goes on with: its rates and first
-- second are those that the rows of the batch have, bit by bit.

-- [logs]
(SELECT g.rowid AS number, g.name, g.emotion, g.input, g.timestamp, g.city, g.country
 FROM temp.synth_emotion_logs AS g
 WHERE g.n = :most_logs AND g.world = :world AND g.progress = :progress
   AND g.rowid >= :from_log AND g.timestamp >= :starts AND g.timestamp < :stop)

-- [clicks]
(SELECT g.rowid AS number, g.name, g.video_id, g.video_title, g.video_category, g.emotion, g.timestamp, g.city,
        g.country
 FROM temp.synth_video_clicks AS g
 WHERE g.n = :most_clicks AND g.world = :world AND g.progress = :progress
   AND g.rowid >= :from_click AND g.timestamp >= :starts AND g.timestamp < :stop)

-- [interactions]
(SELECT g.rowid AS number, g.name, g.video_genre, g.emotion, g.timestamp, g.city, g.country
 FROM temp.synth_video_interactions AS g
 WHERE g.n = :most_interactions AND g.world = :world AND g.progress = :progress
   AND g.rowid >= :from_interaction AND g.timestamp >= :starts AND g.timestamp < :stop)

-- [growing]
iif(b.continues IS NOT NULL, b.world,
    json_set(json_remove(b.world, '$.logs', '$.days', '$.until'),
             '$.since', (SELECT parameters ->> '$.since' FROM temp.synth_emotion_logs
                         WHERE n = b.next_log - 1 AND world = b.world AND rowid = 1),
             '$.logs_per_day', json((SELECT quote(rows_per_day) FROM temp.synth_emotion_logs
                                     WHERE n = b.next_log - 1 AND world = b.world AND rowid = 1)),
             '$.clicks_per_day', json((SELECT quote(rows_per_day) FROM temp.synth_video_clicks
                                       WHERE n = b.next_click - 1 AND world = b.world AND rowid = 1)),
             '$.interactions_per_day', json((SELECT quote(rows_per_day) FROM temp.synth_video_interactions
                                             WHERE n = b.next_interaction - 1 AND world = b.world AND rowid = 1))))
