import type { RunChange } from './change.ts';

/** A change as today's code knows it. What an older release wrote lacks what was added since, whatever its type says. */
export function fillOlder(change: RunChange): RunChange {
  switch (change.type) {
    case 'run.queued':
      return { ...change, run: { ...{ credits: null, example: null }, ...change.run } };
    case 'usage.recorded':
      return { ...change, entry: { ...{ credits: 0 }, ...change.entry } };
    case 'child.finished':
      return { ...{ creditsUsed: 0 }, ...change };
    default:
      return change;
  }
}
