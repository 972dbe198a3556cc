import type { SQLInputValue } from 'node:sqlite';
import type { RunStatus } from '../../domain/run-status.ts';
import { committedRun } from '../../journal/committed-run.ts';
import type { CommittedRun } from '../../journal/journal.ts';
import type { DispatchReads } from '../store.ts';
import { integer } from './row-values.ts';
import { SELECT_TAIL, loadRun } from './run-rows.ts';
import type { Prepare } from './statement-cache.ts';

/** All workspaces that have runs, by jumping from one to the next along an index. */
const WORKSPACES =
  'WITH RECURSIVE workspace(id) AS (SELECT min(workspace_id) FROM runs UNION ALL SELECT (SELECT min(workspace_id) FROM runs WHERE workspace_id > workspace.id) FROM workspace WHERE workspace.id IS NOT NULL)';

/** The same words as the index runs_stuck, or it would not be used. */
const STUCK =
  "runnable_at IS NULL AND (status = 'queued' OR (status = 'waiting' AND coalesce(waiting_for, 'timer') IN ('timer', 'retry')))";

const LIVE = ['queued', 'running', 'waiting', 'paused'] as const satisfies readonly RunStatus[];

export class SqliteDispatchReads implements DispatchReads {
  private readonly prepare: Prepare;

  constructor(prepare: Prepare) {
    this.prepare = prepare;
  }

  runnable(until: number, limit: number): readonly CommittedRun[] {
    return this.read(
      'SELECT * FROM runs INDEXED BY runs_runnable WHERE runnable_at <= ? ORDER BY runnable_at, run_key LIMIT ?',
      until,
      limit,
    );
  }

  deadlines(until: number, limit: number): readonly CommittedRun[] {
    return this.read(
      'SELECT * FROM runs INDEXED BY runs_deadline WHERE deadline_at <= ? ORDER BY deadline_at, run_key LIMIT ?',
      until,
      limit,
    );
  }

  running(): readonly CommittedRun[] {
    return this.read(
      `${WORKSPACES} SELECT r.* FROM workspace CROSS JOIN runs AS r INDEXED BY runs_by_status ON r.workspace_id = workspace.id AND r.status = 'running'`,
    );
  }

  liveCounts(): { readonly [S in RunStatus]?: number } {
    const count = this.prepare(
      `${WORKSPACES} SELECT count(*) AS count FROM workspace CROSS JOIN runs AS r INDEXED BY runs_by_status ON r.workspace_id = workspace.id AND r.status = ?`,
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
    return this.read(`SELECT * FROM runs INDEXED BY runs_stuck WHERE ${STUCK} ORDER BY run_key LIMIT ?`, limit);
  }

  private read(sql: string, ...parameters: readonly SQLInputValue[]): readonly CommittedRun[] {
    const tail = this.prepare(SELECT_TAIL);
    return this.prepare(sql)
      .all(...parameters)
      .map((row) => committedRun(loadRun(row, tail).run));
  }
}
