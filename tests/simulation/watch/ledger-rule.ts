import type { Store } from '../../../packages/millrace/src/store/store.ts';
import type { Found } from './finding.ts';
import type { SeenRun } from './seen-run.ts';

/** Credits only move: the accounts add up to nothing, and what is held is held for runs that have not ended. */
export function checkLedger(store: Store, workspaceId: string, runs: Iterable<SeenRun>, found: Found): void {
  const { granted, available, held, spent } = store.credits.balances(workspaceId);
  const sum = granted + available + held + spent;
  if (sum !== 0) found('G5', `the accounts add up to ${sum}`);
  let expected = 0;
  for (const run of runs) if (run.finished === null && !run.prepaid) expected += run.held;
  if (held !== expected) found('G5', `${held} credits are held, and the runs that go on hold ${expected}`);
}

/** A run that has ended has paid or given back all that was put aside for it. */
export function checkSettled(store: Store, workspaceId: string, run: SeenRun, found: Found): void {
  if (run.finished === null) return;
  const { data } = store.credits.entries(workspaceId, { runId: run.id }, { limit: 100, cursor: null });
  const moved = (kinds: readonly string[]): number =>
    data.filter(({ kind }) => kinds.includes(kind)).reduce((sum, { amount }) => sum + amount, 0);
  const opened = moved(['hold', 'charge']);
  if (opened !== run.held) found('G5', `run ${run.id} was to put aside ${run.held} and put aside ${opened}`);
  if (!run.prepaid && moved(['capture', 'release']) !== run.held) found('G5', `run ${run.id} has ended and is not settled`);
  const settlements = data.filter(({ kind }) => kind === 'capture' || kind === 'rebate');
  if (settlements.length > 1) found('G5', `run ${run.id} was settled ${settlements.length} times`);
}
