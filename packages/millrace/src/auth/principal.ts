import { MillraceError } from '../domain/errors.ts';
import type { Policy } from './policy.ts';

/** Who is asking. Made from a credential and nothing else; the workspace is never taken from the request. */
export interface Principal {
  readonly workspaceId: string;
  readonly keyId: string;
  readonly scopes: ReadonlySet<string>;
}

/** Throws unless the policy lets the principal pass. */
export function authorize(policy: Policy, principal: Principal): void {
  if (policy === 'public' || policy === 'any-key' || principal.scopes.has(policy)) return;
  throw new MillraceError('forbidden', `This needs the scope ${policy}, which the key does not have. Use another key.`);
}

/**
 * `X-Workspace-Id` may confirm the workspace of the key, never choose one. Another one is answered as if it did not
 * exist, so that nobody learns which workspaces there are.
 */
export function confirmWorkspace(principal: Principal, claimed: string | undefined): void {
  if (claimed === undefined || claimed === principal.workspaceId) return;
  throw new MillraceError(
    'not_found',
    'X-Workspace-Id is not the workspace of the key. Leave the header out, or use a key of that workspace.',
  );
}
