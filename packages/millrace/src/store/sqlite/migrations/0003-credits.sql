-- The ledger of a workspace: entries are only ever added, `seq` counts them without gaps, and the row of balances is what
-- they add up to. Both are written in the transaction of the change that moved the credits.
CREATE TABLE ledger_entries (
  workspace_id    TEXT    NOT NULL,
  seq             INTEGER NOT NULL,
  -- of a run: its id and the kind, so that nothing can be moved twice
  id              TEXT    NOT NULL,
  kind            TEXT    NOT NULL CHECK (kind IN ('grant', 'hold', 'capture', 'release', 'charge', 'rebate')),
  amount          INTEGER NOT NULL CHECK (amount > 0),
  at              INTEGER NOT NULL,
  run_id          TEXT,
  quote_id        TEXT,
  actor           TEXT,
  note            TEXT,
  idempotency_key TEXT,
  fingerprint     TEXT,
  PRIMARY KEY (workspace_id, seq)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX ledger_entries_by_id ON ledger_entries (workspace_id, id);
CREATE UNIQUE INDEX ledger_entries_by_key ON ledger_entries (workspace_id, idempotency_key) WHERE idempotency_key IS NOT NULL;
CREATE INDEX ledger_entries_by_run ON ledger_entries (workspace_id, run_id, at) WHERE run_id IS NOT NULL;
CREATE INDEX ledger_entries_by_time ON ledger_entries (workspace_id, at);

CREATE TABLE ledger_balances (
  workspace_id TEXT    PRIMARY KEY,
  entries      INTEGER NOT NULL,
  granted      INTEGER NOT NULL,
  available    INTEGER NOT NULL,
  held         INTEGER NOT NULL,
  spent        INTEGER NOT NULL,
  CHECK (granted + available + held + spent = 0)
) STRICT, WITHOUT ROWID;

CREATE TABLE plans (
  workspace_id        TEXT    PRIMARY KEY,
  name                TEXT    NOT NULL,
  active              INTEGER NOT NULL,
  metered             INTEGER NOT NULL,
  requests_per_minute INTEGER,
  concurrent_runs     INTEGER,
  credits_per_period  INTEGER,
  updated_at          INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Prices that were given. `run_id` is the run that was started with the quote, null until there is one.
CREATE TABLE quotes (
  workspace_id TEXT    NOT NULL,
  id           TEXT    NOT NULL,
  token_hash   TEXT    NOT NULL,
  workflow     TEXT    NOT NULL,
  version      TEXT    NOT NULL,
  input_hash   TEXT    NOT NULL,
  credits      INTEGER NOT NULL,
  estimate     TEXT    NOT NULL,
  created_at   INTEGER NOT NULL,
  expires_at   INTEGER NOT NULL,
  run_id       TEXT,
  PRIMARY KEY (workspace_id, id)
) STRICT, WITHOUT ROWID;
