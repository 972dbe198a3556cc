-- What people found about runs after they had ended, one row for each run. `created_at` is that of the run, so that lists
-- of runs can go through these indexes as they do through those of `runs`.
CREATE TABLE verdicts (
  run_key      INTEGER PRIMARY KEY,
  workspace_id TEXT    NOT NULL,
  workflow     TEXT    NOT NULL,
  created_at   INTEGER NOT NULL,
  -- null: it judges nothing
  verdict      TEXT,
  status       TEXT    NOT NULL,
  corrections  INTEGER NOT NULL,
  -- the verdict as JSON, without what may be large: that is in `payload`
  given        TEXT    NOT NULL,
  payload      TEXT    NOT NULL
) STRICT;
CREATE INDEX verdicts_by_creation ON verdicts (workspace_id, created_at);
CREATE INDEX verdicts_by_verdict ON verdicts (workspace_id, verdict, created_at);
CREATE INDEX verdicts_by_status ON verdicts (workspace_id, status, created_at);
CREATE INDEX verdicts_with_corrections ON verdicts (workspace_id, created_at) WHERE corrections > 0;
CREATE INDEX verdicts_by_workflow ON verdicts (workspace_id, workflow, created_at, run_key, verdict);

-- What few runs have and lists look for: the batch (`batch`) and the example (`example`) that a run belongs to.
CREATE TABLE run_marks (
  workspace_id TEXT    NOT NULL,
  kind         TEXT    NOT NULL,
  value        TEXT    NOT NULL,
  created_at   INTEGER NOT NULL,
  run_key      INTEGER NOT NULL,
  PRIMARY KEY (workspace_id, kind, value, created_at, run_key)
) STRICT, WITHOUT ROWID;

-- What became of the rows of a chunk in `record_chunks`, for sets whose rows have outcomes. The counts go before the list,
-- so that looking for rows of one kind passes over chunks that have none; the totals include this chunk.
CREATE TABLE record_outcomes (
  run_key         INTEGER NOT NULL,
  name            TEXT    NOT NULL,
  start_index     INTEGER NOT NULL,
  delivered       INTEGER NOT NULL,
  dropped         INTEGER NOT NULL,
  failed          INTEGER NOT NULL,
  total_delivered INTEGER NOT NULL,
  total_dropped   INTEGER NOT NULL,
  total_failed    INTEGER NOT NULL,
  outcomes        TEXT    NOT NULL,
  PRIMARY KEY (run_key, name, start_index)
) STRICT, WITHOUT ROWID;
