import type { StoredBatch, StoredBatchFile } from '../../store/store.ts';
import { batchFolder, DRIVE, folderOnDrive } from './batch-folder.ts';

export interface BatchFacts {
  /** The name of the workspace. */
  readonly workspace: string;
  /** The name of the key that made the batch; empty when that is not known. */
  readonly owner: string;
}

export interface BatchBody {
  readonly id: number;
  readonly name: string;
  readonly workspace: string;
  readonly mount_point: string;
  readonly repo_owner: string;
  readonly batch_owner: string;
  readonly created_at_ms: number;
  readonly updated_at_ms: number;
  readonly path_suffix: string;
}

export function presentBatch(batch: StoredBatch, { workspace, owner }: BatchFacts): BatchBody {
  return {
    id: batch.number,
    name: batch.name,
    workspace,
    mount_point: DRIVE,
    repo_owner: batch.workspaceId,
    batch_owner: owner,
    created_at_ms: batch.createdAt,
    updated_at_ms: batch.updatedAt,
    path_suffix: folderOnDrive(batch.number),
  };
}

export interface NodeRights {
  readonly canRead: boolean;
  readonly canWrite: boolean;
}

export interface NodeBody {
  readonly full_path: string;
  readonly metadata: { readonly node_type: 'file'; readonly size: number; readonly modified_timestamp: number };
  readonly perms: { readonly can_read: boolean; readonly can_write: boolean; readonly can_delete: boolean };
  readonly name: string;
}

/** A file of a batch as an entry of a folder. Its time is in seconds. */
export function presentNode(batchNumber: number, file: StoredBatchFile, { canRead, canWrite }: NodeRights): NodeBody {
  return {
    full_path: `${batchFolder(batchNumber)}/${file.name}`,
    metadata: { node_type: 'file', size: file.sizeBytes, modified_timestamp: Math.floor(file.updatedAt / 1000) },
    perms: { can_read: canRead, can_write: canWrite, can_delete: canWrite },
    name: file.name,
  };
}
