import { trustJsonText } from '../../domain/json-text.ts';
import type { StoredWorkflow, WorkflowReads } from '../store.ts';
import { integer, text } from './row-values.ts';
import type { Row } from './row-values.ts';
import type { Prepare } from './statement-cache.ts';

/** Of two versions that were registered in the same millisecond, the one with the greater name counts as newer. */
const NEWEST_FIRST = 'ORDER BY registered_at DESC, version DESC';

export class SqliteWorkflowReads implements WorkflowReads {
  private readonly prepare: Prepare;

  constructor(prepare: Prepare) {
    this.prepare = prepare;
  }

  list(workspaceId: string): readonly StoredWorkflow[] {
    const rows = this.prepare(
      'SELECT * FROM workflow_versions AS v WHERE v.workspace_id = ? AND NOT EXISTS (SELECT 1 FROM workflow_versions AS n INDEXED BY workflow_versions_by_time WHERE n.workspace_id = v.workspace_id AND n.name = v.name AND (n.registered_at, n.version) > (v.registered_at, v.version)) ORDER BY v.name',
    ).all(workspaceId);
    return rows.map(rowToWorkflow);
  }

  get(workspaceId: string, name: string, version?: string): StoredWorkflow | null {
    const row =
      version === undefined
        ? this.prepare(`SELECT * FROM workflow_versions WHERE workspace_id = ? AND name = ? ${NEWEST_FIRST} LIMIT 1`).get(workspaceId, name)
        : this.prepare('SELECT * FROM workflow_versions WHERE workspace_id = ? AND name = ? AND version = ?').get(
            workspaceId,
            name,
            version,
          );
    return row === undefined ? null : rowToWorkflow(row);
  }

  versions(workspaceId: string, name: string): readonly StoredWorkflow[] {
    const rows = this.prepare(`SELECT * FROM workflow_versions WHERE workspace_id = ? AND name = ? ${NEWEST_FIRST}`).all(workspaceId, name);
    return rows.map(rowToWorkflow);
  }
}

function rowToWorkflow(row: Row): StoredWorkflow {
  return {
    name: text(row, 'name'),
    version: text(row, 'version'),
    title: text(row, 'title'),
    description: text(row, 'description'),
    manifest: trustJsonText(text(row, 'manifest')),
    registeredAt: integer(row, 'registered_at'),
  };
}
