import { MillraceError } from '../domain/errors.ts';
import type { Run } from '../domain/run.ts';
import type { Caller } from './caller.ts';
import type { CommandContext } from './command-context.ts';

/** The caller's run of that id. What belongs to another workspace is as unknown as what does not exist. */
export function requireRun(context: CommandContext, caller: Caller, runId: string): Run {
  const run = context.store.runs.get(caller.workspaceId, runId);
  if (run === null) throw new MillraceError('not_found', 'There is no such run in this workspace.');
  return run;
}
