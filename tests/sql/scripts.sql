-- the commands, in process; the tests of tests/shell run them in the sqlite3 program
SELECT synth_generate('{"until": 1767225600}');
SELECT synth_generate();
SELECT synth_generate('{"seed": 7, "until": "2026-01-01", "logs": 20}');
SELECT * FROM synth_check;
SELECT t.key, t.value FROM json_each(synth_train('{"options": {"epochs": 3}}')) AS t WHERE t.key <> 'history';
SELECT * FROM synth_recommend(NULL, 'happy', 1767225600) WHERE k = 2 AND diversity = 1;
SELECT sentence FROM synth_unknown('Nobody Inparticular', 'hapy', 1767225600);
SELECT synth_top_up('{"until": 1767830400}');

SELECT batch, continues, world, until, next_log, next_click, next_interaction, ids FROM synth_batches;

SELECT synth_forget('{"seed": 7}');
SELECT synth_forget();
SELECT synth_forget();
SELECT synth_top_up('{"until": 1767830400}');

-- a parameter out of range is found before anything is written
SELECT synth_generate('{"users": 0}');
SELECT synth_train();
SELECT (SELECT count(*) FROM emotion_logs), (SELECT count(*) FROM synth_batches), (SELECT count(*) FROM models);

-- a command line as JSON, and what --help prints
SELECT synth_options('--logs 1000 --match-rate 0.7 --name "Conan O''Brien" --world ''{"mood": {"persistence": 0.5}}''');
SELECT synth_usage('forget');
SELECT synth_usage('forgot');
