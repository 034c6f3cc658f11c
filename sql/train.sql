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
-- It learns from every row of video_clicks, and of video_interactions where the genre names one category, of those that
-- uploads can have and of those of the worlds that generate.sql was given; `left_out` counts the other rows, and those
-- without emotion or timestamp. An emotion that no row has is the average one in predictions, unless :options says
-- {"unknown_emotion": "error"}. While it learns the database can be written by others. The same rows give the same model,
-- byte for byte.

DROP TABLE IF EXISTS temp.synth_trained;

CREATE TEMP TABLE synth_trained (
  name TEXT,
  path TEXT,
  picture TEXT,
  rows INTEGER,
  all_rows INTEGER,
  model BLOB
    CONSTRAINT "there is nothing to learn from, video_clicks and video_interactions are empty: run generate.sql"
    CHECK (model IS NOT NULL)
);

INSERT INTO temp.synth_trained
SELECT coalesce(:model, 'emotion_video'),
       coalesce(:folder, 'models') || '/' || coalesce(:model, 'emotion_video') || '.model',
       coalesce(:folder, 'models') || '/training_history.svg',
       count(video_category),
       (SELECT count(*) FROM video_clicks) + (SELECT count(*) FROM video_interactions),
       model_train(video_category, emotion, timestamp, name, city,
                   json_patch(json_object('unknown_emotion', 'average', 'progress', json(iif(:progress, 'true', 'false'))),
                              coalesce(:options, '{}')))
FROM (
  SELECT video_category, emotion, timestamp, name, city FROM video_clicks
  UNION ALL
  SELECT g.video_category, i.emotion, i.timestamp, i.name, i.city
  FROM video_interactions AS i
  JOIN (
    SELECT json_extract(c.value, '$.genre') AS video_genre, min(c.key) AS video_category
    FROM (SELECT NULL AS world UNION SELECT world FROM synth_batches) AS w
    JOIN json_each(synth_world(w.world), '$.categories') AS c
    GROUP BY 1
    HAVING min(c.key) = max(c.key)
  ) AS g ON g.video_genre = i.video_genre
);

-- How it went, epoch by epoch.
SELECT h.epoch, round(h.train_loss, 4) AS train_loss, round(h.validation_loss, 4) AS validation_loss,
       round(h.validation_accuracy, 4) AS validation_accuracy, round(h.learning_rate, 6) AS learning_rate
FROM temp.synth_trained AS t, model_history(t.model) AS h;

BEGIN IMMEDIATE;

UPDATE temp.synth_trained SET rows = json_extract(model_info(model), '$.rows');

INSERT OR ROLLBACK INTO models (name, created, rows, metrics, model)
SELECT name, unixepoch(), rows, model_info(model), model
FROM temp.synth_trained
WHERE 1
ON CONFLICT (name) DO UPDATE
SET created = excluded.created, rows = excluded.rows, metrics = excluded.metrics, model = excluded.model;

-- The held-out rows are the last ones; the model was measured on them before it learned from them too.
SELECT name AS model, rows, all_rows - rows AS left_out, json_extract(info, '$.validation_rows') AS held_out_rows,
       round(json_extract(info, '$.metrics.validation_loss'), 4) AS held_out_log_loss,
       round(json_extract(info, '$.metrics.validation_accuracy'), 4) AS held_out_accuracy,
       path AS file, model_save(model, path) AS bytes,
       iif(model_save_svg(model, picture) > 0, picture, NULL) AS picture
FROM (SELECT *, model_info(model) AS info FROM temp.synth_trained);

COMMIT;

DROP TABLE temp.synth_trained;
