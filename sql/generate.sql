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
--
-- A transaction that is open already, such as the one that the command begins before schema.sql, is joined and
-- committed. The INSERTs have no OR clause, which would take the place of those in the triggers of the tables. Instead,
-- where sqlite3 goes on after an error (without -bail), checks on the temporary tables roll everything back.

DROP VIEW IF EXISTS temp.synth_missing_parents;
DROP VIEW IF EXISTS temp.synth_new_logs;
DROP VIEW IF EXISTS temp.synth_new_clicks;
DROP VIEW IF EXISTS temp.synth_new_interactions;
DROP TABLE IF EXISTS temp.synth_asked;
DROP TABLE IF EXISTS temp.synth_batch;
DROP TABLE IF EXISTS temp.synth_orphans;

CREATE TEMP TABLE synth_asked (
  seed INTEGER, users INTEGER, logs INTEGER, clicks INTEGER, interactions INTEGER, days REAL, until INTEGER,
  match_rate REAL, home_rate REAL, same_place_rate REAL, videos INTEGER, world TEXT, progress INTEGER
);

-- `…_there` counts the rows that are in the tables in the end: a trigger may leave some out.
CREATE TEMP TABLE synth_batch (
  batch INTEGER CONSTRAINT "the batch could not be recorded in synth_batches" CHECK (batch > 0),
  seed INTEGER, users INTEGER, logs INTEGER, clicks INTEGER, interactions INTEGER, days REAL,
  until INTEGER, match_rate REAL, home_rate REAL, same_place_rate REAL, videos INTEGER, world TEXT, progress INTEGER,
  since INTEGER, logs_per_day REAL, clicks_per_day REAL, interactions_per_day REAL,
  id_before_logs INTEGER, id_before_clicks INTEGER, id_before_interactions INTEGER,
  logs_there INTEGER, clicks_there INTEGER, interactions_there INTEGER,
  -- All rows before, of tables whose triggers or conflict clauses could take some away, and how many are gone after.
  all_logs INTEGER, all_clicks INTEGER, all_interactions INTEGER,
  gone INTEGER
    CONSTRAINT "rows that were there before would be gone, by a trigger or a conflict clause of their table"
    CHECK (gone <= 0),
  CONSTRAINT "no row has come into emotion_logs: if no error says why, a trigger or conflict clause leaves all out"
    CHECK (logs = 0 OR logs_there > 0),
  CONSTRAINT "no row has come into video_clicks: if no error says why, a trigger or conflict clause leaves all out"
    CHECK (clicks = 0 OR clicks_there > 0),
  CONSTRAINT "no row has come into video_interactions: if no error says why, a trigger or conflict clause leaves all out"
    CHECK (interactions = 0 OR interactions_there > 0)
);

CREATE TEMP TABLE synth_orphans (
  sentence TEXT,
  blocks INTEGER CONSTRAINT "the lines above say which parents are missing" CHECK (blocks IS NULL)
);

-- The rows of the batch.
CREATE TEMP VIEW synth_new_logs AS
SELECT g.rowid AS number, g.name, g.emotion, g.input, g.timestamp, g.city, g.country
FROM temp.synth_batch AS b CROSS JOIN temp.synth_emotion_logs AS g
WHERE g.n = b.logs AND g.seed = b.seed AND g.users = b.users AND g.days = b.days AND g.until = b.until
  AND g.home_rate = b.home_rate AND g.world = b.world AND g.progress = b.progress;

CREATE TEMP VIEW synth_new_clicks AS
SELECT g.rowid AS number, g.name, g.video_id, g.video_title, g.video_category, g.emotion, g.timestamp, g.city, g.country
FROM temp.synth_batch AS b CROSS JOIN temp.synth_video_clicks AS g
WHERE g.n = b.clicks AND g.seed = b.seed AND g.logs = b.logs AND g.users = b.users AND g.days = b.days
  AND g.until = b.until AND g.match_rate = b.match_rate AND g.home_rate = b.home_rate
  AND g.same_place_rate = b.same_place_rate AND g.videos = b.videos AND g.world = b.world
  AND g.progress = b.progress;

CREATE TEMP VIEW synth_new_interactions AS
SELECT g.rowid AS number, g.name, g.video_genre, g.emotion, g.timestamp, g.city, g.country
FROM temp.synth_batch AS b CROSS JOIN temp.synth_video_interactions AS g
WHERE g.n = b.interactions AND g.seed = b.seed AND g.logs = b.logs AND g.users = b.users AND g.days = b.days
  AND g.until = b.until AND g.match_rate = b.match_rate AND g.home_rate = b.home_rate
  AND g.same_place_rate = b.same_place_rate AND g.world = b.world AND g.progress = b.progress;

