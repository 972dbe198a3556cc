import type { IncomingMessage } from 'node:http';
import type { ApiDeps } from '../../api/api-deps.ts';
import type { Principal } from '../../auth/principal.ts';
import { MillraceError } from '../../domain/errors.ts';

/**
 * The workspace comes from the key. `IB-Context` may hold whatever a client had there before, except another workspace of
 * this server: a client that names one means it.
 */
export function checkContext({ workspaceId }: Principal, incoming: IncomingMessage, { context }: ApiDeps): void {
  const asked = incoming.headers['ib-context'];
  if (typeof asked !== 'string' || asked === workspaceId || context.store.access.workspace(asked) === null) return;
  throw new MillraceError('forbidden', 'The key is not one of the workspace that IB-Context names.');
}
