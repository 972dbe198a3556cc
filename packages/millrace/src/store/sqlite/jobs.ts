import { DATA_PARTS, JOB_STATES } from '../../domain/deletion.ts';
import type { JobReads, OpenJob, StoredJob } from '../store.ts';
import { integer, integerOrNull, text, textOrNull, word } from './row-values.ts';
import type { Row } from './row-values.ts';
import type { Prepare } from './statement-cache.ts';

const KINDS = ['delete_run', 'delete_batch'] as const;

export class SqliteJobReads implements JobReads {
  private readonly prepare: Prepare;

  constructor(prepare: Prepare) {
    this.prepare = prepare;
  }

  get(workspaceId: string, jobId: string): StoredJob | null {
    const row = this.prepare('SELECT * FROM jobs WHERE id = ? AND workspace_id = ?').get(jobId, workspaceId);
    return row === undefined ? null : rowToJob(row);
  }

  open(limit: number): readonly OpenJob[] {
    const rows = this.prepare(
      "SELECT * FROM jobs INDEXED BY jobs_open WHERE state IN ('pending', 'running') ORDER BY created_at, id LIMIT ?",
    ).all(limit);
    return rows.map((row) => ({ ...rowToJob(row), hasRows: integer(row, 'has_rows') === 1 }));
  }

  hasRows(jobId: string): boolean {
    return this.prepare('SELECT 1 FROM jobs WHERE id = ? AND has_rows = 1').get(jobId) !== undefined;
  }

  releasedFiles(jobId: string | null, limit: number): readonly string[] {
    const rows = this.prepare('SELECT storage_key FROM released_files WHERE job_id = ? ORDER BY storage_key LIMIT ?').all(
      jobId ?? '',
      limit,
    );
    return rows.map((row) => text(row, 'storage_key'));
  }

  hasExpiredUploads(at: number): boolean {
    const row = this.prepare(
      'SELECT 1 FROM uploads WHERE expires_at <= :at UNION ALL SELECT 1 FROM part_uploads WHERE expires_at <= :at LIMIT 1',
    ).get({ at });
    return row !== undefined;
  }
}

function rowToJob(row: Row): StoredJob {
  return {
    id: text(row, 'id'),
    workspaceId: text(row, 'workspace_id'),
    kind: word(row, 'kind', KINDS),
    part: textOrNull(row, 'part') === null ? null : word(row, 'part', DATA_PARTS),
    runId: textOrNull(row, 'run_id'),
    batchId: textOrNull(row, 'batch_id'),
    state: word(row, 'state', JOB_STATES),
    message: textOrNull(row, 'message'),
    createdAt: integer(row, 'created_at'),
    updatedAt: integer(row, 'updated_at'),
    finishedAt: integerOrNull(row, 'finished_at'),
  };
}