-- Which keys of the new rows have no parent, and what would fill the table of the parents, where all columns of the key
-- come from one table of the world.
CREATE TEMP VIEW synth_missing_parents AS
WITH
  tables (child, id_before) AS (
    SELECT 'emotion_logs', id_before_logs FROM temp.synth_batch
    UNION ALL SELECT 'video_clicks', id_before_clicks FROM temp.synth_batch
    UNION ALL SELECT 'video_interactions', id_before_interactions FROM temp.synth_batch
  ),
  missing AS (
    SELECT DISTINCT t.child, f.fkid, f.parent
    FROM tables AS t CROSS JOIN temp.pragma_foreign_key_check(t.child, 'main') AS f
    WHERE f.rowid > t.id_before
  ),
  keys AS (
    SELECT m.child, m.fkid, m.parent, k."from" AS child_column,
           coalesce(k."to", (SELECT p.name FROM temp.pragma_table_info(m.parent, 'main') AS p
                             WHERE p.pk = k.seq + 1), '?') AS parent_column
    FROM missing AS m CROSS JOIN temp.pragma_foreign_key_list(m.child, 'main') AS k
    WHERE k.id = m.fkid
    ORDER BY m.child, m.fkid, k.seq
  ),
  worlds AS (
    SELECT DISTINCT users, seed, quote(videos) AS videos, quote(world) AS world,
           iif(world IS NULL, '', ' WHERE world = ' || quote(world)) AS condition
    FROM temp.synth_batch
  ),
  sources (child_column, expression, source) AS (
    SELECT 'name', 'name', printf('synth_users(%d, %d)%s', users, seed, condition) FROM worlds
    UNION
    SELECT 'emotion', 'emotion', 'synth_emotion_map' || condition FROM worlds
    UNION
    SELECT 'city', 'key', printf('json_each(synth_world(%s), ''$.cities'')', world) FROM worlds
    UNION
    SELECT 'country', 'value ->> ''country''', printf('json_each(synth_world(%s), ''$.cities'')', world) FROM worlds
    UNION
    SELECT c.column1, c.column1, printf('synth_videos(%s, %d)%s', videos, seed, condition)
    FROM worlds, (VALUES ('video_id'), ('video_title'), ('video_category'), ('video_genre')) AS c
  )
SELECT printf('Generated rows of %s would have no parent: %s REFERENCES %s (%s). %s', m.child,
              (SELECT group_concat(k.child_column, ', ') FROM keys AS k WHERE k.child = m.child AND k.fkid = m.fkid),
              m.parent,
              (SELECT group_concat(k.parent_column, ', ') FROM keys AS k WHERE k.child = m.child AND k.fkid = m.fkid),
              CASE
                WHEN NOT EXISTS (SELECT 1 FROM main.sqlite_schema WHERE type = 'table' AND name = m.parent COLLATE NOCASE)
                  THEN 'There is no such table.'
                WHEN EXISTS (SELECT 1 FROM keys AS k
                             JOIN sources AS s ON s.child_column = k.child_column COLLATE NOCASE
                             JOIN temp.pragma_table_info(m.parent, 'main') AS p ON p.name = k.parent_column COLLATE NOCASE
                             WHERE k.child = m.child AND k.fkid = m.fkid AND p.pk AND p.type = 'INTEGER' COLLATE NOCASE
                               AND s.child_column <> 'video_category')
                  THEN 'That is an integer, and what is generated is text: name another database in --db.'
                ELSE coalesce('Fill it first: ' || (
                  SELECT group_concat(filling, ' ')
                  FROM (SELECT printf('INSERT OR IGNORE INTO %s (%s) SELECT %s FROM %s;',
                                      iif(m.parent GLOB '*[^A-Za-z0-9_]*', printf('"%w"', m.parent), m.parent),
                                      group_concat(k.parent_column, ', '), group_concat(s.expression, ', '), s.source)
                                 AS filling
                        FROM keys AS k
                        JOIN sources AS s ON s.child_column = k.child_column COLLATE NOCASE
                        WHERE k.child = m.child AND k.fkid = m.fkid
                        GROUP BY s.source
                        HAVING count(*) = (SELECT count(*) FROM keys AS a WHERE a.child = m.child AND a.fkid = m.fkid))
                ), 'Fill it first, or name another database in --db.')
              END) AS sentence
FROM missing AS m
ORDER BY m.child, m.fkid;

