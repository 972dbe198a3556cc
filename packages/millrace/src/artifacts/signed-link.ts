import { createHmac, timingSafeEqual } from 'node:crypto';
import { bad, good } from '../domain/result.ts';
import type { Result } from '../domain/result.ts';

/** What a link lets its holder do: read one file of one run, until a time (epoch milliseconds). */
export interface LinkClaims {
  readonly workspaceId: string;
  readonly runId: string;
  readonly path: string;
  readonly expiresAt: number;
  readonly disposition: 'inline' | 'attachment';
}

/** Signed along with the claims, so that a signature made for something else can never pass as a link. */
const PURPOSE = 'millrace file link 1\n';

/** A token that stands in for a key on one file. Whoever has it can read the file; it cannot be revoked, only expire. */
export function signLink(secret: string | Uint8Array, claims: LinkClaims): string {
  const { workspaceId, runId, path, expiresAt, disposition } = claims;
  const body = Buffer.from(JSON.stringify([workspaceId, runId, path, expiresAt, disposition])).toString('base64url');
  return `${body}.${signature(secret, body)}`;
}

/** The claims of a token that was signed with this secret and has not expired at `now`. The problem does not say which it was. */
export function openLink(secret: string | Uint8Array, token: string, now: number): Result<LinkClaims> {
  const [body = '', given = '', ...rest] = token.split('.');
  const claims = rest.length === 0 && isSame(given, signature(secret, body)) ? readClaims(body) : null;
  return claims !== null && now < claims.expiresAt ? good(claims) : bad('The link is not valid or has expired. Ask for a new one.');
}

/** Over the text of the body, not over what it decodes to: then no two texts pass for one another. */
function signature(secret: string | Uint8Array, body: string): string {
  return createHmac('sha256', secret).update(PURPOSE).update(body).digest('base64url');
}

function isSame(given: string, expected: string): boolean {
  const [left, right] = [Buffer.from(given), Buffer.from(expected)];
  return left.byteLength === right.byteLength && timingSafeEqual(left, right);
}

function readClaims(body: string): LinkClaims | null {
  const claims: unknown = JSON.parse(Buffer.from(body, 'base64url').toString());
  if (!isList(claims)) return null;
  const [workspaceId, runId, path, expiresAt, disposition] = claims;
  if (typeof workspaceId !== 'string' || typeof runId !== 'string' || typeof path !== 'string') return null;
  if (typeof expiresAt !== 'number' || (disposition !== 'inline' && disposition !== 'attachment')) return null;
  return { workspaceId, runId, path, expiresAt, disposition };
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}
