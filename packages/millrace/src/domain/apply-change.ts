import { canApply } from './change-rights.ts';
import type { RunChange } from './change.ts';
import { applyDeletion } from './apply-deletion.ts';
import { applyInput } from './apply-input.ts';
import { applyProgress } from './apply-progress.ts';
import { applyStatus } from './apply-status.ts';
import { applyVerdict } from './apply-verdict.ts';
import type { Refusal } from './refusal.ts';
import type { Run } from './run.ts';

export type Applied = { readonly ok: true; readonly run: Run } | { readonly ok: false; readonly refusal: Refusal };

/**
 * The fold of a run: what it is after one more change, or why the change cannot be. The journal asks it before it
 * writes, and readers ask it again for the events that the run's row does not hold yet.
 * `epoch` is the claim under which the sender ran the run; null when the change comes from outside.
 */
export function applyChange(run: Run, change: RunChange, at: number, epoch: number | null): Applied {
  const refusal = canApply(run, change, at, epoch);
  if (refusal !== null) return { ok: false, refusal };
  return { ok: true, run: fold(run, change, Math.max(at, run.updatedAt)) };
}

/** The same for a change that the journal has taken already. */
export function foldChange(run: Run, change: RunChange, at: number): Run {
  return fold(run, change, at);
}

function fold(run: Run, change: RunChange, at: number): Run {
  const next = { ...run, seq: run.seq + 1, updatedAt: at };
  switch (change.type) {
    case 'run.queued':
      return run;
    case 'run.started':
    case 'run.waiting':
    case 'run.recovered':
    case 'run.pause-requested':
    case 'run.paused':
    case 'run.resumed':
    case 'run.cancel-requested':
    case 'run.finished':
      return applyStatus(next, change, at);
    case 'signal.received':
    case 'review.decided':
    case 'child.finished':
      return applyInput(next, change);
    case 'verdict.given':
    case 'verdict.withdrawn':
    case 'expected-file.added':
    case 'expected-file.renamed':
    case 'expected-file.removed':
      return applyVerdict(next, change);
    case 'data.deleted':
      return applyDeletion(next, change);
    default:
      return applyProgress(next, change, at);
  }
}
