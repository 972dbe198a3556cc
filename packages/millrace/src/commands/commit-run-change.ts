import type { RunChange, RunCommit } from '../domain/change.ts';
import type { Refusal } from '../domain/refusal.ts';
import type { Run } from '../domain/run.ts';
import type { CommandContext } from './command-context.ts';

/** Commits a change that comes from outside the run; null when it was taken. */
export async function commitRunChange(
  context: CommandContext,
  run: Pick<Run, 'workspaceId' | 'id'>,
  change: RunChange,
): Promise<Refusal | null> {
  const result = await context.journal.commit([outsideChange(run.workspaceId, run.id, context.now(), change)]);
  return result.ok ? null : result.refusal;
}

/** A change without an owner: the journal takes only those that anybody may make. */
export function outsideChange(workspaceId: string, runId: string, at: number, change: RunChange): RunCommit {
  return { kind: 'run', workspaceId, runId, at, epoch: null, change };
}
