-- Keeps what synth_explain gives in the table `explanations`, once for the same model, person, emotion and reasons.
--
-- Parameter: :options, those of synth_explain as JSON.

CREATE TABLE IF NOT EXISTS explanations (
  id INTEGER PRIMARY KEY,
  model TEXT NOT NULL,        -- model_hash() of the model
  name TEXT NOT NULL,         -- '' for nobody in particular
  emotion TEXT NOT NULL,
  video_id TEXT NOT NULL,
  prompt_hash TEXT NOT NULL,  -- model_hash() of the prompt
  prompt TEXT NOT NULL,       -- model_prompt()
  explanation TEXT NOT NULL,
  source TEXT NOT NULL,       -- 'llm: <file>', or 'template (…)': no LLM, LLM too slow, LLM of no use
  created INTEGER NOT NULL,
  UNIQUE (model, name, emotion, video_id, prompt_hash)
);

INSERT INTO explanations (model, name, emotion, video_id, prompt_hash, prompt, explanation, source, created)
SELECT model_hash, person, felt, video_id, model_hash(prompt), prompt, explanation, source, unixepoch()
FROM synth_explain
WHERE options = :options
ON CONFLICT DO NOTHING;
