-- Looks at what is in the three tables: how much, whether it hangs together, whether it follows the emotion map. A
-- finding that should not be there comes with its likely cause.
--
--   sqlite3 -box user_data.db -cmd '.load build/release/synth' '.read sql/check.sql'
--
-- Parameter: :world, the JSON document whose emotion map counts for all rows. Unset, the rows that a batch inserted, by
-- their ids, are judged by the map of its own world, and all others by that of the latest batch, else the default.
--
-- A click belongs to the last log of the same person and emotion in the hour before it.

DROP TABLE IF EXISTS temp.synth_logged;
DROP TABLE IF EXISTS temp.synth_laws;
DROP TABLE IF EXISTS temp.synth_ranges;
DROP TABLE IF EXISTS temp.synth_map;
DROP TABLE IF EXISTS temp.synth_matched;
DROP TABLE IF EXISTS temp.synth_answers;

CREATE TEMP TABLE synth_logged AS SELECT name, emotion, timestamp, city FROM emotion_logs;
CREATE INDEX temp.synth_logged_when ON synth_logged (name, emotion, timestamp, city);

-- The worlds of the batches, each once. Number 0 is for the rows of no batch.
CREATE TEMP TABLE synth_laws AS
SELECT 0 AS law, coalesce(:world, (SELECT world FROM synth_batches ORDER BY batch DESC LIMIT 1)) AS world
UNION ALL
SELECT min(batch), world FROM synth_batches WHERE :world IS NULL GROUP BY world;

CREATE TEMP TABLE synth_map (
  law INTEGER, emotion TEXT, video_category TEXT, video_genre TEXT,
  PRIMARY KEY (law, emotion, video_category)
) WITHOUT ROWID;

INSERT INTO temp.synth_map
SELECT l.law, m.emotion, m.video_category, json_extract(c.value, '$.genre')
FROM temp.synth_laws AS l
CROSS JOIN synth_emotion_map AS m ON m.world = l.world
JOIN json_each(synth_world(l.world), '$.categories') AS c ON c.key = m.video_category;

-- The ids that each batch gave, and its law. Where ids were given again, the later batch has them.
CREATE TEMP TABLE synth_ranges (
  kind TEXT, first INTEGER, last INTEGER, law INTEGER,
  PRIMARY KEY (kind, first)
) WITHOUT ROWID;

INSERT OR REPLACE INTO temp.synth_ranges
SELECT kind, first, last, law
FROM (
  SELECT batch, world, 'video_clicks' AS kind, first_click AS first, last_click AS last FROM synth_batches
  UNION ALL
  SELECT batch, world, 'video_interactions', first_interaction, last_interaction FROM synth_batches
) AS b
JOIN temp.synth_laws AS l ON l.law > 0 AND l.world IS b.world
WHERE first IS NOT NULL
ORDER BY batch;

-- How many follow their map. `rowid` is that of the clicks; for a view, which has none, it is the NULL of the result,
-- in no batch. The tables in the conditions have none either.
CREATE TEMP TABLE synth_matched AS
SELECT kind, emotion, matched
FROM (
  SELECT 'video_clicks' AS kind, emotion, count(*) AS matched, NULL AS rowid
  FROM video_clicks AS a
  WHERE EXISTS (
    SELECT 1 FROM temp.synth_map AS m
    WHERE m.emotion = a.emotion AND m.video_category = CAST(a.video_category AS TEXT)
      AND m.law = coalesce((SELECT iif(rowid <= r.last, r.law, 0) FROM temp.synth_ranges AS r
                            WHERE r.kind = 'video_clicks' AND r.first <= rowid ORDER BY r.first DESC LIMIT 1), 0))
  GROUP BY emotion
)
UNION ALL
SELECT kind, emotion, matched
FROM (
  SELECT 'video_interactions' AS kind, emotion, count(*) AS matched, NULL AS rowid
  FROM video_interactions AS a
  WHERE EXISTS (
    SELECT 1 FROM temp.synth_map AS m
    WHERE m.emotion = a.emotion AND m.video_genre = a.video_genre
      AND m.law = coalesce((SELECT iif(rowid <= r.last, r.law, 0) FROM temp.synth_ranges AS r
                            WHERE r.kind = 'video_interactions' AND r.first <= rowid ORDER BY r.first DESC LIMIT 1), 0))
  GROUP BY emotion
);

