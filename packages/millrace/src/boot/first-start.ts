import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SCOPES } from '../auth/policy.ts';
import type { Authenticator } from '../auth/authenticator.ts';
import type { CommandContext } from '../commands/command-context.ts';
import { createApiKey } from '../commands/create-api-key.ts';
import { createWorkspace } from '../commands/create-workspace.ts';
import { writePrivateFile } from './secrets.ts';

/** How programs of the same user on this machine reach the server. */
export interface LocalAccess {
  readonly workspaceId: string;
  readonly apiKey: string;
}

/** Makes sure that there is a workspace, and a key in `credentials.json` that only the owner of the folder can read. */
export async function ensureLocalAccess(context: CommandContext, authenticator: Authenticator, folder: string): Promise<LocalAccess> {
  const workspace =
    context.store.access.workspaces()[0] ??
    (await createWorkspace(context, { name: 'default', sampleKey: randomBytes(32).toString('hex') }));
  const kept = readApiKey(credentialsPath(folder));
  const principal = kept === null ? null : authenticator.authenticate(`Bearer ${kept}`);
  // A key that an older release made lacks the scopes that have come since.
  const isWhole = principal?.workspaceId === workspace.id && SCOPES.every((scope) => principal.scopes.has(scope));
  if (kept !== null && isWhole) {
    return { workspaceId: workspace.id, apiKey: kept };
  }
  const caller = { workspaceId: workspace.id, actor: null, requestId: null, via: 'cli' } as const;
  const { token } = await createApiKey(context, caller, { name: 'local', scopes: SCOPES, expiresAt: null, grantable: new Set(SCOPES) });
  return { workspaceId: workspace.id, apiKey: token };
}

export function writeCredentials(folder: string, access: LocalAccess & { readonly url: string }): void {
  const { url, apiKey, workspaceId } = access;
  writePrivateFile(credentialsPath(folder), `${JSON.stringify({ url, api_key: apiKey, workspace_id: workspaceId })}\n`);
}

function credentialsPath(folder: string): string {
  return join(folder, 'credentials.json');
}

function readApiKey(path: string): string | null {
  if (!existsSync(path)) return null;
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'));
    return typeof value === 'object' && value !== null && 'api_key' in value && typeof value.api_key === 'string' ? value.api_key : null;
  } catch {
    // A file that was damaged by hand is replaced.
    return null;
  }
}
