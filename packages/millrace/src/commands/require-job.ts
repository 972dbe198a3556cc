import { MillraceError } from '../domain/errors.ts';
import type { StoredJob } from '../store/store.ts';
import type { Caller } from './caller.ts';
import type { CommandContext } from './command-context.ts';

export function requireJob(context: CommandContext, caller: Caller, jobId: string): StoredJob {
  const job = context.store.jobs.get(caller.workspaceId, jobId);
  if (job === null) throw new MillraceError('not_found', 'There is no such job in this workspace.');
  return job;
}
