-- Inserts one batch of an invented population into emotion_logs, video_clicks and video_interactions, in one
-- transaction, and says what it did. A batch that is there already stays as it is; another seed is another population.
--
--   sqlite3 -bail user_data.db -cmd '.load build/release/synth' -cmd '.parameter set :logs 1000' \
--     '.read sql/schema.sql' '.read sql/generate.sql'
--
-- Parameters; an unset one is NULL, the default:
--   :logs :clicks :interactions   rows of each table: 50, 20, 30. What is not given keeps that proportion
--   :users                        people; a tenth of the logs, so 5
--   :days                         length of the window, 30
--   :until                        its end: unix seconds or '2026-02-01'; now. Fixed once for the batch, and stored
--   :seed                         the world, 0
--   :match_rate :home_rate :same_place_rate :videos :world   as synth_help describes them
--   :progress                     1 draws rows, rate and time left of long fills on a terminal
--
-- What makes it fast: one transaction, ids that SQLite counts up by itself, and indexes that are built afterwards.

DROP TABLE IF EXISTS temp.synth_asked;
DROP TABLE IF EXISTS temp.synth_batch;

CREATE TEMP TABLE synth_asked (
  seed INTEGER, users INTEGER, logs INTEGER, clicks INTEGER, interactions INTEGER, days REAL, until INTEGER,
  match_rate REAL, home_rate REAL, same_place_rate REAL, videos INTEGER, world TEXT, progress INTEGER
);

CREATE TEMP TABLE synth_batch (
  batch INTEGER, seed INTEGER, users INTEGER, logs INTEGER, clicks INTEGER, interactions INTEGER, days REAL,
  until INTEGER, match_rate REAL, home_rate REAL, same_place_rate REAL, videos INTEGER, world TEXT, progress INTEGER,
  since INTEGER, logs_per_day REAL, clicks_per_day REAL, interactions_per_day REAL,
  id_before_logs INTEGER, id_before_clicks INTEGER, id_before_interactions INTEGER
);

BEGIN IMMEDIATE;

INSERT INTO temp.synth_asked
VALUES (
  coalesce(:seed, 0), :users, :logs, :clicks, :interactions, coalesce(:days, 30),
  CASE WHEN :until GLOB '[0-9]*-*-*' THEN coalesce(unixepoch(:until), :until) ELSE :until END,
  coalesce(:match_rate, 0.8), coalesce(:home_rate, 0.9), coalesce(:same_place_rate, 0.9), :videos, :world,
  coalesce(:progress, 0)
);

UPDATE temp.synth_asked
SET logs = max(50, (coalesce(clicks, 0) * 50 + 19) / 20, (coalesce(interactions, 0) * 50 + 29) / 30)
WHERE logs IS NULL;

UPDATE temp.synth_asked
SET users = coalesce(users, max(1, logs / 10)),
    clicks = coalesce(clicks, logs * 2 / 5),
    interactions = coalesce(interactions, logs * 3 / 5);

