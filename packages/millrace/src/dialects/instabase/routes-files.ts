import { bodyStream } from '../../api/body-stream.ts';
import { empty, json, type Reply } from '../../api/reply.ts';
import { takeFile } from '../../api/take-file.ts';
import { checkRoomForFile, putBatchFile } from '../../commands/put-batch-file.ts';
import { removeBatchFile } from '../../commands/remove-batch-file.ts';
import { LIMITS } from '../../domain/limits.ts';
import type { DialectCall, DialectRoute } from '../dialect.ts';
import { shownBatch } from './batches.ts';
import { presentNode } from './present-batch.ts';
import { whole } from './read-query.ts';
import { removalJobId } from './removal-job.ts';

const PAGE_SIZE = 100;

function list(call: DialectCall): Reply {
  const { deps, caller, principal, query } = call;
  const limit = whole(query, 'page_size', { min: 1, max: 1000, otherwise: PAGE_SIZE });
  const { id, number } = shownBatch(call);
  const { data, nextCursor } = deps.context.store.batches.files(caller.workspaceId, id, { limit, cursor: query.get('start_token') });
  const rights = { canRead: principal.scopes.has('artifacts:read'), canWrite: principal.scopes.has('uploads:write') };
  return json(200, {
    nodes: data.map((file) => presentNode(number, file, rights)),
    next_page_token: nextCursor,
    has_more: nextCursor !== null,
  });
}

async function put(call: DialectCall): Promise<Reply> {
  const { deps, caller, incoming } = call;
  const { id } = shownBatch(call);
  const name = call.params['path'] ?? '';
  checkRoomForFile(deps.context, caller, id, name);
  const mediaType = (incoming.headers['content-type'] ?? 'application/octet-stream').slice(0, 255);
  await takeFile(deps, bodyStream(incoming, LIMITS.uploadBytes), LIMITS.uploadBytes, async (written) =>
    putBatchFile(deps.context, caller, id, { name, mediaType, ...written }),
  );
  return empty(204);
}

/** The id of the job stands in the Location header as well, where clients of the vendor look for it. */
async function remove(call: DialectCall): Promise<Reply> {
  const { deps, caller, params } = call;
  await removeBatchFile(deps.context, caller, shownBatch(call).id, params['path'] ?? '');
  const jobId = removalJobId(deps.linkSecret, caller.workspaceId, deps.context.newId());
  return json(202, { job_id: jobId }, { Location: jobId });
}

export const FILE_ROUTES: readonly DialectRoute[] = [
  { method: 'GET', path: '/api/v2/batches/{batch_id}/files', policy: 'artifacts:read', handle: list },
  { method: 'PUT', path: '/api/v2/batches/{batch_id}/files/{path}', policy: 'uploads:write', handle: put },
  { method: 'DELETE', path: '/api/v2/batches/{batch_id}/files/{path}', policy: 'uploads:write', handle: remove },
];
