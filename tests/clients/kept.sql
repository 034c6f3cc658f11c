-- What the client reads and binds again in bound.sql: the model, and somebody, if possible with a name beyond ASCII.
SELECT m.model, c.name, c.city FROM models AS m, video_clicks AS c
ORDER BY c.name GLOB '*[^ -~]*' DESC, c.rowid LIMIT 1;
