-- The row of a run is a snapshot of the fold of its events, taken at `seq`. Every change of status writes it. While the run
-- is running, and only then, changes that just add to the log may leave the row behind by a few events, which readers fold
-- on top (see run-rows.ts).
-- run_key is made by the journal, grows with each run, and is how child tables name a run. It never leaves the server.
CREATE TABLE runs (
  run_key         INTEGER PRIMARY KEY,
  workspace_id    TEXT    NOT NULL,
  id              TEXT    NOT NULL,
  workflow        TEXT    NOT NULL,
  version         TEXT    NOT NULL,
  run_number      INTEGER NOT NULL,
  status          TEXT    NOT NULL,
  seq             INTEGER NOT NULL,
  created_at      INTEGER NOT NULL,
  updated_at      INTEGER NOT NULL,
  runnable_at     INTEGER,
  deadline_at     INTEGER,
  -- the kind of wait, null unless the run waits
  waiting_for     TEXT,
  -- what a dispatcher has to know besides, so that it need not open the JSON below
  input_seq       INTEGER NOT NULL,
  children        INTEGER NOT NULL,
  priority        INTEGER NOT NULL,
  concurrency_key TEXT,
  claim_epoch     INTEGER NOT NULL,
  crashes         INTEGER NOT NULL,
  parent_run_id   TEXT,
  -- the run that this one retries or reruns
  previous_run_id TEXT,
  -- the rest of the run as JSON: fields that never change, and fields that do
  identity        TEXT    NOT NULL,
  state           TEXT    NOT NULL
) STRICT;

CREATE UNIQUE INDEX runs_by_id ON runs (workspace_id, id);
-- Lists are newest first, so each index that serves one ends with created_at and, as every index does, run_key.
CREATE INDEX runs_by_creation ON runs (workspace_id, created_at);
CREATE INDEX runs_by_status ON runs (workspace_id, status, created_at);
CREATE INDEX runs_by_workflow ON runs (workspace_id, workflow, created_at);
CREATE INDEX runs_by_workflow_status ON runs (workspace_id, workflow, status, created_at);
CREATE INDEX runs_by_version ON runs (workspace_id, version, created_at);
CREATE INDEX runs_by_concurrency_key ON runs (workspace_id, concurrency_key, created_at) WHERE concurrency_key IS NOT NULL;
CREATE INDEX runs_by_parent ON runs (workspace_id, parent_run_id, created_at) WHERE parent_run_id IS NOT NULL;
CREATE INDEX runs_by_previous ON runs (workspace_id, previous_run_id, created_at) WHERE previous_run_id IS NOT NULL;
-- What the dispatcher looks for, across workspaces. The last one is empty unless something is wrong.
CREATE INDEX runs_runnable ON runs (runnable_at) WHERE runnable_at IS NOT NULL;
CREATE INDEX runs_deadline ON runs (deadline_at) WHERE deadline_at IS NOT NULL;
CREATE INDEX runs_stuck ON runs (run_key) WHERE runnable_at IS NULL AND (status = 'queued' OR (status = 'waiting' AND coalesce(waiting_for, 'timer') IN ('timer', 'retry')));

CREATE TABLE run_tags (
  workspace_id TEXT    NOT NULL,
  tag          TEXT    NOT NULL,
  created_at   INTEGER NOT NULL,
  run_key      INTEGER NOT NULL,
  PRIMARY KEY (workspace_id, tag, created_at, run_key)
) STRICT, WITHOUT ROWID;

