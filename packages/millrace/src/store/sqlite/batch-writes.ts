import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { BatchChange, BatchEntry, BatchFileEntry, PartEntry, PartUploadEntry } from '../../domain/batch.ts';
import type { Refusal } from '../../domain/refusal.ts';
import { text } from './row-values.ts';
import type { Row } from './row-values.ts';

const OF_BATCH = 'workspace_id = ? AND batch_id = ?';
const OF_UPLOAD = 'workspace_id = ? AND upload_id = ?';

/** Writes batches, their files and uploads in parts. A file that a row no longer names is noted as released. */
export class BatchWrites {
  private readonly db: DatabaseSync;
  private readonly statements = new Map<string, StatementSync>();

  constructor(db: DatabaseSync) {
    this.db = db;
  }

  /** What a change needs may have been deleted since its sender looked. */
  refusal(change: BatchChange): Refusal | null {
    switch (change.type) {
      case 'batch.created':
        return null;
      case 'part-upload.opened':
        return this.hasBatch(change.workspaceId, change.upload.batchId) ? null : { kind: 'not_found' };
      case 'part.put':
        return this.uploadOf(change) === null ? { kind: 'not_found' } : null;
      case 'part-upload.closed':
        return this.closeRefusal(change);
      default:
        return this.hasBatch(change.workspaceId, change.batchId) ? null : { kind: 'not_found' };
    }
  }

  write(change: BatchChange, at: number): void {
    switch (change.type) {
      case 'batch.created':
        return this.createBatch(change.workspaceId, change.batch, at);
      case 'batch-file.put':
        return this.putFile(change.workspaceId, change.batchId, change.file, at);
      case 'batch-file.removed':
        return this.removeFile(change.workspaceId, change.batchId, change.name, at);
      case 'batch.deleted':
        return this.deleteBatch(change, at);
      case 'part-upload.opened':
        return this.openUpload(change.workspaceId, change.upload, at);
      case 'part.put':
        return this.putPart(change.workspaceId, change.uploadId, change.part);
      case 'part-upload.closed':
        return this.closeUpload(change, at);
    }
  }

  private createBatch(workspaceId: string, { id, name, createdBy }: BatchEntry, at: number): void {
    this.run(
      'INSERT INTO batches (workspace_id, id, number, name, created_by, created_at, updated_at) SELECT ?1, ?2, coalesce(max(number), 0) + 1, ?3, ?4, ?5, ?5 FROM batches WHERE workspace_id = ?1',
      workspaceId,
      id,
      name,
      createdBy,
      at,
    );
  }

  private putFile(workspaceId: string, batchId: string, file: BatchFileEntry, at: number): void {
    const { name, mediaType, sizeBytes, sha256, storageKey } = file;
    this.release('batch_files', `${OF_BATCH} AND name = ?`, workspaceId, batchId, name);
    this.run(
      'INSERT OR REPLACE INTO batch_files (workspace_id, batch_id, name, media_type, size_bytes, sha256, storage_key, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
      workspaceId,
      batchId,
      name,
      mediaType,
      sizeBytes,
      sha256,
      storageKey,
      at,
    );
    this.touch(workspaceId, batchId, at);
  }

  private removeFile(workspaceId: string, batchId: string, name: string, at: number): void {
    this.release('batch_files', `${OF_BATCH} AND name = ?`, workspaceId, batchId, name);
    this.run(`DELETE FROM batch_files WHERE ${OF_BATCH} AND name = ?`, workspaceId, batchId, name);
    this.touch(workspaceId, batchId, at);
  }

  private deleteBatch({ workspaceId, batchId, jobId }: Extract<BatchChange, { type: 'batch.deleted' }>, at: number): void {
    const uploads = this.prepare('SELECT id FROM part_uploads WHERE workspace_id = ? AND batch_id = ?').all(workspaceId, batchId);
    for (const row of uploads) this.dropUpload(workspaceId, text(row, 'id'));
    this.run(
      `INSERT OR IGNORE INTO released_files (job_id, storage_key) SELECT ?, storage_key FROM batch_files WHERE ${OF_BATCH}`,
      jobId,
      workspaceId,
      batchId,
    );
    this.run(`DELETE FROM batch_files WHERE ${OF_BATCH}`, workspaceId, batchId);
    this.run("UPDATE batches SET name = '', deleted_at = ? WHERE workspace_id = ? AND id = ?", at, workspaceId, batchId);
    this.run(
      "INSERT INTO jobs (id, workspace_id, kind, batch_id, state, has_rows, created_at, updated_at) VALUES (?1, ?2, 'delete_batch', ?3, 'pending', 0, ?4, ?4)",
      jobId,
      workspaceId,
      batchId,
      at,
    );
  }

