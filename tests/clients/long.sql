-- Hours of work in one call of a function, to be interrupted.
SELECT length(model_train(video_category, emotion, timestamp, name, city,
                          '{"epochs": 10000, "patience": 10000, "hidden": [256, 256]}')) AS line
FROM synth_video_clicks(100000);
