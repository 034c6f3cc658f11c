-- Which foreign keys of the rows after :id_before_logs … have no parent, whether SQLite enforces them or not; and what
-- would fill the table of the parents, where all columns of the key come from one table of the world.

WITH
  missing AS (
    SELECT DISTINCT t.column1 AS child, f.fkid, f.parent
    FROM (VALUES ('emotion_logs', :id_before_logs), ('video_clicks', :id_before_clicks),
                 ('video_interactions', :id_before_interactions)) AS t
    CROSS JOIN temp.pragma_foreign_key_check(t.column1, 'main') AS f
    WHERE f.rowid > t.column2
  ),
  keys AS (
    SELECT m.child, m.fkid, m.parent, k."from" AS child_column,
           coalesce(k."to", (SELECT p.name FROM temp.pragma_table_info(m.parent, 'main') AS p
                             WHERE p.pk = k.seq + 1), '?') AS parent_column
    FROM missing AS m CROSS JOIN temp.pragma_foreign_key_list(m.child, 'main') AS k
    WHERE k.id = m.fkid
    ORDER BY m.child, m.fkid, k.seq
  ),
  -- What the document says beside seed, users, …: nothing in the default law.
  law AS (
    SELECT law, iif(law IS NULL, '', ' WHERE world = ' || quote(law)) AS condition
    FROM (SELECT nullif(json_remove(:world, {keys_of_world}), '{}') AS law)
  ),
  sources (child_column, expression, source) AS (
    SELECT 'name', 'name', printf('synth_users(%d, %d)%s', :world ->> '$.users', :world ->> '$.seed', condition) FROM law
    UNION
    SELECT 'emotion', 'emotion', 'synth_emotion_map' || condition FROM law
    UNION
    SELECT 'city', 'key', printf('json_each(synth_world(%s), ''$.cities'')', quote(law)) FROM law
    UNION
    SELECT 'country', 'value ->> ''country''', printf('json_each(synth_world(%s), ''$.cities'')', quote(law)) FROM law
    UNION
    SELECT c.column1, c.column1,
           printf('synth_videos(%s, %d)%s', quote(:world ->> '$.videos'), :world ->> '$.seed', condition)
    FROM law, (VALUES ('video_id'), ('video_title'), ('video_category'), ('video_genre')) AS c
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
                  THEN 'That is an integer, and what is generated is text: use another database.'
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
                ), 'Fill it first, or use another database.')
              END) AS refusal
FROM missing AS m
ORDER BY m.child, m.fkid;
