import type { Evaluation } from '../../domain/evaluation.ts';
import type { EvaluationReads } from '../verdict-reads.ts';
import { textOrNull } from './row-values.ts';
import type { Prepare } from './statement-cache.ts';

export class SqliteEvaluationReads implements EvaluationReads {
  private readonly prepare: Prepare;

  constructor(prepare: Prepare) {
    this.prepare = prepare;
  }

  get(workspaceId: string, runId: string): Evaluation | null {
    // It is in the same commit as the end of the run, right before it.
    const row = this.prepare(
      "SELECT e.payload FROM runs AS r CROSS JOIN run_events AS e ON e.run_key = r.run_key AND e.seq = json_extract(r.state, '$.finishedSeq') - 1 WHERE r.workspace_id = ? AND r.id = ? AND e.type = 'evaluation.recorded'",
    ).get(workspaceId, runId);
    const payload = row === undefined ? null : textOrNull(row, 'payload');
    if (payload === null) return null;
    const evaluation: unknown = JSON.parse(payload);
    assertEvaluation(evaluation);
    return evaluation;
  }
}

// Only the engine writes these.
function assertEvaluation(value: unknown): asserts value is Evaluation {
  if (typeof value !== 'object' || value === null || !('evaluators' in value)) throw new TypeError('An evaluation lacks its scores.');
}
