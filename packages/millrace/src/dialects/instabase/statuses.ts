import type { Run } from '../../domain/run.ts';
import type { RunStatus } from '../../domain/run-status.ts';

export const STATUS_WORDS = ['CANCELLED', 'COMPLETE', 'FAILED', 'PAUSED', 'RUNNING', 'STOPPED_AT_CHECKPOINT'] as const;
export type StatusWord = (typeof STATUS_WORDS)[number];

/** There is no word for a run that has not started, nor for one that waits for anything but a person: they are running. */
export function statusWord(run: Run): StatusWord {
  switch (run.status) {
    case 'completed':
      return 'COMPLETE';
    case 'failed':
      return 'FAILED';
    case 'cancelled':
      return 'CANCELLED';
    case 'paused':
      return 'PAUSED';
    case 'waiting':
      return run.waitingFor.kind === 'review' ? 'STOPPED_AT_CHECKPOINT' : 'RUNNING';
    default:
      return 'RUNNING';
  }
}

const BEHIND: { readonly [W in StatusWord]: readonly RunStatus[] } = {
  CANCELLED: ['cancelled'],
  COMPLETE: ['completed'],
  FAILED: ['failed'],
  PAUSED: ['paused'],
  RUNNING: ['queued', 'running', 'waiting'],
  STOPPED_AT_CHECKPOINT: ['waiting'],
};

/** Every status of ours that may show as one of these words. */
export function statusesBehind(words: readonly StatusWord[]): readonly RunStatus[] {
  return [...new Set(words.flatMap((word) => BEHIND[word]))];
}

/** The review at which a run has stopped, whether or not somebody has paused it there; null when it has not. */
export function checkpointOf(run: Run): string | null {
  if (run.status === 'waiting') return run.waitingFor.kind === 'review' ? run.waitingFor.reviewId : null;
  if (run.status !== 'paused' || run.resumesTo.status !== 'waiting') return null;
  const { waitingFor } = run.resumesTo;
  return waitingFor.kind === 'review' ? waitingFor.reviewId : null;
}
