import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { LIMITS } from '../../domain/limits.ts';
import { openWriter } from './database.ts';
import { cachedStatements } from './statement-cache.ts';
import { SqliteVerdictReads } from './verdicts.ts';

const RANGE = { from: 0, to: 86_400_000 };

test('the health of a workflow counts up to its limit and no further, so that a glance at it stays short', (context) => {
  const folder = mkdtempSync(join(tmpdir(), 'millrace-verdicts-'));
  const db = openWriter(join(folder, 'millrace.db'));
  context.after(() => {
    db.close();
    rmSync(folder, { recursive: true });
  });
  // In bulk: what matters is how many rows there are, not how they came to be.
  const add = (from: number, to: number): void => {
    const numbers = `WITH RECURSIVE number(n) AS (SELECT ${from} UNION ALL SELECT n + 1 FROM number WHERE n < ${to})`;
    db.exec(
      `${numbers} INSERT INTO runs (run_key, workspace_id, id, workflow, version, run_number, status, seq, created_at, updated_at, input_seq, children, priority, claim_epoch, crashes, identity, state) SELECT n, 'w', 'run-' || n, 'import', 'v', n, 'completed', 3, n, n, 0, 0, 0, 1, 0, '{}', '{}' FROM number`,
    );
    db.exec(
      `${numbers} INSERT INTO verdicts (run_key, workspace_id, workflow, created_at, verdict, status, corrections, given, payload) SELECT n, 'w', 'import', n, 'correct', 'closed', 0, '{}', '{}' FROM number`,
    );
  };
  const reads = new SqliteVerdictReads(cachedStatements(db));
  add(1, LIMITS.healthRuns);
  const atTheLimit = { day: 0, finished: LIMITS.healthRuns, correct: LIMITS.healthRuns, incorrect: 0, unjudged: 0 };
  assert.deepEqual(reads.days('w', 'import', RANGE), [atTheLimit]);
  add(LIMITS.healthRuns + 1, LIMITS.healthRuns + 10);
  assert.deepEqual(reads.days('w', 'import', RANGE), [atTheLimit]);
  assert.equal(reads.judged('w', 'import', { ...RANGE, limit: 5 }).at(-1)?.runId, `run-${LIMITS.healthRuns + 10}`);
});
