-- An error whose sentence has to arrive whole: one of a table's argument.
SELECT count(*) AS line FROM synth_emotion_logs(-5);
