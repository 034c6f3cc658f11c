-- What to offer a person who feels something: the k categories that the model finds most probable, and for each the
-- best videos that the person has not clicked on. One statement, which an application can prepare as it is.
--
--   sqlite3 user_data.db -cmd '.load build/release/synth' -cmd ".parameter set :emotion 'happy'" \
--     '.read sql/recommend.sql'
--
-- Parameters; an unset one is NULL, the default:
--   :name       the person; unset or new: the average person, who has seen nothing
--   :emotion    what the person feels; that of the person's last log, else 'neutral'
--   :at         when, unix seconds or '2026-02-01 18:00'; now
--   :city       where; that of the person's last log
--   :k          categories, 5
--   :videos     videos for each of them, at most 3
--   :diversity  0 to 1, 0.5: each further video of a category counts that much less (see `rank`)
--   :best       that many videos of all categories, the best first; unset: all, by category
--   :model      name of the model in the table `models`, 'emotion_video'; where that has none, models/<name>.model
--
-- A video's score is the category's probability x the video's share of the category's clicks with that emotion x
-- (1 - diversity) for each better video of the same category. `rank` orders all rows by it. A category whose videos the
-- person has all seen, or that has none yet, has one row without a video, unless :best is set.

WITH
  -- A name, an emotion or a category that an application keeps as an integer is the same as its text: a column without a
  -- type is compared with both, so that an index serves. (coalesce() takes the type from what it gives.)
  person AS MATERIALIZED (
    SELECT coalesce(CAST(:name AS TEXT), NULL) AS name
    UNION ALL
    SELECT coalesce(CAST(:name AS INTEGER), NULL) WHERE CAST(CAST(:name AS INTEGER) AS TEXT) = CAST(:name AS TEXT)
  ),
  last_log AS MATERIALIZED (
    SELECT emotion, city FROM emotion_logs WHERE name IN (SELECT name FROM person) ORDER BY timestamp DESC LIMIT 1
  ),
  asked AS MATERIALIZED (
    SELECT CAST(coalesce(:emotion, (SELECT emotion FROM last_log), 'neutral') AS TEXT) AS emotion,
           CASE WHEN :at GLOB '[0-9]*-*-*' THEN coalesce(unixepoch(:at), :at) ELSE coalesce(:at, unixepoch()) END AS at,
           CAST(coalesce(:city, (SELECT city FROM last_log)) AS TEXT) AS city
  ),
  -- The model is read once.
  category AS MATERIALIZED (
    SELECT r.rank, r.video_category, r.video_genre, r.probability
    FROM asked AS a
    CROSS JOIN temp.model_recommend(
      coalesce((SELECT model FROM models WHERE name = coalesce(:model, 'emotion_video')),
               model_load('models/' || coalesce(:model, 'emotion_video') || '.model')),
      a.emotion, a.at, CAST(:name AS TEXT), a.city, :k) AS r
  ),
  known_as AS MATERIALIZED (
    SELECT coalesce(video_category, NULL) AS video_category FROM category
    UNION ALL
    SELECT coalesce(CAST(video_category AS INTEGER), NULL) FROM category
    WHERE CAST(CAST(video_category AS INTEGER) AS TEXT) = video_category
  ),
  -- How often each video was clicked, with any emotion and with this one: in the order of the index, if there is one,
  -- then 23 and '23' together.
  clicked AS MATERIALIZED (
    SELECT CAST(video_category AS TEXT) AS video_category, video_id, sum(times) AS times, sum(times_so) AS times_so
    FROM (
      SELECT video_category, video_id, count(*) AS times,
             sum(CAST(emotion AS TEXT) = (SELECT emotion FROM asked)) AS times_so
      FROM video_clicks
      WHERE video_category IN (SELECT video_category FROM known_as) AND video_id IS NOT NULL
      GROUP BY video_category, video_id
    )
    GROUP BY CAST(video_category AS TEXT), video_id
  ),
  -- What the person has clicked on: read once, since without an index each reading is one of the whole table.
  seen AS MATERIALIZED (
    SELECT video_id FROM video_clicks WHERE name IN (SELECT name FROM person) AND video_id IS NOT NULL
  ),
  -- Whether other videos of a category are chosen with this emotion than with the others: chi-square of that table of
  -- two rows, beside its degrees of freedom, which is what chance alone makes of it.
  category_clicked AS (
    SELECT video_category, 1.0 * sum(times) AS times, 1.0 * sum(times_so) AS times_so, count(*) AS videos,
           (sum(1.0 * times_so * times_so / times) - 1.0 * sum(times_so) * sum(times_so) / sum(times))
           * sum(times) * sum(times) / sum(times_so) / (sum(times) - sum(times_so)) AS chi_square,
           count(*) - 1.0 AS freedom
    FROM clicked
    GROUP BY video_category
  ),
  -- The share among all clicks, moved towards that among the clicks with this emotion by the part of the difference
  -- that is not chance (James and Stein). What is left for videos that nobody has clicked yet is as much as one click
  -- for each different video (Witten and Bell).
  popular AS (
    SELECT v.video_category, v.video_id,
           (v.times / c.times + coalesce(max(0, 1 - c.freedom / c.chi_square)
                                         * (v.times_so / c.times_so - v.times / c.times), 0))
           * c.times / (c.times + c.videos) AS share
    FROM clicked AS v
    JOIN category_clicked AS c ON c.video_category = v.video_category
  ),
  best AS (
    SELECT *, row_number() OVER (PARTITION BY video_category ORDER BY share DESC, video_id) AS place
    FROM popular AS p
    WHERE p.video_id NOT IN (SELECT video_id FROM seen)
  ),
  scored AS (
    SELECT c.rank AS category_rank, c.video_category, c.video_genre, c.probability, b.video_id, b.place,
           c.probability * b.share * pow(1 - max(0, min(1, coalesce(:diversity, 0.5))), b.place - 1) AS score
    FROM category AS c
    LEFT JOIN best AS b ON b.video_category = c.video_category AND b.place <= coalesce(:videos, 3)
  ),
  ranked AS (
    SELECT *, row_number() OVER (ORDER BY score DESC NULLS LAST, place, category_rank) AS rank FROM scored
  ),
  shown AS MATERIALIZED (
    SELECT * FROM ranked WHERE :best IS NULL OR (rank <= :best AND video_id IS NOT NULL)
  ),
  -- The rows to show and the titles of their videos, which GROUP BY brings together: without an index a join would read
  -- all titles for each row.
  titled AS (
    SELECT category_rank, video_category, video_genre, probability, rank, video_id, NULL AS video_title, score
    FROM shown
    UNION ALL
    SELECT NULL, CAST(video_category AS TEXT), NULL, NULL, NULL, video_id, video_title, NULL
    FROM video_clicks
    WHERE video_category IN (SELECT video_category FROM known_as) AND video_id IN (SELECT video_id FROM shown)
  )
SELECT max(category_rank) AS category_rank, video_category, max(video_genre) AS video_genre,
       round(max(probability), 4) AS probability, max(rank) AS rank, video_id, max(video_title) AS video_title,
       round(max(score), 6) AS score
FROM titled
GROUP BY video_category, video_id
HAVING max(rank) IS NOT NULL
ORDER BY iif(:best IS NULL, max(category_rank), 0), max(rank);
