-- An error about a table's argument; its message has to arrive as a whole.
SELECT count(*) AS line FROM synth_emotion_logs(-5);