  private openUpload(workspaceId: string, upload: PartUploadEntry, at: number): void {
    const { id, batchId, name, mediaType, sizeBytes, partBytes, expiresAt } = upload;
    this.run(
      'INSERT INTO part_uploads (workspace_id, id, batch_id, name, media_type, size_bytes, part_bytes, created_at, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
      workspaceId,
      id,
      batchId,
      name,
      mediaType,
      sizeBytes,
      partBytes,
      at,
      expiresAt,
    );
  }

  private putPart(workspaceId: string, uploadId: string, { number, id, sizeBytes, sha256, storageKey }: PartEntry): void {
    this.release('upload_parts', `${OF_UPLOAD} AND number = ?`, workspaceId, uploadId, number);
    this.run(
      'INSERT OR REPLACE INTO upload_parts (workspace_id, upload_id, number, id, size_bytes, sha256, storage_key) VALUES (?, ?, ?, ?, ?, ?, ?)',
      workspaceId,
      uploadId,
      number,
      id,
      sizeBytes,
      sha256,
      storageKey,
    );
  }

  private closeUpload(change: Extract<BatchChange, { type: 'part-upload.closed' }>, at: number): void {
    const upload = this.uploadOf(change);
    if (upload === null) return;
    this.dropUpload(change.workspaceId, change.uploadId);
    if (change.file !== null) this.putFile(change.workspaceId, text(upload, 'batch_id'), change.file, at);
  }

  /** The upload with its parts goes; the files of the parts are released. */
  dropUpload(workspaceId: string, uploadId: string): void {
    this.release('upload_parts', OF_UPLOAD, workspaceId, uploadId);
    this.run(`DELETE FROM upload_parts WHERE ${OF_UPLOAD}`, workspaceId, uploadId);
    this.run('DELETE FROM part_uploads WHERE workspace_id = ? AND id = ?', workspaceId, uploadId);
  }

  private closeRefusal(change: Extract<BatchChange, { type: 'part-upload.closed' }>): Refusal | null {
    const upload = this.uploadOf(change);
    if (upload === null) return { kind: 'not_found' };
    return this.hasBatch(change.workspaceId, text(upload, 'batch_id')) ? null : { kind: 'not_found' };
  }

  private uploadOf({ workspaceId, uploadId }: { readonly workspaceId: string; readonly uploadId: string }): Row | null {
    return this.prepare('SELECT batch_id FROM part_uploads WHERE workspace_id = ? AND id = ?').get(workspaceId, uploadId) ?? null;
  }

  private hasBatch(workspaceId: string, batchId: string): boolean {
    return (
      this.prepare('SELECT 1 FROM batches WHERE workspace_id = ? AND id = ? AND deleted_at IS NULL').get(workspaceId, batchId) !== undefined
    );
  }

  private touch(workspaceId: string, batchId: string, at: number): void {
    this.run('UPDATE batches SET updated_at = ? WHERE workspace_id = ? AND id = ?', at, workspaceId, batchId);
  }

  private release(table: 'batch_files' | 'upload_parts', condition: string, ...values: readonly (string | number)[]): void {
    this.run(
      `INSERT OR IGNORE INTO released_files (job_id, storage_key) SELECT '', storage_key FROM ${table} WHERE ${condition}`,
      ...values,
    );
  }

  private run(sql: string, ...values: readonly (string | number | null)[]): void {
    this.prepare(sql).run(...values);
  }

  private prepare(sql: string): StatementSync {
    const known = this.statements.get(sql);
    if (known !== undefined) return known;
    const statement = this.db.prepare(sql);
    this.statements.set(sql, statement);
    return statement;
  }
}
