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
-- of the generator stays as it is: its people would go on as others. A transaction that is open already is joined and
-- committed; errors are what they are in generate.sql.

DROP VIEW IF EXISTS temp.synth_missing_parents;
DROP VIEW IF EXISTS temp.synth_new_logs;
DROP VIEW IF EXISTS temp.synth_new_clicks;
DROP VIEW IF EXISTS temp.synth_new_interactions;
DROP TABLE IF EXISTS temp.synth_asked;
DROP TABLE IF EXISTS temp.synth_batch;
DROP TABLE IF EXISTS temp.synth_orphans;

CREATE TEMP TABLE synth_asked (
  seed INTEGER, progress INTEGER,
  until INTEGER
    CONSTRAINT "until must be unix seconds or a date such as '2026-02-01', up to the year 9999, and no milliseconds"
    CHECK (typeof(until) = 'integer' AND until <= 253402300799),
  id_before_logs INTEGER, id_before_clicks INTEGER, id_before_interactions INTEGER,
  -- What all batches together add, what is there in the end, as a trigger may leave some out, and how many batches add.
  logs INTEGER, logs_there INTEGER, log_batches INTEGER,
  clicks INTEGER, clicks_there INTEGER, click_batches INTEGER,
  interactions INTEGER, interactions_there INTEGER, interaction_batches INTEGER,
  -- All rows before, of tables whose triggers or conflict clauses could take some away, and how many are gone after.
  all_logs INTEGER, all_clicks INTEGER, all_interactions INTEGER,
  gone INTEGER
    CONSTRAINT "rows that were there before would be gone, by a trigger or a conflict clause of their table"
    CHECK (gone <= 0),
  recorded INTEGER CONSTRAINT "the batches could not be recorded in synth_batches" CHECK (recorded = 1),
  CONSTRAINT "no row has come into emotion_logs: if no error says why, a trigger or conflict clause leaves all out"
    CHECK (logs = 0 OR logs_there > 0),
  CONSTRAINT "a trigger leaves rows out of emotion_logs, or adds some: continue one batch at a time, by its seed"
    CHECK (logs_there = logs OR log_batches = 1),
  CONSTRAINT "no row has come into video_clicks: if no error says why, a trigger or conflict clause leaves all out"
    CHECK (clicks = 0 OR clicks_there > 0),
  CONSTRAINT "a trigger leaves rows out of video_clicks, or adds some: continue one batch at a time, by its seed"
    CHECK (clicks_there = clicks OR click_batches = 1),
  CONSTRAINT "no row has come into video_interactions: if no error says why, a trigger or conflict clause leaves all out"
    CHECK (interactions = 0 OR interactions_there > 0),
  CONSTRAINT "a trigger leaves rows out of video_interactions, or adds some: continue one batch at a time, by its seed"
    CHECK (interactions_there = interactions OR interaction_batches = 1)
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

CREATE TEMP TABLE synth_orphans (
  sentence TEXT,
  blocks INTEGER CONSTRAINT "the lines above say which parents are missing" CHECK (blocks IS NULL)
);

-- The rows to come, batch by batch.
CREATE TEMP VIEW synth_new_logs AS
SELECT g.name, g.emotion, g.input, g.timestamp, g.city, g.country
FROM temp.synth_batch AS b CROSS JOIN temp.synth_emotion_logs AS g
WHERE b.logs > 0
  AND g.n = b.most_logs AND g.seed = b.seed AND g.users = b.users AND g.since = b.since
  AND g.per_day = b.logs_per_day AND g.home_rate = b.home_rate AND g.world = b.world AND g.progress = b.progress
  AND g.rowid >= b.from_log AND g.timestamp >= b.starts AND g.timestamp < b.until;

CREATE TEMP VIEW synth_new_clicks AS
SELECT g.name, g.video_id, g.video_title, g.video_category, g.emotion, g.timestamp, g.city, g.country
FROM temp.synth_batch AS b CROSS JOIN temp.synth_video_clicks AS g
WHERE b.clicks > 0
  AND g.n = b.most_clicks AND g.seed = b.seed AND g.users = b.users AND g.since = b.since
  AND g.per_day = b.clicks_per_day AND g.logs_per_day = b.logs_per_day AND g.match_rate = b.match_rate
  AND g.home_rate = b.home_rate AND g.same_place_rate = b.same_place_rate AND g.videos = b.videos
  AND g.world = b.world AND g.progress = b.progress
  AND g.rowid >= b.from_click AND g.timestamp >= b.starts AND g.timestamp < b.until;

CREATE TEMP VIEW synth_new_interactions AS
SELECT g.name, g.video_genre, g.emotion, g.timestamp, g.city, g.country
FROM temp.synth_batch AS b CROSS JOIN temp.synth_video_interactions AS g
WHERE b.interactions > 0
  AND g.n = b.most_interactions AND g.seed = b.seed AND g.users = b.users AND g.since = b.since
  AND g.per_day = b.interactions_per_day AND g.logs_per_day = b.logs_per_day AND g.match_rate = b.match_rate
  AND g.home_rate = b.home_rate AND g.same_place_rate = b.same_place_rate AND g.world = b.world
  AND g.progress = b.progress
  AND g.rowid >= b.from_interaction AND g.timestamp >= b.starts AND g.timestamp < b.until;

-- Which keys of the new rows have no parent, and what would fill the table of the parents, where all columns of the key
-- come from one table of the world.
CREATE TEMP VIEW synth_missing_parents AS
WITH
  tables (child, id_before) AS (
    SELECT c.column1, CASE c.column1 WHEN 'emotion_logs' THEN a.id_before_logs
                                     WHEN 'video_clicks' THEN a.id_before_clicks ELSE a.id_before_interactions END
    FROM temp.synth_asked AS a, (VALUES ('emotion_logs'), ('video_clicks'), ('video_interactions')) AS c
    WHERE EXISTS (SELECT 1 FROM temp.synth_batch)
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
  (seed, progress, until, id_before_logs, id_before_clicks, id_before_interactions, all_logs, all_clicks,
   all_interactions)
SELECT :seed, coalesce(:progress, 0),
       CASE WHEN :until GLOB '[0-9]*-*-*' THEN coalesce(unixepoch(:until), :until)
            ELSE coalesce(:until, unixepoch()) END,
       (SELECT coalesce(max(l.rowid), 0) FROM emotion_logs AS l),
       (SELECT coalesce(max(c.rowid), 0) FROM video_clicks AS c),
       (SELECT coalesce(max(i.rowid), 0) FROM video_interactions AS i),
       CASE WHEN EXISTS (SELECT 1 FROM main.sqlite_schema AS s WHERE lower(s.tbl_name) = 'emotion_logs'
                        AND (s.type = 'trigger' OR s.sql LIKE '%replace%'))
         THEN (SELECT count(*) FROM emotion_logs) END,
       CASE WHEN EXISTS (SELECT 1 FROM main.sqlite_schema AS s WHERE lower(s.tbl_name) = 'video_clicks'
                        AND (s.type = 'trigger' OR s.sql LIKE '%replace%'))
         THEN (SELECT count(*) FROM video_clicks) END,
       CASE WHEN EXISTS (SELECT 1 FROM main.sqlite_schema AS s WHERE lower(s.tbl_name) = 'video_interactions'
                        AND (s.type = 'trigger' OR s.sql LIKE '%replace%'))
         THEN (SELECT count(*) FROM video_interactions) END
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
  FROM temp.synth_emotion_logs AS g
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
      FROM temp.synth_video_clicks AS g
      WHERE g.n = b.most_clicks AND g.seed = b.seed AND g.users = b.users AND g.since = b.since
        AND g.per_day = b.clicks_per_day AND g.logs_per_day = b.logs_per_day AND g.match_rate = b.match_rate
        AND g.home_rate = b.home_rate AND g.same_place_rate = b.same_place_rate AND g.videos = b.videos
        AND g.world = b.world AND g.rowid >= b.from_click AND g.timestamp >= b.starts AND g.timestamp < b.until
    ),
    next_click = coalesce((
      SELECT g.rowid
      FROM temp.synth_video_clicks AS g
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
      FROM temp.synth_video_interactions AS g
      WHERE g.n = b.most_interactions AND g.seed = b.seed AND g.users = b.users AND g.since = b.since
        AND g.per_day = b.interactions_per_day AND g.logs_per_day = b.logs_per_day AND g.match_rate = b.match_rate
        AND g.home_rate = b.home_rate AND g.same_place_rate = b.same_place_rate AND g.world = b.world
        AND g.rowid >= b.from_interaction AND g.timestamp >= b.starts AND g.timestamp < b.until
    ),
    next_interaction = coalesce((
      SELECT g.rowid
      FROM temp.synth_video_interactions AS g
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

-- The first rows on trial, and rows without a parent, as in generate.sql.
SAVEPOINT synth_trial;

INSERT INTO emotion_logs (name, emotion, input, timestamp, city, country)
SELECT name, emotion, input, timestamp, city, country FROM temp.synth_new_logs LIMIT 100;

INSERT INTO video_clicks (name, video_id, video_title, video_category, emotion, timestamp, city, country)
SELECT name, video_id, video_title, video_category, emotion, timestamp, city, country
FROM temp.synth_new_clicks
LIMIT 100;

INSERT INTO video_interactions (name, video_genre, emotion, timestamp, city, country)
SELECT name, video_genre, emotion, timestamp, city, country FROM temp.synth_new_interactions LIMIT 100;

INSERT INTO temp.synth_orphans (sentence) SELECT sentence FROM temp.synth_missing_parents;
SELECT sentence FROM temp.synth_orphans;
UPDATE OR ROLLBACK temp.synth_orphans SET blocks = 1;

ROLLBACK TO synth_trial;
RELEASE synth_trial;

SELECT printf('%,d rows are to come: about %.1f GB%s and %.1f minutes, at 155, 190 and 66 bytes a row and 400,000 rows a '
              || 'second. If it is killed, nothing of them stays, and the next run starts anew.', rows, bytes / 1e9,
              iif((SELECT journal_mode FROM temp.pragma_journal_mode) = 'wal', ', for a while twice as much, in the WAL,',
                  ''),
              rows / 24e6) AS topped_up
FROM (SELECT total(logs + clicks + interactions) AS rows, total(logs * 155 + clicks * 190 + interactions * 66) AS bytes
      FROM temp.synth_batch)
WHERE rows > 1000000;

INSERT INTO emotion_logs (name, emotion, input, timestamp, city, country)
SELECT name, emotion, input, timestamp, city, country FROM temp.synth_new_logs;

INSERT INTO video_clicks (name, video_id, video_title, video_category, emotion, timestamp, city, country)
SELECT name, video_id, video_title, video_category, emotion, timestamp, city, country FROM temp.synth_new_clicks;

INSERT INTO video_interactions (name, video_genre, emotion, timestamp, city, country)
SELECT name, video_genre, emotion, timestamp, city, country FROM temp.synth_new_interactions;

UPDATE OR ROLLBACK temp.synth_asked
SET (logs, log_batches, clicks, click_batches, interactions, interaction_batches) = (
      SELECT coalesce(sum(b.logs), 0), sum(b.logs > 0), coalesce(sum(b.clicks), 0), sum(b.clicks > 0),
             coalesce(sum(b.interactions), 0), sum(b.interactions > 0)
      FROM temp.synth_batch AS b
    ),
    logs_there = (SELECT count(*) FROM emotion_logs AS l WHERE l.rowid > id_before_logs),
    clicks_there = (SELECT count(*) FROM video_clicks AS c WHERE c.rowid > id_before_clicks),
    interactions_there = (SELECT count(*) FROM video_interactions AS i WHERE i.rowid > id_before_interactions);

UPDATE OR ROLLBACK temp.synth_asked
SET gone = CASE WHEN all_logs IS NULL THEN 0 ELSE all_logs + logs_there - (SELECT count(*) FROM emotion_logs) END
         + CASE WHEN all_clicks IS NULL THEN 0 ELSE all_clicks + clicks_there - (SELECT count(*) FROM video_clicks) END
         + CASE WHEN all_interactions IS NULL THEN 0
                ELSE all_interactions + interactions_there - (SELECT count(*) FROM video_interactions) END;

INSERT INTO temp.synth_orphans (sentence) SELECT sentence FROM temp.synth_missing_parents;
SELECT sentence FROM temp.synth_orphans;
UPDATE OR ROLLBACK temp.synth_orphans SET blocks = 1;

INSERT INTO synth_batches (
  continues, created, generator, seed, users, logs, clicks, interactions, days, until, match_rate, home_rate,
  same_place_rate, videos, world, since, logs_per_day, clicks_per_day, interactions_per_day, next_log, next_click,
  next_interaction, first_log, last_log, first_click, last_click, first_interaction, last_interaction)
WITH
  ids AS (
    SELECT (SELECT min(rowid) FROM emotion_logs WHERE rowid > id_before_logs) AS log,
           (SELECT max(rowid) FROM emotion_logs WHERE rowid > id_before_logs) AS end_of_logs,
           (SELECT min(rowid) FROM video_clicks WHERE rowid > id_before_clicks) AS click,
           (SELECT max(rowid) FROM video_clicks WHERE rowid > id_before_clicks) AS end_of_clicks,
           (SELECT min(rowid) FROM video_interactions WHERE rowid > id_before_interactions) AS interaction,
           (SELECT max(rowid) FROM video_interactions WHERE rowid > id_before_interactions) AS end_of_interactions,
           log_batches, click_batches, interaction_batches
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
       CASE WHEN logs > 0 THEN ids.log + end_log - logs END,
       CASE WHEN logs > 0 THEN iif(log_batches = 1, end_of_logs, ids.log + end_log - 1) END,
       CASE WHEN clicks > 0 THEN ids.click + end_click - clicks END,
       CASE WHEN clicks > 0 THEN iif(click_batches = 1, end_of_clicks, ids.click + end_click - 1) END,
       CASE WHEN interactions > 0 THEN ids.interaction + end_interaction - interactions END,
       CASE WHEN interactions > 0 THEN iif(interaction_batches = 1, end_of_interactions,
                                           ids.interaction + end_interaction - 1) END
FROM ends, ids
ORDER BY continues;

UPDATE OR ROLLBACK temp.synth_asked SET recorded = (changes() = (SELECT count(*) FROM temp.synth_batch));

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

-- Where triggers leave rows out there is one batch, see the constraints of synth_asked.
SELECT printf('Seed %d: %d emotion logs, %d video clicks and %d video interactions added, %s to %s UTC.', b.seed,
              b.logs + iif(b.logs > 0, a.logs_there - a.logs, 0),
              b.clicks + iif(b.clicks > 0, a.clicks_there - a.clicks, 0),
              b.interactions + iif(b.interactions > 0, a.interactions_there - a.interactions, 0),
              datetime(b.earliest, 'unixepoch'), datetime(b.latest, 'unixepoch')) AS topped_up
FROM temp.synth_batch AS b, temp.synth_asked AS a
UNION ALL
SELECT printf('A trigger or a conflict clause left out %d of the rows to come.', logs + clicks + interactions
              - logs_there - clicks_there - interactions_there)
FROM temp.synth_asked
WHERE logs_there + clicks_there + interactions_there < logs + clicks + interactions
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

DROP VIEW temp.synth_missing_parents;
DROP VIEW temp.synth_new_logs;
DROP VIEW temp.synth_new_clicks;
DROP VIEW temp.synth_new_interactions;
DROP TABLE temp.synth_orphans;
DROP TABLE temp.synth_batch;
DROP TABLE temp.synth_asked;
