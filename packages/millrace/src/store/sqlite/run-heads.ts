import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Run } from '../../domain/run.ts';
import { loadRun } from './run-rows.ts';

/** A run as the journal holds it: its latest state, and how much of it the run's row already has. */
export interface RunHead {
  readonly runKey: number;
  run: Run;
  /** The seq that the row was written at; 0 when it has never been written. */
  rowSeq: number;
  /** True when something changed that the row must show at once. */
  rowStale: boolean;
}

const HEADS_KEPT = 20_000;

/** The latest state of the runs that change right now, so that a change costs no read. There is one writer, so it never goes stale. */
export class RunHeads {
  private readonly heads = new Map<string, RunHead>();
  private readonly byId: StatementSync;
  private readonly tail: StatementSync;
  private nextKey: number;

  constructor(db: DatabaseSync) {
    this.byId = db.prepare('SELECT * FROM runs WHERE workspace_id = ? AND id = ?');
    this.tail = db.prepare('SELECT seq, type, at, data FROM run_events WHERE run_key = ? AND seq > ? ORDER BY seq');
    this.nextKey = Number(db.prepare('SELECT coalesce(max(run_key), 0) + 1 AS next FROM runs').get()?.['next']);
  }

  get(workspaceId: string, runId: string): RunHead | null {
    const kept = this.heads.get(headName(workspaceId, runId));
    if (kept !== undefined) return kept;
    const row = this.byId.get(workspaceId, runId);
    if (row === undefined) return null;
    const loaded = loadRun(row, this.tail);
    return this.keep({ runKey: loaded.runKey, run: loaded.run, rowSeq: loaded.rowSeq, rowStale: false });
  }

  create(run: Run): RunHead {
    return this.keep({ runKey: this.nextKey++, run, rowSeq: 0, rowStale: true });
  }

  /** Called after a rollback: what these heads say did not happen. */
  forget(heads: Iterable<RunHead>): void {
    for (const head of heads) this.heads.delete(headName(head.run.workspaceId, head.run.id));
  }

  /** Lets go of runs that will not change soon; a run that waits must cost nothing here. */
  trim(settled: Iterable<RunHead>): void {
    for (const head of settled) {
      const { status } = head.run;
      const movesOn = status === 'running' || (status === 'queued' && this.heads.size <= HEADS_KEPT);
      if (!movesOn) this.forget([head]);
    }
  }

  private keep(head: RunHead): RunHead {
    this.heads.set(headName(head.run.workspaceId, head.run.id), head);
    return head;
  }
}

function headName(workspaceId: string, runId: string): string {
  return `${workspaceId}/${runId}`;
}
