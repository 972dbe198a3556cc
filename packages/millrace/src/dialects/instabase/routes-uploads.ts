import { bodyStream } from '../../api/body-stream.ts';
import { json, type Reply } from '../../api/reply.ts';
import { takeFile } from '../../api/take-file.ts';
import {
  abortPartUpload,
  commitPartUpload,
  openPartUpload,
  putPart,
  requirePartLength,
  requirePartUpload,
} from '../../commands/part-uploads.ts';
import { MillraceError } from '../../domain/errors.ts';
import type { StoredPartUpload } from '../../store/store.ts';
import type { DialectCall, DialectRoute } from '../dialect.ts';
import { requireBatchNumber } from './batches.ts';
import { readBody } from '../read-body.ts';
import { CloseSession, OpenSession, partIdsOf } from './translate-upload.ts';

const SESSIONS = '/api/v2/batches/multipart-upload/sessions';

async function open({ deps, caller, body, dialectUrl }: DialectCall): Promise<Reply> {
  const { batch_id: number, filename, file_size: sizeBytes } = readBody(OpenSession, await body());
  const batch = requireBatchNumber(deps, caller, number);
  const request = { batchId: batch.id, name: filename, mediaType: 'application/octet-stream', sizeBytes };
  const { id, partBytes } = await openPartUpload(deps.context, caller, request);
  return json(201, { session_id: id, part_size: partBytes }, { Location: `${dialectUrl}${SESSIONS}/${id}` });
}

async function part(call: DialectCall): Promise<Reply> {
  const { deps, caller, incoming, params } = call;
  const upload = session(call);
  const shown = params['part_num'] ?? '';
  const number = /^\d{1,9}$/.test(shown) ? Number(shown) : Number.NaN;
  const length = requirePartLength(upload, number);
  const stored = await takeFile(deps, bodyStream(incoming, length), length, async (written) =>
    putPart(deps.context, caller, upload, { number, ...written }),
  );
  return json(201, { part_id: stored.id, part_num: stored.number });
}

async function close(call: DialectCall): Promise<Reply> {
  const { deps, caller, body } = call;
  const upload = session(call);
  const { action, parts } = readBody(CloseSession, await body());
  await (action === 'abort'
    ? abortPartUpload(deps.context, caller, upload)
    : commitPartUpload(deps.context, caller, deps.artifacts, { upload, partIds: partIdsOf(parts ?? []) }));
  return { kind: 'text', status: 201, text: '', headers: {} };
}

/** An upload that has not expired. The id alone names it: it is looked for in this workspace only. */
function session({ deps, caller, params }: DialectCall): StoredPartUpload {
  const id = params['session_id'] ?? '';
  const upload = deps.context.store.batches.partUpload(caller.workspaceId, id);
  if (upload === null) throw new MillraceError('not_found', 'There is no such session: it was committed or aborted, or never was.');
  return requirePartUpload(deps.context, caller, upload.batchId, id);
}

export const UPLOAD_ROUTES: readonly DialectRoute[] = [
  { method: 'POST', path: '/api/v2/batches/multipart-upload', policy: 'uploads:write', handle: open },
  { method: 'PUT', path: `${SESSIONS}/{session_id}/parts/{part_num}`, policy: 'uploads:write', handle: part },
  { method: 'POST', path: `${SESSIONS}/{session_id}`, policy: 'uploads:write', handle: close },
];
