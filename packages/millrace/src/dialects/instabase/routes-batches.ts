import { json, type Reply } from '../../api/reply.ts';
import { createBatch } from '../../commands/create-batch.ts';
import { deleteBatch } from '../../commands/delete-batch.ts';
import { LIMITS } from '../../domain/limits.ts';
import type { StoredBatch } from '../../store/store.ts';
import type { DialectCall, DialectRoute } from '../dialect.ts';
import { shownBatch } from './batches.ts';
import { keyName, keysNamed } from './key-names.ts';
import { presentBatch } from './present-batch.ts';
import { readBody } from '../read-body.ts';
import { whole } from './read-query.ts';
import { CreateBatch } from './translate-upload.ts';

const PAGE_SIZE = 100;
/** An offset walks over what it leaves out. */
const LARGEST_OFFSET = 10_000;
/** Whoever asks for the batches of keys that have one name looks no further. */
const MOST_PAGES = 200;

async function create({ deps, caller, body }: DialectCall): Promise<Reply> {
  const { name } = readBody(CreateBatch, await body());
  const { number } = await createBatch(deps.context, caller, { name });
  return json(200, { id: number });
}

function list(call: DialectCall): Reply {
  const limit = whole(call.query, 'limit', { min: 1, max: 1000, otherwise: PAGE_SIZE });
  const offset = whole(call.query, 'offset', { min: 0, max: LARGEST_OFFSET, otherwise: 0 });
  const username = call.query.get('username');
  const makers = username === null ? null : keysNamed(call.deps, call.caller.workspaceId, username);
  return json(200, {
    batches: newest(call, makers, offset + limit)
      .slice(offset)
      .map((batch) => present(call, batch)),
  });
}

/** The newest batches, as many as are needed. */
function newest({ deps, caller }: DialectCall, makers: readonly string[] | null, needed: number): readonly StoredBatch[] {
  if (makers?.length === 0) return [];
  const [createdBy] = makers ?? [];
  const filter = makers?.length === 1 && createdBy !== undefined ? { createdBy } : {};
  const found: StoredBatch[] = [];
  let cursor: string | null = null;
  for (let pages = 0; pages < MOST_PAGES && found.length < needed; pages += 1) {
    const page = deps.context.store.batches.list(caller.workspaceId, filter, { limit: LIMITS.pageSize, cursor });
    found.push(...page.data.filter((batch) => makers === null || makers.includes(batch.createdBy ?? '')));
    if (page.nextCursor === null) break;
    cursor = page.nextCursor;
  }
  return found.slice(0, needed);
}

function get(call: DialectCall): Reply {
  return json(200, present(call, shownBatch(call)));
}

function present({ deps, caller }: DialectCall, batch: StoredBatch) {
  const workspace = deps.context.store.access.workspace(caller.workspaceId)?.name ?? '';
  return presentBatch(batch, { workspace, owner: keyName(deps, caller.workspaceId, batch.createdBy) });
}

async function remove(call: DialectCall): Promise<Reply> {
  const { id } = await deleteBatch(call.deps.context, call.caller, shownBatch(call).id);
  return json(202, { job_id: id });
}

export const BATCH_ROUTES: readonly DialectRoute[] = [
  { method: 'POST', path: '/api/v2/batches', policy: 'uploads:write', handle: create },
  { method: 'GET', path: '/api/v2/batches', policy: 'artifacts:read', handle: list },
  { method: 'GET', path: '/api/v2/batches/{batch_id}', policy: 'artifacts:read', handle: get },
  { method: 'DELETE', path: '/api/v2/batches/{batch_id}', policy: 'uploads:write', handle: remove },
];