-- Clicks and interactions, each with its log.
CREATE TEMP TABLE synth_answers AS
WITH answers AS (
  SELECT 'video_clicks' AS kind, name, emotion, timestamp, city,
         coalesce(CAST(video_category AS TEXT), '') NOT IN (SELECT video_category FROM synth_categories) AS unknown
  FROM video_clicks
  UNION ALL
  SELECT 'video_interactions', name, emotion, timestamp, city,
         coalesce(video_genre, '') NOT IN (SELECT video_genre FROM synth_categories)
  FROM video_interactions
)
SELECT a.kind, a.emotion, a.city, a.unknown, typeof(a.timestamp) AS type,
       (SELECT l.rowid FROM temp.synth_logged AS l
        WHERE l.name = a.name AND l.emotion = a.emotion AND l.timestamp BETWEEN a.timestamp - 3600 AND a.timestamp - 1
        ORDER BY l.timestamp DESC LIMIT 1) AS log,
       EXISTS (SELECT 1 FROM temp.synth_logged AS l
               WHERE l.name = a.name AND l.emotion = a.emotion
                 AND l.timestamp BETWEEN a.timestamp AND a.timestamp + 3600) AS log_after
FROM answers AS a;

WITH
  -- Wilson's interval, 95 %.
  rates AS (
    SELECT kind, n, p, (p + z2 / (2 * n)) / (1 + z2 / n) AS middle,
           sqrt(z2 * (p * (1 - p) / n + z2 / (4.0 * n * n))) / (1 + z2 / n) AS half
    FROM (SELECT kind, count(*) AS n, 3.841458820694124 AS z2,
                 (SELECT total(m.matched) FROM temp.synth_matched AS m WHERE m.kind = a.kind) / count(*) AS p
          FROM temp.synth_answers AS a GROUP BY kind)
  ),
  expected AS (
    SELECT coalesce((SELECT sum(match_rate * (clicks + interactions)) / sum(clicks + interactions) FROM synth_batches),
                    0.8) AS match_rate,
           coalesce((SELECT sum(same_place_rate * (clicks + interactions)) / sum(clicks + interactions)
                     FROM synth_batches), 0.9) AS same_place_rate,
           (SELECT count(*) > 0 FROM synth_batches) AS generated,
           (SELECT sum(logs) FROM synth_batches) AS logs
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
  findings (number, finding, value, expected, fine, cause) AS (
    SELECT 1, 'emotion_logs', (SELECT count(*) FROM emotion_logs), NULL, 1, NULL
    UNION ALL
    SELECT 2, 'video_clicks', (SELECT count(*) FROM video_clicks), NULL, 1, NULL
    UNION ALL
    SELECT 3, 'video_interactions', (SELECT count(*) FROM video_interactions), NULL, 1, NULL
    UNION ALL
    SELECT 4, 'people', (SELECT count(DISTINCT name) FROM emotion_logs), NULL, 1, NULL
    UNION ALL
    SELECT 5, 'batches', (SELECT count(*) FROM synth_batches), NULL, 1, NULL
    UNION ALL
    SELECT 6, kind || ' whose timestamp is no integer', sum(type <> 'integer'), 0, sum(type <> 'integer') = 0,
           CASE WHEN sum(type = 'text') > 0
                  THEN 'text: make them unix seconds with unixepoch(), or CAST(timestamp AS INTEGER) where it is digits'
                WHEN sum(type = 'real') > 0 THEN 'fractions of a second: CAST(timestamp AS INTEGER)'
                ELSE 'NULL or a BLOB: rows without a moment' END
    FROM (SELECT 'emotion_logs' AS kind, typeof(timestamp) AS type FROM temp.synth_logged
          UNION ALL SELECT kind, type FROM temp.synth_answers)
    GROUP BY kind
    UNION ALL
    SELECT 7, 'match rate of ' || kind,
           printf('%.4f (95 %%: %.4f to %.4f)', p, middle - half, middle + half), printf('%.4g', match_rate),
           NOT generated OR abs(match_rate - middle) <= half,
           'chance (1 run in 20), real rows among the generated ones, or rows of another emotion map (:world)'
    FROM rates, expected
    UNION ALL
    SELECT 8, kind || ' before their emotion', sum(log IS NULL AND log_after), 0, sum(log IS NULL AND log_after) = 0,
           'clocks of two sources differ, or timestamps of one table were moved'
    FROM temp.synth_answers GROUP BY kind
    UNION ALL
    SELECT 9, kind || ' without their log', sum(log IS NULL AND NOT log_after), 0,
           sum(log IS NULL AND NOT log_after) = 0,
           CASE WHEN (SELECT count(*) FROM emotion_logs) = 0 THEN 'emotion_logs is empty'
                WHEN sum(log IS NULL AND NOT log_after AND type <> 'integer') > 0
                  OR EXISTS (SELECT 1 FROM temp.synth_logged WHERE typeof(timestamp) <> 'integer')
                  THEN 'timestamps that are no integers, see above'
                WHEN (SELECT count(*) FROM emotion_logs) < coalesce((SELECT logs FROM expected), 0)
                  THEN 'rows of emotion_logs were deleted since they were generated'
                ELSE 'the tables were filled with numbers of rows, seeds or windows that do not belong together: keep '
                     || '50 : 20 : 30, or name `logs` for clicks and interactions; or real clicks without a log' END
    FROM temp.synth_answers GROUP BY kind
    UNION ALL
    SELECT 10, kind || ' at the place of their log', printf('%.4f', avg(a.city IS l.city)),
           printf('%.4g', same_place_rate),
           NOT generated OR abs(avg(a.city IS l.city) - same_place_rate)
             <= 0.02 + 4 * sqrt(same_place_rate * (1 - same_place_rate) / count(*)),
           'cities of one of the tables were changed, or real rows among the generated ones'
    FROM temp.synth_answers AS a
    JOIN temp.synth_logged AS l ON l.rowid = a.log
    CROSS JOIN expected
    GROUP BY kind
    UNION ALL
    SELECT 11, 'emotions that the map does not know', count(DISTINCT emotion), 0, count(*) = 0,
           'rows of another emotion map (:world), or spelled otherwise: '
           || group_concat(DISTINCT emotion)
    FROM (SELECT emotion FROM temp.synth_logged UNION ALL SELECT emotion FROM temp.synth_answers)
    WHERE emotion NOT IN (SELECT emotion FROM temp.synth_map)
    UNION ALL
    SELECT 12, kind || ' with a category that YouTube does not know', sum(unknown), 0, sum(unknown) = 0,
           'a custom map (:world) with categories of its own, or a genre that names no category'
    FROM temp.synth_answers
    GROUP BY kind
    UNION ALL
    SELECT 13, 'videos with two titles or categories', count(*), 0, count(*) = 0,
           'generated and real videos share an id, or two catalogues of one seed: name :videos'
    FROM (SELECT 1 FROM video_clicks GROUP BY video_id
          HAVING min(video_title) <> max(video_title) OR min(video_category) <> max(video_category))
    UNION ALL
    SELECT 14, 'cities in two countries', count(*), 0, count(*) = 0, 'real rows among the generated ones'
    FROM (SELECT 1 FROM emotion_logs GROUP BY city HAVING min(country) <> max(country))
    UNION ALL
    SELECT 15, 'people with two homes', count(*), 0, count(*) = 0,
           'two people of one name, of two seeds or of two sources, a move, or a low home_rate'
    FROM homes
  )
SELECT finding, value, expected, iif(fine, NULL, cause) AS likely_cause
FROM findings
ORDER BY number, finding;

-- The emotions one by one: their share of the logs, and how many of the clicks on them follow the map.
SELECT l.emotion, l.logs, round(1.0 * l.logs / sum(l.logs) OVER (), 4) AS share, coalesce(a.answers, 0) AS answers,
       round((SELECT total(m.matched) FROM temp.synth_matched AS m WHERE m.emotion = l.emotion) / a.answers, 4)
         AS match_rate,
       (SELECT group_concat(video_category, ' ')
        FROM (SELECT DISTINCT m.video_category FROM temp.synth_laws AS w CROSS JOIN synth_emotion_map AS m
              ON m.world = w.world WHERE m.emotion = l.emotion)) AS mapped_categories
FROM (SELECT emotion, count(*) AS logs FROM temp.synth_logged GROUP BY emotion) AS l
LEFT JOIN (SELECT emotion, count(*) AS answers FROM temp.synth_answers GROUP BY emotion) AS a
  ON a.emotion = l.emotion
ORDER BY l.logs DESC, l.emotion;

DROP TABLE temp.synth_answers;
DROP TABLE temp.synth_matched;
DROP TABLE temp.synth_map;
DROP TABLE temp.synth_ranges;
DROP TABLE temp.synth_laws;
DROP TABLE temp.synth_logged;
