import type { AccessReads, StoredApiKey, Workspace } from '../store.ts';
import { parseJson } from './parse-json.ts';
import { integer, integerOrNull, text } from './row-values.ts';
import type { Row } from './row-values.ts';
import type { Prepare } from './statement-cache.ts';

export class SqliteAccessReads implements AccessReads {
  private readonly prepare: Prepare;

  constructor(prepare: Prepare) {
    this.prepare = prepare;
  }

  workspaces(): readonly Workspace[] {
    return this.prepare('SELECT * FROM workspaces ORDER BY created_at, id').all().map(rowToWorkspace);
  }

  workspace(workspaceId: string): Workspace | null {
    const row = this.prepare('SELECT * FROM workspaces WHERE id = ?').get(workspaceId);
    return row === undefined ? null : rowToWorkspace(row);
  }

  keys(workspaceId: string): readonly StoredApiKey[] {
    return this.prepare('SELECT * FROM api_keys WHERE workspace_id = ? ORDER BY created_at, id').all(workspaceId).map(rowToKey);
  }

  keyById(keyId: string): StoredApiKey | null {
    const row = this.prepare('SELECT * FROM api_keys WHERE id = ?').get(keyId);
    return row === undefined ? null : rowToKey(row);
  }
}

function rowToWorkspace(row: Row): Workspace {
  return { id: text(row, 'id'), name: text(row, 'name'), sampleKey: text(row, 'sample_key'), createdAt: integer(row, 'created_at') };
}

function rowToKey(row: Row): StoredApiKey {
  return {
    id: text(row, 'id'),
    workspaceId: text(row, 'workspace_id'),
    name: text(row, 'name'),
    secretHash: text(row, 'secret_hash'),
    scopes: scopesOf(row),
    expiresAt: integerOrNull(row, 'expires_at'),
    createdAt: integer(row, 'created_at'),
    revokedAt: integerOrNull(row, 'revoked_at'),
  };
}

function scopesOf(row: Row): readonly string[] {
  const scopes = parseJson(text(row, 'scopes'));
  if (!Array.isArray(scopes)) throw new TypeError('The column scopes of an API key is not a list.');
  return scopes.map(String);
}
