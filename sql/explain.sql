-- Why the recommended videos suit a person, one sentence each: the rows of the table synth_explain. It only reads;
-- explain.sh keeps the sentences in the table `explanations`.
--
-- Parameters: :name :emotion :at :city :k :videos :diversity :model as for recommend.sql, and :best, how many of the
-- videos, by rank; 5.
--
-- What `explanations` holds for the same model, person, emotion and reasons is given as it is there; else the sentence is
-- model_explanation's.

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
    SELECT bytes, model_hash(bytes) AS hash
    FROM (SELECT coalesce((SELECT model FROM models WHERE name = :model),
                          model_load('models/' || :model || '.model')) AS bytes)
  ),
  -- What is chosen, where the last batch says it.
  thing AS MATERIALIZED (
    SELECT (SELECT world ->> '$.noun' FROM synth_batches ORDER BY batch DESC LIMIT 1) AS noun
  ),
  prompted AS MATERIALIZED (
    SELECT w.rank, w.video_id, w.video_title, m.hash, coalesce(a.name, '') AS name, a.emotion,
           model_prompt(m.bytes, w.video_category, a.emotion, a.at, a.name, a.city, w.video_title, t.noun) AS prompt,
           model_explanation(m.bytes, w.video_category, a.emotion, a.at, a.name, a.city, t.noun) AS explanation
    FROM asked AS a
    CROSS JOIN model AS m
    CROSS JOIN thing AS t
    CROSS JOIN temp.synth_recommend(:name, a.emotion, a.at, a.city, :k, :videos, :diversity, :best,
                                    :model) AS w
  )
SELECT p.rank, p.video_id, p.video_title, coalesce(e.explanation, p.explanation) AS explanation,
       coalesce(e.source, 'template (no LLM)') AS source, p.prompt, p.hash AS model_hash, p.name AS person,
       p.emotion AS felt
FROM prompted AS p
LEFT JOIN explanations AS e
  ON e.model = p.hash AND e.name = p.name AND e.emotion = p.emotion AND e.video_id = p.video_id
     AND e.prompt_hash = model_hash(p.prompt)
ORDER BY p.rank;
