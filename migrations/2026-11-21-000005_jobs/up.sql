CREATE TABLE jobs (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  queue text NOT NULL,
  kind text NOT NULL,
  lane text,
  payload jsonb NOT NULL,
  dedup_key text,
  again boolean NOT NULL DEFAULT false,
  run_at timestamptz NOT NULL,
  attempts integer NOT NULL DEFAULT 0 CHECK (attempts >= 0),
  state text NOT NULL DEFAULT 'ready' CHECK (state IN ('ready', 'running', 'dead')),
  locked_until timestamptz,
  locked_by uuid,
  last_error text,
  created_at timestamptz NOT NULL,
  CONSTRAINT jobs_lease CHECK
    ((state = 'running') = (locked_until IS NOT NULL) AND (locked_until IS NULL) = (locked_by IS NULL))
) WITH (
  fillfactor = 70,
  autovacuum_vacuum_threshold = 5000,
  autovacuum_vacuum_scale_factor = 0,
  autovacuum_vacuum_insert_threshold = -1,
  autovacuum_vacuum_cost_delay = 0,
  autovacuum_analyze_threshold = 50000,
  autovacuum_analyze_scale_factor = 0
);
CREATE INDEX jobs_ready ON jobs (queue, run_at, id) WHERE state = 'ready';
CREATE INDEX jobs_running ON jobs (queue, lane) WHERE state = 'running';
CREATE INDEX jobs_dead ON jobs (id) WHERE state = 'dead';
CREATE UNIQUE INDEX jobs_dedup ON jobs (dedup_key) WHERE dedup_key IS NOT NULL AND state <> 'dead';
COMMENT ON TABLE jobs IS 'Work that follows from a change, written in the same transaction and deleted once done.';
COMMENT ON COLUMN jobs.queue IS 'Which limit on concurrent work it counts against.';
COMMENT ON COLUMN jobs.kind IS 'Which handler runs it.';
COMMENT ON COLUMN jobs.lane IS 'What must not be flooded, such as a host; only a few jobs of a lane run at once.';
COMMENT ON COLUMN jobs.payload IS 'What the handler needs to know, at most 1 MiB as text; large things are named here, not copied.';
COMMENT ON COLUMN jobs.dedup_key IS 'At most one job of a key waits or runs.';
COMMENT ON COLUMN jobs.again IS 'The key was asked for once more while it ran, so it has to run once more.';
COMMENT ON COLUMN jobs.run_at IS 'Not before; moves forward after each failure.';
COMMENT ON COLUMN jobs.attempts IS 'How often it has failed.';
COMMENT ON COLUMN jobs.state IS 'Waits (ready), is held by a worker (running), or was given up (dead) until an operator decides.';
COMMENT ON COLUMN jobs.locked_until IS 'When the lease of the worker ends; after that the job is given to another one.';
COMMENT ON COLUMN jobs.locked_by IS 'The worker that holds it.';
COMMENT ON COLUMN jobs.last_error IS 'Why it failed the last time, at most 2,000 characters.';

CREATE TABLE job_slots (
  task text PRIMARY KEY,
  slot timestamptz NOT NULL
);
COMMENT ON TABLE job_slots IS 'The last time each scheduled task was due; whoever moves it forward enqueues the task.';

CREATE TABLE mail_keys (
  key text PRIMARY KEY,
  queued_at timestamptz NOT NULL
);
CREATE INDEX mail_keys_age ON mail_keys (queued_at);
COMMENT ON TABLE mail_keys IS 'Mails that have been queued, one row per person, occasion and reason: a reaction that runs twice writes one mail.';
