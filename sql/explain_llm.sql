-- Explanations in the words of a language model that runs inside SQLite, through the extension sqlite-ai. explain.sh
-- runs it for one explanation at a time, so that it can stop one that takes too long.
--
--   sqlite3 user_data.db -cmd '.load build/release/synth' -cmd '.load node_modules/@sqliteai/sqlite-ai-linux-x86_64/ai' \
--     -cmd ".parameter set :gguf 'tinyllama.gguf'" '.read sql/explain_llm.sql'
--
-- Parameters:
--   :gguf         the model's file, in the chat format of TinyLlama-1.1B-Chat
--   :explanation  id of one row of `explanations`; NULL: all whose source is 'template (no LLM)'
--   :tokens       at most that many for each, 80
--   :threads      that compute, 2: no more than there are processors
--   :label        what `source` calls the model; :gguf
--
-- What the model says is made fit to be shown by model_answer(): two sentences, 200 characters. Where that leaves
-- nothing, the template's sentence stays, and `source` says 'template (LLM of no use)'. The model works on a temporary
-- table: the database is not locked meanwhile.

DROP TABLE IF EXISTS temp.synth_told;

CREATE TEMP TABLE synth_told AS
SELECT id, prompt, NULL AS told
FROM explanations
WHERE source = 'template (no LLM)' AND (:explanation IS NULL OR id = :explanation);

SELECT llm_model_load(:gguf, 'gpu_layers=0');
SELECT llm_context_create_textgen(
  printf('context_size=2048,n_threads=%d,n_threads_batch=%d', coalesce(:threads, 2), coalesce(:threads, 2)));

-- Greedy: an explanation depends on its prompt alone. The sampler is named since the default one of sqlite-ai 1.0 is
-- used again after it was freed.
SELECT llm_sampler_create();
SELECT llm_sampler_init_greedy();

-- llm_text_generate puts its own user turn around a prompt where the file has a chat template, and begins the
-- assistant's turn itself: ours is left out then.
UPDATE temp.synth_told
SET told = llm_text_generate(
  iif(coalesce(llm_model_chat_template(), '') = '', prompt,
      substr(prompt, 1, length(prompt) - length('<|assistant|>' || char(10)))),
  'n_predict=' || CAST(coalesce(:tokens, 80) AS INTEGER));

UPDATE explanations AS e
SET explanation = coalesce(model_answer(t.told), e.explanation),
    source = iif(model_answer(t.told) IS NULL, 'template (LLM of no use)', 'llm: ' || coalesce(:label, :gguf)),
    created = unixepoch()
FROM temp.synth_told AS t
WHERE t.id = e.id;

DROP TABLE temp.synth_told;
