import type { Upload } from '@millrace/protocol';
import type { RecordedUpload } from '../../../commands/record-upload.ts';
import { timestamp } from '../../timestamp.ts';

export function presentUpload(upload: RecordedUpload): Upload {
  return {
    id: upload.id,
    filename: upload.path,
    media_type: upload.mediaType,
    size_bytes: upload.sizeBytes,
    sha256: upload.sha256,
    created_at: timestamp(upload.createdAt),
    expires_at: timestamp(upload.expiresAt),
    ref: { $file: upload.id },
  };
}
