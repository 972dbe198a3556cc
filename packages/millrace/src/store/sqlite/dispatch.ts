import type { SQLInputValue } from 'node:sqlite';
import { RUN_STATUSES } from '../../domain/run-status.ts';
import type { RunStatus } from '../../domain/run-status.ts';
import { committedRun } from '../../journal/committed-run.ts';
import type { CommittedRun } from '../../journal/journal.ts';
import type { DispatchReads } from '../store.ts';
import { integer, integerOrNull, text, textOrNull, word } from './row-values.ts';
import type { Row } from './row-values.ts';
import { SELECT_TAIL, loadRun } from './run-rows.ts';
import type { Prepare } from './statement-cache.ts';
import { WORKSPACES_WITH_RUNS } from './workspaces-with-runs.ts';

/** All that a dispatcher has to know about a run; opening the JSON of twenty thousand rows would hold up everybody else. */
const COLUMNS =
  'run_key, workspace_id, id, run_number, seq, status, workflow, version, priority, concurrency_key, runnable_at, deadline_at, claim_epoch, crashes, input_seq, parent_run_id, children';

/** The same words as the index runs_stuck, or it would not be used. */
const STUCK =
  "runnable_at IS NULL AND (status = 'queued' OR (status = 'waiting' AND coalesce(waiting_for, 'timer') IN ('timer', 'retry')))";

/** Parameters: when the last run was due, its workspace and its id. Runs that are due at the same time come in the order of their keys. */
const AFTER_LAST = '(runnable_at, run_key) > (?, (SELECT run_key FROM runs WHERE workspace_id = ? AND id = ?))';

/** The same words as the index runs_live_children. */
const IS_LIVE = "status IN ('queued', 'running', 'waiting', 'paused')";

const LIVE = ['queued', 'running', 'waiting', 'paused'] as const satisfies readonly RunStatus[];

export class SqliteDispatchReads implements DispatchReads {
  private readonly prepare: Prepare;

  constructor(prepare: Prepare) {
    this.prepare = prepare;
  }

  runnable(until: number, limit: number, last: CommittedRun | null = null): readonly CommittedRun[] {
    const from = last === null ? '' : `AND ${AFTER_LAST}`;
    const sql = `SELECT ${COLUMNS} FROM runs INDEXED BY runs_runnable WHERE runnable_at <= ? ${from} ORDER BY runnable_at, run_key LIMIT ?`;
    if (last === null) return this.read(sql, until, limit);
    return this.read(sql, until, last.runnableAt, last.workspaceId, last.runId, limit);
  }

  deadlines(until: number, limit: number): readonly CommittedRun[] {
    const sql = `SELECT ${COLUMNS} FROM runs INDEXED BY runs_deadline WHERE deadline_at <= ? ORDER BY deadline_at, run_key LIMIT ?`;
    return this.read(sql, until, limit);
  }

  running(): readonly CommittedRun[] {
    const tail = this.prepare(SELECT_TAIL);
    const rows = this.prepare(
      `${WORKSPACES_WITH_RUNS} SELECT r.* FROM workspace CROSS JOIN runs AS r INDEXED BY runs_by_status ON r.workspace_id = workspace.id AND r.status = 'running'`,
    ).all();
    return rows.map((row) => committedRun(loadRun(row, tail).run));
  }

  orphans(): readonly CommittedRun[] {
    return this.read(
      `SELECT ${COLUMNS} FROM runs AS child INDEXED BY runs_live_children WHERE parent_run_id IS NOT NULL AND ${IS_LIVE} AND EXISTS (SELECT 1 FROM runs AS parent WHERE parent.workspace_id = child.workspace_id AND parent.id = child.parent_run_id AND parent.status IN ('completed', 'failed', 'cancelled'))`,
    );
  }

  liveCounts(): { readonly [S in RunStatus]?: number } {
    const count = this.prepare(
      `${WORKSPACES_WITH_RUNS} SELECT count(*) AS count FROM workspace CROSS JOIN runs AS r INDEXED BY runs_by_status ON r.workspace_id = workspace.id AND r.status = ?`,
    );
    const counts: { [S in RunStatus]?: number } = {};
    for (const status of LIVE) {
      const row = count.get(status);
      const runs = row === undefined ? 0 : integer(row, 'count');
      if (runs > 0) counts[status] = runs;
    }
    return counts;
  }

  stuck(limit: number): readonly CommittedRun[] {
    return this.read(`SELECT ${COLUMNS} FROM runs INDEXED BY runs_stuck WHERE ${STUCK} ORDER BY run_key LIMIT ?`, limit);
  }

  private read(sql: string, ...parameters: readonly SQLInputValue[]): readonly CommittedRun[] {
    const rows = this.prepare(sql).all(...parameters);
    return rows.map((row) => (row['status'] === 'running' ? this.readRunning(row) : rowToIdleRun(row)));
  }

  private readRunning({ run_key: runKey = null, workspace_id: workspaceId = null }: Row): CommittedRun {
    const row = this.prepare('SELECT * FROM runs WHERE workspace_id = ? AND run_key = ?').get(workspaceId, runKey);
    if (row === undefined) throw new Error('A run went away while it was read.');
    return committedRun(loadRun(row, this.prepare(SELECT_TAIL)).run);
  }
}

/** A live run that is not running. Its row is whole, and wishes to pause or cancel it have been granted: only a running run has any. */
function rowToIdleRun(row: Row): CommittedRun {
  return {
    workspaceId: text(row, 'workspace_id'),
    runId: text(row, 'id'),
    runNumber: integer(row, 'run_number'),
    seq: integer(row, 'seq'),
    status: word(row, 'status', RUN_STATUSES),
    workflow: text(row, 'workflow'),
    version: text(row, 'version'),
    priority: integer(row, 'priority'),
    concurrencyKey: textOrNull(row, 'concurrency_key'),
    runnableAt: integerOrNull(row, 'runnable_at'),
    deadlineAt: integerOrNull(row, 'deadline_at'),
    claimEpoch: integer(row, 'claim_epoch'),
    crashes: integer(row, 'crashes'),
    inputSeq: integer(row, 'input_seq'),
    cancelReason: null,
    pauseRequested: false,
    parentRunId: textOrNull(row, 'parent_run_id'),
    children: integer(row, 'children'),
  };
}
