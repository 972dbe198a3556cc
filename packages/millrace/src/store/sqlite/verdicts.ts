import { trustJsonText } from '../../domain/json-text.ts';
import type { JsonText } from '../../domain/json.ts';
import { LIMITS } from '../../domain/limits.ts';
import { VERDICT_VALUES } from '../../domain/verdict.ts';
import type { Correction, Verdict } from '../../domain/verdict.ts';
import type { DayCounts, JudgedRun } from '../../domain/verdict-health.ts';
import type { VerdictReads } from '../verdict-reads.ts';
import { integer, text, word } from './row-values.ts';
import type { Prepare } from './statement-cache.ts';

const DAY_MS = 86_400_000;
const ENDED = ['completed', 'failed', 'cancelled'] as const;

const RANGE = 'workspace_id = :workspaceId AND workflow = :workflow AND created_at >= :from AND created_at < :to';

/** Counts by day; each part looks at no more than the newest `:limit` runs. */
const FINISHED_SQL = `SELECT day, sum(runs) AS runs FROM (${ENDED.map(
  (status) =>
    `SELECT created_at / ${DAY_MS} AS day, count(*) AS runs FROM (SELECT created_at FROM runs INDEXED BY runs_by_workflow_status WHERE ${RANGE} AND status = '${status}' ORDER BY created_at DESC LIMIT :limit) GROUP BY day`,
).join(' UNION ALL ')}) GROUP BY day ORDER BY day DESC`;

const GIVEN_SQL = `SELECT created_at / ${DAY_MS} AS day, count(*) FILTER (WHERE verdict = 'correct') AS correct, count(*) FILTER (WHERE verdict = 'incorrect') AS incorrect, count(*) FILTER (WHERE verdict IS NULL) AS unjudged FROM (SELECT created_at, verdict FROM verdicts INDEXED BY verdicts_by_workflow WHERE ${RANGE} ORDER BY created_at DESC, run_key DESC LIMIT :limit) GROUP BY day`;

const JUDGED_SQL = `SELECT r.id, judged.created_at, judged.verdict FROM (SELECT run_key, created_at, verdict FROM verdicts INDEXED BY verdicts_by_workflow WHERE ${RANGE} AND verdict IS NOT NULL ORDER BY created_at DESC, run_key DESC LIMIT :limit) AS judged CROSS JOIN runs AS r ON r.run_key = judged.run_key ORDER BY judged.created_at, judged.run_key`;

export class SqliteVerdictReads implements VerdictReads {
  private readonly prepare: Prepare;

  constructor(prepare: Prepare) {
    this.prepare = prepare;
  }

  get(workspaceId: string, runId: string): Verdict | null {
    const row = this.prepare(
      'SELECT given, payload FROM verdicts WHERE run_key = (SELECT run_key FROM runs WHERE workspace_id = ? AND id = ?)',
    ).get(workspaceId, runId);
    if (row === undefined) return null;
    const given: unknown = JSON.parse(text(row, 'given'));
    const kept: unknown = JSON.parse(text(row, 'payload'));
    assertGiven(given);
    assertKept(kept);
    const { correctedOutput = null, corrections = [] } = kept;
    return { ...given, correctedOutput: correctedOutput === null ? null : encode(correctedOutput), corrections };
  }

  days(workspaceId: string, workflow: string, range: { readonly from: number; readonly to: number }): readonly DayCounts[] {
    const parameters = { workspaceId, workflow, ...range, limit: LIMITS.healthRuns };
    const days = new Map<number, DayCounts>();
    const dayOf = (day: number): DayCounts => days.get(day) ?? { day: day * DAY_MS, finished: 0, correct: 0, incorrect: 0, unjudged: 0 };
    for (const row of this.prepare(FINISHED_SQL).all(parameters)) {
      const day = integer(row, 'day');
      days.set(day, { ...dayOf(day), finished: integer(row, 'runs') });
    }
    for (const row of this.prepare(GIVEN_SQL).all(parameters)) {
      const day = integer(row, 'day');
      const counts = { correct: integer(row, 'correct'), incorrect: integer(row, 'incorrect'), unjudged: integer(row, 'unjudged') };
      days.set(day, { ...dayOf(day), ...counts });
    }
    return [...days.values()].toSorted((a, b) => a.day - b.day);
  }

  judged(
    workspaceId: string,
    workflow: string,
    range: { readonly from: number; readonly to: number; readonly limit: number },
  ): readonly JudgedRun[] {
    const rows = this.prepare(JUDGED_SQL).all({ workspaceId, workflow, ...range });
    return rows.map((row) => ({
      runId: text(row, 'id'),
      createdAt: integer(row, 'created_at'),
      verdict: word(row, 'verdict', VERDICT_VALUES),
    }));
  }
}

interface Kept {
  readonly correctedOutput?: unknown;
  readonly corrections?: readonly Correction[];
}

function encode(value: unknown): JsonText {
  return trustJsonText(JSON.stringify(value));
}

// There is one writer, and it writes what `giveVerdict` made.
function assertGiven(value: unknown): asserts value is Omit<Verdict, 'correctedOutput' | 'corrections'> {
  if (typeof value !== 'object' || value === null || !('reviewedAt' in value)) throw new TypeError('A verdict lacks its facts.');
}

function assertKept(value: unknown): asserts value is Kept {
  if (typeof value !== 'object' || value === null) throw new TypeError('A verdict lacks its corrections.');
}
