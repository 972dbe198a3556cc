import type { Principal } from './principal.ts';

/** Turns an `Authorization` header into who is asking. API keys are the first kind of credential; others plug in here. */
export interface Authenticator {
  /** From memory only, for the hot path; null means: ask `authenticate`. */
  recall(authorization: string | undefined): Principal | null;
  /** Null when the header holds no valid credential. */
  authenticate(authorization: string | undefined): Principal | null;
  /** Drops what is remembered of a key; called when it has been revoked. */
  forget(keyId: string): void;
}
