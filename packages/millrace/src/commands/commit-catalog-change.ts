import type { CatalogChange } from '../domain/change.ts';
import type { CommandContext } from './command-context.ts';
import { refusalToError } from './refusal-to-error.ts';

/** Commits one change to what a workspace holds besides runs, and gives the time that it carries. */
export async function commitCatalogChange(context: Pick<CommandContext, 'journal' | 'now'>, change: CatalogChange): Promise<number> {
  const at = context.now();
  const result = await context.journal.commit([{ kind: 'catalog', at, change }]);
  if (!result.ok) throw refusalToError(result.refusal);
  return at;
}
