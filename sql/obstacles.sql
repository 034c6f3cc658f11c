-- What is in the way of a command that writes: views, tables without ids, missing columns, columns that nothing is
-- generated for. One sentence each.
--
-- Parameters: :needed, what is read and written as JSON, [{"table": "models", "columns": "name, model", "role": "ours"}]:
-- `filled` rows of the application's tables, a table of `ours`, or what is only `read`; :adds, 1 where rows are added.

WITH
  needed AS MATERIALIZED (
    SELECT t.key * 100 + c.key AS place, json_extract(t.value, '$.table') AS tbl, c.value AS col,
           json_extract(t.value, '$.role') AS role
    FROM temp.json_each(:needed) AS t
    CROSS JOIN temp.json_each('["' || replace(json_extract(t.value, '$.columns'), ', ', '", "') || '"]') AS c
  ),
  tables AS MATERIALIZED (
    SELECT min(n.place) AS place, n.tbl, n.role, l.type, l.wr
    FROM needed AS n
    JOIN temp.pragma_table_list(n.tbl) AS l ON l.schema = 'main'
    GROUP BY n.tbl
  ),
  -- `hidden` is 2 or 3 for generated columns.
  columns AS MATERIALIZED (
    SELECT t.place, t.tbl, t.role, c.name, c.type, c."notnull", c.dflt_value, c.pk, c.hidden,
           sum(c.pk > 0) OVER (PARTITION BY t.tbl) AS keys
    FROM tables AS t
    CROSS JOIN temp.pragma_table_xinfo(t.tbl, 'main') AS c
    WHERE t.type <> 'view' OR t.role = 'read'
  ),
  missing AS (
    SELECT n.tbl, group_concat(n.col, ', ') AS names,
           group_concat(printf('ALTER TABLE %s ADD COLUMN %s;', n.tbl, n.col), ' ') AS adding
    FROM (SELECT * FROM needed ORDER BY place) AS n
    JOIN tables AS t ON t.tbl = n.tbl AND (t.type <> 'view' OR t.role = 'read')
    WHERE NOT EXISTS (SELECT 1 FROM columns AS c WHERE c.tbl = n.tbl AND c.name = n.col COLLATE NOCASE)
    GROUP BY n.tbl
  ),
  findings (place, obstacle) AS (
    SELECT place, printf('%s is a view, and %s kept in tables: rename the view, or use another database.', tbl,
                         iif(role = 'filled', 'generated rows are', 'what the commands store is'))
    FROM tables
    WHERE type = 'view' AND role <> 'read'
    UNION ALL
    SELECT place, printf('%s is a table WITHOUT ROWID, and generated rows are found again by their rowid: make it an '
                         || 'ordinary table, or use another database.', tbl)
    FROM tables
    WHERE wr AND role = 'filled'
    UNION ALL
    SELECT t.place, iif(t.role = 'ours',
                        printf('%s is another table than the one that the commands keep, without the column %s: rename '
                               || 'it.', t.tbl, substr(m.names, 1, instr(m.names || ',', ',') - 1)),
                        printf('%s lacks the %s %s: %s', m.tbl, iif(instr(m.names, ','), 'columns', 'column'), m.names,
                               iif(t.type = 'view', 'add to the view what is missing, as NULL where there is none.',
                                   m.adding)))
    FROM missing AS m
    JOIN tables AS t ON t.tbl = m.tbl
    UNION ALL
    SELECT c.place, printf('%s.%s is a generated column, which cannot be filled: make it an ordinary one.', c.tbl, c.name)
    FROM columns AS c
    JOIN needed AS n ON n.tbl = c.tbl AND n.col = c.name COLLATE NOCASE
    WHERE c.hidden IN (2, 3) AND c.role = 'filled' AND :adds
    UNION ALL
    SELECT place, printf('%s.%s hides the ids of the rows: rename the column, or make it the INTEGER PRIMARY KEY.', tbl,
                         name)
    FROM columns
    WHERE name = 'rowid' COLLATE NOCASE AND role = 'filled' AND NOT (pk AND keys = 1 AND type = 'INTEGER' COLLATE NOCASE)
    UNION ALL
    SELECT c.place, printf('%s.%s is NOT NULL without a default, and generated rows have nothing for it: give it a '
                           || 'default, or use another database.', c.tbl, c.name)
    FROM columns AS c
    LEFT JOIN needed AS n ON n.tbl = c.tbl AND n.col = c.name COLLATE NOCASE
    WHERE n.place IS NULL AND c."notnull" AND c.dflt_value IS NULL AND c.hidden = 0 AND c.role = 'filled' AND :adds
      AND NOT (c.pk AND c.keys = 1 AND c.type = 'INTEGER' COLLATE NOCASE)
  )
SELECT obstacle AS refusal FROM findings ORDER BY place;
