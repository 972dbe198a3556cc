import { createHash } from 'node:crypto';
import { canonicalJson } from '../domain/canonical-json.ts';
import type { Json } from '../domain/json.ts';

/** What an idempotency key stands for: equal for requests that ask for the same thing, however they are written. */
export function fingerprint(request: Json): string {
  return createHash('sha256').update(canonicalJson(request)).digest('base64url');
}
