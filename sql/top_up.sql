-- Lets the worlds of generated batches go on: adds what their people do between the last run and now, in one
-- transaction. Run it every hour or every day; several runs give the rows that one run at the end would have given.
--
--   sqlite3 -bail user_data.db -cmd '.load build/release/synth' '.read sql/top_up.sql'
--
-- Parameters; an unset one is NULL, the default:
--   :seed       the batches of this seed; all of them
--   :until      up to which moment, unix seconds or '2026-02-01'; now
--   :progress   1 draws rows, rate and time left of long fills on a terminal
--
-- A world is fixed by its seed, first second and rates, which synth_batches stores, so that its rows can be asked for
-- by time. No row of the tables is read: real rows between the generated ones change nothing. A batch of another version
-- of the generator stays as it is: its people would go on as others.

DROP TABLE IF EXISTS temp.synth_asked;
DROP TABLE IF EXISTS temp.synth_batch;

CREATE TEMP TABLE synth_asked (
  seed INTEGER, progress INTEGER,
  until INTEGER
    CONSTRAINT "until must be unix seconds or a date such as '2026-02-01'" CHECK (typeof(until) = 'integer'),
  id_before_logs INTEGER, id_before_clicks INTEGER, id_before_interactions INTEGER
);

-- One row for each world that goes on: its last batch, and what is new since. Of the rows from `from_…` on, those
-- at or after `starts` are not in the tables yet: all of them after generate.sql, which counts rows; after top_up.sql
-- those since its `until`. `most_…` is a number of rows that the world does not reach before `until`.
CREATE TEMP TABLE synth_batch (
  continues INTEGER PRIMARY KEY, seed INTEGER, users INTEGER, since INTEGER, starts INTEGER,
  last_until INTEGER, until INTEGER, match_rate REAL, home_rate REAL, same_place_rate REAL,
  videos INTEGER, world TEXT, progress INTEGER,
  logs_per_day REAL, clicks_per_day REAL, interactions_per_day REAL,
  most_logs INTEGER, most_clicks INTEGER, most_interactions INTEGER,
  from_log INTEGER, from_click INTEGER, from_interaction INTEGER,
  logs INTEGER DEFAULT 0, clicks INTEGER DEFAULT 0, interactions INTEGER DEFAULT 0,
  next_log INTEGER, next_click INTEGER, next_interaction INTEGER,
  earliest INTEGER, latest INTEGER
);

BEGIN IMMEDIATE;

INSERT INTO temp.synth_asked
SELECT :seed, coalesce(:progress, 0),
       CASE WHEN :until GLOB '[0-9]*-*-*' THEN coalesce(unixepoch(:until), :until)
            ELSE coalesce(:until, unixepoch()) END,
       (SELECT coalesce(max(l.rowid), 0) FROM emotion_logs AS l),
       (SELECT coalesce(max(c.rowid), 0) FROM video_clicks AS c),
       (SELECT coalesce(max(i.rowid), 0) FROM video_interactions AS i)
-- Nothing is written unless the tables have every column that is needed.
WHERE 0 = (SELECT count(l.name || l.emotion || l.input || l.timestamp || l.city || l.country)
           FROM emotion_logs AS l WHERE 0)
        + (SELECT count(c.name || c.video_id || c.video_title || c.video_category || c.emotion || c.timestamp || c.city
                        || c.country)
           FROM video_clicks AS c WHERE 0)
        + (SELECT count(i.name || i.video_genre || i.emotion || i.timestamp || i.city || i.country)
           FROM video_interactions AS i WHERE 0);

INSERT INTO temp.synth_batch
WITH latest AS (
  SELECT b.*, iif(b.continues IS NULL, b.since, b.until) AS starts, a.until AS stop, a.progress,
         (a.until - b.since) / 86400.0 + 14 AS days_and_more
  FROM temp.synth_asked AS a
  JOIN synth_batches AS b ON (a.seed IS NULL OR b.seed = a.seed) AND b.until < a.until
  WHERE b.generator = json_extract(synth_debug(), '$.generator')
    AND NOT EXISTS (SELECT 1 FROM synth_batches AS later WHERE later.continues = b.batch)
)
SELECT batch, seed, users, since, starts, until, stop, match_rate, home_rate, same_place_rate, videos, world, progress,
       logs_per_day, clicks_per_day, interactions_per_day,
       CAST(days_and_more * logs_per_day AS INTEGER) + 100, CAST(days_and_more * clicks_per_day AS INTEGER) + 100,
       CAST(days_and_more * interactions_per_day AS INTEGER) + 100,
       next_log, next_click, next_interaction, 0, 0, 0, next_log, next_click, next_interaction, NULL, NULL
FROM latest;

UPDATE temp.synth_batch AS b
SET (logs, next_log) = (
  SELECT count(*), coalesce(max(g.rowid) + 1, b.next_log)
  FROM synth_emotion_logs AS g
  WHERE g.n = b.most_logs AND g.seed = b.seed AND g.users = b.users AND g.since = b.since
    AND g.per_day = b.logs_per_day AND g.home_rate = b.home_rate AND g.world = b.world
    AND g.rowid >= b.from_log AND g.timestamp >= b.starts AND g.timestamp < b.until
)
WHERE b.logs_per_day > 0;

