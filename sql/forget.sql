-- Removes what generate.sql and top_up.sql inserted, in one transaction: exactly the rows that the generator makes
-- again, all columns equal, and never more of them than were inserted. Every other row stays, whatever id it has.
--
--   sqlite3 -bail user_data.db -cmd '.load build/release/synth' -cmd '.parameter set :seed 0' '.read sql/forget.sql'
--
-- Parameter: :seed removes the batches of this seed; unset, all.
--
-- Each generated row is looked for at the id that it was given first, which needs no memory. Rows that are not there
-- any more (moved to another id, changed, deleted) are looked for by their columns. A transaction that is open already is
-- joined and committed. Where sqlite3 goes on after an error (without -bail), checks on the temporary tables roll
-- everything back.

DROP VIEW IF EXISTS temp.synth_logs_again;
DROP VIEW IF EXISTS temp.synth_clicks_again;
DROP VIEW IF EXISTS temp.synth_interactions_again;
DROP TABLE IF EXISTS temp.synth_forgotten;
DROP TABLE IF EXISTS temp.synth_removed;
DROP TABLE IF EXISTS temp.synth_orphans;
DROP TABLE IF EXISTS temp.synth_orphans_before;
DROP VIEW IF EXISTS temp.synth_children;
DROP TABLE IF EXISTS temp.synth_moved_logs;
DROP TABLE IF EXISTS temp.synth_moved_clicks;
DROP TABLE IF EXISTS temp.synth_moved_interactions;

-- Rows that were found at their ids, how many of them a DELETE has removed, and, where that is fewer, how many are there
-- yet: none where two batches have the same row, others where a trigger keeps them.
CREATE TEMP TABLE synth_removed (
  kind TEXT PRIMARY KEY, found INTEGER, removed INTEGER,
  remaining INTEGER
    CONSTRAINT "generated rows could not be removed: without an error before this, a trigger keeps them"
    CHECK (remaining = 0)
);

-- Rows of other tables that refer to rows of the three that are not there.
CREATE TEMP VIEW synth_children AS
SELECT f."table" AS child, f.parent, count(*) AS rows
FROM (SELECT DISTINCT s.name
      FROM main.sqlite_schema AS s CROSS JOIN temp.pragma_foreign_key_list(s.name, 'main') AS k
      WHERE s.type = 'table' AND lower(k."table") IN ('emotion_logs', 'video_clicks', 'video_interactions')) AS c
CROSS JOIN temp.pragma_foreign_key_check(c.name, 'main') AS f
WHERE lower(f.parent) IN ('emotion_logs', 'video_clicks', 'video_interactions')
GROUP BY f."table", f.parent;

CREATE TEMP TABLE synth_orphans_before (child TEXT, parent TEXT, rows INTEGER);

CREATE TEMP TABLE synth_orphans (
  sentence TEXT,
  blocks INTEGER CONSTRAINT "the lines above say which rows still refer to generated ones" CHECK (blocks IS NULL)
);

SAVEPOINT synth;
DELETE FROM synth_batches WHERE 0; -- takes the lock for writing before anything is read, as BEGIN IMMEDIATE does
PRAGMA defer_foreign_keys = ON;    -- where keys are enforced, a row that still refers shall be a sentence, not an error

INSERT INTO temp.synth_orphans_before SELECT child, parent, rows FROM temp.synth_children;

-- The batches to forget, if this version of the generator can make them again; of a top-up also where it began.
CREATE TEMP TABLE synth_forgotten AS
SELECT b.*, iif(before.continues IS NULL, before.since, before.until) AS starts, before.next_log AS from_log,
       before.next_click AS from_click, before.next_interaction AS from_interaction,
       (b.until - b.since) / 86400.0 + 14 AS days_and_more, 0 AS logs_removed, 0 AS clicks_removed,
       0 AS interactions_removed
FROM synth_batches AS b
LEFT JOIN synth_batches AS before ON before.batch = b.continues
WHERE (:seed IS NULL OR b.seed = :seed) AND b.generator = json_extract(synth_debug(), '$.generator');

