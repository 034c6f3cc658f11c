-- The statements of synth_top_up, whose keys are their parameters; NULL is the default. A world is fixed by its
-- document, which synth_batches stores, so that its rows can be asked for by time: no row of the tables is read, and real
-- rows between the generated ones change nothing.

-- [plan]
SELECT :seed AS given_seed,
       coalesce(iif(typeof(:until) = 'text', unixepoch(:until), CAST(:until AS INTEGER)), unixepoch()) AS stop,
       coalesce(:progress, 0) AS progress;

-- One row for each world that goes on: its last batch, and what is new since. Of the rows from `from_…` on, those at or
-- after `starts` are not in the tables yet: all of them after synth_generate, which counts rows; after synth_top_up those
-- since its `until`. `most_…` is a number of rows that the world does not reach before `stop`;
-- `logs`, `clicks` and `interactions` are about how many are to come.
-- [worlds]
SELECT b.batch AS continues, b.grown ->> '$.seed' AS seed, b.grown AS world, :stop AS until,
       (:stop - b.until) / 86400.0 AS days, iif(b.continues IS NULL, b.grown ->> '$.since', b.until) AS starts,
       CAST(reach * (b.grown ->> '$.logs_per_day') AS INTEGER) + 100 AS most_logs,
       coalesce(CAST(reach * (b.grown ->> '$.clicks_per_day') AS INTEGER) + 100, 0) AS most_clicks,
       coalesce(CAST(reach * (b.grown ->> '$.interactions_per_day') AS INTEGER) + 100, 0) AS most_interactions,
       CAST(to_come * (b.grown ->> '$.logs_per_day') AS INTEGER) AS logs,
       coalesce(CAST(to_come * (b.grown ->> '$.clicks_per_day') AS INTEGER), 0) AS clicks,
       coalesce(CAST(to_come * (b.grown ->> '$.interactions_per_day') AS INTEGER), 0) AS interactions,
       b.next_log AS from_log, b.next_click AS from_click, b.next_interaction AS from_interaction
FROM (SELECT *, (:stop - (grown ->> '$.since')) / 86400.0 + 14 AS reach,
             (:stop - until) / 86400.0 AS to_come
      FROM (SELECT *, {growing} AS grown
            FROM {batches} AS b
            WHERE (:given_seed IS NULL OR b.world ->> '$.seed' = :given_seed) AND b.until < :stop
              AND b.generator = json_extract(synth_debug(), '$.generator')
              AND NOT EXISTS (SELECT 1 FROM {batches} AS later WHERE later.continues = b.batch))) AS b
ORDER BY b.batch;

-- Refused only if nothing can go on; otherwise [say] names the batches that do not.
-- [older]
SELECT printf('Batch %d (seed %d) cannot go on: version %d of the generator made it, and this is version %d, which would '
              || 'make other people of them. Let a new batch go on in its place: synth_generate with the same seed adds '
              || 'one.', b.batch, b.world ->> '$.seed', b.generator, json_extract(synth_debug(), '$.generator')) AS refusal
FROM {batches} AS b
WHERE (:given_seed IS NULL OR b.world ->> '$.seed' = :given_seed) AND b.until < :stop
  AND b.generator <> json_extract(synth_debug(), '$.generator')
  AND NOT EXISTS (SELECT 1 FROM {batches} AS later WHERE later.continues = b.batch)
  AND NOT EXISTS (SELECT 1 FROM {batches} AS other
                  WHERE (:given_seed IS NULL OR other.world ->> '$.seed' = :given_seed)
                    AND other.generator = json_extract(synth_debug(), '$.generator'));

