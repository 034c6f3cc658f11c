-- What would be in the way of the scripts that write: views, tables without ids, missing columns, columns that nothing is
-- generated for. Each finding is a line, and then an error ends it: the commands run this before a row is written.
--
--   sqlite3 -bail user_data.db -cmd '.load build/release/synth' '.read sql/schema.sql' '.read sql/obstacles.sql'
--
-- Parameter: :removes is 1 where rows are to be removed, not added; else NULL.
--
-- In all scripts that write, the module's tables and SQLite's functions are called by temp.NAME: a table of the database
-- with the same name would be read in their place.

DROP TABLE IF EXISTS temp.synth_obstacles;

CREATE TEMP TABLE synth_obstacles (
  obstacle TEXT,
  blocks INTEGER CONSTRAINT "the lines above say what is in the way" CHECK (blocks IS NULL)
);

INSERT INTO temp.synth_obstacles (obstacle)
WITH
  needed (place, "table", "column") AS (
    VALUES (1, 'emotion_logs', 'name'), (2, 'emotion_logs', 'emotion'), (3, 'emotion_logs', 'input'),
           (4, 'emotion_logs', 'timestamp'), (5, 'emotion_logs', 'city'), (6, 'emotion_logs', 'country'),
           (7, 'video_clicks', 'name'), (8, 'video_clicks', 'video_id'), (9, 'video_clicks', 'video_title'),
           (10, 'video_clicks', 'video_category'), (11, 'video_clicks', 'emotion'), (12, 'video_clicks', 'timestamp'),
           (13, 'video_clicks', 'city'), (14, 'video_clicks', 'country'),
           (15, 'video_interactions', 'name'), (16, 'video_interactions', 'video_genre'),
           (17, 'video_interactions', 'emotion'), (18, 'video_interactions', 'timestamp'),
           (19, 'video_interactions', 'city'), (20, 'video_interactions', 'country'),
           (21, 'synth_batches', 'batch'), (22, 'synth_batches', 'continues'), (23, 'synth_batches', 'created'),
           (24, 'synth_batches', 'generator'), (25, 'synth_batches', 'seed'), (26, 'synth_batches', 'users'),
           (27, 'synth_batches', 'logs'), (28, 'synth_batches', 'clicks'), (29, 'synth_batches', 'interactions'),
           (30, 'synth_batches', 'days'), (31, 'synth_batches', 'until'), (32, 'synth_batches', 'match_rate'),
           (33, 'synth_batches', 'home_rate'), (34, 'synth_batches', 'same_place_rate'),
           (35, 'synth_batches', 'videos'), (36, 'synth_batches', 'world'), (37, 'synth_batches', 'since'),
           (38, 'synth_batches', 'logs_per_day'), (39, 'synth_batches', 'clicks_per_day'),
           (40, 'synth_batches', 'interactions_per_day'), (41, 'synth_batches', 'next_log'),
           (42, 'synth_batches', 'next_click'), (43, 'synth_batches', 'next_interaction'),
           (44, 'synth_batches', 'first_log'), (45, 'synth_batches', 'last_log'), (46, 'synth_batches', 'first_click'),
           (47, 'synth_batches', 'last_click'), (48, 'synth_batches', 'first_interaction'),
           (49, 'synth_batches', 'last_interaction')
  ),
  tables AS (
    SELECT min(n.place) AS place, n."table", l.type, l.wr
    FROM needed AS n
    JOIN temp.pragma_table_list(n."table") AS l ON l.schema = 'main'
    GROUP BY n."table"
  ),
  -- Of the tables, not the views. `hidden` is 2 or 3 for generated columns.
  columns AS (
    SELECT t.place, t."table", c.name, c.type, c."notnull", c.dflt_value, c.pk, c.hidden,
           sum(c.pk > 0) OVER (PARTITION BY t."table") AS keys
    FROM tables AS t
    CROSS JOIN temp.pragma_table_xinfo(t."table", 'main') AS c
    WHERE t.type <> 'view'
  ),
  missing AS (
    SELECT n."table", group_concat(n."column", ', ') AS names,
           group_concat(printf('ALTER TABLE %s ADD COLUMN %s;', n."table", n."column"), ' ') AS adding
    FROM (SELECT * FROM needed ORDER BY place) AS n
    JOIN tables AS t ON t."table" = n."table" AND t.type <> 'view'
    WHERE NOT EXISTS (SELECT 1 FROM columns AS c WHERE c."table" = n."table" AND c.name = n."column" COLLATE NOCASE)
    GROUP BY n."table"
  ),
  findings (place, obstacle) AS (
    SELECT place, printf('%s is a view, and generated rows are kept in tables: rename the view, or name another '
                         || 'database in --db.', "table")
    FROM tables
    WHERE type = 'view'
    UNION ALL
    SELECT place, printf('%s is a table WITHOUT ROWID, and generated rows are found again by their rowid: make it an '
                         || 'ordinary table, or name another database in --db.', "table")
    FROM tables
    WHERE wr
    UNION ALL
    SELECT t.place, iif(t."table" = 'synth_batches',
                        printf('synth_batches is another table than the list of generated batches, without the column %s: '
                               || 'rename it.', substr(m.names, 1, instr(m.names || ',', ',') - 1)),
                        printf('%s lacks the %s %s: %s', m."table", iif(instr(m.names, ','), 'columns', 'column'), m.names,
                               m.adding))
    FROM missing AS m
    JOIN tables AS t ON t."table" = m."table"
    UNION ALL
    SELECT c.place, printf('%s.%s is a generated column, which cannot be filled: make it an ordinary one.', c."table", c.name)
    FROM columns AS c
    JOIN needed AS n ON n."table" = c."table" AND n."column" = c.name COLLATE NOCASE
    WHERE c.hidden IN (2, 3) AND :removes IS NULL
    UNION ALL
    SELECT place, printf('%s.%s hides the ids of the rows: rename the column, or make it the INTEGER PRIMARY KEY.', "table",
                         name)
    FROM columns
    WHERE name = 'rowid' COLLATE NOCASE AND NOT (pk AND keys = 1 AND type = 'INTEGER' COLLATE NOCASE)
    UNION ALL
    SELECT c.place, printf('%s.%s is NOT NULL without a default, and generated rows have nothing for it: give it a '
                           || 'default, or name another database in --db.', c."table", c.name)
    FROM columns AS c
    LEFT JOIN needed AS n ON n."table" = c."table" AND n."column" = c.name COLLATE NOCASE
    WHERE n.place IS NULL AND c."notnull" AND c.dflt_value IS NULL AND c.hidden = 0 AND :removes IS NULL
      AND NOT (c.pk AND c.keys = 1 AND c.type = 'INTEGER' COLLATE NOCASE)
  )
SELECT obstacle FROM findings ORDER BY place;

SELECT obstacle FROM temp.synth_obstacles;
UPDATE OR ROLLBACK temp.synth_obstacles SET blocks = 1;

-- After the highest id there is, SQLite gives any that is free, and the batch would not know its rows.
INSERT INTO temp.synth_obstacles (obstacle)
SELECT printf('%s has a row with the id %d, after which there are too few: give that row another id.', place, id)
FROM (SELECT 'emotion_logs' AS place, max(rowid) AS id FROM emotion_logs
      UNION ALL SELECT 'video_clicks', max(rowid) FROM video_clicks
      UNION ALL SELECT 'video_interactions', max(rowid) FROM video_interactions)
WHERE id > 9223372036854775807 - 10000000000 AND :removes IS NULL;

SELECT obstacle FROM temp.synth_obstacles;
UPDATE OR ROLLBACK temp.synth_obstacles SET blocks = 1;

DROP TABLE temp.synth_obstacles;