-- Their rows, made again, with the ids that they were given.
CREATE TEMP VIEW synth_logs_again AS
SELECT b.first_log + g.rowid - 1 AS id, g.name, g.emotion, g.input, g.timestamp, g.city, g.country
FROM temp.synth_forgotten AS b CROSS JOIN temp.synth_emotion_logs AS g
WHERE b.continues IS NULL
  AND g.n = b.logs AND g.seed = b.seed AND g.users = b.users AND g.days = b.days AND g.until = b.until
  AND g.home_rate = b.home_rate AND g.world = b.world
UNION ALL
SELECT b.first_log + row_number() OVER (PARTITION BY b.batch ORDER BY g.rowid) - 1, g.name, g.emotion, g.input,
       g.timestamp, g.city, g.country
FROM temp.synth_forgotten AS b CROSS JOIN temp.synth_emotion_logs AS g
WHERE b.logs > 0 AND b.continues IS NOT NULL
  AND g.n = CAST(b.days_and_more * b.logs_per_day AS INTEGER) + 100 AND g.seed = b.seed AND g.users = b.users
  AND g.since = b.since AND g.per_day = b.logs_per_day AND g.home_rate = b.home_rate AND g.world = b.world
  AND g.rowid >= b.from_log AND g.timestamp >= b.starts AND g.timestamp < b.until;

CREATE TEMP VIEW synth_clicks_again AS
SELECT b.first_click + g.rowid - 1 AS id, g.name, g.video_id, g.video_title, g.video_category, g.emotion, g.timestamp,
       g.city, g.country
FROM temp.synth_forgotten AS b CROSS JOIN temp.synth_video_clicks AS g
WHERE b.continues IS NULL
  AND g.n = b.clicks AND g.seed = b.seed AND g.logs = b.logs AND g.users = b.users AND g.days = b.days
  AND g.until = b.until AND g.match_rate = b.match_rate AND g.home_rate = b.home_rate
  AND g.same_place_rate = b.same_place_rate AND g.videos = b.videos AND g.world = b.world
UNION ALL
SELECT b.first_click + row_number() OVER (PARTITION BY b.batch ORDER BY g.rowid) - 1, g.name, g.video_id,
       g.video_title, g.video_category, g.emotion, g.timestamp, g.city, g.country
FROM temp.synth_forgotten AS b CROSS JOIN temp.synth_video_clicks AS g
WHERE b.clicks > 0 AND b.continues IS NOT NULL
  AND g.n = CAST(b.days_and_more * b.clicks_per_day AS INTEGER) + 100 AND g.seed = b.seed AND g.users = b.users
  AND g.since = b.since AND g.per_day = b.clicks_per_day AND g.logs_per_day = b.logs_per_day
  AND g.match_rate = b.match_rate AND g.home_rate = b.home_rate AND g.same_place_rate = b.same_place_rate
  AND g.videos = b.videos AND g.world = b.world
  AND g.rowid >= b.from_click AND g.timestamp >= b.starts AND g.timestamp < b.until;

CREATE TEMP VIEW synth_interactions_again AS
SELECT b.first_interaction + g.rowid - 1 AS id, g.name, g.video_genre, g.emotion, g.timestamp, g.city, g.country
FROM temp.synth_forgotten AS b CROSS JOIN temp.synth_video_interactions AS g
WHERE b.continues IS NULL
  AND g.n = b.interactions AND g.seed = b.seed AND g.logs = b.logs AND g.users = b.users AND g.days = b.days
  AND g.until = b.until AND g.match_rate = b.match_rate AND g.home_rate = b.home_rate
  AND g.same_place_rate = b.same_place_rate AND g.world = b.world
UNION ALL
SELECT b.first_interaction + row_number() OVER (PARTITION BY b.batch ORDER BY g.rowid) - 1, g.name, g.video_genre,
       g.emotion, g.timestamp, g.city, g.country
