import type { DatabaseSync } from 'node:sqlite';
import type { RunChangeOf } from '../../domain/change.ts';
import type { DataPart, HousekeepingChange } from '../../domain/deletion.ts';
import type { BatchWrites } from './batch-writes.ts';
import type { RunHead } from './run-heads.ts';
import { integer, text, textOrNull, word } from './row-values.ts';
import { cachedStatements, type Prepare } from './statement-cache.ts';

/** Rows that lists find without looking at the run: they go together with it. All others are found by way of it. */
const GONE_WITH_THE_RUN = [
  'DELETE FROM runs WHERE run_key = :runKey',
  'DELETE FROM reviews WHERE run_key = :runKey',
  'DELETE FROM verdicts WHERE run_key = :runKey',
] as const;

/** What a job deletes, `:limit` rows at a time. */
const ROWS: { readonly [P in DataPart]: readonly string[] } = {
  input: [...artifactSql("role = 'input'")],
  output: [
    ...artifactSql("role IN ('output', 'intermediate')"),
    ...['record_chunks', 'record_outcomes'].map(chunkSql),
    "UPDATE run_events SET payload = NULL WHERE run_key = :runKey AND seq IN (SELECT seq FROM run_events WHERE run_key = :runKey AND type = 'records.appended' AND payload IS NOT NULL LIMIT :limit)",
  ],
  logs: [eventSql("INDEXED BY run_events_logs WHERE run_key = :runKey AND type = 'log.written'")],
  data: [...artifactSql('true'), ...['record_chunks', 'record_outcomes'].map(chunkSql), eventSql('WHERE run_key = :runKey')],
};

const SEQ_OF_THE_END = "SELECT seq FROM run_events WHERE run_key = :runKey AND type = 'run.finished' ORDER BY seq DESC LIMIT 1";

function artifactSql(condition: string): readonly string[] {
  const some = `SELECT path FROM artifacts WHERE run_key = :runKey AND ${condition} ORDER BY path LIMIT :limit`;
  return [
    `INSERT OR IGNORE INTO released_files (job_id, storage_key) SELECT :jobId, storage_key FROM artifacts WHERE run_key = :runKey AND path IN (${some})`,
    `DELETE FROM artifacts WHERE run_key = :runKey AND path IN (${some})`,
  ];
}

function chunkSql(table: string): string {
  return `DELETE FROM ${table} WHERE run_key = :runKey AND (name, start_index) IN (SELECT name, start_index FROM ${table} WHERE run_key = :runKey LIMIT :limit)`;
}

function eventSql(source: string): string {
  return `DELETE FROM run_events WHERE run_key = :runKey AND seq IN (SELECT seq FROM run_events ${source} LIMIT :limit)`;
}

/** Writes deletions: what goes in the transaction that accepts one, and what its jobs do afterwards, piece by piece. */
export class DeletionWrites {
  private readonly prepare: Prepare;
  private readonly batches: BatchWrites;

  constructor(db: DatabaseSync, batches: BatchWrites) {
    this.prepare = cachedStatements(db);
    this.batches = batches;
  }

  /** The events of the run must have been written. */
  begin({ runKey, run }: RunHead, { parts, jobs }: RunChangeOf<'data.deleted'>, at: number): void {
    for (const { id, part } of jobs) {
      this.prepare(
        "INSERT INTO jobs (id, workspace_id, kind, part, run_id, run_key, state, has_rows, created_at, updated_at) VALUES (?1, ?2, 'delete_run', ?3, ?4, ?5, 'pending', 1, ?6, ?6)",
      ).run(id, run.workspaceId, part, run.id, runKey, at);
    }
    if (parts.includes('input')) this.prepare('UPDATE run_events SET payload = NULL WHERE run_key = ? AND seq = 1').run(runKey);
    if (parts.includes('output')) {
      // What an evaluation found different about it stands right before the end.
      const ofTheOutput = `seq = (${SEQ_OF_THE_END}) OR (seq = (${SEQ_OF_THE_END}) - 1 AND type = 'evaluation.recorded')`;
      this.prepare(`UPDATE run_events SET payload = NULL WHERE run_key = :runKey AND (${ofTheOutput})`).run({ runKey });
    }
    if (parts.includes('data')) this.removeRun({ runKey, run });
  }

