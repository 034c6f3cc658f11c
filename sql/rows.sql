-- The rows of one batch, in place of {logs}, {clicks} and {interactions} in the other scripts.
--
-- Parameters: those of the batch, and where it lies in its world:
--   :window_days :window_end :window_logs   of a batch of synth_generate; NULL for one of synth_top_up
--   :grows_since :log_rate :click_rate :interaction_rate   of a batch of synth_top_up; else NULL
--   :from_log :starts :stop                 the rows from this number on, between these moments
--   :most_logs                              a number of rows that the world does not reach before :stop

-- [logs]
(SELECT g.rowid AS number, g.name, g.emotion, g.input, g.timestamp, g.city, g.country
 FROM temp.synth_emotion_logs AS g
 WHERE (:window_end IS NOT NULL OR :log_rate > 0)
   AND g.n = :most_logs AND g.seed = :seed AND g.users = :users AND g.days = :window_days AND g.until = :window_end
   AND g.since = :grows_since AND g.per_day = :log_rate AND g.home_rate = :home_rate AND g.world = :world
   AND g.progress = :progress AND g.rowid >= :from_log AND g.timestamp >= :starts AND g.timestamp < :stop)

-- [clicks]
(SELECT g.rowid AS number, g.name, g.video_id, g.video_title, g.video_category, g.emotion, g.timestamp, g.city,
        g.country
 FROM temp.synth_video_clicks AS g
 WHERE (:window_end IS NOT NULL OR :click_rate > 0)
   AND g.n = :most_clicks AND g.seed = :seed AND g.logs = :window_logs AND g.users = :users AND g.days = :window_days
   AND g.until = :window_end AND g.since = :grows_since AND g.per_day = :click_rate AND g.logs_per_day = :log_rate
   AND g.match_rate = :match_rate AND g.home_rate = :home_rate AND g.same_place_rate = :same_place_rate
   AND g.videos = :videos AND g.world = :world AND g.progress = :progress
   AND g.rowid >= :from_click AND g.timestamp >= :starts AND g.timestamp < :stop)

-- [interactions]
(SELECT g.rowid AS number, g.name, g.video_genre, g.emotion, g.timestamp, g.city, g.country
 FROM temp.synth_video_interactions AS g
 WHERE (:window_end IS NOT NULL OR :interaction_rate > 0)
   AND g.n = :most_interactions AND g.seed = :seed AND g.logs = :window_logs AND g.users = :users
   AND g.days = :window_days AND g.until = :window_end AND g.since = :grows_since AND g.per_day = :interaction_rate
   AND g.logs_per_day = :log_rate AND g.match_rate = :match_rate AND g.home_rate = :home_rate
   AND g.same_place_rate = :same_place_rate AND g.world = :world AND g.progress = :progress
   AND g.rowid >= :from_interaction AND g.timestamp >= :starts AND g.timestamp < :stop)