-- The log: one row per change. `payload` is the input (run.queued), output (run.finished), result, rows or data of the change.
CREATE TABLE run_events (
  run_key INTEGER NOT NULL,
  seq     INTEGER NOT NULL,
  type    TEXT    NOT NULL,
  at      INTEGER NOT NULL,
  data    TEXT    NOT NULL,
  payload TEXT,
  PRIMARY KEY (run_key, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX run_events_logs ON run_events (run_key, seq) WHERE type = 'log.written';

CREATE TABLE run_numbers (
  workspace_id TEXT    NOT NULL,
  workflow     TEXT    NOT NULL,
  last         INTEGER NOT NULL,
  PRIMARY KEY (workspace_id, workflow)
) STRICT, WITHOUT ROWID;

CREATE TABLE idempotency_keys (
  workspace_id TEXT    NOT NULL,
  key          TEXT    NOT NULL,
  fingerprint  TEXT    NOT NULL,
  run_id       TEXT    NOT NULL,
  expires_at   INTEGER NOT NULL,
  PRIMARY KEY (workspace_id, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX idempotency_keys_by_expiry ON idempotency_keys (expires_at);

CREATE TABLE reviews (
  workspace_id TEXT    NOT NULL,
  id           TEXT    NOT NULL,
  run_key      INTEGER NOT NULL,
  run_id       TEXT    NOT NULL,
  workflow     TEXT    NOT NULL,
  name         TEXT    NOT NULL,
  title        TEXT    NOT NULL,
  form         TEXT    NOT NULL,
  data         TEXT    NOT NULL,
  status       TEXT    NOT NULL,
  requested_at INTEGER NOT NULL,
  until        INTEGER,
  closed_at    INTEGER,
  decision     TEXT,
  value        TEXT,
  note         TEXT,
  actor        TEXT,
  PRIMARY KEY (workspace_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX reviews_by_status ON reviews (workspace_id, status, requested_at);
CREATE INDEX reviews_by_run ON reviews (run_key, requested_at);

CREATE TABLE artifacts (
  run_key     INTEGER NOT NULL,
  path        TEXT    NOT NULL,
  id          TEXT    NOT NULL,
  role        TEXT    NOT NULL,
  step        TEXT,
  media_type  TEXT    NOT NULL,
  size_bytes  INTEGER NOT NULL,
  sha256      TEXT    NOT NULL,
  storage_key TEXT    NOT NULL,
  created_at  INTEGER NOT NULL,
  PRIMARY KEY (run_key, path)
) STRICT, WITHOUT ROWID;
CREATE INDEX artifacts_by_storage_key ON artifacts (storage_key);

CREATE TABLE uploads (
  workspace_id TEXT    NOT NULL,
  id           TEXT    NOT NULL,
  path         TEXT    NOT NULL,
  media_type   TEXT    NOT NULL,
  size_bytes   INTEGER NOT NULL,
  sha256       TEXT    NOT NULL,
  storage_key  TEXT    NOT NULL,
  created_at   INTEGER NOT NULL,
  expires_at   INTEGER NOT NULL,
  PRIMARY KEY (workspace_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX uploads_by_storage_key ON uploads (storage_key);

-- Rows of a record set, in the chunks in which they were appended: `rows` is a JSON array of `count` values.
CREATE TABLE record_chunks (
  run_key     INTEGER NOT NULL,
  name        TEXT    NOT NULL,
  start_index INTEGER NOT NULL,
  count       INTEGER NOT NULL,
  rows        TEXT    NOT NULL,
  PRIMARY KEY (run_key, name, start_index)
) STRICT, WITHOUT ROWID;

CREATE TABLE workspaces (
  id         TEXT    PRIMARY KEY,
  name       TEXT    NOT NULL,
  sample_key TEXT    NOT NULL,
  created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE workflow_versions (
  workspace_id  TEXT    NOT NULL,
  name          TEXT    NOT NULL,
  version       TEXT    NOT NULL,
  title         TEXT    NOT NULL,
  description   TEXT    NOT NULL,
  manifest      TEXT    NOT NULL,
  registered_at INTEGER NOT NULL,
  PRIMARY KEY (workspace_id, name, version)
) STRICT, WITHOUT ROWID;
CREATE INDEX workflow_versions_by_time ON workflow_versions (workspace_id, name, registered_at);

CREATE TABLE api_keys (
  id           TEXT    PRIMARY KEY,
  workspace_id TEXT    NOT NULL,
  name         TEXT    NOT NULL,
  secret_hash  TEXT    NOT NULL,
  scopes       TEXT    NOT NULL,
  expires_at   INTEGER,
  created_at   INTEGER NOT NULL,
  revoked_at   INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX api_keys_by_workspace ON api_keys (workspace_id);
