import type { WorkflowVersionEntry } from '../domain/change.ts';
import type { CommandContext } from './command-context.ts';
import { refusalToError } from './refusal-to-error.ts';

/** Records the versions that the store does not hold yet, all of them or none; gives those that were new. */
export async function registerWorkflows(
  context: Pick<CommandContext, 'journal' | 'store' | 'now'>,
  workspaceId: string,
  versions: readonly WorkflowVersionEntry[],
): Promise<readonly WorkflowVersionEntry[]> {
  const fresh = versions.filter(({ name, version }) => context.store.workflows.get(workspaceId, name)?.version !== version);
  if (fresh.length === 0) return [];
  const at = context.now();
  const changes = fresh.map(
    (workflow) => ({ kind: 'catalog', at, change: { type: 'workflow.registered', workspaceId, workflow } }) as const,
  );
  const result = await context.journal.commit(changes);
  if (!result.ok) throw refusalToError(result.refusal);
  return fresh;
}
