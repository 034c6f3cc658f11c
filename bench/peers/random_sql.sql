-- What a user would write in SQL: random() over vocabulary tables. :rows is the number of rows.
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
CREATE TABLE emotion_logs(id INTEGER PRIMARY KEY, name, emotion, input, timestamp, city, country);
CREATE TEMP TABLE emotion(id INTEGER PRIMARY KEY, emotion);
INSERT INTO emotion(emotion) VALUES ('happy'), ('sad'), ('angry'), ('fear'), ('surprise'), ('neutral'), ('disgust');
CREATE TEMP TABLE text(id INTEGER PRIMARY KEY, input);
INSERT INTO text(input) VALUES ('I feel great today'), ('Not my day'), ('What a surprise'), ('Just an ordinary day');
CREATE TEMP TABLE place(id INTEGER PRIMARY KEY, city, country);
INSERT INTO place(city, country) VALUES ('New York', 'United States'), ('London', 'United Kingdom'),
  ('Tokyo', 'Japan'), ('Paris', 'France'), ('Sydney', 'Australia'), ('Toronto', 'Canada'), ('Berlin', 'Germany'),
  ('Mumbai', 'India');
WITH RECURSIVE row(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM row WHERE i < :rows),
draw AS MATERIALIZED (
  SELECT abs(random()) % 7 + 1 AS e, abs(random()) % 4 + 1 AS t, abs(random()) % 8 + 1 AS p,
         abs(random()) % 100000 AS u, abs(random()) % 2592000 AS ago FROM row
)
INSERT INTO emotion_logs(name, emotion, input, timestamp, city, country)
SELECT 'User ' || u, emotion, input, strftime('%s', 'now') - ago, city, country
FROM draw CROSS JOIN emotion ON emotion.id = e CROSS JOIN text ON text.id = t CROSS JOIN place ON place.id = p;
