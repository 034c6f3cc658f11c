-- How synth_train keeps a model. The parameters are the columns.

-- [insert]
INSERT INTO models (name, created, rows, metrics, model)
VALUES (:model_name, unixepoch(), :rows, :info, :model)
ON CONFLICT (name) DO UPDATE
SET created = excluded.created, rows = excluded.rows, metrics = excluded.metrics, model = excluded.model;

SELECT 'a trigger on the table models keeps the model from being stored' AS refusal
WHERE NOT EXISTS (SELECT 1 FROM models WHERE name = :model_name AND model IS :model);

-- [refuse]
SELECT 'there is nothing to learn from, video_clicks and video_interactions are empty: generate rows first' AS refusal
WHERE :all_rows = 0
UNION ALL
SELECT 'no row of video_clicks and video_interactions can be learned from: '
       || (SELECT group_concat(printf('%d of %s: %s', value ->> '$.rows', value ->> '$.source', value ->> '$.why'), '; ')
           FROM temp.json_each(:left_out))
WHERE :all_rows > 0 AND :model IS NULL;

-- [say]
SELECT json_object('model', :model_name, 'rows', :rows, 'left_out', :all_rows - :rows, 'held_out_rows', :held_out_rows,
                   'held_out_log_loss', :held_out_loss, 'epochs', :epochs, 'left_out_because', json(:left_out),
                   'history', json(:epoch_list), 'judged_by', json(:judged)) AS summary;