-- Clicks come in the order of their logs and up to an hour after them: all before next_click are in the database, and of
-- those from it on, the ones before `until`.
-- [count]
SELECT count(*) AS logs, coalesce(max(number) + 1, :from_log) AS next_log FROM {logs};
SELECT count(*) AS clicks FROM {clicks};
SELECT count(*) AS interactions FROM {interactions};
SELECT :starts AS starts_here, :stop AS starts, 9223372036854775807 AS stop;
SELECT coalesce((SELECT number FROM {clicks} LIMIT 1), :from_click) AS next_click,
       coalesce((SELECT number FROM {interactions} LIMIT 1), :from_interaction) AS next_interaction;
SELECT :starts_here AS starts, :until AS stop;

-- [say batch]
SELECT printf('Seed %d: %d emotion logs, %d video clicks and %d video interactions added, %s to %s UTC.', :seed,
              :logs_there, :clicks_there, :interactions_there, datetime(min(earliest), 'unixepoch'),
              datetime(max(latest), 'unixepoch')) AS sentence
FROM (SELECT min(timestamp) AS earliest, max(timestamp) AS latest FROM emotion_logs WHERE rowid > :id_before_logs
      UNION ALL
      SELECT min(timestamp), max(timestamp) FROM video_clicks WHERE rowid > :id_before_clicks
      UNION ALL
      SELECT min(timestamp), max(timestamp) FROM video_interactions WHERE rowid > :id_before_interactions);
SELECT coalesce(:all_batches || ', ', '') || :batch AS all_batches,
       coalesce(:sum_logs, 0) + :logs_there AS sum_logs, coalesce(:sum_clicks, 0) + :clicks_there AS sum_clicks,
       coalesce(:sum_interactions, 0) + :interactions_there AS sum_interactions,
       coalesce(:left_out, 0) + :logs + :clicks + :interactions - :logs_there - :clicks_there - :interactions_there
         AS left_out;

-- [say]
SELECT printf('A trigger or a conflict clause left out %d of the rows to come.', :left_out) AS sentence
WHERE :left_out > 0
UNION ALL
SELECT 'There is nothing to top up: no batch of ' || coalesce('seed ' || :given_seed, 'any seed')
       || ' is in synth_batches. Run generate first.'
WHERE NOT EXISTS (SELECT 1 FROM {batches} AS b
                  WHERE :given_seed IS NULL OR b.world ->> '$.seed' = :given_seed)
UNION ALL
SELECT printf('Nothing new until %s UTC: nothing was changed.', datetime(:stop, 'unixepoch'))
WHERE :all_batches IS NULL
  AND EXISTS (SELECT 1 FROM {batches} AS b
              WHERE (:given_seed IS NULL OR b.world ->> '$.seed' = :given_seed))
UNION ALL
SELECT printf('Batch %d (seed %d) does not go on: version %d of the generator made it, and this is version %d, which '
              || 'would make other people of them.', b.batch, b.world ->> '$.seed', b.generator,
              json_extract(synth_debug(), '$.generator'))
FROM {batches} AS b
WHERE (:given_seed IS NULL OR b.world ->> '$.seed' = :given_seed) AND b.until < :stop
  AND b.generator <> json_extract(synth_debug(), '$.generator')
  AND NOT EXISTS (SELECT 1 FROM {batches} AS later WHERE later.continues = b.batch);
SELECT json_object('batches', json('[' || coalesce(:all_batches, '') || ']'), 'logs', coalesce(:sum_logs, 0),
                   'clicks', coalesce(:sum_clicks, 0), 'interactions', coalesce(:sum_interactions, 0),
                   'until', :stop, 'sentences', json(:sentences)) AS summary;

-- [say plan]
SELECT json_object('logs', :logs, 'clicks', :clicks, 'interactions', :interactions, 'until', :stop,
                   'sentences', json(:sentences)) AS summary;

-- [nothing]
SELECT 'There is nothing to top up: no batch of ' || coalesce('seed ' || :given_seed, 'any seed')
       || ' is in synth_batches. Run generate first.' AS sentence;
SELECT json_object('batches', json('[]'), 'logs', 0, 'clicks', 0, 'interactions', 0, 'until', :stop,
                   'sentences', json(:sentences)) AS summary;
