import type { ApiDeps } from '../../api/api-deps.ts';

/** A user of the vendor is a key here: by its name, or by its id. */
export function keysNamed({ context }: ApiDeps, workspaceId: string, name: string): readonly string[] {
  const keys = context.store.access.keys(workspaceId);
  return keys.filter((key) => key.name === name || key.id === name).map(({ id }) => id);
}

/** Empty when nobody in particular is meant. */
export function keyName({ context }: ApiDeps, workspaceId: string, keyId: string | null): string {
  const key = keyId === null ? null : context.store.access.keyById(keyId);
  return key?.workspaceId === workspaceId ? key.name : '';
}
