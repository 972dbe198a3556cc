import { createHmac } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { sampleRank } from '../../domain/sample-rank.ts';

/** Lets statements ask for the sample rank of a run: `sample_rank(key of the workspace, id of the run)`. */
export function addSampleRank(db: DatabaseSync): void {
  db.function('sample_rank', { deterministic: true }, (key, runId) =>
    sampleRank(createHmac('sha256', String(key)).update(String(runId)).digest()),
  );
}
