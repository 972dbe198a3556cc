-- Called runs that go on: when the process ended between the end of a run and that of what it had called, boot looks here.
CREATE INDEX runs_live_children ON runs (run_key) WHERE parent_run_id IS NOT NULL AND status IN ('queued', 'running', 'waiting', 'paused');
