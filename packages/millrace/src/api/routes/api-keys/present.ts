import type { ApiKey } from '@millrace/protocol';
import type { StoredApiKey } from '../../../store/store.ts';
import { optionalTimestamp, timestamp } from '../../timestamp.ts';

/** A key without its secret, which nobody has any more. */
export function presentApiKey(key: Omit<StoredApiKey, 'secretHash'>): ApiKey {
  return {
    id: key.id,
    name: key.name,
    scopes: [...key.scopes],
    created_at: timestamp(key.createdAt),
    expires_at: optionalTimestamp(key.expiresAt),
    revoked_at: optionalTimestamp(key.revokedAt),
  };
}