  write(change: HousekeepingChange, at: number): void {
    switch (change.type) {
      case 'job.worked':
        return this.work(change.jobId, change.limit, at);
      case 'job.moved':
        return this.move(change, at);
      case 'uploads.expired':
        return this.expire(change.limit, at);
      case 'upload.removed':
        return this.removeUpload(change);
      case 'files.removed':
        for (const key of change.storageKeys) {
          this.prepare('DELETE FROM released_files WHERE job_id = ? AND storage_key = ?').run(change.jobId ?? '', key);
        }
    }
  }

  private removeRun({ runKey, run }: Pick<RunHead, 'runKey' | 'run'>): void {
    for (const sql of GONE_WITH_THE_RUN) this.prepare(sql).run({ runKey });
    for (const tag of run.tags) {
      const sql = 'DELETE FROM run_tags WHERE workspace_id = ? AND tag = ? AND created_at = ? AND run_key = ?';
      this.prepare(sql).run(run.workspaceId, tag, run.createdAt, runKey);
    }
    const marks = { batch: run.lineage.batchId, example: run.example?.id ?? null };
    for (const [kind, value] of Object.entries(marks)) {
      const sql = 'DELETE FROM run_marks WHERE workspace_id = ? AND kind = ? AND value = ? AND created_at = ? AND run_key = ?';
      if (value !== null) this.prepare(sql).run(run.workspaceId, kind, value, run.createdAt, runKey);
    }
  }

  private work(jobId: string, limit: number, at: number): void {
    const job = this.prepare("SELECT part, run_key FROM jobs WHERE id = ? AND state IN ('pending', 'running')").get(jobId);
    if (job === undefined) return;
    let changed = 0;
    if (textOrNull(job, 'part') !== null) {
      const runKey = integer(job, 'run_key');
      for (const sql of ROWS[word(job, 'part', ['input', 'output', 'logs', 'data'])]) {
        changed += Number(this.prepare(sql).run({ runKey, jobId, limit }).changes);
      }
    }
    const sql = "UPDATE jobs SET state = 'running', has_rows = ?, updated_at = ? WHERE id = ?";
    this.prepare(sql).run(changed > 0 ? 1 : 0, at, jobId);
  }

  private move({ jobId, state, message }: Extract<HousekeepingChange, { type: 'job.moved' }>, at: number): void {
    const isOver = state !== 'pending' && state !== 'running';
    this.prepare(
      "UPDATE jobs SET state = ?, message = ?, updated_at = ?, finished_at = ? WHERE id = ? AND state IN ('pending', 'running')",
    ).run(state, message, at, isOver ? at : null, jobId);
  }

  private removeUpload({ workspaceId, uploadId }: Extract<HousekeepingChange, { type: 'upload.removed' }>): void {
    const row = this.prepare('SELECT storage_key FROM uploads WHERE workspace_id = ? AND id = ?').get(workspaceId, uploadId);
    if (row !== undefined) this.forgetUpload(workspaceId, uploadId, text(row, 'storage_key'));
  }

  /** The file goes unless another row names it. */
  private forgetUpload(workspaceId: string, uploadId: string, storageKey: string): void {
    this.prepare("INSERT OR IGNORE INTO released_files (job_id, storage_key) VALUES ('', ?)").run(storageKey);
    this.prepare('DELETE FROM uploads WHERE workspace_id = ? AND id = ?').run(workspaceId, uploadId);
  }

  private expire(limit: number, at: number): void {
    const uploads = this.prepare('SELECT workspace_id, id, storage_key FROM uploads WHERE expires_at <= ? LIMIT ?').all(at, limit);
    for (const row of uploads) this.forgetUpload(text(row, 'workspace_id'), text(row, 'id'), text(row, 'storage_key'));
    const partUploads = this.prepare('SELECT workspace_id, id FROM part_uploads WHERE expires_at <= ? LIMIT ?').all(at, limit);
    for (const row of partUploads) this.batches.dropUpload(text(row, 'workspace_id'), text(row, 'id'));
  }
}
