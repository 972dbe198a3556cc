import { MillraceError } from '../domain/errors.ts';
import type { Workspace } from '../store/store.ts';
import type { CommandContext } from './command-context.ts';
import { refusalToError } from './refusal-to-error.ts';

export interface WorkspaceToCreate {
  readonly name: string;
  /** Secret from which the sample ranks of its runs are made; at least 128 random bits, as hex. */
  readonly sampleKey: string;
}

/** Creates a workspace. The server does so when it starts on an empty data folder. */
export async function createWorkspace(
  context: Pick<CommandContext, 'journal' | 'now' | 'newId'>,
  { name, sampleKey }: WorkspaceToCreate,
): Promise<Workspace> {
  if (sampleKey.length < 32) throw new MillraceError('internal', 'A sample key needs at least 128 random bits.');
  const workspace = { id: context.newId(), name, sampleKey, createdAt: context.now() };
  const change = { type: 'workspace.created', workspaceId: workspace.id, name, sampleKey } as const;
  const result = await context.journal.commit([{ kind: 'catalog', at: workspace.createdAt, change }]);
  if (!result.ok) throw refusalToError(result.refusal);
  return workspace;
}
