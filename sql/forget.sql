-- The statements of synth_forget: of each batch exactly the rows that the generator makes again, all columns equal, and
-- never more of them than were inserted. Every other row stays, whatever id it has. Batches that another version of the
-- generator made cannot be compared; they go by their ids if :by_id is 1.
--
-- Each generated row is looked for at the id that it was given first. Rows that are not there any more (moved to another
-- id, changed, deleted) are looked for by their columns.

-- The batches, if this version of the generator can make them again; of a top-up also where it began.
-- [batches]
SELECT b.batch, b.world, b.world ->> '$.seed' AS seed, 0 AS progress,
       coalesce(p.next_log, 1) AS from_log, coalesce(p.next_click, 1) AS from_click,
       coalesce(p.next_interaction, 1) AS from_interaction,
       CASE WHEN p.batch IS NULL THEN -9223372036854775807 WHEN p.continues IS NULL THEN b.world ->> '$.since'
            ELSE p.until END AS starts,
       iif(p.batch IS NULL, 9223372036854775807, b.until) AS stop,
       iif(p.batch IS NULL, b.next_log - 1, CAST(reach * (b.world ->> '$.logs_per_day') AS INTEGER) + 100) AS most_logs,
       iif(p.batch IS NULL, b.next_click - 1,
           coalesce(CAST(reach * (b.world ->> '$.clicks_per_day') AS INTEGER) + 100, 0)) AS most_clicks,
       iif(p.batch IS NULL, b.next_interaction - 1,
           coalesce(CAST(reach * (b.world ->> '$.interactions_per_day') AS INTEGER) + 100, 0)) AS most_interactions,
       b.ids ->> '$.emotion_logs[0]' AS first_log, b.ids ->> '$.emotion_logs[1]' AS last_log,
       b.ids ->> '$.video_clicks[0]' AS first_click, b.ids ->> '$.video_clicks[1]' AS last_click,
       b.ids ->> '$.video_interactions[0]' AS first_interaction, b.ids ->> '$.video_interactions[1]' AS last_interaction
FROM (SELECT *, (until - (world ->> '$.since')) / 86400.0 + 14 AS reach FROM {batches}) AS b
LEFT JOIN {batches} AS p ON p.batch = b.continues
WHERE (:given_seed IS NULL OR b.world ->> '$.seed' = :given_seed)
  AND b.generator = json_extract(synth_debug(), '$.generator')
ORDER BY b.batch;

-- The batches that this version cannot make again, a continuation before what it continues.
-- [older]
SELECT b.batch, b.world ->> '$.seed' AS seed, b.generator AS made_by,
       b.ids ->> '$.emotion_logs[0]' AS first_log, b.ids ->> '$.emotion_logs[1]' AS last_log,
       b.ids ->> '$.video_clicks[0]' AS first_click, b.ids ->> '$.video_clicks[1]' AS last_click,
       b.ids ->> '$.video_interactions[0]' AS first_interaction, b.ids ->> '$.video_interactions[1]' AS last_interaction
FROM {batches} AS b
WHERE :by_id AND (:given_seed IS NULL OR b.world ->> '$.seed' = :given_seed)
  AND b.generator <> json_extract(synth_debug(), '$.generator')
ORDER BY b.batch DESC;

-- Why the rows between :first and :last may be others than those that the batch gave these ids. An id is given again when
-- the rows with the highest ids were deleted.
-- [doubt]
SELECT printf('batch %d continues it', batch) AS doubt FROM {batches} WHERE continues = :batch
UNION ALL
SELECT printf('of its %d rows in {table}, ids %d to %d, %d are there', :last - :first + 1, :first, :last, there)
FROM (SELECT count(*) AS there FROM {table} WHERE rowid BETWEEN :first AND :last)
WHERE there <> :last - :first + 1
UNION ALL
SELECT printf('ids of its rows in {table} were given again, to batch %d', batch)
FROM {batches}
WHERE batch > :batch AND (ids ->> '$.{table}[0]') <= :last AND (ids ->> '$.{table}[1]') >= :first
LIMIT 1;

-- [stays]
SELECT printf('Batch %d (seed %d) stays: %s.', :batch, :seed, :doubt) AS sentence;

-- [remove by id]
DELETE FROM {table} WHERE rowid BETWEEN :first AND :last;
SELECT changes() AS gone;
SELECT 'generated rows of {table} could not be removed: a trigger keeps them' AS refusal
WHERE EXISTS (SELECT 1 FROM {table} WHERE rowid BETWEEN :first AND :last);

-- [removed by id]
SELECT printf('Batch %d (seed %d) went by its ids, not compared: version %d of the generator made it.', :batch, :seed,
              :made_by) AS sentence;

-- Rows of other tables that refer to rows of the three that are not there.
-- [children]
SELECT json_group_object(child || ' of ' || parent, json_object('child', child, 'parent', parent, 'rows', rows)) AS children
FROM (SELECT f."table" AS child, f.parent, count(*) AS rows
      FROM (SELECT DISTINCT s.name
            FROM main.sqlite_schema AS s CROSS JOIN temp.pragma_foreign_key_list(s.name, 'main') AS k
            WHERE s.type = 'table' AND lower(k."table") IN ('emotion_logs', 'video_clicks', 'video_interactions')) AS c
      CROSS JOIN temp.pragma_foreign_key_check(c.name, 'main') AS f
      WHERE lower(f.parent) IN ('emotion_logs', 'video_clicks', 'video_interactions')
      GROUP BY f."table", f.parent);

