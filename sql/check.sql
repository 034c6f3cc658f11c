-- Looks at what is in the three tables: how much, whether it hangs together, whether it follows the emotion map. A
-- finding that should not be there comes with its likely cause. One statement, which only reads.
--
--   sqlite3 -box user_data.db -cmd '.load build/release/synth' '.read sql/check.sql'
--
-- Parameter: :world, the JSON document whose emotion map counts for all rows. Unset, the rows that a batch inserted, by
-- their ids, are judged by the map of its own world, and all others by that of the latest batch, else the default.
--
-- What the rates should be is expected only if this version of the generator made all batches: the law of another may
-- be another.
--
-- A click belongs to the last log of the same person and emotion in the hour before it. Where names, emotions and
-- categories are integers, they are the same as their texts.

WITH
  -- Numbered by person, emotion and time; those without one of these come last.
  logged AS MATERIALIZED (
    SELECT name, emotion, timestamp, city, type, complete,
           row_number() OVER (ORDER BY complete DESC, name, emotion, timestamp, city) AS log
    FROM (SELECT *, name IS NOT NULL AND emotion IS NOT NULL AND type IN ('integer', 'real') AS complete
          FROM (SELECT CAST(name AS TEXT) AS name, CAST(emotion AS TEXT) AS emotion, timestamp, city,
                       typeof(timestamp) AS type
                FROM emotion_logs))
  ),
  -- The batches, what their worlds say of emotions and categories, and how many rows they have.
  batches AS MATERIALIZED (
    SELECT batch, continues, world, until, ids, generator, json_extract(world, '$.merge', '$.emotions', '$.categories', '$.map') AS says,
           (ids ->> '$.emotion_logs[1]') - (ids ->> '$.emotion_logs[0]') + 1 AS logs,
           coalesce((ids ->> '$.video_clicks[1]') - (ids ->> '$.video_clicks[0]') + 1, 0)
           + coalesce((ids ->> '$.video_interactions[1]') - (ids ->> '$.video_interactions[0]') + 1, 0) AS answers
    FROM synth_batches
  ),
  -- The maps of the batches, each once. Number 0 is for the rows of no batch.
  laws AS MATERIALIZED (
    SELECT 0 AS law, coalesce(:world, (SELECT world FROM batches ORDER BY batch DESC LIMIT 1)) AS world, NULL AS says
    UNION ALL
    SELECT min(batch), world, says FROM batches WHERE :world IS NULL GROUP BY says
  ),
  map AS MATERIALIZED (
    SELECT l.law, m.emotion, m.video_category, json_extract(c.value, '$.genre') AS video_genre
    FROM laws AS l
    CROSS JOIN temp.synth_emotion_map AS m ON m.world = l.world
    JOIN temp.json_each(synth_world(l.world), '$.categories') AS c ON c.key = m.video_category
  ),
  -- The ids that each batch gave, and its law. Where ids were given again, the later batch has them. With one world in
  -- all batches, its law is that of the rows of no batch too.
  ranges AS MATERIALIZED (
    SELECT kind, first, min(last, lead(first, 1, last + 1) OVER (PARTITION BY kind ORDER BY first) - 1) AS last, law
    FROM (
      SELECT kind, first, last, law, max(batch)
      FROM (
        SELECT b.batch, b.says, i.key AS kind, i.value ->> '$[0]' AS first, i.value ->> '$[1]' AS last
        FROM batches AS b
        CROSS JOIN temp.json_each(b.ids) AS i
        WHERE i.key <> 'emotion_logs'
      ) AS b
      JOIN laws AS l ON l.says = b.says
      WHERE first IS NOT NULL AND (SELECT count(*) FROM laws) > 2
      GROUP BY kind, first
    )
  ),
  -- How many follow their map: by the id of their category, or by its name where an application keeps names. `rowid`
  -- is that of the clicks; for a view or a table WITHOUT ROWID, which have none, it is the NULL of the result, in no
  -- batch.
  matched AS MATERIALIZED (
    SELECT kind, emotion, matched
    FROM (
      SELECT 'video_clicks' AS kind, CAST(emotion AS TEXT) AS emotion, count(*) AS matched, NULL AS rowid
      FROM video_clicks AS a
      WHERE (coalesce((SELECT r.law FROM ranges AS r
                       WHERE r.kind = 'video_clicks' AND rowid BETWEEN r.first AND r.last), 0),
             CAST(a.emotion AS TEXT), CAST(a.video_category AS TEXT))
            IN (SELECT law, emotion, video_category FROM map UNION ALL SELECT law, emotion, video_genre FROM map)
      GROUP BY CAST(emotion AS TEXT)
    )
    UNION ALL
    SELECT kind, emotion, matched
    FROM (
      SELECT 'video_interactions' AS kind, CAST(emotion AS TEXT) AS emotion, count(*) AS matched, NULL AS rowid
      FROM video_interactions AS a
      WHERE (coalesce((SELECT r.law FROM ranges AS r
                       WHERE r.kind = 'video_interactions' AND rowid BETWEEN r.first AND r.last), 0),
             CAST(a.emotion AS TEXT), CAST(a.video_genre AS TEXT)) IN (SELECT law, emotion, video_genre FROM map)
      GROUP BY CAST(emotion AS TEXT)
    )
  ),
  -- Clicks and interactions, and among them the logs. (`moment`: a text of digits is its number, as in any comparison
  -- with a number.)
  all_rows AS (
    SELECT 'video_clicks' AS kind, CAST(name AS TEXT) AS name, CAST(emotion AS TEXT) AS emotion, timestamp, city,
           typeof(timestamp) AS type, timestamp + 0 AS moment,
           coalesce(CAST(video_category AS TEXT), '') NOT IN
             (SELECT video_category FROM temp.synth_categories UNION ALL SELECT video_genre FROM temp.synth_categories)
             AS unknown,
           NULL AS log
    FROM video_clicks
    UNION ALL
    SELECT 'video_interactions', CAST(name AS TEXT), CAST(emotion AS TEXT), timestamp, city, typeof(timestamp),
           timestamp + 0,
           coalesce(CAST(video_genre AS TEXT), '') NOT IN (SELECT video_genre FROM temp.synth_categories), NULL
    FROM video_interactions
    UNION ALL
    SELECT NULL, name, emotion, NULL, NULL, NULL, timestamp, NULL, log
    FROM logged
    WHERE complete
  ),
  -- The number of the last log before each answer. It may be somebody else's, and the one after it may be its own.
  placed AS (
    SELECT *, coalesce(max(log) OVER (ORDER BY name, emotion, moment, log NULLS FIRST ROWS UNBOUNDED PRECEDING), 0)
              AS before
    FROM all_rows
  ),
  answers AS MATERIALIZED (
    SELECT a.kind, a.emotion, a.timestamp, a.type, a.unknown, l.log IS NOT NULL AS has_log,
           a.city IS l.city AS same_place, n.log IS NOT NULL AS log_after
    FROM placed AS a
    LEFT JOIN logged AS l
      ON l.log = a.before AND l.name = a.name AND l.emotion = a.emotion AND l.timestamp >= a.moment - 3600
    LEFT JOIN logged AS n
      ON n.log = iif(l.log IS NULL, a.before + 1, NULL) AND n.name = a.name AND n.emotion = a.emotion
         AND n.timestamp BETWEEN a.moment AND a.moment + 3600
    WHERE a.kind IS NOT NULL
  ),
  -- What the timestamps look like that are no unix seconds from 2000 to the end of next year, or of the batches.
  span AS MATERIALIZED (
    SELECT min(unixepoch('2000-01-01'), coalesce(min(since), unixepoch('2000-01-01'))) AS least,
           max(unixepoch('now', 'start of year', '+2 years'), coalesce(max(until), 0)) AS most
    FROM (SELECT until, coalesce(world ->> '$.since', until - 86400 * (world ->> '$.days') - 2) AS since FROM batches)
  ),
  timestamps AS (
    SELECT 'emotion_logs' AS kind, timestamp AS t, type FROM logged
    UNION ALL
    SELECT kind, timestamp, type FROM answers
  ),
  moments AS MATERIALIZED (
    SELECT kind, count(*) AS rows,
           CASE WHEN type = 'null' THEN 'NULL: rows without a moment'
                WHEN type = 'blob' THEN 'BLOBs: rows without a moment'
                WHEN type = 'text' AND t <> '' AND t NOT GLOB '*[^0-9]*'
                  THEN 'digits as text: CAST(timestamp AS INTEGER)'
                WHEN type = 'text' AND unixepoch(t) IS NOT NULL THEN 'dates as text: unixepoch(timestamp)'
                WHEN type = 'text' THEN 'text that SQLite reads as no date'
                WHEN t BETWEEN least AND most THEN 'fractions of a second: CAST(timestamp AS INTEGER)'
                WHEN t BETWEEN 2451544 AND 2500000 THEN 'julian days: unixepoch(timestamp, ''julianday'')'
                WHEN t BETWEEN 10957 AND 30000 THEN 'days since 1970: CAST(timestamp * 86400 AS INTEGER)'
                WHEN t BETWEEN 36526 AND 60000
                  THEN 'days of a spreadsheet, since 1900: CAST(round((timestamp - 25569) * 86400) AS INTEGER)'
                WHEN t BETWEEN least * 1e3 AND most * 1e3 THEN 'milliseconds: CAST(timestamp / 1000 AS INTEGER)'
                WHEN t BETWEEN least * 1e6 AND most * 1e6 THEN 'microseconds: CAST(timestamp / 1000000 AS INTEGER)'
                WHEN t BETWEEN least * 1e9 AND most * 1e9 THEN 'nanoseconds: CAST(timestamp / 1000000000 AS INTEGER)'
                WHEN t BETWEEN (least + 11644473600) * 1e6 AND (most + 11644473600) * 1e6
                  THEN 'microseconds since 1601, as browsers keep: CAST(timestamp / 1000000 AS INTEGER) - 11644473600'
                WHEN t < 0 THEN 'before 1970: no unix seconds, or wrong ones'
                WHEN t < least THEN 'before 2000: hours, minutes or seconds since another year, or a wrong clock'
                ELSE 'after next year: another unit, or a wrong clock' END AS look
    FROM timestamps, span
    WHERE NOT (type = 'integer' AND t BETWEEN least AND most)
    GROUP BY kind, look
  ),
  -- Foreign keys that SQLite refuses to check, since their parent is no table with just these columns as a key.
  child AS MATERIALIZED (
    SELECT t.name AS kind, f.id, f."table" AS parent, lower(f."to") AS parent_column
    FROM main.sqlite_schema AS t CROSS JOIN temp.pragma_foreign_key_list(t.name, 'main') AS f
    WHERE t.type = 'table' AND lower(t.name) IN ('emotion_logs', 'video_clicks', 'video_interactions')
  ),
  parent AS MATERIALIZED (
    SELECT t.name, t.type FROM main.sqlite_schema AS t
    WHERE t.type IN ('table', 'view') AND lower(t.name) IN (SELECT lower(parent) FROM child)
  ),
  -- The columns of each key; its primary key is that without a name.
  key AS MATERIALIZED (
    SELECT p.name AS parent, NULL AS name, lower(c.name) AS parent_column
    FROM parent AS p CROSS JOIN temp.pragma_table_xinfo(p.name, 'main') AS c
    WHERE c.pk > 0 AND p.type = 'table'
    UNION ALL
    SELECT p.name, i.name, lower(c.name)
    FROM parent AS p CROSS JOIN temp.pragma_index_list(p.name, 'main') AS i
    CROSS JOIN temp.pragma_index_info(i.name, 'main') AS c
    WHERE i."unique" AND NOT i.partial
  ),
  keyless AS MATERIALIZED (
    SELECT DISTINCT c.kind, c.parent
    FROM (SELECT kind, id, parent, count(*) AS columns, count(parent_column) AS named FROM child GROUP BY kind, id) AS c
    JOIN parent AS p ON lower(p.name) = lower(c.parent)
    WHERE NOT EXISTS (
      SELECT 1 FROM key AS k
      WHERE k.parent = p.name AND (c.named > 0 OR k.name IS NULL)
      GROUP BY k.name
      HAVING count(*) = c.columns
         AND (c.named = 0 OR total(k.parent_column IN (SELECT o.parent_column FROM child AS o
                                                       WHERE o.kind = c.kind AND o.id = c.id)) = c.columns)
    )
  ),
  -- Rows whose foreign key has no parent.
  orphans AS MATERIALIZED (
    SELECT t.name AS kind, k.parent, count(*) AS rows
    FROM main.sqlite_schema AS t
    CROSS JOIN temp.pragma_foreign_key_check(t.name, 'main') AS k
    WHERE t.type = 'table' AND lower(t.name) IN ('emotion_logs', 'video_clicks', 'video_interactions')
      AND t.name NOT IN (SELECT kind FROM keyless)
    GROUP BY lower(t.name), k.parent
  ),
  -- Wilson's interval, 95 %.
  rates AS (
    SELECT kind, n, p, (p + z2 / (2 * n)) / (1 + z2 / n) AS middle,
           sqrt(z2 * (p * (1 - p) / n + z2 / (4.0 * n * n))) / (1 + z2 / n) AS half
    FROM (SELECT kind, count(*) AS n, 3.841458820694124 AS z2,
                 (SELECT total(m.matched) FROM matched AS m WHERE m.kind = a.kind) / count(*) AS p
          FROM answers AS a GROUP BY kind)
  ),
  expected AS (
    SELECT coalesce(sum((world ->> '$.match_rate') * answers) / sum(answers), 0.8) AS match_rate,
           coalesce(sum((world ->> '$.same_place_rate') * answers) / sum(answers), 0.9) AS same_place_rate,
           count(*) > 0 AND count(*) = total(generator = json_extract(synth_debug(), '$.generator')) AS generated,
           sum(logs) AS logs
    FROM batches
  ),
  -- A home is a city where a person was on at least 7 days, and on 40 % of all days of the person.
  homes AS (
    SELECT name
    FROM (SELECT name, city, count(DISTINCT timestamp / 86400) AS days,
                 sum(count(DISTINCT timestamp / 86400)) OVER (PARTITION BY name) AS all_days
          FROM emotion_logs GROUP BY name, city)
    WHERE days >= 7 AND days >= 0.4 * all_days
    GROUP BY name
    HAVING count(*) > 1
  ),
  -- The emotions one by one: their share of the logs, and how many of the clicks on them follow the map.
  by_emotion AS MATERIALIZED (
    SELECT emotion, sum(logs) AS logs, sum(answers) AS answers, sum(matched) AS matched,
           1.0 * sum(logs) / sum(sum(logs)) OVER () AS share
    FROM (
      SELECT emotion, count(*) AS logs, 0 AS answers, 0 AS matched FROM logged GROUP BY emotion
      UNION ALL
      SELECT emotion, 0, count(*), 0 FROM answers GROUP BY emotion
      UNION ALL
      SELECT emotion, 0, 0, sum(matched) FROM matched GROUP BY emotion
    )
    GROUP BY emotion
  ),
  findings (number, finding, value, unit, expected, fine, cause) AS (
    SELECT 1, 'emotion_logs', (SELECT count(*) FROM emotion_logs), 'rows', NULL, 1, NULL
    UNION ALL
    SELECT 2, 'video_clicks', (SELECT count(*) FROM video_clicks), 'rows', NULL, 1, NULL
    UNION ALL
    SELECT 3, 'video_interactions', (SELECT count(*) FROM video_interactions), 'rows', NULL, 1, NULL
    UNION ALL
    SELECT 4, 'people in emotion_logs', p.logged,
           iif(p.invented >= p.logged, printf('people, of %d in the generated worlds', p.invented), 'people'), NULL, 1,
           NULL
    FROM (SELECT (SELECT count(DISTINCT name) FROM logged) AS logged,
                 (SELECT total(users) FROM (SELECT max(world ->> '$.users') AS users FROM batches
                                             GROUP BY json_extract(world, '$.seed', '$.cities', '$.merge')))
                   AS invented) AS p
    UNION ALL
    SELECT 5, 'batches', (SELECT count(*) FROM batches), 'batches', NULL, 1, NULL
    UNION ALL
    SELECT 6, k.kind || ' whose timestamp is not in unix seconds', total(m.rows), 'rows', 0,
           count(m.rows) = 0, group_concat(CAST(m.rows AS INTEGER) || ' ' || m.look, '; ')
    FROM (SELECT 'emotion_logs' AS kind UNION ALL SELECT 'video_clicks' UNION ALL SELECT 'video_interactions') AS k
    LEFT JOIN moments AS m ON m.kind = k.kind
    GROUP BY k.kind
    UNION ALL
    SELECT 7, 'match rate of ' || kind,
           printf('%.4f (95 %%: %.4f to %.4f)', p, middle - half, middle + half), 'share, 0 to 1',
           iif(generated, printf('%.4g', match_rate), NULL), NOT generated OR abs(match_rate - middle) <= half,
           'chance (1 run in 20), real rows among the generated ones, or rows of another emotion map (:world)'
    FROM rates, expected
    UNION ALL
    SELECT 8, kind || ' before their emotion', sum(NOT has_log AND log_after), 'rows', 0,
           sum(NOT has_log AND log_after) = 0,
           'clocks of two sources differ, or timestamps of one table were moved'
    FROM answers GROUP BY kind
    UNION ALL
    SELECT 9, kind || ' without their log', sum(NOT has_log AND NOT log_after), 'rows', 0,
           sum(NOT has_log AND NOT log_after) = 0,
           CASE WHEN (SELECT count(*) FROM emotion_logs) = 0 THEN 'emotion_logs is empty'
                WHEN EXISTS (SELECT 1 FROM moments AS m WHERE m.kind IN (a.kind, 'emotion_logs'))
                  THEN 'timestamps that are no unix seconds, see above'
                WHEN (SELECT count(*) FROM emotion_logs) < coalesce((SELECT logs FROM expected), 0)
                  THEN 'rows of emotion_logs were deleted since they were generated'
                ELSE 'the tables were filled with numbers of rows, seeds or windows that do not belong together: keep '
                     || '50 : 20 : 30, or name `logs` for clicks and interactions; or real clicks without a log' END
    FROM answers AS a GROUP BY kind
    UNION ALL
    SELECT 10, kind || ' at the place of their log', printf('%.4f', avg(same_place)), 'share, 0 to 1',
           iif(generated, printf('%.4g', same_place_rate), NULL),
           NOT generated OR (SELECT count(DISTINCT city) FROM emotion_logs) = 1  -- there is no other place
             OR abs(avg(same_place) - same_place_rate)
             <= 0.02 + 4 * sqrt(same_place_rate * (1 - same_place_rate) / count(*)),
           'cities of one of the tables were changed, or real rows among the generated ones'
    FROM answers
    CROSS JOIN expected
    WHERE has_log
    GROUP BY kind
    UNION ALL
    SELECT 11, 'emotions that the map does not know', count(DISTINCT emotion), 'emotions', 0, count(*) = 0,
           'rows of another emotion map (:world), or spelled otherwise: '
           || group_concat(DISTINCT emotion)
    FROM (SELECT emotion FROM logged UNION ALL SELECT emotion FROM answers)
    WHERE emotion NOT IN (SELECT emotion FROM map)
    UNION ALL
    SELECT 12, kind || ' with a category that YouTube does not know', sum(unknown), 'rows', 0, sum(unknown) = 0,
           'a custom map (:world) with categories of its own, or a genre that names no category'
    FROM answers
    GROUP BY kind
    UNION ALL
    SELECT 13, 'videos with two titles or categories', count(*), 'videos', 0, count(*) = 0,
           'generated and real videos share an id, or two catalogues of one seed: name :videos'
    FROM (SELECT 1 FROM video_clicks GROUP BY video_id
          HAVING min(video_title) <> max(video_title)
             OR min(CAST(video_category AS TEXT)) <> max(CAST(video_category AS TEXT)))
    UNION ALL
    SELECT 14, 'cities in two countries', count(*), 'cities', 0, count(*) = 0, 'real rows among the generated ones'
    FROM (SELECT 1 FROM emotion_logs GROUP BY city HAVING min(country) <> max(country))
    UNION ALL
    SELECT 15, 'people with two homes', count(*), 'people', 0, count(*) = 0,
           'two people of one name, of two seeds or of two sources, a move, or a low home_rate'
    FROM homes
    UNION ALL
    SELECT 16, 'rows without a parent', total(rows), 'rows', 0, count(*) = 0,
           'foreign keys were off when they were written: '
           || group_concat(printf('%d of %s have none in %s', rows, kind, parent), '; ')
    FROM orphans
    UNION ALL
    SELECT 17, 'foreign keys that cannot be checked', keys, 'foreign keys', 0, 0, cause
    FROM (SELECT count(*) AS keys,
                 group_concat(printf('what %s refers to in %s is no key there: CREATE UNIQUE INDEX', kind, parent), '; ')
                   AS cause
          FROM keyless)
    WHERE keys > 0
    UNION ALL
    SELECT 18 + row_number() OVER (ORDER BY logs DESC, emotion), 'logs of ' || emotion, CAST(logs AS INTEGER),
           printf('rows, %.4f of all', share), NULL, 1, NULL
    FROM by_emotion
    WHERE emotion IS NOT NULL
    UNION ALL
    SELECT 18 + row_number() OVER (ORDER BY e.logs DESC, e.emotion), 'match rate of ' || e.emotion,
           printf('%.4f', 1.0 * e.matched / e.answers),
           printf('share of %d clicks and interactions', e.answers)
           || coalesce(', with the categories ' || (
             SELECT group_concat(video_category, ' ')
             FROM (SELECT DISTINCT m.video_category FROM map AS m WHERE m.emotion = e.emotion)), ''), NULL, 1, NULL
    FROM by_emotion AS e
    WHERE e.emotion IS NOT NULL AND e.answers > 0
  )
SELECT finding, iif(typeof(value) = 'real', CAST(value AS INTEGER), value) AS value, unit, expected,
       iif(fine, NULL, cause) AS likely_cause
FROM findings
ORDER BY number, finding;
