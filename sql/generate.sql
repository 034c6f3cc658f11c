-- The statements of synth_generate, whose keys are their parameters; NULL is a default that is no constant.

-- What is not given keeps the proportion 50 : 20 : 30.
-- [plan]
SELECT iif(typeof(:until) = 'text', unixepoch(:until), CAST(:until AS INTEGER)) AS until;

SELECT logs, coalesce(:users, max(1, logs / 10)) AS users, coalesce(:clicks, logs * 2 / 5) AS clicks,
       coalesce(:interactions, logs * 3 / 5) AS interactions, :until AS given_until,
       coalesce(:until, unixepoch()) AS until, 1 AS from_log, 1 AS from_click,
       1 AS from_interaction, -9223372036854775807 AS starts, 9223372036854775807 AS stop
FROM (SELECT coalesce(:logs, max(50, (coalesce(:clicks, 0) * 50 + 19) / 20, (coalesce(:interactions, 0) * 50 + 29) / 30))
               AS logs);

SELECT json_set(json_remove(coalesce(:world, '{}'), {keys_of_world}), '$.seed', :seed, '$.users', :users,
                '$.match_rate', json(quote(:match_rate + 0.0)), '$.home_rate', json(quote(:home_rate + 0.0)),
                '$.same_place_rate', json(quote(:same_place_rate + 0.0)), '$.logs', :logs,
                '$.days', json(quote(:days + 0.0)), '$.until', :until, '$.videos', :videos) AS world,
       :logs AS most_logs, :clicks AS most_clicks, :interactions AS most_interactions, :logs + 1 AS next_log,
       :clicks + 1 AS next_click, :interactions + 1 AS next_interaction;

SELECT json_set(:world, '$.videos', (SELECT rowid FROM temp.synth_videos
                                     WHERE :clicks > 0 AND clicks = :clicks AND world = :world
                                     ORDER BY rowid DESC LIMIT 1)) AS world;

SELECT (SELECT min(batch) FROM {batches} AS b
        WHERE b.continues IS NULL AND b.generator = json_extract(synth_debug(), '$.generator')
          AND json_remove(b.world, '$.until') = json_remove(:world, '$.until')
          AND (:given_until IS NULL OR b.until = :given_until)
          AND b.next_click = :next_click AND b.next_interaction = :next_interaction) AS present;

-- [say present]
SELECT printf('Batch %d is there already: seed %d, %d people, %d + %d + %d rows, %.6g days until %s UTC.',
              batch, :seed, :users, :logs, :clicks, :interactions, :days, datetime(until, 'unixepoch')) AS sentence
FROM {batches} WHERE batch = :present
UNION ALL
SELECT 'Nothing was changed; another seed adds another population.';
SELECT json_object('batch', :present, 'seed', :seed, 'logs', 0, 'clicks', 0, 'interactions', 0,
                   'sentences', json(:sentences)) AS summary;

-- Bytes and speed are those of the default world with its indexes, on one core of a machine of 2026.
-- [say size]
SELECT printf('%,d rows are to come: about %.1f GB%s and %.1f minutes, at 155, 190 and 66 bytes a row and 400,000 rows a '
              || 'second. If it is killed, nothing of them stays, and the next run starts anew.',
              :logs + :clicks + :interactions, (:logs * 155 + :clicks * 190 + :interactions * 66) / 1e9,
              iif((SELECT journal_mode FROM temp.pragma_journal_mode) = 'wal', ', for a while twice as much, in the WAL,',
                  ''),
              (:logs + :clicks + :interactions) / 24e6) AS sentence
WHERE :logs + :clicks + :interactions > 1000000;

-- [say plan]
SELECT json_object('seed', :seed, 'users', :users, 'logs', :logs, 'clicks', :clicks, 'interactions', :interactions,
                   'sentences', json(:sentences)) AS summary;

-- [say made]
SELECT printf('Batch %d: seed %d, %d people, %.6g days until %s UTC.', :batch, :seed, :users, :days,
              datetime(:until, 'unixepoch')) AS sentence
UNION ALL
SELECT printf('%s: %d%s rows added%s%s', column1, column3, iif(column3 < column2, ' of ' || column2, ''),
              iif(column4 IS NULL, '', printf(', ids %d to %d', column4, column5)),
              CASE WHEN column3 < column2 THEN '; a trigger or a conflict clause left the others out.'
                   WHEN column3 > column2 THEN printf('; %d of them by a trigger.', column3 - column2)
                   ELSE '.' END)
FROM (VALUES ('emotion_logs', :logs, :logs_there, :first_log, :last_log),
             ('video_clicks', :clicks, :clicks_there, :first_click, :last_click),
             ('video_interactions', :interactions, :interactions_there, :first_interaction, :last_interaction));
SELECT json_object('batch', :batch, 'seed', :seed, 'users', :users, 'until', :until, 'logs', :logs_there,
                   'clicks', :clicks_there, 'interactions', :interactions_there, 'sentences', json(:sentences))
         AS summary;
