import type { Caller } from './caller.ts';
import type { CommandContext } from './command-context.ts';
import { commitVerdictChange } from './commit-verdict-change.ts';
import type { JudgedTarget } from './commit-verdict-change.ts';
import { expectedPath, requireExpectedFile } from './expected-file.ts';

/** Removes an expected file; its bytes go unless another file has the same ones. Errors: those of a verdict. */
export async function removeExpectedFile(
  context: CommandContext,
  caller: Caller,
  request: JudgedTarget & { readonly name: string },
): Promise<void> {
  const path = expectedPath(request.name, '/name');
  await commitVerdictChange(context, caller, request, (run) => {
    requireExpectedFile(context, caller, run.id, path);
    return { type: 'expected-file.removed', basedOn: run.seq, actor: caller.actor, path };
  });
  context.housekeeping.wake();
}
