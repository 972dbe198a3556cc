import type { Store } from '../store.ts';
import { SqliteAccessReads } from './access.ts';
import { SqliteArtifactReads } from './artifacts.ts';
import { SqliteBatchReads } from './batches.ts';
import { SqliteCreditReads } from './credits.ts';
import { openReader } from './database.ts';
import { SqliteDispatchReads } from './dispatch.ts';
import { SqliteEvaluationReads } from './evaluations.ts';
import { SqliteEventReads } from './events.ts';
import { SqliteJobReads } from './jobs.ts';
import { SqliteRecordReads } from './records.ts';
import { SqliteReviewReads } from './reviews.ts';
import { SqliteRunReads } from './runs.ts';
import { cachedStatements } from './statement-cache.ts';
import type { Prepare } from './statement-cache.ts';
import { SqliteVerdictReads } from './verdicts.ts';
import { SqliteWorkflowReads } from './workflows.ts';

/** The read port on a SQLite file that the writer has opened before. Use one store per thread. */
export function openSqliteStore(path: string): Store {
  const db = openReader(path);
  return { ...storeOn(cachedStatements(db)), close: () => db.close() };
}

export function storeOn(prepare: Prepare): Omit<Store, 'close'> {
  return {
    runs: new SqliteRunReads(prepare),
    events: new SqliteEventReads(prepare),
    reviews: new SqliteReviewReads(prepare),
    artifacts: new SqliteArtifactReads(prepare),
    records: new SqliteRecordReads(prepare),
    evaluations: new SqliteEvaluationReads(prepare),
    verdicts: new SqliteVerdictReads(prepare),
    workflows: new SqliteWorkflowReads(prepare),
    access: new SqliteAccessReads(prepare),
    credits: new SqliteCreditReads(prepare),
    batches: new SqliteBatchReads(prepare),
    jobs: new SqliteJobReads(prepare),
    dispatch: new SqliteDispatchReads(prepare),
  };
}
