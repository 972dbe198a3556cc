import { MillraceError } from '../domain/errors.ts';
import type { Caller } from './caller.ts';
import type { CommandContext } from './command-context.ts';
import { commitVerdictChange } from './commit-verdict-change.ts';
import type { JudgedTarget } from './commit-verdict-change.ts';

/** Takes back what was said about a run, with all corrections; expected files stay. Errors: `not_found`, also without a verdict. */
export async function withdrawVerdict(context: CommandContext, caller: Caller, target: JudgedTarget): Promise<void> {
  await commitVerdictChange(context, caller, target, (run) => {
    if (run.verdict === null) throw new MillraceError('not_found', 'The run has no verdict.');
    return { type: 'verdict.withdrawn', basedOn: run.seq, actor: caller.actor };
  });
}
