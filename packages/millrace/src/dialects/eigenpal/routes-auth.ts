import { json, type Reply } from '../../api/reply.ts';
import { SCOPES } from '../../auth/policy.ts';
import type { DialectCall, DialectRoute } from '../dialect.ts';
import { showId } from './ids.ts';
import { presentIdentity } from './present-identity.ts';

function check({ deps, principal }: DialectCall): Reply {
  const { access } = deps.context.store;
  return json(
    200,
    presentIdentity({
      tenantId: showId('org', principal.workspaceId),
      workspace: access.workspace(principal.workspaceId)?.name ?? '',
      keyId: principal.keyId,
      key: access.keyById(principal.keyId)?.name ?? null,
      scopes: [...principal.scopes],
      hasAll: SCOPES.every((scope) => principal.scopes.has(scope)),
    }),
  );
}

export const AUTH_ROUTES: readonly DialectRoute[] = [{ method: 'GET', path: '/auth/check', policy: 'any-key', handle: check }];
