-- What synth_train learns, and how good that is beside what others make of the same rows. One statement, so that its
-- rows are the same each time that it reads them; it writes nothing.
--
-- Parameters: :options for model_train, as JSON; :progress, 1 draws a line on a terminal.
--
-- It learns from every row of video_clicks and video_interactions that has a category, an emotion and a timestamp. The
-- genre of an interaction is the category of that name, if the clicks use names; where they use ids, it is the id of the
-- category of that name, of the worlds of synth_batches or of YouTube; what is neither is a category of its own. An
-- emotion that no row has is the average one in predictions, unless :options says {"unknown_emotion": "error"}.

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
  ),
  genres AS MATERIALIZED (
    SELECT i.video_genre,
           CASE WHEN i.video_genre IN (SELECT video_category FROM clicked) THEN i.video_genre
                WHEN EXISTS (SELECT 1 FROM clicked)
                     AND NOT EXISTS (SELECT 1 FROM clicked WHERE video_category IN (SELECT video_category FROM known))
                  THEN i.video_genre
                WHEN m.categories > 1 THEN NULL
                ELSE coalesce(m.video_category, i.video_genre) END AS video_category
    FROM (SELECT DISTINCT CAST(video_genre AS TEXT) AS video_genre FROM video_interactions WHERE video_genre IS NOT NULL)
           AS i
    LEFT JOIN meant AS m ON m.video_genre = i.video_genre
  ),
  -- All rows, and what each lacks. An integer is the same as its text.
  all_rows AS NOT MATERIALIZED (
    SELECT 'video_clicks' AS source, video_category, NULL AS unclear, emotion, timestamp, name, city FROM video_clicks
    UNION ALL
    SELECT 'video_interactions', g.video_category, i.video_genre, i.emotion, i.timestamp, i.name, i.city
    FROM video_interactions AS i
    LEFT JOIN genres AS g ON g.video_genre = CAST(i.video_genre AS TEXT)
  ),
  examples AS NOT MATERIALIZED (
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
    FROM all_rows
  ),
  counts AS MATERIALIZED (SELECT count(*) AS all_rows, count(lacks) AS left_out FROM examples),
  lacking AS MATERIALIZED (
    SELECT r.source, count(*) AS rows, r.lacks AS why
    FROM counts AS c CROSS JOIN examples AS r
    WHERE c.left_out > 0 AND r.lacks IS NOT NULL
    GROUP BY r.source, r.lacks
    ORDER BY r.source, rows DESC, r.lacks
  ),
  trained AS MATERIALIZED (
    SELECT model_train(video_category, emotion, timestamp, name, city,
                       json_patch(json_object('unknown_emotion', 'average',
                                              'progress', json(iif(:progress, 'true', 'false'))),
                                  coalesce(:options, '{}'))) AS model
    FROM examples
    WHERE (SELECT left_out = 0 FROM counts) OR lacks IS NULL
  ),
  told AS MATERIALIZED (SELECT model, model_info(model) AS info FROM trained WHERE model IS NOT NULL),
  history AS MATERIALIZED (
    SELECT h.epoch, h.best, h.train_loss, h.validation_loss, h.validation_accuracy, h.learning_rate
    FROM told AS t CROSS JOIN temp.model_history(t.model) AS h
  ),
  facts AS MATERIALIZED (
    SELECT (SELECT count(*) FROM history) AS epochs, json_extract(info, '$.rows') AS rows,
           json_extract(info, '$.validation_rows') AS held_out_rows,
           json_extract(info, '$.validation_from') AS held_out_from,
           json_extract(info, '$.architecture.labels') AS categories,
           json_extract(info, '$.metrics.validation_loss') AS loss,
           json_extract(info, '$.metrics.validation_accuracy') AS accuracy
    FROM told
  ),
  -- The held-out rows are the last ones; the model was measured on them before it learned from them too. What others
  -- make of the same rows: shares by emotion among the rows before them, each category counted once more.
  counted AS MATERIALIZED (
    SELECT r.timestamp + 0 >= f.held_out_from AS held_out, r.emotion, r.video_category, count(*) AS times,
           sum(CAST(r.timestamp AS INTEGER) % 1048573) AS moments
    FROM facts AS f CROSS JOIN examples AS r
    WHERE f.held_out_from IS NOT NULL AND ((SELECT left_out = 0 FROM counts) OR r.lacks IS NULL)
    GROUP BY 1, 2, 3
  ),
  -- The first guess; of categories that were chosen equally often, each is as good as the other.
  guessed AS MATERIALIZED (
    SELECT emotion, sum(times) AS times, max(times) AS most, sum(times = most) AS guesses
    FROM (SELECT emotion, times, max(times) OVER (PARTITION BY emotion) AS most FROM counted WHERE NOT held_out)
    GROUP BY emotion
  ),
  share AS (
    SELECT h.times, coalesce(g.times, 0) AS of_emotion, coalesce(l.times, 0) AS of_both,
           CASE WHEN g.times IS NULL THEN 1.0 / categories
                WHEN l.times = g.most THEN 1.0 / g.guesses
                ELSE 0 END AS guessed
    FROM facts
    CROSS JOIN counted AS h
    LEFT JOIN guessed AS g ON g.emotion = h.emotion
    LEFT JOIN counted AS l ON l.held_out = 0 AND l.emotion = h.emotion AND l.video_category = h.video_category
    WHERE h.held_out = 1
  ),
  -- Where all rows are those of batches, and the same ones, it is known with what probability each was invented.
  invented AS (
    SELECT g.probability, g.timestamp
    FROM facts AS f CROSS JOIN synth_batches AS b CROSS JOIN temp.synth_video_clicks AS g
    WHERE g.n = b.next_click - 1 AND g.world = b.world AND g.timestamp >= f.held_out_from
      AND b.generator = json_extract(synth_debug(), '$.generator')
    UNION ALL
    SELECT g.probability, g.timestamp
    FROM facts AS f CROSS JOIN synth_batches AS b CROSS JOIN temp.synth_video_interactions AS g
    WHERE g.n = b.next_interaction - 1 AND g.world = b.world AND g.timestamp >= f.held_out_from
      AND b.generator = json_extract(synth_debug(), '$.generator')
  ),
  judged (number, who, loss, accuracy) AS (
    SELECT 1, 'nothing known: ' || categories || ' categories, all alike', ln(categories), 1.0 / categories
    FROM facts
    WHERE held_out_rows > 0
    UNION ALL
    SELECT 2, 'shares of the categories by emotion',
           -sum(times * ln((of_both + 1.0) / (of_emotion + categories))) / sum(times), sum(times * guessed) / sum(times)
    FROM share, facts
    GROUP BY held_out_rows
    HAVING sum(times) = held_out_rows
    UNION ALL
    SELECT 3, 'this model', loss, accuracy FROM facts WHERE held_out_rows > 0 AND epochs > 0
    UNION ALL
    SELECT 4, 'the best possible: the probabilities that the rows were invented with', loss, NULL
    FROM (SELECT avg(-ln(probability)) AS loss, count(*) AS rows, sum(timestamp % 1048573) AS moments
          FROM invented
          WHERE (SELECT rows FROM facts) =
                  (SELECT iif(count(continues) = 0, total(next_click + next_interaction - 2), NULL) FROM synth_batches))
    WHERE rows = (SELECT held_out_rows FROM facts) AND moments = (SELECT sum(moments) FROM counted WHERE held_out)
  )
SELECT (SELECT model FROM told) AS model, (SELECT info FROM told) AS info, c.all_rows, f.rows,
       f.held_out_rows, f.loss AS held_out_loss, f.epochs,
       (SELECT json_group_array(json_object('source', source, 'rows', rows, 'why', why)) FROM lacking) AS left_out,
       (SELECT json_group_array(json_object(
          'epoch', epoch, 'best', json(iif(best, 'true', 'false')), 'train_loss', train_loss,
          'validation_loss', validation_loss, 'validation_accuracy', validation_accuracy,
          'learning_rate', learning_rate)) FROM history) AS epoch_list,
       (SELECT json_group_array(json_object('by', who, 'log_loss', loss, 'accuracy', accuracy))
        FROM (SELECT * FROM judged ORDER BY number)) AS judged
FROM counts AS c
LEFT JOIN facts AS f ON true;
