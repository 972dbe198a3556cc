import { MillraceError } from '../domain/errors.ts';
import type { StoredApiKey } from '../store/store.ts';
import type { Caller } from './caller.ts';
import type { CommandContext } from './command-context.ts';
import { refusalToError } from './refusal-to-error.ts';

/** Revokes a key of the caller's workspace, for good. Revoking it once more changes nothing. */
export async function revokeApiKey(context: CommandContext, caller: Caller, keyId: string): Promise<StoredApiKey> {
  const key = requireKey(context, caller, keyId);
  if (key.revokedAt !== null) return key;
  const change = { type: 'api-key.revoked', workspaceId: caller.workspaceId, keyId } as const;
  const result = await context.journal.commit([{ kind: 'catalog', at: context.now(), change }]);
  if (!result.ok) throw refusalToError(result.refusal);
  return requireKey(context, caller, keyId);
}

function requireKey(context: CommandContext, caller: Caller, keyId: string): StoredApiKey {
  const key = context.store.access.keys(caller.workspaceId).find((candidate) => candidate.id === keyId);
  if (key === undefined) throw new MillraceError('not_found', 'There is no such API key in this workspace.');
  return key;
}
