import type { Journal, CommittedRun } from '../journal/journal.ts';
import type { Store } from '../store/store.ts';

const AT_ONCE = 1_000;

/** Puts back into the queue what the last process was running when it ended, many runs a commit; gives their number. */
export async function recoverRuns(journal: Journal, store: Store, now: () => number): Promise<number> {
  const running = store.dispatch.running();
  for (let from = 0; from < running.length; from += AT_ONCE) {
    const results = running.slice(from, from + AT_ONCE).map((run) => recoverRun(journal, run, true, now()));
    await Promise.all(results);
  }
  return running.length;
}

/** Resolves with false when the journal had no room for it: to be tried again. */
export async function recoverRun(journal: Journal, run: CommittedRun, crashed: boolean, at: number): Promise<boolean> {
  const { workspaceId, runId } = run;
  const result = await journal.commit([{ kind: 'run', workspaceId, runId, at, epoch: null, change: { type: 'run.recovered', crashed } }]);
  // Any other refusal means that the run has moved on by itself.
  return result.ok || result.refusal.kind !== 'storage_full';
}
