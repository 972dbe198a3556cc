import type { RunChange } from '../domain/change.ts';
import type { CommittedRun, Journal } from '../journal/journal.ts';
import type { Store } from '../store/store.ts';

const AT_ONCE = 1_000;
const TRY_AGAIN_MS = 1_000;

/** Puts back into the queue what the last process was running when it ended, many runs a commit; gives their number. */
export async function recoverRuns(journal: Journal, store: Store, now: () => number): Promise<number> {
  const running = store.dispatch.running();
  for (let from = 0; from < running.length; from += AT_ONCE) {
    await Promise.all(running.slice(from, from + AT_ONCE).map((run) => recoverRun(journal, run, true, now)));
  }
  return running.length;
}

/**
 * Takes a run from an owner that is gone: it goes back into the queue, or ends if it was to be cancelled. Done in the name
 * of that owner, so that it is refused once the run has another one. While the disk is full it is tried again.
 */
export async function recoverRun(journal: Journal, run: CommittedRun, crashed: boolean, now: () => number): Promise<void> {
  const { workspaceId, runId, claimEpoch: epoch } = run;
  const result = await journal.commit([{ kind: 'run', workspaceId, runId, at: now(), epoch, change: endOfClaim(run, crashed) }]);
  if (result.ok) return;
  const { refusal } = result;
  if (refusal.kind === 'cancel_requested') await recoverRun(journal, { ...run, cancelReason: refusal.reason }, crashed, now);
  if (refusal.kind === 'storage_full') setTimeout(() => void recoverRun(journal, run, crashed, now), TRY_AGAIN_MS).unref();
}

function endOfClaim({ cancelReason: reason }: CommittedRun, crashed: boolean): RunChange {
  if (reason === null) return { type: 'run.recovered', crashed };
  return { type: 'run.finished', status: 'cancelled', reason, error: null, payload: null };
}
