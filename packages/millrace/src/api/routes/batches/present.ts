import type { Batch, BatchFile, BatchUpload, BatchUploadPart } from '@millrace/protocol';
import { partCount, type PartEntry } from '../../../domain/batch.ts';
import type { StoredBatch, StoredBatchFile, StoredPartUpload } from '../../../store/store.ts';
import { encodePath } from '../../encode-path.ts';
import { timestamp } from '../../timestamp.ts';

export function presentBatch(batch: StoredBatch): Batch {
  const self = `/v1/batches/${batch.id}`;
  return {
    id: batch.id,
    number: batch.number,
    name: batch.name,
    created_by: batch.createdBy,
    created_at: timestamp(batch.createdAt),
    updated_at: timestamp(batch.updatedAt),
    links: { self, files: `${self}/files` },
  };
}

export function presentBatchFile(file: StoredBatchFile): BatchFile {
  return {
    name: file.name,
    media_type: file.mediaType,
    size_bytes: file.sizeBytes,
    sha256: file.sha256,
    updated_at: timestamp(file.updatedAt),
    url: `/v1/batches/${file.batchId}/files/${encodePath(file.name)}`,
  };
}

export function presentBatchUpload(upload: StoredPartUpload, parts: readonly PartEntry[]): BatchUpload {
  return {
    id: upload.id,
    batch_id: upload.batchId,
    name: upload.name,
    media_type: upload.mediaType,
    size_bytes: upload.sizeBytes,
    part_bytes: upload.partBytes,
    part_count: partCount(upload),
    parts: parts.map(presentPart),
    created_at: timestamp(upload.createdAt),
    expires_at: timestamp(upload.expiresAt),
    links: { self: `/v1/batches/${upload.batchId}/uploads/${upload.id}` },
  };
}

export function presentPart({ number, id, sizeBytes, sha256 }: PartEntry): BatchUploadPart {
  return { number, id, size_bytes: sizeBytes, sha256 };
}
