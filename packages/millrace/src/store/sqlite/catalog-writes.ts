import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { ApiKeyEntry, CatalogChange, UploadEntry, WorkflowVersionEntry } from '../../domain/change.ts';
import type { CreditWrites } from './credit-writes.ts';
import type { FileChange } from './file-writes.ts';

/** Writes what a workspace holds besides runs. */
export class CatalogWrites {
  private readonly workspace: StatementSync;
  private readonly version: StatementSync;
  private readonly key: StatementSync;
  private readonly revoke: StatementSync;
  private readonly upload: StatementSync;

  private readonly credits: CreditWrites;

  constructor(db: DatabaseSync, credits: CreditWrites) {
    this.credits = credits;
    this.workspace = db.prepare('INSERT OR IGNORE INTO workspaces (id, name, sample_key, created_at) VALUES (?, ?, ?, ?)');
    // A version is immutable, but loading it again makes it the newest: that is what going back to older code means.
    this.version = db.prepare(
      'INSERT INTO workflow_versions (workspace_id, name, version, title, description, manifest, registered_at) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (workspace_id, name, version) DO UPDATE SET registered_at = excluded.registered_at',
    );
    this.key = db.prepare(
      'INSERT INTO api_keys (id, workspace_id, name, secret_hash, scopes, expires_at, created_at) VALUES (?, ?, ?, ?, ?, ?, ?)',
    );
    this.revoke = db.prepare('UPDATE api_keys SET revoked_at = ? WHERE workspace_id = ? AND id = ? AND revoked_at IS NULL');
    this.upload = db.prepare(
      'INSERT INTO uploads (workspace_id, id, path, media_type, size_bytes, sha256, storage_key, created_at, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
    );
  }

  write(change: Exclude<CatalogChange, FileChange>, at: number): void {
    switch (change.type) {
      case 'workspace.created':
        this.workspace.run(change.workspaceId, change.name, change.sampleKey, at);
        return;
      case 'workflow.registered':
        return this.writeVersion(change.workspaceId, change.workflow, at);
      case 'api-key.created':
        return this.writeKey(change.workspaceId, change.key, at);
      case 'api-key.revoked':
        this.revoke.run(at, change.workspaceId, change.keyId);
        return;
      case 'upload.recorded':
        return this.writeUpload(change.workspaceId, change.upload, at);
      case 'credits.granted':
        // The ledger is written with all that a commit does to credits.
        return;
      case 'plan.set':
        return this.credits.writePlan(change.workspaceId, change.plan, at);
      case 'quote.issued':
        return this.credits.writeQuote(change.quote);
    }
  }

  private writeVersion(workspaceId: string, entry: WorkflowVersionEntry, at: number): void {
    this.version.run(workspaceId, entry.name, entry.version, entry.title, entry.description, entry.manifest, at);
  }

  private writeKey(workspaceId: string, key: ApiKeyEntry, at: number): void {
    this.key.run(key.id, workspaceId, key.name, key.secretHash, JSON.stringify(key.scopes), key.expiresAt, at);
  }

  private writeUpload(workspaceId: string, upload: UploadEntry, at: number): void {
    const { id, path, mediaType, sizeBytes, sha256, storageKey, expiresAt } = upload;
    this.upload.run(workspaceId, id, path, mediaType, sizeBytes, sha256, storageKey, at, expiresAt);
  }
}
