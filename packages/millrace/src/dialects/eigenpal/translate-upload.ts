import { z } from 'zod';
import { parseBody } from '../../api/parse-request.ts';
import { MillraceError } from '../../domain/errors.ts';
import type { Json } from '../../domain/json.ts';
import { LIMITS } from '../../domain/limits.ts';

const UploadBody = z.object({
  filename: z.string().min(1),
  contentType: z.string().min(1),
  size: z.int().min(0),
  purpose: z.enum(['run-input', 'builder-attachment']).optional(),
  idempotencyKey: z.string().min(1).optional(),
});

/** A file that is going to be sent; throws when it is too large. */
export function translateUpload(body: Json): z.output<typeof UploadBody> {
  const upload = parseBody(UploadBody, body);
  if (upload.size <= LIMITS.uploadBytes) return upload;
  const message = `The file has ${upload.size} bytes; at most ${LIMITS.uploadBytes} are allowed.`;
  throw new MillraceError('body_too_large', message, { faults: [{ pointer: '/size', message }] });
}
