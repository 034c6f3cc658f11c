-- Looks at what is in the three tables: how much, whether it hangs together, whether it follows the emotion map. A
-- finding that should not be there comes with its likely cause.
--
--   sqlite3 -box user_data.db -cmd '.load build/release/synth' '.read sql/check.sql'
--
-- Parameter: :world, the JSON document whose emotion map counts; unset, that of the latest batch, else the default.
--
-- A click belongs to the last log of the same person and emotion in the hour before it.

DROP TABLE IF EXISTS temp.synth_logged;
DROP TABLE IF EXISTS temp.synth_map;
DROP TABLE IF EXISTS temp.synth_answers;

CREATE TEMP TABLE synth_logged AS SELECT name, emotion, timestamp, city FROM emotion_logs;
CREATE INDEX temp.synth_logged_when ON synth_logged (name, emotion, timestamp, city);

CREATE TEMP TABLE synth_map AS
SELECT DISTINCT emotion, video_category
FROM synth_emotion_map
WHERE world = coalesce(:world, (SELECT world FROM synth_batches ORDER BY batch DESC LIMIT 1));

-- Clicks and interactions, each with its log.
CREATE TEMP TABLE synth_answers AS
WITH answers AS (
  SELECT 'video_clicks' AS kind, name, emotion, timestamp, city, CAST(video_category AS TEXT) AS video_category
  FROM video_clicks
  UNION ALL
  SELECT 'video_interactions', i.name, i.emotion, i.timestamp, i.city, g.video_category
  FROM video_interactions AS i
  LEFT JOIN synth_categories AS g ON g.video_genre = i.video_genre AND g.assignable
)
SELECT a.kind, a.emotion, a.city, a.video_category,
       EXISTS (SELECT 1 FROM temp.synth_map AS m
               WHERE m.emotion = a.emotion AND m.video_category = a.video_category) AS matched,
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
    FROM (SELECT kind, count(*) AS n, avg(matched) AS p, 3.841458820694124 AS z2 FROM temp.synth_answers GROUP BY kind)
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
    SELECT 6, 'match rate of ' || kind,
           printf('%.4f (95 %%: %.4f to %.4f)', p, middle - half, middle + half), printf('%.4g', match_rate),
           NOT generated OR abs(match_rate - middle) <= half,
           'chance (1 run in 20), real rows among the generated ones, or rows of another emotion map (:world)'
    FROM rates, expected
    UNION ALL
    SELECT 7, kind || ' before their emotion', sum(log IS NULL AND log_after), 0, sum(log IS NULL AND log_after) = 0,
           'clocks of two sources differ, or timestamps of one table were moved'
    FROM temp.synth_answers GROUP BY kind
    UNION ALL
    SELECT 8, kind || ' without their log', sum(log IS NULL AND NOT log_after), 0,
           sum(log IS NULL AND NOT log_after) = 0,
           CASE WHEN (SELECT count(*) FROM emotion_logs) = 0 THEN 'emotion_logs is empty'
                WHEN (SELECT count(*) FROM emotion_logs) < coalesce((SELECT logs FROM expected), 0)
                  THEN 'rows of emotion_logs were deleted since they were generated'
                ELSE 'the tables were filled with numbers of rows, seeds or windows that do not belong together: keep '
                     || '50 : 20 : 30, or name `logs` for clicks and interactions; or real clicks without a log' END
    FROM temp.synth_answers GROUP BY kind
    UNION ALL
    SELECT 9, kind || ' at the place of their log', printf('%.4f', avg(a.city IS l.city)),
           printf('%.4g', same_place_rate),
           NOT generated OR abs(avg(a.city IS l.city) - same_place_rate)
             <= 0.02 + 4 * sqrt(same_place_rate * (1 - same_place_rate) / count(*)),
           'cities of one of the tables were changed, or real rows among the generated ones'
    FROM temp.synth_answers AS a
    JOIN temp.synth_logged AS l ON l.rowid = a.log
    CROSS JOIN expected
    GROUP BY kind
    UNION ALL
    SELECT 10, 'emotions that the map does not know', count(DISTINCT emotion), 0, count(*) = 0,
           'rows of another emotion map (:world), or spelled otherwise: '
           || group_concat(DISTINCT emotion)
    FROM (SELECT emotion FROM temp.synth_logged UNION ALL SELECT emotion FROM temp.synth_answers)
    WHERE emotion NOT IN (SELECT emotion FROM temp.synth_map)
    UNION ALL
    SELECT 11, kind || ' with a category that YouTube does not know', sum(unknown), 0, sum(unknown) = 0,
           'a custom map (:world) with categories of its own, or a genre that names no category'
    FROM (SELECT kind, coalesce(video_category, '') NOT IN (SELECT video_category FROM synth_categories) AS unknown
          FROM temp.synth_answers)
    GROUP BY kind
    UNION ALL
    SELECT 12, 'videos with two titles or categories', count(*), 0, count(*) = 0,
           'generated and real videos share an id, or two catalogues of one seed: name :videos'
    FROM (SELECT 1 FROM video_clicks GROUP BY video_id
          HAVING min(video_title) <> max(video_title) OR min(video_category) <> max(video_category))
    UNION ALL
    SELECT 13, 'cities in two countries', count(*), 0, count(*) = 0, 'real rows among the generated ones'
    FROM (SELECT 1 FROM emotion_logs GROUP BY city HAVING min(country) <> max(country))
    UNION ALL
    SELECT 14, 'people with two homes', count(*), 0, count(*) = 0,
           'two people of one name, of two seeds or of two sources, a move, or a low home_rate'
    FROM homes
  )
SELECT finding, value, expected, iif(fine, NULL, cause) AS likely_cause
FROM findings
ORDER BY number, finding;

-- The emotions one by one: their share of the logs, and how many of the clicks on them follow the map.
SELECT l.emotion, l.logs, round(1.0 * l.logs / sum(l.logs) OVER (), 4) AS share, coalesce(a.answers, 0) AS answers,
       round(a.matched, 4) AS match_rate, (SELECT group_concat(m.video_category, ' ') FROM temp.synth_map AS m
                                           WHERE m.emotion = l.emotion) AS mapped_categories
FROM (SELECT emotion, count(*) AS logs FROM temp.synth_logged GROUP BY emotion) AS l
LEFT JOIN (SELECT emotion, count(*) AS answers, avg(matched) AS matched FROM temp.synth_answers GROUP BY emotion) AS a
  ON a.emotion = l.emotion
ORDER BY l.logs DESC, l.emotion;

DROP TABLE temp.synth_answers;
DROP TABLE temp.synth_map;
DROP TABLE temp.synth_logged;
