import type { JsonObject } from '../../domain/json.ts';

export interface Identity {
  readonly tenantId: string;
  readonly workspace: string;
  readonly keyId: string;
  readonly key: string | null;
  readonly scopes: readonly string[];
  /** Whether the key may do everything. */
  readonly hasAll: boolean;
}

/** Keys belong to a workspace and to no user. One that may do everything has the vendor's scope for that. */
export function presentIdentity({ tenantId, workspace, keyId, key, scopes, hasAll }: Identity): JsonObject {
  return {
    ok: true,
    tenantId,
    tenantSlug: slug(workspace),
    tenantName: workspace,
    userId: null,
    keyId,
    email: null,
    name: key,
    scope: hasAll ? ['full_access'] : scopes,
    wildcardGranted: hasAll,
  };
}

function slug(name: string): string {
  const plain = name.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
  return plain.replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-+|-+$/g, '');
}
