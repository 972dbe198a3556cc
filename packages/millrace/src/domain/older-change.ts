import type { RunChange } from './change.ts';

const OLDER_RUN = { credits: null, example: null };
const OLDER_USAGE = { credits: 0 };
const OLDER_CHILD_END = { creditsUsed: 0 };

/** A change as today's code knows it. What an older release wrote lacks what was added since, whatever its type says. */
export function fillOlder(change: RunChange): RunChange {
  switch (change.type) {
    case 'run.queued':
      return { ...change, run: { ...OLDER_RUN, ...change.run } };
    case 'usage.recorded':
      return { ...change, entry: { ...OLDER_USAGE, ...change.entry } };
    case 'child.finished':
      return { ...OLDER_CHILD_END, ...change };
    default:
      return change;
  }
}
