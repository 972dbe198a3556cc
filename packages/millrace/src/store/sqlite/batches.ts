import type { PartEntry } from '../../domain/batch.ts';
import type { BatchReads, Page, PageOf, StoredBatch, StoredBatchFile, StoredPartUpload } from '../store.ts';
import { integer, text, textOrNull } from './row-values.ts';
import type { Row } from './row-values.ts';
import type { Prepare } from './statement-cache.ts';

const COLUMNS = 'workspace_id, id, number, name, created_by, created_at, updated_at';

export class SqliteBatchReads implements BatchReads {
  private readonly prepare: Prepare;

  constructor(prepare: Prepare) {
    this.prepare = prepare;
  }

  get(workspaceId: string, batchId: string): StoredBatch | null {
    const sql = `SELECT ${COLUMNS} FROM batches WHERE workspace_id = ? AND id = ? AND deleted_at IS NULL`;
    const row = this.prepare(sql).get(workspaceId, batchId);
    return row === undefined ? null : rowToBatch(row);
  }

  byNumber(workspaceId: string, number: number): StoredBatch | null {
    const sql = `SELECT ${COLUMNS} FROM batches INDEXED BY batches_by_number WHERE workspace_id = ? AND number = ? AND deleted_at IS NULL`;
    const row = this.prepare(sql).get(workspaceId, number);
    return row === undefined ? null : rowToBatch(row);
  }

  numberOf(workspaceId: string, batchId: string): number | null {
    const row = this.prepare('SELECT number FROM batches WHERE workspace_id = ? AND id = ?').get(workspaceId, batchId);
    return row === undefined ? null : integer(row, 'number');
  }

  list(workspaceId: string, { createdBy }: { readonly createdBy?: string }, page: Page): PageOf<StoredBatch> {
    const [index, condition] = createdBy === undefined ? ['batches_live', ''] : ['batches_by_creator', 'AND created_by = :createdBy'];
    const rows = this.prepare(
      `SELECT ${COLUMNS} FROM batches INDEXED BY ${index} WHERE workspace_id = :workspaceId ${condition} AND deleted_at IS NULL AND number < :before ORDER BY number DESC LIMIT :limit`,
    ).all({ workspaceId, createdBy: createdBy ?? null, before: beforeOf(page.cursor), limit: page.limit + 1 });
    const data = rows.slice(0, page.limit).map(rowToBatch);
    const last = data.at(-1);
    return { data, nextCursor: rows.length > page.limit && last !== undefined ? String(last.number) : null };
  }

  files(workspaceId: string, batchId: string, page: Page): PageOf<StoredBatchFile> {
    const rows = this.prepare('SELECT * FROM batch_files WHERE workspace_id = ? AND batch_id = ? AND name > ? ORDER BY name LIMIT ?').all(
      workspaceId,
      batchId,
      page.cursor === null ? '' : Buffer.from(page.cursor, 'base64url').toString(),
      page.limit + 1,
    );
    const data = rows.slice(0, page.limit).map(rowToFile);
    const last = data.at(-1);
    const more = rows.length > page.limit && last !== undefined;
    return { data, nextCursor: more ? Buffer.from(last.name).toString('base64url') : null };
  }

  file(workspaceId: string, batchId: string, name: string): StoredBatchFile | null {
    const row = this.prepare('SELECT * FROM batch_files WHERE workspace_id = ? AND batch_id = ? AND name = ?').get(
      workspaceId,
      batchId,
      name,
    );
    return row === undefined ? null : rowToFile(row);
  }

  countFiles(workspaceId: string, batchId: string): number {
    const row = this.prepare('SELECT count(*) AS count FROM batch_files WHERE workspace_id = ? AND batch_id = ?').get(workspaceId, batchId);
    return row === undefined ? 0 : integer(row, 'count');
  }

  partUpload(workspaceId: string, uploadId: string): StoredPartUpload | null {
    const row = this.prepare('SELECT * FROM part_uploads WHERE workspace_id = ? AND id = ?').get(workspaceId, uploadId);
    if (row === undefined) return null;
    return {
      id: text(row, 'id'),
      batchId: text(row, 'batch_id'),
      name: text(row, 'name'),
      mediaType: text(row, 'media_type'),
      sizeBytes: integer(row, 'size_bytes'),
      partBytes: integer(row, 'part_bytes'),
      createdAt: integer(row, 'created_at'),
      expiresAt: integer(row, 'expires_at'),
    };
  }

  parts(workspaceId: string, uploadId: string): readonly PartEntry[] {
    const rows = this.prepare('SELECT * FROM upload_parts WHERE workspace_id = ? AND upload_id = ? ORDER BY number').all(
      workspaceId,
      uploadId,
    );
    return rows.map((row) => ({
      number: integer(row, 'number'),
      id: text(row, 'id'),
      sizeBytes: integer(row, 'size_bytes'),
      sha256: text(row, 'sha256'),
      storageKey: text(row, 'storage_key'),
    }));
  }
}

/** A cursor is the number of the last batch of a page; any other text begins the list anew. */
function beforeOf(cursor: string | null): number {
  return cursor !== null && /^\d{1,15}$/.test(cursor) ? Number(cursor) : Number.MAX_SAFE_INTEGER;
}

function rowToBatch(row: Row): StoredBatch {
  return {
    workspaceId: text(row, 'workspace_id'),
    id: text(row, 'id'),
    number: integer(row, 'number'),
    name: text(row, 'name'),
    createdBy: textOrNull(row, 'created_by'),
    createdAt: integer(row, 'created_at'),
    updatedAt: integer(row, 'updated_at'),
  };
}

function rowToFile(row: Row): StoredBatchFile {
  return {
    batchId: text(row, 'batch_id'),
    name: text(row, 'name'),
    mediaType: text(row, 'media_type'),
    sizeBytes: integer(row, 'size_bytes'),
    sha256: text(row, 'sha256'),
    storageKey: text(row, 'storage_key'),
    updatedAt: integer(row, 'updated_at'),
  };
}
