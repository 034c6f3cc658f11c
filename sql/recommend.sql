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
--   :model      name of the model in the table `models`, 'emotion_video'; where that has none, models/<name>.model
--
-- A video's score is the category's probability x the video's share of the category's clicks with that emotion x
-- (1 - diversity) for each better video of the same category. `rank` orders all rows by it: "ORDER BY rank LIMIT 10"
-- around this statement gives the ten videos to show. A category whose videos the person has all seen, or that has
-- none yet, has one row without a video.

WITH
  last_log AS MATERIALIZED (
    SELECT emotion, city FROM emotion_logs WHERE name = :name ORDER BY timestamp DESC LIMIT 1
  ),
  asked AS MATERIALIZED (
    SELECT coalesce(:emotion, (SELECT emotion FROM last_log), 'neutral') AS emotion,
           CASE WHEN :at GLOB '[0-9]*-*-*' THEN coalesce(unixepoch(:at), :at) ELSE coalesce(:at, unixepoch()) END AS at,
           coalesce(:city, (SELECT city FROM last_log)) AS city
  ),
  -- The model is read once.
  category AS MATERIALIZED (
    SELECT r.rank, r.video_category, r.video_genre, r.probability
    FROM asked AS a
    CROSS JOIN model_recommend(
      coalesce((SELECT model FROM models WHERE name = coalesce(:model, 'emotion_video')),
               model_load('models/' || coalesce(:model, 'emotion_video') || '.model')),
      a.emotion, a.at, :name, a.city, :k) AS r
  ),
  -- How often each video was clicked, with this emotion and with any.
  clicked AS (
    SELECT c.rank AS category_rank, v.video_id, count(*) AS times, sum(v.emotion = a.emotion) AS times_so
    FROM category AS c
    CROSS JOIN asked AS a
    JOIN video_clicks AS v ON v.video_category = c.video_category
    GROUP BY c.rank, v.video_id
  ),
  -- The share among the clicks with this emotion; until there are many of those, the share among all counts too. What
  -- is left for videos that nobody has clicked yet is as much as one click for each different video (Witten and Bell).
  popular AS (
    SELECT category_rank, video_id,
           (times_so + 20.0 * times / sum(times) OVER of_category) / (sum(times_so) OVER of_category + 20.0)
           * sum(times) OVER of_category / (sum(times) OVER of_category + count(*) OVER of_category) AS share
    FROM clicked
    WINDOW of_category AS (PARTITION BY category_rank)
  ),
  best AS (
    SELECT *, row_number() OVER (PARTITION BY category_rank ORDER BY share DESC, video_id) AS place
    FROM popular AS p
    WHERE NOT EXISTS (SELECT 1 FROM video_clicks AS seen WHERE seen.name = :name AND seen.video_id = p.video_id)
  ),
  scored AS (
    SELECT c.rank AS category_rank, c.video_category, c.video_genre, c.probability, b.video_id,
           c.probability * b.share * pow(1 - coalesce(:diversity, 0.5), b.place - 1) AS score
    FROM category AS c
    LEFT JOIN best AS b ON b.category_rank = c.rank AND b.place <= coalesce(:videos, 3)
  )
SELECT category_rank, video_category, video_genre, round(probability, 4) AS probability,
       row_number() OVER (ORDER BY score DESC NULLS LAST, category_rank, video_id) AS rank,
       video_id,
       (SELECT v.video_title FROM video_clicks AS v
        WHERE v.video_category = s.video_category AND v.video_id = s.video_id LIMIT 1) AS video_title,
       round(score, 6) AS score
FROM scored AS s
ORDER BY category_rank, rank;