-- Clicks come in the order of their logs and up to an hour after them: all before next_click are in the database, and
-- of those from it on, the ones before `until`.
UPDATE temp.synth_batch AS b
SET clicks = (
      SELECT count(*)
      FROM synth_video_clicks AS g
      WHERE g.n = b.most_clicks AND g.seed = b.seed AND g.users = b.users AND g.since = b.since
        AND g.per_day = b.clicks_per_day AND g.logs_per_day = b.logs_per_day AND g.match_rate = b.match_rate
        AND g.home_rate = b.home_rate AND g.same_place_rate = b.same_place_rate AND g.videos = b.videos
        AND g.world = b.world AND g.rowid >= b.from_click AND g.timestamp >= b.starts AND g.timestamp < b.until
    ),
    next_click = coalesce((
      SELECT g.rowid
      FROM synth_video_clicks AS g
      WHERE g.n = b.most_clicks AND g.seed = b.seed AND g.users = b.users AND g.since = b.since
        AND g.per_day = b.clicks_per_day AND g.logs_per_day = b.logs_per_day AND g.match_rate = b.match_rate
        AND g.home_rate = b.home_rate AND g.same_place_rate = b.same_place_rate AND g.videos = b.videos
        AND g.world = b.world AND g.rowid >= b.from_click AND g.timestamp >= b.until
      ORDER BY g.rowid
      LIMIT 1
    ), b.next_click)
WHERE b.clicks_per_day > 0;

UPDATE temp.synth_batch AS b
SET interactions = (
      SELECT count(*)
      FROM synth_video_interactions AS g
      WHERE g.n = b.most_interactions AND g.seed = b.seed AND g.users = b.users AND g.since = b.since
        AND g.per_day = b.interactions_per_day AND g.logs_per_day = b.logs_per_day AND g.match_rate = b.match_rate
        AND g.home_rate = b.home_rate AND g.same_place_rate = b.same_place_rate AND g.world = b.world
        AND g.rowid >= b.from_interaction AND g.timestamp >= b.starts AND g.timestamp < b.until
    ),
    next_interaction = coalesce((
      SELECT g.rowid
      FROM synth_video_interactions AS g
      WHERE g.n = b.most_interactions AND g.seed = b.seed AND g.users = b.users AND g.since = b.since
        AND g.per_day = b.interactions_per_day AND g.logs_per_day = b.logs_per_day AND g.match_rate = b.match_rate
        AND g.home_rate = b.home_rate AND g.same_place_rate = b.same_place_rate AND g.world = b.world
        AND g.rowid >= b.from_interaction AND g.timestamp >= b.until
      ORDER BY g.rowid
      LIMIT 1
    ), b.next_interaction)
WHERE b.interactions_per_day > 0;

-- A run that finds nothing new leaves no trace; the next one looks from the same moment on.
DELETE FROM temp.synth_batch WHERE logs + clicks + interactions = 0;

INSERT OR ROLLBACK INTO emotion_logs (name, emotion, input, timestamp, city, country)
SELECT g.name, g.emotion, g.input, g.timestamp, g.city, g.country
FROM temp.synth_batch AS b CROSS JOIN synth_emotion_logs AS g
WHERE b.logs > 0
  AND g.n = b.most_logs AND g.seed = b.seed AND g.users = b.users AND g.since = b.since
  AND g.per_day = b.logs_per_day AND g.home_rate = b.home_rate AND g.world = b.world AND g.progress = b.progress
  AND g.rowid >= b.from_log AND g.timestamp >= b.starts AND g.timestamp < b.until;

INSERT OR ROLLBACK INTO video_clicks
  (name, video_id, video_title, video_category, emotion, timestamp, city, country)
SELECT g.name, g.video_id, g.video_title, g.video_category, g.emotion, g.timestamp, g.city, g.country
FROM temp.synth_batch AS b CROSS JOIN synth_video_clicks AS g
WHERE b.clicks > 0
  AND g.n = b.most_clicks AND g.seed = b.seed AND g.users = b.users AND g.since = b.since
  AND g.per_day = b.clicks_per_day AND g.logs_per_day = b.logs_per_day AND g.match_rate = b.match_rate
  AND g.home_rate = b.home_rate AND g.same_place_rate = b.same_place_rate AND g.videos = b.videos
  AND g.world = b.world AND g.progress = b.progress
  AND g.rowid >= b.from_click AND g.timestamp >= b.starts AND g.timestamp < b.until;

INSERT OR ROLLBACK INTO video_interactions (name, video_genre, emotion, timestamp, city, country)
SELECT g.name, g.video_genre, g.emotion, g.timestamp, g.city, g.country
FROM temp.synth_batch AS b CROSS JOIN synth_video_interactions AS g
WHERE b.interactions > 0
  AND g.n = b.most_interactions AND g.seed = b.seed AND g.users = b.users AND g.since = b.since
  AND g.per_day = b.interactions_per_day AND g.logs_per_day = b.logs_per_day AND g.match_rate = b.match_rate
  AND g.home_rate = b.home_rate AND g.same_place_rate = b.same_place_rate AND g.world = b.world
  AND g.progress = b.progress
  AND g.rowid >= b.from_interaction AND g.timestamp >= b.starts AND g.timestamp < b.until;

