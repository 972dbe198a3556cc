import { isTerminal } from '../../../packages/millrace/src/domain/run-status.ts';
import type { Evidence, LedgerRow, StoredRun } from './evidence.ts';
import { finding } from './finding.ts';
import type { Finding } from './finding.ts';

/** Every run put aside what it says and, once it has ended, paid and gave back exactly that; the balances are what the entries say. */
export function judgeCredits({ stored }: Evidence): readonly Finding[] {
  const { entries, balances } = stored.ledger;
  const ofRun = Map.groupBy(entries, ({ runId }) => runId);
  const known = new Set(stored.runs.map(({ id }) => id));
  return [
    ...stored.runs.flatMap((run) => judgeRun(run, ofRun.get(run.id) ?? [])),
    ...[...ofRun.keys()]
      .filter((runId) => !known.has(runId))
      .map((runId) => finding('illegal', runId, 'credits moved for a run that does not exist')),
    ...(['available', 'held', 'spent'] as const).flatMap((account) => {
      const moved = sum(entries.map((entry) => effectOn(account, entry)));
      return moved === balances[account]
        ? []
        : [finding('illegal', null, `${account} is ${balances[account]} and its entries add up to ${moved}`)];
    }),
  ];
}

function judgeRun(run: StoredRun, entries: readonly LedgerRow[]): readonly Finding[] {
  const wanted = expected(run);
  const found = entries.map(({ kind, amount }) => `${kind} ${amount}`);
  if (found.join(', ') === wanted.join(', ')) return [];
  const kind = found.length < wanted.length ? 'lost' : 'illegal';
  return [finding(kind, run.id, `its credits moved as [${found.join(', ')}] instead of [${wanted.join(', ')}]`)];
}

/** Worked out from the run's log alone, in words of the oracle's own. */
function expected({ status, held, used }: StoredRun): readonly string[] {
  if (held === 0) return [];
  if (!isTerminal(status)) return [`hold ${held}`];
  const paid = Math.min(used, held);
  return [`hold ${held}`, ...(paid > 0 ? [`capture ${paid}`] : []), ...(held > paid ? [`release ${held - paid}`] : [])];
}

const EFFECTS: { readonly [kind: string]: { readonly available?: 1 | -1; readonly held?: 1 | -1; readonly spent?: 1 | -1 } } = {
  hold: { available: -1, held: 1 },
  capture: { held: -1, spent: 1 },
  release: { held: -1, available: 1 },
};

function effectOn(account: 'available' | 'held' | 'spent', { kind, amount }: LedgerRow): number {
  return (EFFECTS[kind]?.[account] ?? 0) * amount;
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0);
}
