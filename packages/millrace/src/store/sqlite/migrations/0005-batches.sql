-- Named sets of files. A deleted batch keeps its row, without its name: runs go on naming it, and its number is never given again.
CREATE TABLE batches (
  workspace_id TEXT    NOT NULL,
  id           TEXT    NOT NULL,
  number       INTEGER NOT NULL,
  name         TEXT    NOT NULL,
  created_by   TEXT,
  created_at   INTEGER NOT NULL,
  updated_at   INTEGER NOT NULL,
  deleted_at   INTEGER,
  PRIMARY KEY (workspace_id, id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX batches_by_number ON batches (workspace_id, number);
CREATE INDEX batches_live ON batches (workspace_id, number) WHERE deleted_at IS NULL;
CREATE INDEX batches_by_creator ON batches (workspace_id, created_by, number) WHERE deleted_at IS NULL;

CREATE TABLE batch_files (
  workspace_id TEXT    NOT NULL,
  batch_id     TEXT    NOT NULL,
  name         TEXT    NOT NULL,
  media_type   TEXT    NOT NULL,
  size_bytes   INTEGER NOT NULL,
  sha256       TEXT    NOT NULL,
  storage_key  TEXT    NOT NULL,
  updated_at   INTEGER NOT NULL,
  PRIMARY KEY (workspace_id, batch_id, name)
) STRICT, WITHOUT ROWID;
CREATE INDEX batch_files_by_storage_key ON batch_files (storage_key);

-- Large files that arrive in parts.
CREATE TABLE part_uploads (
  workspace_id TEXT    NOT NULL,
  id           TEXT    NOT NULL,
  batch_id     TEXT    NOT NULL,
  name         TEXT    NOT NULL,
  media_type   TEXT    NOT NULL,
  size_bytes   INTEGER NOT NULL,
  part_bytes   INTEGER NOT NULL,
  created_at   INTEGER NOT NULL,
  expires_at   INTEGER NOT NULL,
  PRIMARY KEY (workspace_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX part_uploads_by_expiry ON part_uploads (expires_at);
CREATE INDEX part_uploads_by_batch ON part_uploads (workspace_id, batch_id);

CREATE TABLE upload_parts (
  workspace_id TEXT    NOT NULL,
  upload_id    TEXT    NOT NULL,
  number       INTEGER NOT NULL,
  id           TEXT    NOT NULL,
  size_bytes   INTEGER NOT NULL,
  sha256       TEXT    NOT NULL,
  storage_key  TEXT    NOT NULL,
  PRIMARY KEY (workspace_id, upload_id, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX upload_parts_by_storage_key ON upload_parts (storage_key);

CREATE INDEX uploads_by_expiry ON uploads (expires_at);

-- What goes on after a deletion was answered. A job keeps the run_key of a run that is gone, which must not be given again
-- while rows of it may be left.
CREATE TABLE jobs (
  id           TEXT    PRIMARY KEY,
  workspace_id TEXT    NOT NULL,
  kind         TEXT    NOT NULL,
  part         TEXT,
  run_id       TEXT,
  run_key      INTEGER,
  batch_id     TEXT,
  state        TEXT    NOT NULL,
  -- 1 while rows may be left to be deleted; after that, only files
  has_rows     INTEGER NOT NULL,
  message      TEXT,
  created_at   INTEGER NOT NULL,
  updated_at   INTEGER NOT NULL,
  finished_at  INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX jobs_open ON jobs (created_at, id) WHERE state IN ('pending', 'running');
CREATE INDEX jobs_by_run ON jobs (run_key) WHERE run_key IS NOT NULL;

-- Files that a row named until it was deleted. They are removed unless another row names them. `job_id` is '' for what no
-- job has to wait for.
CREATE TABLE released_files (
  job_id      TEXT NOT NULL,
  storage_key TEXT NOT NULL,
  PRIMARY KEY (job_id, storage_key)
) STRICT, WITHOUT ROWID;
