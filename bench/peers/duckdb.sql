-- DuckDB, its own table, random vocabulary. ROWS is replaced by the number of rows.
CREATE TABLE emotion_logs AS
SELECT 'User ' || (random() * 100000)::INT AS name,
       ['happy', 'sad', 'angry', 'fear', 'surprise', 'neutral', 'disgust'][1 + (random() * 6.999)::INT % 7] AS emotion,
       ['I feel great today', 'Not my day', 'What a surprise'][1 + (random() * 2.999)::INT % 3] AS input,
       epoch(now())::BIGINT - (random() * 2592000)::BIGINT AS timestamp,
       ['New York', 'London', 'Tokyo', 'Paris'][1 + (random() * 3.999)::INT % 4] AS city, 'somewhere' AS country
FROM range(ROWS);
