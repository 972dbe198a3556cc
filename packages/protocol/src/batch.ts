import { z } from 'zod';
import { pageOf } from './page.ts';
import { REQUEST_LIMITS } from './request-limits.ts';
import { Id, Timestamp } from './scalar.ts';

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** A named set of files that runs can be started with. */
export const Batch = z
  .object({
    id: Id,
    number: z.int().min(1).meta({ description: 'Counts the batches of the workspace.' }),
    name: z.string(),
    created_by: z.string().nullable(),
    created_at: Timestamp,
    updated_at: Timestamp.meta({ description: 'When its files last changed.' }),
    links: z.object({ self: z.string(), files: z.string() }),
  })
  .meta({ id: 'Batch' });
export type Batch = z.infer<typeof Batch>;

export const BatchList = pageOf(Batch).meta({ id: 'BatchList' });

export const CreateBatch = z.strictObject({ name: z.string().min(1).max(REQUEST_LIMITS.batchNameLength) }).meta({ id: 'CreateBatch' });
export type CreateBatch = z.infer<typeof CreateBatch>;

export const BatchFile = z
  .object({
    name: z.string(),
    media_type: z.string(),
    size_bytes: z.int().min(0),
    sha256: Sha256,
    updated_at: Timestamp,
    url: z.string(),
  })
  .meta({ id: 'BatchFile' });
export type BatchFile = z.infer<typeof BatchFile>;

export const BatchFileList = pageOf(BatchFile).meta({ id: 'BatchFileList' });

export const OpenBatchUpload = z
  .strictObject({
    name: z.string().min(1).max(REQUEST_LIMITS.artifactPathLength),
    size_bytes: z.int().min(0),
    media_type: z.string().min(1).max(255).optional(),
  })
  .meta({ id: 'OpenBatchUpload' });
export type OpenBatchUpload = z.infer<typeof OpenBatchUpload>;

export const BatchUploadPart = z
  .object({ number: z.int().min(1), id: Id, size_bytes: z.int().min(0), sha256: Sha256 })
  .meta({ id: 'BatchUploadPart' });
export type BatchUploadPart = z.infer<typeof BatchUploadPart>;

/** A large file that is handed in as parts of `part_bytes` bytes; the last one may be shorter. */
export const BatchUpload = z
  .object({
    id: Id,
    batch_id: Id,
    name: z.string(),
    media_type: z.string(),
    size_bytes: z.int().min(0),
    part_bytes: z.int().min(1),
    part_count: z.int().min(1),
    parts: z.array(BatchUploadPart).meta({ description: 'What has arrived.' }),
    created_at: Timestamp,
    expires_at: Timestamp,
    links: z.object({ self: z.string() }),
  })
  .meta({ id: 'BatchUpload' });
export type BatchUpload = z.infer<typeof BatchUpload>;

export const CommitBatchUpload = z
  .strictObject({ parts: z.array(z.string()).max(10_000).meta({ description: 'The ids of all parts, in their order.' }) })
  .meta({ id: 'CommitBatchUpload' });
export type CommitBatchUpload = z.infer<typeof CommitBatchUpload>;