-- Nothing is written unless this succeeds: it opens the three tables with all parameters, reads the values in force,
-- names every column that the three INSERTs below need, and finds no batch like this one.
INSERT INTO temp.synth_batch
WITH
  complete AS (
    SELECT
      (SELECT count(l.name || l.emotion || l.input || l.timestamp || l.city || l.country || l.rowid)
       FROM emotion_logs AS l WHERE 0) +
      (SELECT count(c.name || c.video_id || c.video_title || c.video_category || c.emotion || c.timestamp || c.city ||
                    c.country || c.rowid)
       FROM video_clicks AS c WHERE 0) +
      (SELECT count(i.name || i.video_genre || i.emotion || i.timestamp || i.city || i.country || i.rowid)
       FROM video_interactions AS i WHERE 0) AS missing
  ),
  asked AS (
    SELECT *, coalesce(until, unixepoch()) AS fixed_until FROM temp.synth_asked, complete WHERE missing = 0
  ),
  in_force AS (
    SELECT a.*, l.since, l.per_day AS logs_per_day, c.per_day AS clicks_per_day, i.per_day AS interactions_per_day,
           c.videos AS catalogue
    FROM asked AS a
    LEFT JOIN synth_emotion_logs AS l
      ON l.n = a.logs AND l.seed = a.seed AND l.users = a.users AND l.days = a.days AND l.until = a.fixed_until
        AND l.home_rate = a.home_rate AND l.progress = a.progress AND l.world = a.world AND l.rowid = 1
    LEFT JOIN synth_video_clicks AS c
      ON c.n = a.clicks AND c.seed = a.seed AND c.logs = a.logs AND c.users = a.users AND c.days = a.days
        AND c.until = a.fixed_until AND c.match_rate = a.match_rate AND c.home_rate = a.home_rate
        AND c.same_place_rate = a.same_place_rate AND c.videos = a.videos AND c.world = a.world AND c.rowid = 1
    LEFT JOIN synth_video_interactions AS i
      ON i.n = a.interactions AND i.seed = a.seed AND i.logs = a.logs AND i.users = a.users AND i.days = a.days
        AND i.until = a.fixed_until AND i.match_rate = a.match_rate AND i.home_rate = a.home_rate
        AND i.same_place_rate = a.same_place_rate AND i.world = a.world AND i.rowid = 1
  )
SELECT NULL, seed, users, logs, clicks, interactions, days, fixed_until, match_rate, home_rate, same_place_rate,
       catalogue, world, progress, coalesce(since, fixed_until - CAST(round(days * 86400) AS INTEGER)),
       logs_per_day, clicks_per_day, interactions_per_day,
       (SELECT coalesce(max(rowid), 0) FROM emotion_logs), (SELECT coalesce(max(rowid), 0) FROM video_clicks),
       (SELECT coalesce(max(rowid), 0) FROM video_interactions)
FROM in_force AS a
WHERE NOT EXISTS (
  SELECT 1 FROM synth_batches AS b
  WHERE b.continues IS NULL AND b.seed = a.seed AND b.users = a.users AND b.logs = a.logs AND b.clicks = a.clicks
    AND b.interactions = a.interactions AND b.days = a.days AND (a.until IS NULL OR b.until = a.until)
    AND b.match_rate = a.match_rate AND b.home_rate = a.home_rate AND b.same_place_rate = a.same_place_rate
    AND b.videos IS a.catalogue AND b.world IS a.world
);

INSERT OR ROLLBACK INTO emotion_logs (name, emotion, input, timestamp, city, country)
SELECT g.name, g.emotion, g.input, g.timestamp, g.city, g.country
FROM temp.synth_batch AS b CROSS JOIN synth_emotion_logs AS g
WHERE g.n = b.logs AND g.seed = b.seed AND g.users = b.users AND g.days = b.days AND g.until = b.until
  AND g.home_rate = b.home_rate AND g.world = b.world AND g.progress = b.progress;

INSERT OR ROLLBACK INTO video_clicks
  (name, video_id, video_title, video_category, emotion, timestamp, city, country)
SELECT g.name, g.video_id, g.video_title, g.video_category, g.emotion, g.timestamp, g.city, g.country
FROM temp.synth_batch AS b CROSS JOIN synth_video_clicks AS g
WHERE g.n = b.clicks AND g.seed = b.seed AND g.logs = b.logs AND g.users = b.users AND g.days = b.days
  AND g.until = b.until AND g.match_rate = b.match_rate AND g.home_rate = b.home_rate
  AND g.same_place_rate = b.same_place_rate AND g.videos = b.videos AND g.world = b.world
  AND g.progress = b.progress;

INSERT OR ROLLBACK INTO video_interactions (name, video_genre, emotion, timestamp, city, country)
SELECT g.name, g.video_genre, g.emotion, g.timestamp, g.city, g.country
FROM temp.synth_batch AS b CROSS JOIN synth_video_interactions AS g
WHERE g.n = b.interactions AND g.seed = b.seed AND g.logs = b.logs AND g.users = b.users AND g.days = b.days
  AND g.until = b.until AND g.match_rate = b.match_rate AND g.home_rate = b.home_rate
  AND g.same_place_rate = b.same_place_rate AND g.world = b.world AND g.progress = b.progress;

