import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Run } from '../../domain/run.ts';
import { isTerminal } from '../../domain/run-status.ts';
import { integer, text } from './row-values.ts';

type CountsByWorkflow = Map<string, number>;

/**
 * How many runs that were started from outside have not ended, by workspace and workflow. A workspace is counted from its
 * rows when a limit is first asked for, and followed from then on: there is one writer, so the count never goes stale.
 */
export class LiveRuns {
  private readonly read: StatementSync;
  private readonly counted = new Map<string, CountsByWorkflow>();
  /** What this transaction has changed so far; the rows do not show it yet. */
  private readonly moved = new Map<string, CountsByWorkflow>();

  constructor(db: DatabaseSync) {
    this.read = db.prepare(
      "SELECT workflow, count(*) AS live FROM runs INDEXED BY runs_by_status WHERE workspace_id = ? AND status IN ('queued', 'running', 'waiting', 'paused') AND parent_run_id IS NULL GROUP BY workflow",
    );
  }

  /** Of one workflow, or of all. */
  count(workspaceId: string, workflow: string | null): number {
    const counts = this.countsOf(workspaceId);
    if (workflow !== null) return counts.get(workflow) ?? 0;
    let sum = 0;
    for (const count of counts.values()) sum += count;
    return sum;
  }

  /** A run has changed; `before` is null for one that is new. */
  note(before: Run | null, after: Run): void {
    const change = (isLive(after) ? 1 : 0) - (before !== null && isLive(before) ? 1 : 0);
    if (change === 0 || after.lineage.parentRunId !== null) return;
    const { workspaceId, workflow } = after;
    add(this.moved, workspaceId, workflow, change);
    if (this.counted.has(workspaceId)) add(this.counted, workspaceId, workflow, change);
  }

  /** The rows are as the counts are. */
  settle(): void {
    this.moved.clear();
  }

  /** After a rollback: the database knows better. */
  clear(): void {
    this.counted.clear();
    this.moved.clear();
  }

  private countsOf(workspaceId: string): CountsByWorkflow {
    const known = this.counted.get(workspaceId);
    if (known !== undefined) return known;
    const counts: CountsByWorkflow = new Map(this.read.all(workspaceId).map((row) => [text(row, 'workflow'), integer(row, 'live')]));
    this.counted.set(workspaceId, counts);
    for (const [workflow, change] of this.moved.get(workspaceId) ?? []) add(this.counted, workspaceId, workflow, change);
    return counts;
  }
}

function isLive(run: Run): boolean {
  return !isTerminal(run.status);
}

function add(to: Map<string, CountsByWorkflow>, workspaceId: string, workflow: string, change: number): void {
  const counts = to.get(workspaceId) ?? new Map<string, number>();
  counts.set(workflow, (counts.get(workflow) ?? 0) + change);
  to.set(workspaceId, counts);
}