INSERT OR ROLLBACK INTO synth_batches (
  continues, created, generator, seed, users, logs, clicks, interactions, days, until, match_rate, home_rate,
  same_place_rate, videos, world, since, logs_per_day, clicks_per_day, interactions_per_day, next_log, next_click,
  next_interaction, first_log, last_log, first_click, last_click, first_interaction, last_interaction)
WITH
  firsts AS (
    SELECT (SELECT min(rowid) FROM emotion_logs WHERE rowid > id_before_logs) AS log,
           (SELECT min(rowid) FROM video_clicks WHERE rowid > id_before_clicks) AS click,
           (SELECT min(rowid) FROM video_interactions WHERE rowid > id_before_interactions) AS interaction
    FROM temp.synth_asked
  ),
  ends AS (
    SELECT *, sum(logs) OVER previous AS end_log, sum(clicks) OVER previous AS end_click,
           sum(interactions) OVER previous AS end_interaction
    FROM temp.synth_batch
    WINDOW previous AS (ORDER BY continues)
  )
SELECT continues, unixepoch(), json_extract(synth_debug(), '$.generator'), seed, users, logs, clicks, interactions,
       (until - last_until) / 86400.0, until, match_rate, home_rate, same_place_rate, videos, world, since,
       logs_per_day, clicks_per_day, interactions_per_day, next_log, next_click, next_interaction,
       CASE WHEN logs > 0 THEN firsts.log + end_log - logs END,
       CASE WHEN logs > 0 THEN firsts.log + end_log - 1 END,
       CASE WHEN clicks > 0 THEN firsts.click + end_click - clicks END,
       CASE WHEN clicks > 0 THEN firsts.click + end_click - 1 END,
       CASE WHEN interactions > 0 THEN firsts.interaction + end_interaction - interactions END,
       CASE WHEN interactions > 0 THEN firsts.interaction + end_interaction - 1 END
FROM ends, firsts
ORDER BY continues;

-- When what was added happened: after generate.sql, which counts rows, some of it before the last run.
UPDATE temp.synth_batch AS b
SET (earliest, latest) = (
  SELECT min(earliest), max(latest)
  FROM (
    SELECT min(l.timestamp) AS earliest, max(l.timestamp) AS latest
    FROM synth_batches AS s JOIN emotion_logs AS l ON l.rowid BETWEEN s.first_log AND s.last_log
    WHERE s.continues = b.continues
    UNION ALL
    SELECT min(c.timestamp), max(c.timestamp)
    FROM synth_batches AS s JOIN video_clicks AS c ON c.rowid BETWEEN s.first_click AND s.last_click
    WHERE s.continues = b.continues
    UNION ALL
    SELECT min(i.timestamp), max(i.timestamp)
    FROM synth_batches AS s JOIN video_interactions AS i ON i.rowid BETWEEN s.first_interaction AND s.last_interaction
    WHERE s.continues = b.continues
  )
);

COMMIT;

SELECT printf('Seed %d: %d emotion logs, %d video clicks and %d video interactions added, %s to %s UTC.', seed, logs,
              clicks, interactions, datetime(earliest, 'unixepoch'), datetime(latest, 'unixepoch')) AS topped_up
FROM temp.synth_batch
UNION ALL
SELECT 'There is nothing to top up: no batch of ' || coalesce('seed ' || a.seed, 'any seed')
       || ' is in synth_batches. Run generate.sql first.'
FROM temp.synth_asked AS a
WHERE NOT EXISTS (SELECT 1 FROM synth_batches AS b WHERE a.seed IS NULL OR b.seed = a.seed)
UNION ALL
SELECT printf('Nothing new until %s UTC: nothing was changed.', coalesce(datetime(a.until, 'unixepoch'), a.until))
FROM temp.synth_asked AS a
WHERE NOT EXISTS (SELECT 1 FROM temp.synth_batch)
  AND EXISTS (SELECT 1 FROM synth_batches AS b
              WHERE (a.seed IS NULL OR b.seed = a.seed) AND b.generator = json_extract(synth_debug(), '$.generator'))
UNION ALL
SELECT printf('Batch %d (seed %d) stays: version %d of the generator made it, and this is version %d, which would make '
              || 'other people of them.', b.batch, b.seed, b.generator, json_extract(synth_debug(), '$.generator'))
FROM temp.synth_asked AS a
JOIN synth_batches AS b ON (a.seed IS NULL OR b.seed = a.seed) AND b.until < a.until
WHERE b.generator <> json_extract(synth_debug(), '$.generator')
  AND NOT EXISTS (SELECT 1 FROM synth_batches AS later WHERE later.continues = b.batch);

DROP TABLE temp.synth_batch;
DROP TABLE temp.synth_asked;
