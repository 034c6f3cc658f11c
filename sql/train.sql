-- Trains the network on what people clicked on and turned to, prints how it went, and keeps the model in the table
-- `models` and as a file that an application can load after a restart.
--
--   sqlite3 -bail user_data.db -cmd '.load build/release/synth' '.read sql/train.sql'
--
-- Parameters; an unset one is NULL, the default:
--   :model      name of the model, 'emotion_video'
--   :folder     where its file goes, 'models'; made if it is not there
--   :options    JSON for model_train, such as '{"epochs": 50}'
--   :progress   1 draws epoch, losses, rate and time left on a terminal
--
-- It learns from every row of video_clicks and video_interactions that has a category, an emotion and a timestamp, and
-- prints how many it leaves out, and why. The genre of an interaction is the category of that name, if the clicks use
-- names; where they use ids, it is the id of the category of that name, of the worlds that generate.sql was given or of
-- YouTube; what is neither is a category of its own. An emotion that no row has is the average one in predictions,
-- unless :options says {"unknown_emotion": "error"}. While it learns a database in WAL mode can be written by others.
-- The same rows give the same model, byte for byte.

DROP TABLE IF EXISTS temp.synth_kept;
DROP VIEW IF EXISTS temp.synth_to_learn;
DROP TABLE IF EXISTS temp.synth_genres;
DROP TABLE IF EXISTS temp.synth_counts;
DROP TABLE IF EXISTS temp.synth_learnable;
DROP TABLE IF EXISTS temp.synth_trained;
DROP TABLE IF EXISTS temp.synth_counted;
DROP TABLE IF EXISTS temp.synth_guessed;

-- Whether the model can be kept, before the time is taken to learn it.
CREATE TEMP TABLE synth_kept (
  rows INTEGER
    CONSTRAINT "a trigger on the table models keeps the model from being stored"
    CHECK (rows > 0)
);

BEGIN IMMEDIATE;

CREATE TABLE IF NOT EXISTS models (
  name TEXT PRIMARY KEY,
  created INTEGER NOT NULL,
  rows INTEGER NOT NULL,
  metrics TEXT,
  model BLOB NOT NULL
);

INSERT INTO models (name, created, rows, metrics, model)
VALUES (coalesce(:model, 'emotion_video'), unixepoch(), 0, '{}', x'00')
ON CONFLICT (name) DO UPDATE
SET created = excluded.created, rows = excluded.rows, metrics = excluded.metrics, model = excluded.model;

INSERT INTO temp.synth_kept
SELECT count(*) FROM models WHERE name = coalesce(:model, 'emotion_video') AND model = x'00';

ROLLBACK;

DROP TABLE temp.synth_kept;

-- The rows are read more than once; in one transaction they are the same each time.
BEGIN;

-- temp. before a table-valued function: else a table of that name in the database would be taken for it.
CREATE TEMP TABLE synth_genres (video_genre TEXT PRIMARY KEY, video_category TEXT) WITHOUT ROWID;

INSERT INTO temp.synth_genres
WITH
  clicked AS MATERIALIZED (
    SELECT DISTINCT CAST(video_category AS TEXT) AS video_category FROM video_clicks WHERE video_category IS NOT NULL
  ),
  known AS MATERIALIZED (
    SELECT 1 AS of_worlds, CAST(c.key AS TEXT) AS video_category, json_extract(c.value, '$.genre') AS video_genre
    FROM (SELECT NULL AS world UNION SELECT world FROM synth_batches) AS w
    JOIN temp.json_each(synth_world(w.world), '$.categories') AS c
    UNION
    SELECT 0, video_category, video_genre FROM temp.synth_categories
  ),
  meant AS MATERIALIZED (
    SELECT video_genre, min(video_category) AS video_category, count(DISTINCT video_category) AS categories
    FROM (SELECT *, max(of_worlds) OVER (PARTITION BY video_genre) AS best FROM known)
    WHERE of_worlds = best
    GROUP BY video_genre
  )