INSERT OR ROLLBACK INTO synth_batches (
  created, generator, seed, users, logs, clicks, interactions, days, until, match_rate, home_rate, same_place_rate,
  videos, world, since, logs_per_day, clicks_per_day, interactions_per_day, next_log, next_click, next_interaction,
  first_log, last_log, first_click, last_click, first_interaction, last_interaction)
SELECT unixepoch(), json_extract(synth_debug(), '$.generator'), seed, users, logs, clicks, interactions, days, until,
       match_rate, home_rate, same_place_rate, videos, world, since, logs_per_day, clicks_per_day, interactions_per_day,
       logs + 1, clicks + 1, interactions + 1,
       (SELECT min(rowid) FROM emotion_logs WHERE rowid > id_before_logs),
       (SELECT max(rowid) FROM emotion_logs WHERE rowid > id_before_logs),
       (SELECT min(rowid) FROM video_clicks WHERE rowid > id_before_clicks),
       (SELECT max(rowid) FROM video_clicks WHERE rowid > id_before_clicks),
       (SELECT min(rowid) FROM video_interactions WHERE rowid > id_before_interactions),
       (SELECT max(rowid) FROM video_interactions WHERE rowid > id_before_interactions)
FROM temp.synth_batch;

UPDATE temp.synth_batch SET batch = last_insert_rowid();

-- For recommend.sql: the last log of a person, what a person has seen, what is popular.
CREATE INDEX IF NOT EXISTS synth_logs_of_person ON emotion_logs (name, timestamp);
CREATE INDEX IF NOT EXISTS synth_clicks_of_person ON video_clicks (name, video_id);
CREATE INDEX IF NOT EXISTS synth_clicks_on_category ON video_clicks (video_category, video_id, emotion);

COMMIT;

WITH
  added AS (SELECT b.* FROM temp.synth_batch AS a JOIN synth_batches AS b ON b.batch = a.batch),
  present AS (
    SELECT b.*
    FROM temp.synth_asked AS a
    JOIN synth_batches AS b
      ON b.continues IS NULL AND b.seed = a.seed AND b.users = a.users AND b.logs = a.logs AND b.clicks = a.clicks
        AND b.interactions = a.interactions AND b.days = a.days AND (a.until IS NULL OR b.until = a.until)
        AND b.match_rate = a.match_rate AND b.home_rate = a.home_rate AND b.same_place_rate = a.same_place_rate
        AND (a.videos IS NULL OR b.videos IS a.videos) AND b.world IS a.world
    WHERE NOT EXISTS (SELECT 1 FROM temp.synth_batch)
    ORDER BY b.batch
    LIMIT 1
  )
SELECT printf('Batch %d: seed %d, %d people, %.6g days until %s UTC.', batch, seed, users, days,
              datetime(until, 'unixepoch')) AS generated
FROM added
UNION ALL
SELECT printf('emotion_logs: %d rows added', logs)
       || CASE WHEN first_log IS NULL THEN '.' ELSE printf(', ids %d to %d.', first_log, last_log) END
FROM added
UNION ALL
SELECT printf('video_clicks: %d rows added', clicks)
       || CASE WHEN first_click IS NULL THEN '.' ELSE printf(', ids %d to %d.', first_click, last_click) END
FROM added
UNION ALL
SELECT printf('video_interactions: %d rows added', interactions)
       || CASE WHEN first_interaction IS NULL THEN '.'
               ELSE printf(', ids %d to %d.', first_interaction, last_interaction) END
FROM added
UNION ALL
SELECT printf('Batch %d is there already: seed %d, %d people, %d + %d + %d rows, %.6g days until %s UTC.',
              batch, seed, users, logs, clicks, interactions, days, datetime(until, 'unixepoch'))
FROM present
UNION ALL
SELECT 'Nothing was changed; another seed adds another population.'
FROM present;

DROP TABLE temp.synth_batch;
DROP TABLE temp.synth_asked;
