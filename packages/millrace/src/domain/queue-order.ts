/** What the order of the queue needs to know of a run. */
export interface QueuePlace {
  readonly runId: string;
  readonly priority: number;
  readonly runnableAt: number | null;
}

/** Higher priority first, then who could have started earlier, then the older run. A run without a time comes last. */
export function compareQueued(a: QueuePlace, b: QueuePlace): number {
  return b.priority - a.priority || compareTimes(a.runnableAt, b.runnableAt) || compareIds(a.runId, b.runId);
}

function compareTimes(a: number | null, b: number | null): number {
  if (a === b) return 0;
  if (a === null) return 1;
  return b === null ? -1 : a - b;
}

// By code unit: ids are UUIDv7, whose order as text is the order in which they were made.
function compareIds(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
