-- What synth_train has told, as tables, and its model as a file and a picture: for train.sh and train.bat.
--
-- Parameters: :summary, the JSON of synth_train; :file, the names of the files without .model and .svg; :without_rows, '1'
-- where the file is to lack the rows that the model keeps.

SELECT value ->> '$.source' AS left_out_of, value ->> '$.rows' AS rows, value ->> '$.why' AS why
FROM temp.json_each(:summary, '$.left_out_because');

SELECT (value ->> '$.epoch') || iif(value ->> '$.best', ', the best', '') AS epoch,
       round(value ->> '$.train_loss', 4) AS train_log_loss_nats,
       round(value ->> '$.validation_loss', 4) AS held_out_log_loss_nats,
       round(value ->> '$.validation_accuracy', 4) AS held_out_accuracy,
       round(value ->> '$.learning_rate', 6) AS learning_rate
FROM temp.json_each(:summary, '$.history');

SELECT value ->> '$.by' AS held_out_rows_judged_by, round(value ->> '$.log_loss', 4) AS log_loss_nats,
       round(value ->> '$.accuracy', 4) AS accuracy
FROM temp.json_each(:summary, '$.judged_by');

SELECT :summary ->> '$.model' AS model, :summary ->> '$.rows' AS rows, :summary ->> '$.left_out' AS left_out,
       :summary ->> '$.held_out_rows' AS held_out_rows,
       CASE WHEN :summary ->> '$.epochs' = 0
              THEN 'none: trained for no epoch, the model is what it began with; give more "epochs" or "max_seconds"'
            ELSE coalesce(round(:summary ->> '$.held_out_log_loss', 4), 'no row was held out')
       END AS held_out_log_loss_nats,
       :file || '.model' AS file, model_save(iif(:without_rows = '1', model_without_rows(model), model), :file || '.model') AS file_bytes,
       iif(model_save_svg(model, :file || '.svg') > 0, :file || '.svg', NULL) AS picture
FROM models WHERE name = :summary ->> '$.model';
