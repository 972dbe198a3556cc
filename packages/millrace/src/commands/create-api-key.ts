import { MillraceError } from '../domain/errors.ts';
import type { Fault } from '../domain/errors.ts';
import { LIMITS } from '../domain/limits.ts';
import type { StoredApiKey } from '../store/store.ts';
import type { Caller } from './caller.ts';
import type { CommandContext } from './command-context.ts';
import { refusalToError } from './refusal-to-error.ts';

export interface ApiKeyToCreate {
  readonly name: string;
  readonly scopes: readonly string[];
  /** Epoch milliseconds; null for a key that does not expire. */
  readonly expiresAt: number | null;
  /** What the one who asks may do: nobody hands out more than they have. */
  readonly grantable: ReadonlySet<string>;
}

export interface CreatedApiKey {
  readonly key: StoredApiKey;
  /** The key itself. It is not kept and cannot be shown again. */
  readonly token: string;
}

/** Creates an API key for the caller's workspace. */
export async function createApiKey(
  context: CommandContext,
  caller: Caller,
  { name, scopes, expiresAt, grantable }: ApiKeyToCreate,
): Promise<CreatedApiKey> {
  const createdAt = context.now();
  const faults = keyFaults({ name, scopes, expiresAt, grantable }, createdAt);
  if (faults.length > 0) throw new MillraceError('invalid_request', 'The key cannot be created like this; see errors.', { faults });
  const live = context.store.access.keys(caller.workspaceId).filter((key) => key.revokedAt === null);
  if (live.length >= LIMITS.apiKeysPerWorkspace) {
    throw new MillraceError('limit_exceeded', `The workspace has ${live.length} API keys, which is the limit. Revoke one first.`);
  }
  const { id, token, secretHash } = context.mintApiKey();
  const entry = { id, name, secretHash, scopes: [...new Set(scopes)], expiresAt };
  const change = { type: 'api-key.created', workspaceId: caller.workspaceId, key: entry } as const;
  const result = await context.journal.commit([{ kind: 'catalog', at: createdAt, change }]);
  if (!result.ok) throw refusalToError(result.refusal);
  return { key: { ...entry, workspaceId: caller.workspaceId, createdAt, revokedAt: null }, token };
}

function keyFaults({ name, scopes, expiresAt, grantable }: ApiKeyToCreate, now: number): readonly Fault[] {
  const faults: Fault[] = [];
  if (name.trim().length === 0 || name.length > LIMITS.apiKeyNameLength) {
    faults.push({ pointer: '/name', message: `must have 1 to ${LIMITS.apiKeyNameLength} characters` });
  }
  if (scopes.length === 0) faults.push({ pointer: '/scopes', message: 'must name at least one scope' });
  for (const [index, scope] of scopes.entries()) {
    if (!grantable.has(scope)) faults.push({ pointer: `/scopes/${index}`, message: `You do not have the scope "${scope}" yourself.` });
  }
  if (expiresAt !== null && expiresAt <= now) faults.push({ pointer: '/expires_at', message: 'lies in the past' });
  return faults;
}
