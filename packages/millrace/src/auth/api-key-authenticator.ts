import type { AccessReads, StoredApiKey } from '../store/store.ts';
import { matchesHash, parseApiKey } from './api-key.ts';
import type { Authenticator } from './authenticator.ts';
import type { Principal } from './principal.ts';

/** A remembered key is looked up again after this time, so that a key revoked elsewhere stops working within a second. */
const TRUST_MS = 900;
const REMEMBERED_KEYS = 10_000;

interface Remembered {
  readonly principal: Principal;
  readonly since: number;
  readonly until: number;
}

/** Authenticates by API key, with a bounded memory of headers that were found valid a moment ago. */
export class ApiKeyAuthenticator implements Authenticator {
  private readonly remembered = new Map<string, Remembered>();
  private readonly access: Pick<AccessReads, 'keyById'>;
  private readonly pepper: string | Uint8Array;
  private readonly now: () => number;

  constructor(access: Pick<AccessReads, 'keyById'>, pepper: string | Uint8Array, now: () => number) {
    this.access = access;
    this.pepper = pepper;
    this.now = now;
  }

  recall(authorization: string | undefined): Principal | null {
    if (authorization === undefined) return null;
    const known = this.remembered.get(authorization);
    if (known === undefined) return null;
    const now = this.now();
    // A clock that was set back must not make anybody trusted for longer.
    return now >= known.since && now < known.until ? known.principal : null;
  }

  authenticate(authorization: string | undefined): Principal | null {
    const recalled = this.recall(authorization);
    if (recalled !== null || authorization === undefined) return recalled;
    this.remembered.delete(authorization);
    const key = this.lookUp(authorization);
    if (key === null) return null;
    const principal = { workspaceId: key.workspaceId, keyId: key.id, scopes: new Set(key.scopes) };
    const since = this.now();
    const until = Math.min(since + TRUST_MS, key.expiresAt ?? Number.POSITIVE_INFINITY);
    this.remember(authorization, { principal, since, until });
    return principal;
  }

  forget(keyId: string): void {
    for (const [authorization, { principal }] of this.remembered) {
      if (principal.keyId === keyId) this.remembered.delete(authorization);
    }
  }

  private lookUp(authorization: string): StoredApiKey | null {
    const token = bearerToken(authorization);
    const parsed = token === null ? null : parseApiKey(token);
    if (parsed === null) return null;
    const key = this.access.keyById(parsed.id);
    if (key === null || key.revokedAt !== null) return null;
    if (key.expiresAt !== null && key.expiresAt <= this.now()) return null;
    return matchesHash(this.pepper, parsed.secret, key.secretHash) ? key : null;
  }

  private remember(authorization: string, entry: Remembered): void {
    if (this.remembered.size >= REMEMBERED_KEYS) {
      const [oldest] = this.remembered.keys();
      if (oldest !== undefined) this.remembered.delete(oldest);
    }
    this.remembered.set(authorization, entry);
  }
}

function bearerToken(authorization: string): string | null {
  const match = /^bearer +([\w-]{1,200})$/i.exec(authorization);
  return match?.[1] ?? null;
}
