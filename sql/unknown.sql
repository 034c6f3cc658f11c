-- What a model does not know of a question, one row each: the rows of the table synth_unknown.
--
-- Parameters: those of recommend.sql. A model does not list its people: model_recommend tells whether it knows one.

WITH
  person AS MATERIALIZED (
    SELECT coalesce(CAST(:name AS TEXT), NULL) AS name
    UNION ALL
    SELECT coalesce(CAST(:name AS INTEGER), NULL) WHERE CAST(CAST(:name AS INTEGER) AS TEXT) = CAST(:name AS TEXT)
  ),
  last_log AS MATERIALIZED (
    SELECT emotion, city FROM emotion_logs WHERE name IN (SELECT name FROM person) ORDER BY timestamp DESC LIMIT 1
  ),
  asked AS MATERIALIZED (
    SELECT CAST(coalesce(:emotion, (SELECT emotion FROM last_log), 'neutral') AS TEXT) AS emotion,
           CASE WHEN :at GLOB '[0-9]*-*-*' THEN coalesce(unixepoch(:at), :at) ELSE coalesce(:at, unixepoch()) END AS at,
           CAST(coalesce(:city, (SELECT city FROM last_log)) AS TEXT) AS city, CAST(:name AS TEXT) AS name,
           :model AS model
  ),
  model AS MATERIALIZED (
    SELECT coalesce((SELECT model FROM models WHERE name = a.model), model_load('models/' || a.model || '.model')) AS bytes
    FROM asked AS a
  ),
  learned AS MATERIALIZED (SELECT value AS emotion FROM model, temp.json_each(model_info(bytes), '$.emotions')),
  -- Emotions that anybody has. A model takes one that its rows lacked for the average one, so a misspelt one would pass.
  anybodys AS MATERIALIZED (
    SELECT CAST(emotion AS TEXT) AS emotion FROM emotion_logs
    UNION SELECT emotion FROM temp.synth_emotion_map
    UNION SELECT emotion FROM learned
  ),
  -- An emotion of the model's own, so that only the person can be unknown.
  answer AS (
    SELECT min(r.known) AS known
    FROM asked AS a CROSS JOIN model AS m
    CROSS JOIN temp.model_recommend(m.bytes, (SELECT min(emotion) FROM learned), a.at, a.name, NULL, 1) AS r
  ),
  clicked AS (
    SELECT (SELECT count(*) FROM video_clicks WHERE name IN (SELECT name FROM person)) AS clicks,
           (SELECT count(*) FROM video_interactions WHERE name IN (SELECT name FROM person)) AS interactions
  )
SELECT printf('the database has no model ''%s'': using models/%s.model', a.model, a.model) AS sentence, 0 AS blocks
FROM asked AS a
WHERE a.model NOT IN (SELECT name FROM models)
UNION ALL
SELECT printf('emotion must be one of %s, not ''%s''', (SELECT group_concat(emotion, ', ') FROM anybodys), a.emotion), 1
FROM asked AS a
WHERE :emotion IS NOT NULL AND a.emotion NOT IN (SELECT emotion FROM anybodys)
UNION ALL
SELECT CASE WHEN clicks + interactions = 0
              THEN printf('''%s'' has no click and no interaction in this database: the answer is the average person''s',
                          :name)
            ELSE printf('the model has learned nothing about ''%s'' (%d clicks, %d interactions): the categories are '
                        || 'the average person''s; train anew', :name, clicks, interactions)
       END, 0
FROM answer, clicked
WHERE :name IS NOT NULL AND NOT known
UNION ALL
SELECT printf('the model has learned from no row with the emotion ''%s'': the answer is the average emotion''s',
              a.emotion), 0
FROM asked AS a
WHERE a.emotion NOT IN (SELECT emotion FROM learned) AND a.emotion IN (SELECT emotion FROM anybodys)
UNION ALL
SELECT 'the model was trained for no epoch: its time ran out, and it knows little', 0
FROM model AS m
WHERE json_extract(model_info(m.bytes), '$.metrics.epochs') = 0
UNION ALL
SELECT printf('no row is from ''%s'': the answer is the average place''s', a.city)
       || iif(a.city IN (SELECT key FROM temp.json_each(synth_world(), '$.cities')), '', ', with the hours of UTC'), 0
FROM asked AS a
WHERE a.city IS NOT NULL AND a.city NOT IN (SELECT CAST(city AS TEXT) FROM video_clicks WHERE city IS NOT NULL)
  AND a.city NOT IN (SELECT CAST(city AS TEXT) FROM video_interactions WHERE city IS NOT NULL);