FROM temp.synth_forgotten AS b CROSS JOIN temp.synth_video_interactions AS g
WHERE b.interactions > 0 AND b.continues IS NOT NULL
  AND g.n = CAST(b.days_and_more * b.interactions_per_day AS INTEGER) + 100 AND g.seed = b.seed AND g.users = b.users
  AND g.since = b.since AND g.per_day = b.interactions_per_day AND g.logs_per_day = b.logs_per_day
  AND g.match_rate = b.match_rate AND g.home_rate = b.home_rate AND g.same_place_rate = b.same_place_rate
  AND g.world = b.world
  AND g.rowid >= b.from_interaction AND g.timestamp >= b.starts AND g.timestamp < b.until;

-- emotion_logs: first what is not at its id, with how often; then what is; then the former by its columns.
CREATE TEMP TABLE synth_moved_logs AS
SELECT a.name, a.emotion, a.input, a.timestamp, a.city, a.country, count(*) AS times
FROM temp.synth_logs_again AS a
LEFT JOIN emotion_logs AS l
  ON l.rowid = a.id AND l.name IS a.name AND l.emotion IS a.emotion AND l.input IS a.input
    AND l.timestamp IS a.timestamp AND l.city IS a.city AND l.country IS a.country
WHERE l.rowid IS NULL
GROUP BY a.name, a.emotion, a.input, a.timestamp, a.city, a.country;

DELETE FROM emotion_logs WHERE rowid IN (
  SELECT l.rowid
  FROM temp.synth_logs_again AS a
  CROSS JOIN emotion_logs AS l
    ON l.rowid = a.id AND l.name IS a.name AND l.emotion IS a.emotion AND l.input IS a.input
      AND l.timestamp IS a.timestamp AND l.city IS a.city AND l.country IS a.country
);

INSERT INTO temp.synth_removed
SELECT 'emotion_logs', coalesce(sum(b.logs), 0) - (SELECT total(m.times) FROM temp.synth_moved_logs AS m),
       changes(), NULL
FROM temp.synth_forgotten AS b;

UPDATE OR ROLLBACK temp.synth_removed
SET remaining = iif(removed >= found, 0, (
  SELECT count(*)
  FROM temp.synth_logs_again AS a
  CROSS JOIN emotion_logs AS l
    ON l.rowid = a.id AND l.name IS a.name AND l.emotion IS a.emotion AND l.input IS a.input
      AND l.timestamp IS a.timestamp AND l.city IS a.city AND l.country IS a.country
))
WHERE kind = 'emotion_logs';

UPDATE temp.synth_forgotten
SET logs_removed = (SELECT removed FROM temp.synth_removed WHERE kind = 'emotion_logs');

DELETE FROM emotion_logs WHERE rowid IN (
  SELECT id
  FROM (
    SELECT l.rowid AS id, m.times,
           row_number() OVER (PARTITION BY m.rowid ORDER BY l.rowid) AS which
    FROM temp.synth_moved_logs AS m
    JOIN emotion_logs AS l
      ON l.name = m.name AND l.timestamp = m.timestamp AND l.emotion IS m.emotion AND l.input IS m.input
        AND l.city IS m.city AND l.country IS m.country
  )
  WHERE which <= times
);

UPDATE temp.synth_forgotten SET logs_removed = logs_removed + changes();

-- video_clicks, the same way.
CREATE TEMP TABLE synth_moved_clicks AS
SELECT a.name, a.video_id, a.video_title, a.video_category, a.emotion, a.timestamp, a.city, a.country,
       count(*) AS times
FROM temp.synth_clicks_again AS a
LEFT JOIN video_clicks AS c
  ON c.rowid = a.id AND c.name IS a.name AND c.video_id IS a.video_id AND c.video_title IS a.video_title
    AND c.video_category IS a.video_category AND c.emotion IS a.emotion AND c.timestamp IS a.timestamp
    AND c.city IS a.city AND c.country IS a.country
WHERE c.rowid IS NULL
GROUP BY a.name, a.video_id, a.video_title, a.video_category, a.emotion, a.timestamp, a.city, a.country;

DELETE FROM video_clicks WHERE rowid IN (
  SELECT c.rowid
  FROM temp.synth_clicks_again AS a
  CROSS JOIN video_clicks AS c
    ON c.rowid = a.id AND c.name IS a.name AND c.video_id IS a.video_id AND c.video_title IS a.video_title
      AND c.video_category IS a.video_category AND c.emotion IS a.emotion AND c.timestamp IS a.timestamp
      AND c.city IS a.city AND c.country IS a.country
);

