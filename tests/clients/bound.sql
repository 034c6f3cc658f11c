-- What the client binds itself, a BLOB that it has read, texts beyond ASCII and a number: ?1 the model, ?2 a name, ?3 a
-- city, ?4 how many.
SELECT printf('bound %d. %s %.6f', rank, video_genre, probability) AS line
FROM model_recommend(?1, 'sad', 1767225600, ?2, ?3, ?4);