SELECT i.video_genre,
       CASE WHEN i.video_genre IN (SELECT video_category FROM clicked) THEN i.video_genre
            WHEN EXISTS (SELECT 1 FROM clicked)
                 AND NOT EXISTS (SELECT 1 FROM clicked WHERE video_category IN (SELECT video_category FROM known))
              THEN i.video_genre
            WHEN m.categories > 1 THEN NULL
            ELSE coalesce(m.video_category, i.video_genre) END
FROM (
  SELECT DISTINCT CAST(video_genre AS TEXT) AS video_genre FROM video_interactions WHERE video_genre IS NOT NULL
) AS i
LEFT JOIN meant AS m ON m.video_genre = i.video_genre;

-- All rows, and what each lacks. An integer is the same as its text.
CREATE TEMP VIEW synth_to_learn AS
SELECT source, CAST(video_category AS TEXT) AS video_category, CAST(emotion AS TEXT) AS emotion, timestamp,
       CAST(name AS TEXT) AS name, CAST(city AS TEXT) AS city,
       CASE WHEN video_category IS NULL
              THEN coalesce('the genre ''' || unclear || ''' is that of two categories', 'no category')
            WHEN emotion IS NULL THEN 'no emotion'
            WHEN timestamp IS NULL THEN 'no timestamp'
            WHEN typeof(video_category) = 'real' THEN 'the category is a REAL: CAST(video_category AS INTEGER)'
            WHEN typeof(emotion) = 'real' THEN 'the emotion is a REAL: CAST(emotion AS INTEGER)'
            WHEN typeof(name) = 'real' THEN 'the name is a REAL: CAST(name AS INTEGER)'
            WHEN typeof(city) = 'real' THEN 'the city is a REAL'
            WHEN 'blob' IN (typeof(video_category), typeof(emotion), typeof(name), typeof(city))
              THEN 'category, emotion, name or city is a BLOB: store text or integers (of a NumPy number, int(x))'
            WHEN typeof(timestamp) = 'blob' THEN 'the timestamp is a BLOB'
            WHEN typeof(timestamp) = 'text' AND (timestamp = '' OR timestamp GLOB '*[^0-9.]*')
              THEN 'the timestamp is a text: unixepoch(timestamp) makes unix seconds of a date' END AS lacks
FROM (
  SELECT 'video_clicks' AS source, video_category, NULL AS unclear, emotion, timestamp, name, city FROM video_clicks
  UNION ALL
  SELECT 'video_interactions', g.video_category, i.video_genre, i.emotion, i.timestamp, i.name, i.city
  FROM video_interactions AS i
  LEFT JOIN temp.synth_genres AS g ON g.video_genre = CAST(i.video_genre AS TEXT)
);

CREATE TEMP TABLE synth_counts AS SELECT count(*) AS all_rows, count(lacks) AS left_out FROM temp.synth_to_learn;

SELECT r.source AS left_out_of, count(*) AS rows, r.lacks AS why
FROM temp.synth_counts AS c CROSS JOIN temp.synth_to_learn AS r
WHERE c.left_out > 0 AND r.lacks IS NOT NULL
GROUP BY r.source, r.lacks
ORDER BY r.source, rows DESC, r.lacks;

CREATE TEMP TABLE synth_learnable (
  all_rows INTEGER
    CONSTRAINT "there is nothing to learn from, video_clicks and video_interactions are empty: run generate.sql"
    CHECK (all_rows > 0),
  rows INTEGER
    CONSTRAINT "no row of video_clicks and video_interactions can be learned from, for the reasons above"
    CHECK (rows > 0)
);

INSERT INTO temp.synth_learnable SELECT all_rows, all_rows - left_out FROM temp.synth_counts;

CREATE TEMP TABLE synth_trained AS
SELECT coalesce(:model, 'emotion_video') AS name,
       coalesce(:folder, 'models') || '/' || coalesce(:model, 'emotion_video') || '.model' AS path,
       coalesce(:folder, 'models') || '/' || coalesce(:model, 'emotion_video') || '.svg' AS picture,
       t.model, model_info(t.model) AS info, (SELECT count(*) FROM temp.model_history(t.model)) AS epochs
FROM (
  SELECT model_train(video_category, emotion, timestamp, name, city,
                     json_patch(
                       json_object('unknown_emotion', 'average', 'progress', json(iif(:progress, 'true', 'false'))),
                       coalesce(:options, '{}'))) AS model
  FROM temp.synth_to_learn
  WHERE (SELECT left_out = 0 FROM temp.synth_counts) OR lacks IS NULL
) AS t;

-- How it went, epoch by epoch.
SELECT h.epoch || iif(h.best, ', the best', '') AS epoch, round(h.train_loss, 4) AS train_log_loss_nats, round(h.validation_loss, 4) AS held_out_log_loss_nats,
       round(h.validation_accuracy, 4) AS held_out_accuracy, round(h.learning_rate, 6) AS learning_rate
FROM temp.synth_trained AS t, temp.model_history(t.model) AS h;

-- The held-out rows are the last ones; the model was measured on them before it learned from them too. What others make
-- of the same rows: shares by emotion among the rows before them, each category counted once more.
CREATE TEMP TABLE synth_counted (
  held_out INTEGER, emotion TEXT, video_category TEXT, times INTEGER, moments INTEGER,
  PRIMARY KEY (held_out, emotion, video_category)
) WITHOUT ROWID;

-- Row by row, as there are few counts: GROUP BY would sort all rows.
INSERT INTO temp.synth_counted
SELECT r.timestamp + 0 >= t.held_out_from, r.emotion, r.video_category, 1, CAST(r.timestamp AS INTEGER) % 1048573
FROM (SELECT json_extract(info, '$.validation_from') AS held_out_from FROM temp.synth_trained) AS t
CROSS JOIN temp.synth_to_learn AS r
WHERE t.held_out_from IS NOT NULL AND ((SELECT left_out = 0 FROM temp.synth_counts) OR r.lacks IS NULL)
ON CONFLICT DO UPDATE SET times = times + 1, moments = moments + excluded.moments;

COMMIT;

-- The first guess; of categories that were chosen equally often, each is as good as the other.
CREATE TEMP TABLE synth_guessed (emotion TEXT PRIMARY KEY, times INTEGER, most INTEGER, guesses INTEGER) WITHOUT ROWID;

INSERT INTO temp.synth_guessed
SELECT emotion, sum(times), max(times), sum(times = most)
FROM (SELECT emotion, times, max(times) OVER (PARTITION BY emotion) AS most FROM temp.synth_counted WHERE NOT held_out)
GROUP BY emotion;

WITH
  model AS MATERIALIZED (
    SELECT epochs, json_extract(info, '$.validation_rows') AS held_out_rows,
           json_extract(info, '$.validation_from') AS held_out_from,
           json_extract(info, '$.architecture.labels') AS categories,
           json_extract(info, '$.metrics.validation_loss') AS loss,
           json_extract(info, '$.metrics.validation_accuracy') AS accuracy
    FROM temp.synth_trained
  ),
  share AS (
    SELECT h.times, coalesce(g.times, 0) AS of_emotion, coalesce(l.times, 0) AS of_both,
           CASE WHEN g.times IS NULL THEN 1.0 / categories
                WHEN l.times = g.most THEN 1.0 / g.guesses
                ELSE 0 END AS guessed
    FROM model
    CROSS JOIN temp.synth_counted AS h
    LEFT JOIN temp.synth_guessed AS g ON g.emotion = h.emotion
    LEFT JOIN temp.synth_counted AS l
      ON l.held_out = 0 AND l.emotion = h.emotion AND l.video_category = h.video_category
    WHERE h.held_out = 1
  ),
  -- Where all rows are those of batches, and the same ones, it is known with what probability each was invented.
  invented AS (
    SELECT g.probability, g.timestamp
    FROM model AS m CROSS JOIN synth_batches AS b CROSS JOIN temp.synth_video_clicks AS g
    WHERE g.n = b.clicks AND g.seed = b.seed AND g.logs = b.logs AND g.users = b.users AND g.days = b.days
      AND g.until = b.until AND g.match_rate = b.match_rate AND g.home_rate = b.home_rate
      AND g.same_place_rate = b.same_place_rate AND g.videos = b.videos AND g.world = b.world
      AND g.timestamp >= m.held_out_from
    UNION ALL
    SELECT g.probability, g.timestamp
    FROM model AS m CROSS JOIN synth_batches AS b CROSS JOIN temp.synth_video_interactions AS g
    WHERE g.n = b.interactions AND g.seed = b.seed AND g.logs = b.logs AND g.users = b.users AND g.days = b.days
      AND g.until = b.until AND g.match_rate = b.match_rate AND g.home_rate = b.home_rate
      AND g.same_place_rate = b.same_place_rate AND g.world = b.world AND g.timestamp >= m.held_out_from
  )
SELECT 'nothing known: ' || categories || ' categories, all alike' AS held_out_rows_judged_by,
       round(ln(categories), 4) AS log_loss_nats, round(1.0 / categories, 4) AS accuracy
FROM model
WHERE held_out_rows > 0
UNION ALL
SELECT 'shares of the categories by emotion',
       round(-sum(times * ln((of_both + 1.0) / (of_emotion + categories))) / sum(times), 4),
       round(sum(times * guessed) / sum(times), 4)
FROM share, model
GROUP BY held_out_rows
HAVING sum(times) = held_out_rows
UNION ALL
SELECT 'this model', round(loss, 4), round(accuracy, 4)
FROM model
WHERE held_out_rows > 0 AND epochs > 0
UNION ALL
SELECT 'the best possible: the probabilities that the rows were invented with', round(loss, 4), NULL
FROM (
  SELECT avg(-ln(probability)) AS loss, count(*) AS rows, sum(timestamp % 1048573) AS moments
  FROM invented
  WHERE (SELECT rows FROM temp.synth_learnable) =
          (SELECT iif(count(continues) = 0, total(clicks + interactions), NULL) FROM synth_batches)
)
WHERE rows = (SELECT held_out_rows FROM model)
  AND moments = (SELECT sum(moments) FROM temp.synth_counted WHERE held_out);

BEGIN IMMEDIATE;

CREATE TABLE IF NOT EXISTS models (
  name TEXT PRIMARY KEY,
  created INTEGER NOT NULL,
  rows INTEGER NOT NULL,
  metrics TEXT,
  model BLOB NOT NULL
);

INSERT INTO models (name, created, rows, metrics, model)
SELECT name, unixepoch(), json_extract(info, '$.rows'), info, model
FROM temp.synth_trained
WHERE true  -- else SQLite takes ON for a join's
ON CONFLICT (name) DO UPDATE
SET created = excluded.created, rows = excluded.rows, metrics = excluded.metrics, model = excluded.model;

SELECT name AS model, json_extract(info, '$.rows') AS rows,
       (SELECT all_rows FROM temp.synth_learnable) - json_extract(info, '$.rows') AS left_out,
       json_extract(info, '$.validation_rows') AS held_out_rows,
       CASE WHEN epochs = 0
              THEN 'none: trained for no epoch, the model is what it began with; give more "epochs" or "max_seconds"'
            ELSE coalesce(round(json_extract(info, '$.metrics.validation_loss'), 4), 'no row was held out')
       END AS held_out_log_loss_nats,
       path AS file, model_save(model, path) AS file_bytes,
       iif(model_save_svg(model, picture) > 0, picture, NULL) AS picture
FROM temp.synth_trained;

COMMIT;

DROP TABLE temp.synth_guessed;
DROP TABLE temp.synth_counted;
DROP TABLE temp.synth_trained;
DROP TABLE temp.synth_learnable;
DROP TABLE temp.synth_counts;
DROP VIEW temp.synth_to_learn;
DROP TABLE temp.synth_genres;