INSERT INTO temp.synth_removed
SELECT 'video_clicks', coalesce(sum(b.clicks), 0) - (SELECT total(m.times) FROM temp.synth_moved_clicks AS m),
       changes(), NULL
FROM temp.synth_forgotten AS b;

UPDATE OR ROLLBACK temp.synth_removed
SET remaining = iif(removed >= found, 0, (
  SELECT count(*)
  FROM temp.synth_clicks_again AS a
  CROSS JOIN video_clicks AS c
    ON c.rowid = a.id AND c.name IS a.name AND c.video_id IS a.video_id AND c.video_title IS a.video_title
      AND c.video_category IS a.video_category AND c.emotion IS a.emotion AND c.timestamp IS a.timestamp
      AND c.city IS a.city AND c.country IS a.country
))
WHERE kind = 'video_clicks';

UPDATE temp.synth_forgotten
SET clicks_removed = (SELECT removed FROM temp.synth_removed WHERE kind = 'video_clicks');

DELETE FROM video_clicks WHERE rowid IN (
  SELECT id
  FROM (
    SELECT c.rowid AS id, m.times,
           row_number() OVER (PARTITION BY m.rowid ORDER BY c.rowid) AS which
    FROM temp.synth_moved_clicks AS m
    JOIN video_clicks AS c
      ON c.name = m.name AND c.video_id = m.video_id AND c.timestamp = m.timestamp
        AND c.video_title IS m.video_title AND c.video_category IS m.video_category AND c.emotion IS m.emotion
        AND c.city IS m.city AND c.country IS m.country
  )
  WHERE which <= times
);

UPDATE temp.synth_forgotten SET clicks_removed = clicks_removed + changes();

-- video_interactions, the same way.
CREATE TEMP TABLE synth_moved_interactions AS
SELECT a.name, a.video_genre, a.emotion, a.timestamp, a.city, a.country, count(*) AS times
FROM temp.synth_interactions_again AS a
LEFT JOIN video_interactions AS i
  ON i.rowid = a.id AND i.name IS a.name AND i.video_genre IS a.video_genre AND i.emotion IS a.emotion
    AND i.timestamp IS a.timestamp AND i.city IS a.city AND i.country IS a.country
WHERE i.rowid IS NULL
GROUP BY a.name, a.video_genre, a.emotion, a.timestamp, a.city, a.country;

DELETE FROM video_interactions WHERE rowid IN (
  SELECT i.rowid
  FROM temp.synth_interactions_again AS a
  CROSS JOIN video_interactions AS i
    ON i.rowid = a.id AND i.name IS a.name AND i.video_genre IS a.video_genre AND i.emotion IS a.emotion
      AND i.timestamp IS a.timestamp AND i.city IS a.city AND i.country IS a.country
);

INSERT INTO temp.synth_removed
SELECT 'video_interactions', coalesce(sum(b.interactions), 0) - (SELECT total(m.times) FROM temp.synth_moved_interactions AS m),
       changes(), NULL
FROM temp.synth_forgotten AS b;

UPDATE OR ROLLBACK temp.synth_removed
SET remaining = iif(removed >= found, 0, (
  SELECT count(*)
  FROM temp.synth_interactions_again AS a
  CROSS JOIN video_interactions AS i
    ON i.rowid = a.id AND i.name IS a.name AND i.video_genre IS a.video_genre AND i.emotion IS a.emotion
      AND i.timestamp IS a.timestamp AND i.city IS a.city AND i.country IS a.country
))
WHERE kind = 'video_interactions';

UPDATE temp.synth_forgotten
SET interactions_removed = (SELECT removed FROM temp.synth_removed WHERE kind = 'video_interactions');

