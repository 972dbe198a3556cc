import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Run } from '../../domain/run.ts';
import { text } from './row-values.ts';
import { loadRun, SELECT_TAIL } from './run-rows.ts';
import { WORKSPACES_WITH_RUNS } from './workspaces-with-runs.ts';

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

/** The end of the index in each workspace. */
const LARGEST_IDS = `${WORKSPACES_WITH_RUNS} SELECT id AS workspace_id, (SELECT max(runs.id) FROM runs WHERE workspace_id = workspace.id) AS largest FROM workspace WHERE id IS NOT NULL`;

/** A job keeps the key of a run that was deleted: rows of it may be left. */
const NEXT_KEY =
  'SELECT max(coalesce((SELECT max(run_key) FROM runs), 0), coalesce((SELECT max(run_key) FROM jobs WHERE run_key IS NOT NULL), 0)) + 1 AS next';

/** The latest state of the runs that change right now, so that a change costs no read. There is one writer, so it never goes stale. */
export class RunHeads {
  private readonly heads = new Map<string, Map<string, RunHead>>();
  private readonly byId: StatementSync;
  private readonly tail: StatementSync;
  private nextKey: number;
  /** The largest id in each workspace: ids grow with time, so one that is larger still is new without a look at the table. */
  private readonly largestIds = new Map<string, string>();
  /** Heads that were asked for since the last trim. */
  private readonly looked = new Set<RunHead>();
  private size = 0;

  constructor(db: DatabaseSync) {
    this.byId = db.prepare('SELECT * FROM runs WHERE workspace_id = ? AND id = ?');
    this.tail = db.prepare(SELECT_TAIL);
    this.nextKey = Number(db.prepare(NEXT_KEY).get()?.['next']);
    for (const row of db.prepare(LARGEST_IDS).all()) this.largestIds.set(text(row, 'workspace_id'), text(row, 'largest'));
  }

  get(workspaceId: string, runId: string): RunHead | null {
    const kept = this.heads.get(workspaceId)?.get(runId);
    if (kept !== undefined) return this.noted(kept);
    if (runId > (this.largestIds.get(workspaceId) ?? '')) return null;
    const row = this.byId.get(workspaceId, runId);
    if (row === undefined) return null;
    const loaded = loadRun(row, this.tail);
    return this.keep({ runKey: loaded.runKey, run: loaded.run, rowSeq: loaded.rowSeq, rowStale: false });
  }

  create(run: Run): RunHead {
    if (run.id > (this.largestIds.get(run.workspaceId) ?? '')) this.largestIds.set(run.workspaceId, run.id);
    return this.keep({ runKey: this.nextKey++, run, rowSeq: 0, rowStale: true });
  }

  /** Called after a rollback: what some heads say did not happen, and a write that failed half-way cannot tell which. */
  forgetAll(): void {
    this.heads.clear();
    this.looked.clear();
    this.size = 0;
  }

  forget(heads: Iterable<RunHead>): void {
    for (const { run } of heads) {
      if (this.heads.get(run.workspaceId)?.delete(run.id) === true) this.size -= 1;
    }
  }

  /** Lets go of runs that will not change soon; a run that waits, or that was only looked at, must cost nothing here. */
  trim(): void {
    for (const head of this.looked) {
      const { status } = head.run;
      const movesOn = status === 'running' || (status === 'queued' && this.size <= HEADS_KEPT);
      if (!movesOn) this.forget([head]);
    }
    this.looked.clear();
  }

  private keep(head: RunHead): RunHead {
    const { workspaceId, id } = head.run;
    const ofWorkspace = this.heads.get(workspaceId);
    if (ofWorkspace === undefined) this.heads.set(workspaceId, new Map([[id, head]]));
    else ofWorkspace.set(id, head);
    this.size += 1;
    return this.noted(head);
  }

  private noted(head: RunHead): RunHead {
    this.looked.add(head);
    return head;
  }
}
