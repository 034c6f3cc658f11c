-- Why the recommended videos suit a person, one sentence each, kept in the table `explanations`: a video is explained
-- once for the same model, person, emotion and reasons. explain.sh runs it; an application may too.
--
-- What to explain is in temp.synth_wanted, with at least the columns rank, video_id, video_title and video_category:
-- what recommend.sql gives, or whatever the application shows.
--
--   CREATE TEMP TABLE synth_wanted AS <the statement of recommend.sql>;
--   .read sql/explain.sql
--
-- Parameters: :name :emotion :at :city :model as for recommend.sql, and :best, how many of the videos, by rank; 5.
--
-- The sentence is model_explanation's, and `source` says so: 'template (no LLM)'. explain_llm.sql replaces it by the
-- words of a language model. The ids and ranks of this run stay in temp.synth_explained.

DROP TABLE IF EXISTS temp.synth_explained;

CREATE TEMP TABLE synth_explained (
  id INTEGER, rank INTEGER, model TEXT, name TEXT, emotion TEXT, video_id TEXT, video_title TEXT, prompt_hash TEXT,
  prompt TEXT, explanation TEXT
);

INSERT INTO temp.synth_explained
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
    FROM (SELECT coalesce((SELECT model FROM models WHERE name = coalesce(:model, 'emotion_video')),
                          model_load('models/' || coalesce(:model, 'emotion_video') || '.model')) AS bytes)
  ),
  wanted AS (
    SELECT rank, video_id, video_title, video_category
    FROM temp.synth_wanted
    WHERE video_id IS NOT NULL
    ORDER BY rank
    LIMIT coalesce(:best, 5)
  ),
  prompted AS (
    SELECT w.rank, m.hash, a.name, a.emotion, w.video_id, w.video_title,
           model_prompt(m.bytes, w.video_category, a.emotion, a.at, a.name, a.city, w.video_title) AS prompt,
           model_explanation(m.bytes, w.video_category, a.emotion, a.at, a.name, a.city) AS explanation
    FROM wanted AS w
    CROSS JOIN model AS m
    CROSS JOIN asked AS a
  )
SELECT NULL, rank, hash, coalesce(name, ''), emotion, video_id, video_title, model_hash(prompt), prompt, explanation
FROM prompted;

BEGIN IMMEDIATE;

CREATE TABLE IF NOT EXISTS explanations (
  id INTEGER PRIMARY KEY,
  model TEXT NOT NULL,        -- model_hash() of the model
  name TEXT NOT NULL,         -- '' for nobody in particular
  emotion TEXT NOT NULL,
  video_id TEXT NOT NULL,
  prompt_hash TEXT NOT NULL,  -- model_hash() of the prompt
  prompt TEXT NOT NULL,       -- model_prompt()
  explanation TEXT NOT NULL,
  source TEXT NOT NULL,       -- 'llm: <file>', 'template (no LLM)', 'template (LLM too slow)', 'template (LLM of no use)'
  created INTEGER NOT NULL,
  UNIQUE (model, name, emotion, video_id, prompt_hash)
);

INSERT INTO explanations (model, name, emotion, video_id, prompt_hash, prompt, explanation, source, created)
SELECT model, name, emotion, video_id, prompt_hash, prompt, explanation, 'template (no LLM)', unixepoch()
FROM temp.synth_explained
WHERE true  -- else SQLite takes ON for a join's
ON CONFLICT DO NOTHING;

UPDATE temp.synth_explained AS s
SET id = (SELECT e.id FROM explanations AS e
          WHERE e.model = s.model AND e.name = s.name AND e.emotion = s.emotion AND e.video_id = s.video_id
            AND e.prompt_hash = s.prompt_hash);

COMMIT;

SELECT s.rank, s.video_id, s.video_title, e.explanation, e.source
FROM temp.synth_explained AS s
JOIN explanations AS e ON e.id = s.id
ORDER BY s.rank;
