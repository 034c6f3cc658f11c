-- a world with an emotion of its own, mapped to two categories, and without fear: it flows through every table
CREATE TABLE law AS SELECT '{"emotions": {"bored": {"rate": 0.5}, "fear": null}, "map": {"bored": {"20": 2, "24": 1}}, "cities": [{"city": "Berlin"}, {"city": "Atlantis", "country": "Ocean", "utc_offset": -60}]}' AS document;
SELECT count(DISTINCT emotion), sum(emotion = 'bored') > 2500, sum(emotion = 'fear') FROM law, synth_emotion_logs(10000, 1) WHERE world = document AND until = 1767225600;
SELECT city, country FROM law, synth_emotion_logs(10000, 1) WHERE world = document AND until = 1767225600 GROUP BY 1, 2;
SELECT group_concat(DISTINCT video_category) FROM (SELECT video_category FROM law, synth_video_clicks(4000, 1) WHERE world = document AND until = 1767225600 AND emotion = 'bored' AND matched ORDER BY 1);
SELECT emotion, video_category, weight FROM law, synth_emotion_map WHERE world = document AND emotion IN ('bored', 'fear');
SELECT count(*) FROM law, synth_video_interactions(3000, 1) WHERE world = document AND until = 1767225600 AND emotion = 'bored' AND matched AND video_genre NOT IN ('Gaming', 'Entertainment');

-- and through the model
CREATE TABLE learned AS SELECT model_train(video_category, emotion, timestamp, name, city) AS model FROM law, synth_video_clicks(4000, 1) WHERE world = document AND until = 1767225600;
SELECT model_predict(model, 'bored', 1767225600) FROM learned;
SELECT model_predict(model, 'fear', 1767225600) FROM learned;

-- what the document may not say
SELECT count(*) FROM synth_emotion_logs(10) WHERE world = '{"mood": {"persistance": 0.5}}';
SELECT count(*) FROM synth_emotion_logs(10) WHERE world = '{"mood": {"persistence": 7}}';
SELECT count(*) FROM synth_emotion_logs(10) WHERE world = '{"map": {"hapy": {"10": 1}}}';
SELECT count(*) FROM synth_emotion_logs(10) WHERE world = '{"emotions": {"happy": null, "sad": null, "angry": null, "fear": null, "surprise": null, "neutral": null, "disgust": null}}';
SELECT count(*) FROM synth_emotion_logs(10) WHERE world = '[1]';

-- a part that says nothing new changes nothing
SELECT synth_world('{}') = synth_world(), synth_world(synth_world()) = synth_world();

-- a city more is one member more of the same object
SELECT json_type(synth_world(d), '$.cities'), json_extract(synth_world(d), '$.cities.Wien.utc_offset'), synth_world(synth_world(d)) = synth_world(d) FROM (SELECT '{"cities": {"Wien": {"country": "Austria", "utc_offset": 60, "weight": 5}, "Oz": {}}}' AS d);

-- and what is printed of a world that lacks names, or has them in another order, is that world
SELECT synth_world(synth_world(document)) = synth_world(document) FROM law;
SELECT count(*) FROM law, synth_emotion_logs(100, 1) AS a JOIN synth_emotion_logs(100, 1) AS b ON b.rowid = a.rowid AND b.name = a.name AND b.emotion = a.emotion AND b.city = a.city WHERE a.world = document AND b.world = synth_world(document) AND a.until = 1767225600 AND b.until = 1767225600;

-- what is in force can be asked for by name
SELECT parameters FROM synth_video_clicks(1) WHERE until = 1767225600 AND match_rate = 0.6 AND world = '{"mood": {"persistence": 0.5}}';
SELECT parameters FROM synth_video_interactions(1, 9) WHERE until = 1767225600 AND same_place_rate = 0.5;
SELECT parameters FROM synth_emotion_logs(1) WHERE since = 1700000000 AND per_day = 20 AND users = 3;

-- local_hour is the hour on the clock of the row's city, half hours included
SELECT count(*), sum(l.local_hour <> (l.timestamp + 60 * c.utc_offset) / 3600 % 24), sum(c.utc_offset % 60 <> 0) > 0 FROM synth_emotion_logs('{"n": 3000, "until": 1748736000}') AS l JOIN synth_cities AS c USING (city, country);
SELECT count(*), sum(k.local_hour <> (k.timestamp + 60 * c.utc_offset) / 3600 % 24) FROM synth_video_clicks('{"n": 3000, "until": 1748736000}') AS k JOIN synth_cities AS c USING (city, country);
SELECT count(*), sum(i.local_hour <> (i.timestamp + 60 * c.utc_offset) / 3600 % 24) FROM synth_video_interactions('{"n": 3000, "until": 1748736000}') AS i JOIN synth_cities AS c USING (city, country);

-- the cities of a document
SELECT * FROM synth_cities WHERE world = '{"cities": [{"city": "Lyon", "weight": 3}, {"city": "Atlantis", "country": "Sea", "weight": 1, "utc_offset": -90}]}';