SAVEPOINT synth;
DELETE FROM synth_batches WHERE 0; -- takes the lock for writing before anything is read, as BEGIN IMMEDIATE does
PRAGMA defer_foreign_keys = ON;    -- where keys are enforced, a missing parent shall be a sentence, not an error

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
    SELECT a.*, l.rows_per_day AS logs_per_day, c.rows_per_day AS clicks_per_day,
           i.rows_per_day AS interactions_per_day,
           (SELECT v.rowid FROM temp.synth_videos AS v
            WHERE a.clicks > 0 AND v.videos = a.videos AND v.seed = a.seed AND v.clicks = a.clicks AND v.world = a.world
            ORDER BY v.rowid DESC LIMIT 1) AS catalogue
    FROM asked AS a
    LEFT JOIN temp.synth_emotion_logs AS l
      ON l.n = a.logs AND l.seed = a.seed AND l.users = a.users AND l.days = a.days AND l.until = a.fixed_until
        AND l.home_rate = a.home_rate AND l.progress = a.progress AND l.world = a.world AND l.rowid = 1
    LEFT JOIN temp.synth_video_clicks AS c
      ON c.n = a.clicks AND c.seed = a.seed AND c.logs = a.logs AND c.users = a.users AND c.days = a.days
        AND c.until = a.fixed_until AND c.match_rate = a.match_rate AND c.home_rate = a.home_rate
        AND c.same_place_rate = a.same_place_rate AND c.videos = a.videos AND c.world = a.world AND c.rowid = 1
    LEFT JOIN temp.synth_video_interactions AS i
      ON i.n = a.interactions AND i.seed = a.seed AND i.logs = a.logs AND i.users = a.users AND i.days = a.days
        AND i.until = a.fixed_until AND i.match_rate = a.match_rate AND i.home_rate = a.home_rate
        AND i.same_place_rate = a.same_place_rate AND i.world = a.world AND i.rowid = 1
  )
SELECT NULL, seed, users, logs, clicks, interactions, days, fixed_until, match_rate, home_rate, same_place_rate,
       catalogue, world, progress, fixed_until - max(2, CAST(round(days * 86400) AS INTEGER)),
       logs_per_day, clicks_per_day, interactions_per_day,
       (SELECT coalesce(max(rowid), 0) FROM emotion_logs), (SELECT coalesce(max(rowid), 0) FROM video_clicks),
       (SELECT coalesce(max(rowid), 0) FROM video_interactions), NULL, NULL, NULL,
       CASE WHEN EXISTS (SELECT 1 FROM main.sqlite_schema AS s WHERE lower(s.tbl_name) = 'emotion_logs'
                        AND (s.type = 'trigger' OR s.sql LIKE '%replace%'))
         THEN (SELECT count(*) FROM emotion_logs) END,
       CASE WHEN EXISTS (SELECT 1 FROM main.sqlite_schema AS s WHERE lower(s.tbl_name) = 'video_clicks'
                        AND (s.type = 'trigger' OR s.sql LIKE '%replace%'))
         THEN (SELECT count(*) FROM video_clicks) END,
       CASE WHEN EXISTS (SELECT 1 FROM main.sqlite_schema AS s WHERE lower(s.tbl_name) = 'video_interactions'
                        AND (s.type = 'trigger' OR s.sql LIKE '%replace%'))
         THEN (SELECT count(*) FROM video_interactions) END,
       NULL
FROM in_force AS a
WHERE NOT EXISTS (
  SELECT 1 FROM synth_batches AS b
  WHERE b.continues IS NULL AND b.seed = a.seed AND b.users = a.users AND b.logs = a.logs AND b.clicks = a.clicks
    AND b.interactions = a.interactions AND b.days = a.days AND (a.until IS NULL OR b.until = a.until)
    AND b.match_rate = a.match_rate AND b.home_rate = a.home_rate AND b.same_place_rate = a.same_place_rate
    AND b.videos IS a.catalogue AND b.world IS a.world
);

-- The first rows on trial: what a constraint or a trigger of the tables refuses is known before the long work, and so are
-- rows without a parent, which SQLite looks for of itself only where foreign keys are enforced.
SAVEPOINT synth_trial;

INSERT INTO emotion_logs (name, emotion, input, timestamp, city, country)
SELECT name, emotion, input, timestamp, city, country FROM temp.synth_new_logs WHERE number <= 100;

INSERT INTO video_clicks (name, video_id, video_title, video_category, emotion, timestamp, city, country)
SELECT name, video_id, video_title, video_category, emotion, timestamp, city, country
FROM temp.synth_new_clicks WHERE number <= 100;

INSERT INTO video_interactions (name, video_genre, emotion, timestamp, city, country)
SELECT name, video_genre, emotion, timestamp, city, country FROM temp.synth_new_interactions WHERE number <= 100;

INSERT INTO temp.synth_orphans (sentence) SELECT sentence FROM temp.synth_missing_parents;
SELECT sentence FROM temp.synth_orphans;
UPDATE OR ROLLBACK temp.synth_orphans SET blocks = 1;

ROLLBACK TO synth_trial;
RELEASE synth_trial;