-- [parentless]
SELECT printf('Rows of %s REFERENCE generated rows of %s (%d of them): delete those first.', n.value ->> '$.child',
              n.value ->> '$.parent', (n.value ->> '$.rows') - coalesce(o.value ->> '$.rows', 0)) AS refusal
FROM temp.json_each(:children) AS n
LEFT JOIN temp.json_each(:children_before) AS o ON o.key = n.key
WHERE (n.value ->> '$.rows') > coalesce(o.value ->> '$.rows', 0);

-- Once for each table, with its name, its columns and the rows that are made again. Nothing that is generated is NULL.
-- [remove]
DELETE FROM {table} WHERE rowid IN (
  WITH
    again AS (SELECT :first + row_number() OVER (ORDER BY number) - 1 AS id, * FROM {rows}),
    matched AS MATERIALIZED (SELECT t.rowid AS id FROM again AS a CROSS JOIN {table} AS t USING ({columns}) WHERE t.rowid = a.id),
    moved AS MATERIALIZED (
      SELECT {columns}, count(*) AS times
      FROM again
      WHERE id NOT IN (SELECT id FROM matched)
      GROUP BY {columns}
    )
  SELECT id FROM matched
  UNION ALL
  SELECT id
  FROM (SELECT t.rowid AS id, m.times, row_number() OVER (PARTITION BY m.rowid ORDER BY t.rowid) AS which
        FROM (SELECT row_number() OVER () AS rowid, * FROM moved) AS m CROSS JOIN {table} AS t USING ({columns})
        WHERE t.rowid NOT IN (SELECT id FROM matched))
  WHERE which <= times
);
SELECT changes() AS gone;
SELECT iif(:gone < :made, min(:made, (SELECT count(*) FROM {rows})), :made) AS made;
SELECT 'generated rows of {table} could not be removed: a trigger keeps them' AS refusal
FROM (SELECT :first + row_number() OVER (ORDER BY number) - 1 AS id, * FROM {rows}) AS a
CROSS JOIN {table} AS t USING ({columns})
WHERE t.rowid = a.id AND :gone < :made
LIMIT 1;

-- Of a batch of which a trigger left some rows out, the ids tell how many there were.
-- [record]
DELETE FROM synth_batches WHERE batch = :batch;
SELECT json_insert(coalesce(:removed, '[]'), '$[#]', json_object(
         'batch', :batch, 'seed', :seed, 'logs_removed', :logs_removed, 'clicks_removed', :clicks_removed,
         'interactions_removed', :interactions_removed,
         'logs', :logs, 'clicks', :clicks, 'interactions', :interactions)) AS removed;

-- synth_generate builds them again. SQLite does not drop an index while a statement of the connection reads a table: then
-- they stay.
-- [indexes]
DROP INDEX IF EXISTS synth_logs_of_person;
DROP INDEX IF EXISTS synth_clicks_of_person;
DROP INDEX IF EXISTS synth_clicks_on_category;

-- [say]
SELECT printf('Seed %d: forgotten with batch %s.', value ->> '$.seed', group_concat(value ->> '$.batch', ', ')) AS sentence
FROM temp.json_each(:removed)
GROUP BY value ->> '$.seed'
UNION ALL
SELECT printf('%s: %d of %d rows removed.', k.column1, sum(value ->> k.column2), sum(value ->> k.column3))
FROM temp.json_each(:removed)
CROSS JOIN (VALUES ('emotion_logs', '$.logs_removed', '$.logs'), ('video_clicks', '$.clicks_removed', '$.clicks'),
                   ('video_interactions', '$.interactions_removed', '$.interactions')) AS k
GROUP BY k.column1
UNION ALL
SELECT 'What is missing from these numbers was changed or deleted by others since then.'
WHERE (SELECT sum((value ->> '$.logs_removed') + (value ->> '$.clicks_removed') + (value ->> '$.interactions_removed')
                  - (value ->> '$.logs') - (value ->> '$.clicks') - (value ->> '$.interactions')) < 0
       FROM temp.json_each(:removed))
UNION ALL
SELECT printf('Batch %d (seed %d) stays: version %d of the generator made it, and this is version %d, which cannot '
              || 'make its rows again. {"by_id": true} removes the rows between the ids that it recorded, if as many are '
              || 'there.', batch, world ->> '$.seed', generator, json_extract(synth_debug(), '$.generator'))
FROM {batches} AS b
WHERE NOT :by_id AND (:given_seed IS NULL OR b.world ->> '$.seed' = :given_seed);

-- [nothing]
SELECT 'There is nothing to forget: synth_batches has no batch' || coalesce(' of seed ' || :given_seed, '') || '.'
         AS sentence;

-- [summary]
SELECT json_object('batches', json_group_array(value ->> '$.batch'),
                   'logs', coalesce(sum(value ->> '$.logs_removed'), 0),
                   'clicks', coalesce(sum(value ->> '$.clicks_removed'), 0),
                   'interactions', coalesce(sum(value ->> '$.interactions_removed'), 0),
                   'sentences', json(:sentences)) AS summary
FROM temp.json_each(coalesce(:removed, '[]'));
