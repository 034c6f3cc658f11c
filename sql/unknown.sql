-- What of a question the model does not know, one line each; no line where it knows all. recommend.sh and explain.sh
-- say it before they answer.
--
-- Parameters: :name :emotion :at :city :model as for recommend.sql.
--
-- A model does not list its people: model_recommend tells whether it knows one.

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
           CAST(coalesce(:city, (SELECT city FROM last_log)) AS TEXT) AS city, CAST(:name AS TEXT) AS name
  ),
  model AS MATERIALIZED (
    SELECT coalesce((SELECT model FROM models WHERE name = coalesce(:model, 'emotion_video')),
                    model_load('models/' || coalesce(:model, 'emotion_video') || '.model')) AS bytes
  ),
  -- An emotion of the model's own, so that only the person can be unknown.
  answer AS (
    SELECT min(r.known) AS known
    FROM asked AS a CROSS JOIN model AS m
    CROSS JOIN temp.model_recommend(m.bytes, json_extract(model_info(m.bytes), '$.emotions[0]'), a.at, a.name, NULL, 1) AS r
  ),
  clicked AS (
    SELECT (SELECT count(*) FROM video_clicks WHERE name IN (SELECT name FROM person)) AS clicks,
           (SELECT count(*) FROM video_interactions WHERE name IN (SELECT name FROM person)) AS interactions
  )
SELECT CASE WHEN clicks + interactions = 0
              THEN printf('''%s'' has no click and no interaction in this database: the answer is the average person''s',
                          :name)
            ELSE printf('the model has learned nothing about ''%s'' (%d clicks, %d interactions): the categories are '
                        || 'the average person''s; train.sh learns anew', :name, clicks, interactions)
       END AS unknown
FROM answer, clicked
WHERE :name IS NOT NULL AND NOT known
UNION ALL
SELECT printf('the model has learned from no row with the emotion ''%s'': the answer is the average emotion''s',
              a.emotion)
FROM asked AS a, model AS m
WHERE a.emotion NOT IN (SELECT value FROM temp.json_each(model_info(m.bytes), '$.emotions'))
UNION ALL
SELECT 'the model was trained for no epoch: its time ran out, and it knows little'
FROM model AS m
WHERE json_extract(model_info(m.bytes), '$.metrics.epochs') = 0
UNION ALL
SELECT printf('no row is from ''%s'': the answer is the average place''s', a.city)
       || iif(a.city IN (SELECT key FROM temp.json_each(synth_world(), '$.cities')), '', ', with the hours of UTC')
FROM asked AS a
WHERE a.city IS NOT NULL AND a.city NOT IN (SELECT CAST(city AS TEXT) FROM video_clicks WHERE city IS NOT NULL)
  AND a.city NOT IN (SELECT CAST(city AS TEXT) FROM video_interactions WHERE city IS NOT NULL);
