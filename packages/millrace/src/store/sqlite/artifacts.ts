import type { ArtifactEntry, UploadEntry } from '../../domain/change.ts';
import type { ArtifactReads, StoredArtifact } from '../store.ts';
import { IS_NAMED } from './named-files.ts';
import { integer, text, textOrNull, word } from './row-values.ts';
import type { Row } from './row-values.ts';
import type { Prepare } from './statement-cache.ts';

const ROLES = ['input', 'output', 'intermediate', 'expected'] as const;

const OF_RUN = 'run_key = (SELECT run_key FROM runs WHERE workspace_id = ? AND id = ?)';

export class SqliteArtifactReads implements ArtifactReads {
  private readonly prepare: Prepare;

  constructor(prepare: Prepare) {
    this.prepare = prepare;
  }

  list(workspaceId: string, runId: string): readonly StoredArtifact[] {
    const rows = this.prepare(`SELECT * FROM artifacts WHERE ${OF_RUN} ORDER BY path`).all(workspaceId, runId);
    return rows.map((row) => rowToArtifact(row, runId));
  }

  get(workspaceId: string, runId: string, path: string): StoredArtifact | null {
    const row = this.prepare(`SELECT * FROM artifacts WHERE ${OF_RUN} AND path = ?`).get(workspaceId, runId, path);
    return row === undefined ? null : rowToArtifact(row, runId);
  }

  upload(workspaceId: string, uploadId: string): (UploadEntry & { readonly createdAt: number }) | null {
    const row = this.prepare('SELECT * FROM uploads WHERE workspace_id = ? AND id = ?').get(workspaceId, uploadId);
    if (row === undefined) return null;
    return { ...fileOf(row), expiresAt: integer(row, 'expires_at'), createdAt: integer(row, 'created_at') };
  }

  hasStorageKey(storageKey: string): boolean {
    const row = this.prepare(IS_NAMED).get({ storageKey });
    return row !== undefined;
  }
}

function rowToArtifact(row: Row, runId: string): StoredArtifact {
  return { ...fileOf(row), runId, role: word(row, 'role', ROLES), step: textOrNull(row, 'step'), createdAt: integer(row, 'created_at') };
}

function fileOf(row: Row): Omit<ArtifactEntry, 'role' | 'step'> {
  return {
    id: text(row, 'id'),
    path: text(row, 'path'),
    mediaType: text(row, 'media_type'),
    sizeBytes: integer(row, 'size_bytes'),
    sha256: text(row, 'sha256'),
    storageKey: text(row, 'storage_key'),
  };
}
