import { AT_ONCE } from './at-once.ts';
import type { RunChangeOf } from './change.ts';
import { addCredits } from './credits-used.ts';
import type { Run } from './run.ts';

export type InputChange = RunChangeOf<'signal.received' | 'review.decided' | 'child.finished'>;

/** Something came from outside. A run that waits for it becomes runnable, now or when it is resumed. */
export function applyInput(run: Run, change: InputChange): Run {
  const more = change.type === 'child.finished' ? change.creditsUsed : 0;
  const heard = { ...run, inputSeq: run.seq, creditsUsed: addCredits(run.creditsUsed, more) };
  if (heard.status === 'waiting' && heard.wakeOn.includes(wakeKey(change))) return { ...heard, runnableAt: AT_ONCE };
  if (heard.status === 'paused' && heard.resumesTo.status === 'waiting' && heard.resumesTo.wakeOn.includes(wakeKey(change))) {
    return { ...heard, resumesTo: { ...heard.resumesTo, runnableAt: AT_ONCE } };
  }
  return heard;
}

/** How an input and the wait for it find each other. */
function wakeKey(change: InputChange): string {
  switch (change.type) {
    case 'signal.received':
      return `signal:${change.name}`;
    case 'review.decided':
      return `review:${change.reviewId}`;
    case 'child.finished':
      return `child:${change.runId}`;
  }
}
