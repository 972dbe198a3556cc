import type { Store } from '../../../packages/millrace/src/store/store.ts';
import type { Run } from '../../../packages/millrace/src/domain/run.ts';
import { isTerminal } from '../../../packages/millrace/src/domain/run-status.ts';
import { checkFold } from './fold-rule.ts';
import { checkSettled } from './ledger-rule.ts';
import type { Watch } from './watch.ts';
import type { SeenRun } from './seen-run.ts';

/** A run that is due may wait so long for its turn when nothing fails any more. */
const LATE_MS = 20_000;

/** What must hold when nothing has failed for a while: each run has ended, or waits by name for something that is not there. */
export function checkAtRest(watch: Watch, store: Store, workspaceId: string, now: number): void {
  watch.checkStuck();
  for (const seen of watch.runs.values()) {
    const run = store.runs.get(workspaceId, seen.id);
    if (run === null) watch.found('G1', `run ${seen.id} is not there`);
    else if (!isTerminal(run.status)) checkWaiting(watch, seen, run, now);
  }
}

function checkWaiting({ found, runs }: Watch, seen: SeenRun, run: Run, now: number): void {
  const where = `run ${run.id} (${run.workflow}) is ${run.status}`;
  if (seen.cancelWanted) found('G8', `${where} although its cancel was acknowledged`);
  const parent = seen.parentId === null ? undefined : runs.get(seen.parentId);
  if (parent !== undefined && parent.finished !== null) found('G8', `${where} although the run that called it has ended`);
  if (run.status === 'running') {
    if (run.updatedAt < now - LATE_MS) found('G12', `${where}, and nothing happened for ${now - run.updatedAt} ms`);
    return;
  }
  if (run.status === 'queued') {
    if (dueFor(run, now) > LATE_MS) found('G12', `${where}, and due for ${dueFor(run, now)} ms`);
    return;
  }
  if (run.status === 'waiting') checkNamedWait(seen, run, now, (text) => found('G12', `${where} ${text}`));
}

/** Milliseconds since somebody could have taken it. */
function dueFor({ runnableAt, updatedAt }: Extract<Run, { status: 'queued' | 'waiting' }>, now: number): number {
  return runnableAt === null ? 0 : now - Math.max(runnableAt, updatedAt);
}

function checkNamedWait(seen: SeenRun, run: Extract<Run, { status: 'waiting' }>, now: number, say: (text: string) => void): void {
  const { waitingFor: wait } = run;
  if (dueFor(run, now) > LATE_MS) say(`for ${wait.kind} ${wait.name}, and due for ${dueFor(run, now)} ms`);
  // It is awake already, and its turn comes.
  if (run.runnableAt !== null && run.runnableAt <= now) return;
  if (wait.kind === 'signal' && [...seen.signals.values()].some(({ name, isTaken }) => name === wait.name && !isTaken)) {
    say(`for the signal ${wait.name}, which is there`);
  }
  if (wait.kind === 'review' && seen.decisions.has(wait.reviewId)) say(`for a review that is decided`);
  if (wait.kind === 'child' && seen.childEnds.has(wait.runId)) say(`for a run that has ended`);
}

/** At the very end: nothing is left, and everything adds up. */
export function checkAtEnd(watch: Watch, store: Store, workspaceId: string): void {
  for (const seen of watch.runs.values()) {
    const run = store.runs.get(workspaceId, seen.id);
    if (run === null) return watch.found('G1', `run ${seen.id} is not there`);
    if (!isTerminal(run.status)) watch.found('G12', `run ${run.id} (${run.workflow}) is ${run.status} at the end: ${JSON.stringify(run)}`);
    checkFold(store, workspaceId, seen, watch.found);
    checkSettled(store, workspaceId, seen, watch.found);
  }
  watch.acks.checkStarts();
}