DELETE FROM video_interactions WHERE rowid IN (
  SELECT id
  FROM (
    SELECT i.rowid AS id, m.times,
           row_number() OVER (PARTITION BY m.rowid ORDER BY i.rowid) AS which
    FROM temp.synth_moved_interactions AS m
    JOIN video_interactions AS i
      ON i.name = m.name AND i.timestamp = m.timestamp AND i.video_genre IS m.video_genre
        AND i.emotion IS m.emotion AND i.city IS m.city AND i.country IS m.country
  )
  WHERE which <= times
);

UPDATE temp.synth_forgotten SET interactions_removed = interactions_removed + changes();

DELETE FROM synth_batches WHERE batch IN (SELECT batch FROM temp.synth_forgotten);

-- Rows that have lost their parent by this, which SQLite minds only where foreign keys are enforced.
INSERT INTO temp.synth_orphans (sentence)
SELECT printf('Rows of %s REFERENCE generated rows of %s (%d of them): delete those first.', c.child, c.parent,
              c.rows - coalesce(o.rows, 0))
FROM temp.synth_children AS c
LEFT JOIN temp.synth_orphans_before AS o ON o.child = c.child AND o.parent = c.parent
WHERE c.rows > coalesce(o.rows, 0);

SELECT sentence FROM temp.synth_orphans;
UPDATE OR ROLLBACK temp.synth_orphans SET blocks = 1;

-- generate.sql and top_up.sql build them again.
DROP INDEX IF EXISTS synth_logs_of_person;
DROP INDEX IF EXISTS synth_clicks_of_person;
DROP INDEX IF EXISTS synth_clicks_on_category;

COMMIT;

-- Of a batch of which a trigger left some rows out, the ids tell how many there were.
WITH
  sums AS (
    SELECT count(*) AS batches, max(logs_removed) AS logs_removed, max(clicks_removed) AS clicks_removed,
           max(interactions_removed) AS interactions_removed,
           sum(min(logs, coalesce(last_log - first_log + 1, 0))) AS logs,
           sum(min(clicks, coalesce(last_click - first_click + 1, 0))) AS clicks,
           sum(min(interactions, coalesce(last_interaction - first_interaction + 1, 0))) AS interactions
    FROM temp.synth_forgotten
  )
SELECT printf('Seed %d: forgotten with batch %s.', seed, group_concat(batch, ', ')) AS forgotten
FROM temp.synth_forgotten
GROUP BY seed
UNION ALL
SELECT printf('emotion_logs: %d of %d rows removed.', logs_removed, logs) FROM sums WHERE batches > 0
UNION ALL
SELECT printf('video_clicks: %d of %d rows removed.', clicks_removed, clicks) FROM sums WHERE batches > 0
UNION ALL
SELECT printf('video_interactions: %d of %d rows removed.', interactions_removed, interactions) FROM sums
WHERE batches > 0
UNION ALL
SELECT 'What is missing from these numbers was changed or deleted by others since then.'
FROM sums
WHERE logs_removed + clicks_removed + interactions_removed < logs + clicks + interactions
UNION ALL
SELECT printf('Batch %d (seed %d) stays: version %d of the generator made it, and this is version %d, which cannot '
              || 'make its rows again.', batch, seed, generator, json_extract(synth_debug(), '$.generator'))
FROM synth_batches AS b
WHERE :seed IS NULL OR b.seed = :seed
UNION ALL
SELECT 'There is nothing to forget: synth_batches has no batch' || coalesce(' of seed ' || :seed, '') || '.'
WHERE NOT EXISTS (SELECT 1 FROM temp.synth_forgotten)
  AND NOT EXISTS (SELECT 1 FROM synth_batches AS b WHERE :seed IS NULL OR b.seed = :seed);

DROP VIEW temp.synth_logs_again;
DROP VIEW temp.synth_clicks_again;
DROP VIEW temp.synth_interactions_again;
DROP VIEW temp.synth_children;
DROP TABLE temp.synth_orphans;
DROP TABLE temp.synth_orphans_before;
DROP TABLE temp.synth_removed;
DROP TABLE temp.synth_forgotten;
DROP TABLE temp.synth_moved_logs;
DROP TABLE temp.synth_moved_clicks;
DROP TABLE temp.synth_moved_interactions;
