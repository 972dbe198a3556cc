import { createHmac, timingSafeEqual } from 'node:crypto';
import type { ArtifactEntry } from '../domain/change.ts';
import { bad, good } from '../domain/result.ts';
import type { Result } from '../domain/result.ts';

/** What a link lets its holder do: read one file of one run, or some of them as a ZIP, until a time (epoch milliseconds). */
export type LinkClaims = LinkTerms & ({ readonly path: string } | { readonly zip: FileSelection });

interface LinkTerms {
  readonly workspaceId: string;
  readonly runId: string;
  readonly expiresAt: number;
  readonly disposition: 'inline' | 'attachment';
  /** The name under which it is saved; null for its own. */
  readonly filename: string | null;
}

/** Which files of a run. */
export interface FileSelection {
  /** Any of them; an empty list selects all. */
  readonly roles: readonly ArtifactEntry['role'][];
  /** What their paths begin with. */
  readonly prefix: string;
}

const ARTIFACT_ROLES: readonly ArtifactEntry['role'][] = ['input', 'output', 'intermediate', 'expected'];

/** Signed along with the claims, so that a signature made for something else can never pass as a link. */
const PURPOSE = 'millrace file link 2\n';

/** A token that stands in for a key on one file. Whoever has it can read the file; it cannot be revoked, only expire. */
export function signLink(secret: string | Uint8Array, claims: LinkClaims): string {
  const { workspaceId, runId, expiresAt, disposition, filename } = claims;
  const target = 'path' in claims ? claims.path : [claims.zip.prefix, ...claims.zip.roles];
  const body = Buffer.from(JSON.stringify([workspaceId, runId, target, expiresAt, disposition, filename])).toString('base64url');
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
  const [workspaceId, runId, target, expiresAt, disposition, filename] = claims;
  if (typeof workspaceId !== 'string' || typeof runId !== 'string' || typeof expiresAt !== 'number') return null;
  if ((disposition !== 'inline' && disposition !== 'attachment') || (filename !== null && typeof filename !== 'string')) return null;
  const terms = { workspaceId, runId, expiresAt, disposition, filename } as const;
  if (typeof target === 'string') return { ...terms, path: target };
  const zip = isList(target) ? readSelection(target) : null;
  return zip === null ? null : { ...terms, zip };
}

function readSelection([prefix, ...roles]: readonly unknown[]): FileSelection | null {
  const known = roles.filter(isRole);
  return typeof prefix === 'string' && known.length === roles.length ? { prefix, roles: known } : null;
}

function isRole(value: unknown): value is ArtifactEntry['role'] {
  return ARTIFACT_ROLES.some((role) => role === value);
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}
