import type { JsonText } from '../../domain/json.ts';
import { trustJsonText } from '../../domain/json-text.ts';
import type { Run } from '../../domain/run.ts';
import type { Page, PageOf, RunReads } from '../store.ts';
import type { RunFilter } from '../run-filter.ts';
import { textOrNull } from './row-values.ts';
import type { Row } from './row-values.ts';
import { RunLists } from './run-lists.ts';
import { SELECT_TAIL, loadRun } from './run-rows.ts';
import type { Prepare } from './statement-cache.ts';

export class SqliteRunReads implements RunReads {
  private readonly prepare: Prepare;
  private readonly lists: RunLists;

  constructor(prepare: Prepare) {
    this.prepare = prepare;
    this.lists = new RunLists(prepare);
  }

  get(workspaceId: string, runId: string): Run | null {
    const row = this.prepare('SELECT * FROM runs WHERE workspace_id = ? AND id = ?').get(workspaceId, runId);
    return row === undefined ? null : this.load(row);
  }

  input(workspaceId: string, runId: string): JsonText | null {
    return payloadOf(
      this.prepare(
        'SELECT e.payload FROM runs AS r CROSS JOIN run_events AS e ON e.run_key = r.run_key AND e.seq = 1 WHERE r.workspace_id = ? AND r.id = ?',
      ).get(workspaceId, runId),
    );
  }

  output(workspaceId: string, runId: string): JsonText | null {
    return payloadOf(
      this.prepare(
        "SELECT e.payload FROM runs AS r CROSS JOIN run_events AS e ON e.run_key = r.run_key AND e.seq = coalesce(json_extract(r.state, '$.finishedSeq'), r.seq) WHERE r.workspace_id = ? AND r.id = ? AND r.status = 'completed' AND e.type = 'run.finished'",
      ).get(workspaceId, runId),
    );
  }

  list(workspaceId: string, filter: RunFilter, page: Page): PageOf<Run> {
    return this.lists.page(workspaceId, filter, page);
  }

  count(workspaceId: string, filter: RunFilter, upTo: number): number {
    return this.lists.count(workspaceId, filter, upTo);
  }

  children(workspaceId: string, runId: string): readonly Run[] {
    const rows = this.prepare(
      'SELECT * FROM runs INDEXED BY runs_by_parent WHERE workspace_id = ? AND parent_run_id = ? ORDER BY created_at, run_key',
    ).all(workspaceId, runId);
    return rows.map((row) => this.load(row));
  }

  next(workspaceId: string, runId: string): Run | null {
    const row = this.prepare(
      'SELECT * FROM runs INDEXED BY runs_by_previous WHERE workspace_id = ? AND previous_run_id = ? ORDER BY created_at DESC, run_key DESC LIMIT 1',
    ).get(workspaceId, runId);
    return row === undefined ? null : this.load(row);
  }

  private load(row: Row): Run {
    return loadRun(row, this.prepare(SELECT_TAIL)).run;
  }
}

function payloadOf(row: Row | undefined): JsonText | null {
  const payload = row === undefined ? null : textOrNull(row, 'payload');
  return payload === null ? null : trustJsonText(payload);
}
