import type { ApiDeps } from '../../api/api-deps.ts';
import type { Caller } from '../../commands/caller.ts';
import { MillraceError } from '../../domain/errors.ts';
import { quoted } from '../../domain/quoted.ts';
import type { StoredBatch } from '../../store/store.ts';
import type { DialectCall } from '../dialect.ts';

export function requireBatchNumber({ context }: ApiDeps, { workspaceId }: Caller, number: number): StoredBatch {
  const batch = context.store.batches.byNumber(workspaceId, number);
  if (batch === null) throw new MillraceError('not_found', `There is no batch ${number}.`);
  return batch;
}

/** The batch that a path names. */
export function shownBatch({ deps, caller, params }: Pick<DialectCall, 'deps' | 'caller' | 'params'>): StoredBatch {
  const shown = params['batch_id'] ?? '';
  if (!/^[1-9]\d{0,14}$/.test(shown)) throw new MillraceError('not_found', `There is no batch ${quoted(shown)}.`);
  return requireBatchNumber(deps, caller, Number(shown));
}
