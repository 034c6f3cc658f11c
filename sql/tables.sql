-- What of the tables of schema.sql is there in another form than the scripts need, one sentence each; no row where all
-- is well. A table that is not there is no fault: schema.sql makes it.
--
-- Parameter: :tables, names between blanks, ' video_clicks models '.

WITH
  needed (tbl, col) AS (
    VALUES
      ('emotion_logs', 'name'), ('emotion_logs', 'emotion'), ('emotion_logs', 'timestamp'), ('emotion_logs', 'city'),
      ('emotion_logs', 'country'),
      ('video_clicks', 'name'), ('video_clicks', 'video_id'), ('video_clicks', 'video_title'),
      ('video_clicks', 'video_category'), ('video_clicks', 'emotion'), ('video_clicks', 'timestamp'),
      ('video_clicks', 'city'),
      ('video_interactions', 'name'), ('video_interactions', 'video_genre'), ('video_interactions', 'emotion'),
      ('video_interactions', 'timestamp'), ('video_interactions', 'city'),
      ('models', 'name'), ('models', 'created'), ('models', 'rows'), ('models', 'metrics'), ('models', 'model'),
      ('explanations', 'id'), ('explanations', 'model'), ('explanations', 'name'), ('explanations', 'emotion'),
      ('explanations', 'video_id'), ('explanations', 'prompt_hash'), ('explanations', 'prompt'),
      ('explanations', 'explanation'), ('explanations', 'source'), ('explanations', 'created'),
      ('synth_batches', 'batch'), ('synth_batches', 'continues'), ('synth_batches', 'seed'), ('synth_batches', 'users'),
      ('synth_batches', 'logs'), ('synth_batches', 'clicks'), ('synth_batches', 'interactions'),
      ('synth_batches', 'days'), ('synth_batches', 'since'), ('synth_batches', 'until'), ('synth_batches', 'match_rate'),
      ('synth_batches', 'home_rate'), ('synth_batches', 'same_place_rate'), ('synth_batches', 'videos'),
      ('synth_batches', 'world'), ('synth_batches', 'first_click'), ('synth_batches', 'last_click'),
      ('synth_batches', 'first_interaction'), ('synth_batches', 'last_interaction')
  ),
  there AS MATERIALIZED (
    SELECT type, lower(name) AS name FROM main.sqlite_schema WHERE type IN ('table', 'view')
  )
SELECT printf('the %s ''%s'' of this database has no column %s', t.type, t.name,
              group_concat('''' || n.col || '''', ', '))
       || CASE WHEN t.name IN ('models', 'explanations', 'synth_batches')
                 THEN ': it is not the one that these commands write, which needs that name: rename yours'
               WHEN t.type = 'view' THEN ': add it to the view, as NULL where there is none'
               ELSE ': ALTER TABLE adds or renames one' END AS fault
FROM needed AS n
JOIN there AS t ON t.name = n.tbl
WHERE instr(:tables, ' ' || n.tbl || ' ') > 0
  AND n.col NOT IN (SELECT lower(c.name) FROM temp.pragma_table_xinfo(t.name, 'main') AS c)
GROUP BY t.name
UNION ALL
SELECT printf('''%s'' is a view in this database: these commands keep a table of that name; rename the view', name)
FROM there
WHERE type = 'view' AND name IN ('models', 'explanations', 'synth_batches') AND instr(:tables, ' ' || name || ' ') > 0
  AND instr(:tables, ' writing ') > 0;
