import { z } from 'zod';
import { Id, Timestamp } from './scalar.ts';

/** A file handed in for the input of a run, which names it as `{"$file": "<id>"}`. */
export const Upload = z
  .object({
    id: Id,
    filename: z.string(),
    media_type: z.string(),
    size_bytes: z.int().min(0),
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
    created_at: Timestamp,
    expires_at: Timestamp,
    ref: z.object({ $file: Id }).meta({ description: 'Put this where the input wants the file.' }),
  })
  .meta({ id: 'Upload' });
export type Upload = z.infer<typeof Upload>;