-- Bytes and speed are those of the default world with the indexes below, on one core of a machine of 2026.
SELECT printf('%,d rows are to come: about %.1f GB%s and %.1f minutes, at 155, 190 and 66 bytes a row and 400,000 rows a '
              || 'second. If it is killed, nothing of them stays, and the next run starts anew.', rows, bytes / 1e9,
              iif((SELECT journal_mode FROM temp.pragma_journal_mode) = 'wal', ', for a while twice as much, in the WAL,',
                  ''),
              rows / 24e6) AS generated
FROM (SELECT logs + clicks + interactions AS rows, logs * 155 + clicks * 190 + interactions * 66 AS bytes
      FROM temp.synth_batch)
WHERE rows > 1000000;

INSERT INTO emotion_logs (name, emotion, input, timestamp, city, country)
SELECT name, emotion, input, timestamp, city, country FROM temp.synth_new_logs;

INSERT INTO video_clicks (name, video_id, video_title, video_category, emotion, timestamp, city, country)
SELECT name, video_id, video_title, video_category, emotion, timestamp, city, country FROM temp.synth_new_clicks;

INSERT INTO video_interactions (name, video_genre, emotion, timestamp, city, country)
SELECT name, video_genre, emotion, timestamp, city, country FROM temp.synth_new_interactions;

UPDATE OR ROLLBACK temp.synth_batch
SET logs_there = (SELECT count(*) FROM emotion_logs AS l WHERE l.rowid > id_before_logs),
    clicks_there = (SELECT count(*) FROM video_clicks AS c WHERE c.rowid > id_before_clicks),
    interactions_there = (SELECT count(*) FROM video_interactions AS i WHERE i.rowid > id_before_interactions);

UPDATE OR ROLLBACK temp.synth_batch
SET gone = CASE WHEN all_logs IS NULL THEN 0 ELSE all_logs + logs_there - (SELECT count(*) FROM emotion_logs) END
         + CASE WHEN all_clicks IS NULL THEN 0 ELSE all_clicks + clicks_there - (SELECT count(*) FROM video_clicks) END
         + CASE WHEN all_interactions IS NULL THEN 0
                ELSE all_interactions + interactions_there - (SELECT count(*) FROM video_interactions) END;

-- Parents again, now for all rows.
INSERT INTO temp.synth_orphans (sentence) SELECT sentence FROM temp.synth_missing_parents;
SELECT sentence FROM temp.synth_orphans;
UPDATE OR ROLLBACK temp.synth_orphans SET blocks = 1;

INSERT INTO synth_batches (
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

UPDATE OR ROLLBACK temp.synth_batch SET batch = iif(changes() = 1, last_insert_rowid(), 0);

-- For recommend.sql: the last log of a person, what a person has seen, what is popular.
CREATE INDEX IF NOT EXISTS synth_logs_of_person ON emotion_logs (name, timestamp);
CREATE INDEX IF NOT EXISTS synth_clicks_of_person ON video_clicks (name, video_id);
CREATE INDEX IF NOT EXISTS synth_clicks_on_category ON video_clicks (video_category, video_id, emotion);

COMMIT;

WITH
  added AS (
    SELECT b.*, a.logs_there, a.clicks_there, a.interactions_there
    FROM temp.synth_batch AS a JOIN synth_batches AS b ON b.batch = a.batch
  ),
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
  ),
  tables (place, name, generated, there, first, last) AS (
    SELECT 1, 'emotion_logs', logs, logs_there, first_log, last_log FROM added
    UNION ALL SELECT 2, 'video_clicks', clicks, clicks_there, first_click, last_click FROM added
    UNION ALL
    SELECT 3, 'video_interactions', interactions, interactions_there, first_interaction, last_interaction FROM added
  )
SELECT printf('Batch %d: seed %d, %d people, %.6g days until %s UTC.', batch, seed, users, days,
              datetime(until, 'unixepoch')) AS generated
FROM added
UNION ALL
SELECT printf('%s: %d%s rows added%s%s', name, there, iif(there < generated, ' of ' || generated, ''),
              iif(first IS NULL, '', printf(', ids %d to %d', first, last)),
              CASE WHEN there < generated THEN '; a trigger or a conflict clause left the others out.'
                   WHEN there > generated THEN printf('; %d of them by a trigger.', there - generated)
                   ELSE '.' END)
FROM tables
UNION ALL
SELECT printf('Batch %d is there already: seed %d, %d people, %d + %d + %d rows, %.6g days until %s UTC.',
              batch, seed, users, logs, clicks, interactions, days, datetime(until, 'unixepoch'))
FROM present
UNION ALL
SELECT 'Nothing was changed; another seed adds another population.'
FROM present;

DROP VIEW temp.synth_missing_parents;
DROP VIEW temp.synth_new_logs;
DROP VIEW temp.synth_new_clicks;
DROP VIEW temp.synth_new_interactions;
DROP TABLE temp.synth_orphans;
DROP TABLE temp.synth_batch;
DROP TABLE temp.synth_asked;
