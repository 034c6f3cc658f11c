-- The table synth_batches as version 0.1.0 made it, with a column for each parameter. It stays as it is, so that 0.1.0
-- can go on with the database too: it is read as if it were that of schema.sql, and new batches fill its columns.

-- [read]
(SELECT batch, continues, created, generator,
        iif(continues IS NULL,
            json_set(law, '$.logs', logs, '$.days', json(quote(days)), '$.until', until, '$.videos', videos),
            json_set(law, '$.videos', videos, '$.since', since,
                     '$.logs_per_day', json(nullif(quote(logs_per_day), 'NULL')),
                     '$.clicks_per_day', json(nullif(quote(clicks_per_day), 'NULL')),
                     '$.interactions_per_day', json(nullif(quote(interactions_per_day), 'NULL')))) AS world,
        until, next_log, next_click, next_interaction,
        json_object('emotion_logs', json_array(first_log, last_log),
                    'video_clicks', json_array(first_click, last_click),
                    'video_interactions', json_array(first_interaction, last_interaction)) AS ids
 FROM (SELECT *, json_set(coalesce(world, '{}'), '$.seed', seed, '$.users', users,
                          '$.match_rate', json(quote(match_rate)), '$.home_rate', json(quote(home_rate)),
                          '$.same_place_rate', json(quote(same_place_rate))) AS law
       FROM main.synth_batches))

-- [record]
INSERT INTO main.synth_batches (
  continues, created, generator, seed, users, logs, clicks, interactions, days, until, match_rate, home_rate,
  same_place_rate, videos, world, since, logs_per_day, clicks_per_day, interactions_per_day, next_log, next_click,
  next_interaction, first_log, last_log, first_click, last_click, first_interaction, last_interaction)
SELECT continues, unixepoch(), json_extract(synth_debug(), '$.generator'), grown ->> '$.seed', grown ->> '$.users', :logs,
       :clicks, :interactions, :days, :until, grown ->> '$.match_rate', grown ->> '$.home_rate',
       grown ->> '$.same_place_rate', grown ->> '$.videos',
       nullif(json_remove(world, {keys_of_world}), '{}'),
       grown ->> '$.since', grown ->> '$.logs_per_day', grown ->> '$.clicks_per_day', grown ->> '$.interactions_per_day',
       next_log, next_click, next_interaction, :first_log, :last_log, :first_click, :last_click, :first_interaction,
       :last_interaction
FROM (SELECT *, {growing} AS grown
      FROM (SELECT :continues AS continues, :world AS world, :next_log AS next_log, :next_click AS next_click,
                   :next_interaction AS next_interaction) AS b);
