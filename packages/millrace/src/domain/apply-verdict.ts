import type { RunChange, RunChangeOf } from './change.ts';
import { LIMITS } from './limits.ts';
import type { Refusal } from './refusal.ts';
import type { Run } from './run.ts';
import { isTerminal } from './run-status.ts';

export type VerdictChange = RunChangeOf<
  'verdict.given' | 'verdict.withdrawn' | 'expected-file.added' | 'expected-file.renamed' | 'expected-file.removed'
>;

const VERDICT_CHANGES: Readonly<Record<VerdictChange['type'], true>> = {
  'verdict.given': true,
  'verdict.withdrawn': true,
  'expected-file.added': true,
  'expected-file.renamed': true,
  'expected-file.removed': true,
};

export function isVerdictChange(change: RunChange): change is VerdictChange {
  return Object.hasOwn(VERDICT_CHANGES, change.type);
}

/** Only a run that has ended is judged, and only by somebody who has seen it as it is. */
export function canApplyVerdict(run: Run, change: VerdictChange): Refusal | null {
  if (!isTerminal(run.status)) return { kind: 'wrong_status', status: run.status };
  if (change.basedOn !== run.seq) return { kind: 'outdated', seq: run.seq };
  const later = run.seq - (run.finishedSeq ?? run.seq);
  return later < LIMITS.changesAfterEnd ? null : { kind: 'limit_exceeded', limit: 'changesAfterEnd', max: LIMITS.changesAfterEnd };
}

/** What people find about a run after it has ended. None of it changes the status. */
export function applyVerdict(run: Run, change: VerdictChange): Run {
  switch (change.type) {
    case 'verdict.given': {
      const { verdict, status, note } = change.verdict;
      return { ...run, verdict: { verdict, status, hasNote: note !== null, corrections: change.corrections } };
    }
    case 'verdict.withdrawn':
      return { ...run, verdict: null };
    default:
      return run;
  }
}
