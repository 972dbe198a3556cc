import type { StoredArtifact } from '../store/store.ts';
import type { Caller } from './caller.ts';
import type { CommandContext } from './command-context.ts';
import { commitVerdictChange } from './commit-verdict-change.ts';
import type { JudgedTarget } from './commit-verdict-change.ts';
import { expectedPath, requireExpectedFile, requireFreePath } from './expected-file.ts';

export interface RenameRequest extends JudgedTarget {
  readonly name: string;
  readonly to: string;
}

/** Gives an expected file another name. Errors: those of a verdict, `conflict` when the name is taken. */
export async function renameExpectedFile(context: CommandContext, caller: Caller, request: RenameRequest): Promise<StoredArtifact> {
  const from = expectedPath(request.name, '/from');
  const to = expectedPath(request.to, '/to');
  await commitVerdictChange(context, caller, request, (run) => {
    requireExpectedFile(context, caller, run.id, from);
    if (from === to) return null;
    requireFreePath(context, caller, run.id, to, false);
    return { type: 'expected-file.renamed', basedOn: run.seq, actor: caller.actor, from, to };
  });
  return requireExpectedFile(context, caller, request.runId, to);
}
