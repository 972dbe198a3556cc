import type { RunChange, RunChangeType } from '../domain/change.ts';

/**
 * Named places at which the crash test ends the process, as a power cut would: no handler runs, nothing is flushed.
 * The list is closed; a point that no code passes makes the crash test fail.
 */
export const CRASH_POINTS = {
  A1: 'a start was accepted and has not reached its transaction',
  A2: 'the rows of a start are written, not committed',
  A3: 'a start is durable and not answered',
  A4: 'a start was answered',
  S1: 'the start of the function is written, not committed',
  S2: 'the start of the function is durable, the function not called',
  T1: 'a step is about to begin',
  T2: 'the intent of an at-most-once step is durable, its effect not begun',
  T3: 'the effect of a step is done, nothing recorded',
  T4: 'the record of a step is written, not committed',
  T5: 'the record of a step is durable, the engine does not know',
  R1: 'a wait is durable and the function still in memory',
  R2: 'a signal or a decision is durable and the run not woken',
  R3: 'a woken run is about to be called again',
  M1: 'a timer is due and the run not taken',
  M2: 'a due run was sent to an engine',
  C1: 'the wish to cancel is durable and the engine not told',
  C2: 'the end of a run is written, not committed',
  C3: 'the end of a run is durable and nobody told',
  F1: 'the temporary file of an artifact is written',
  F2: 'the temporary file is synced',
  F3: 'the file has its name, its row is not written',
  F4: 'the row of an artifact is durable',
  B1: 'the store is open at boot, recovery has not begun',
  B2: 'what the last process left running is recovered, nothing is dispatched',
} as const;

export type CrashPoint = keyof typeof CRASH_POINTS;

/** Where to end the process: at the n-th time that one thread passes the point. */
export interface CrashAt {
  readonly point: CrashPoint;
  readonly hit: number;
}

let armedPoint: CrashPoint | null = null;
let hitsLeft = 0;

/** Arms this thread. Each thread has its own count; called once, by the entry of a thread, and never in production. */
export function armCrashPoint(at: CrashAt | null): void {
  armedPoint = at?.point ?? null;
  hitsLeft = at?.hit ?? 0;
}

/** Reads the setting of the crash test; null when there is none. Throws when it names no known point. */
export function parseCrashAt(text: string | undefined): CrashAt | null {
  if (text === undefined || text === '') return null;
  const value: unknown = JSON.parse(text);
  if (typeof value === 'object' && value !== null && 'point' in value && 'hit' in value) {
    const { point, hit } = value;
    if (isCrashPoint(point) && typeof hit === 'number' && Number.isInteger(hit) && hit >= 1) return { point, hit };
  }
  throw new Error(
    `MILLRACE_CRASH_AT is ${text}; it must be like {"point":"T3","hit":1} with one of ${Object.keys(CRASH_POINTS).join(', ')}.`,
  );
}

/** Ends the process when this thread is armed with this point and passes it for the n-th time; otherwise does nothing. */
export function crashPoint(point: CrashPoint): void {
  if (armedPoint === point) pass();
}

/** For a place that must arrange to pass the point later, and should not when nobody waits for it. */
export function isArmed(point: CrashPoint): boolean {
  return armedPoint === point;
}

/** The points of a transaction, given what is in it; called by the journal before and after COMMIT. */
export function crashPointOfChanges(when: 'uncommitted' | 'committed', changes: Iterable<RunChange>): void {
  if (armedPoint === null) return;
  const points = when === 'uncommitted' ? UNCOMMITTED : COMMITTED;
  for (const change of changes) {
    if (points[change.type] === armedPoint) pass();
  }
}

const UNCOMMITTED: Partial<Record<RunChangeType, CrashPoint>> = {
  'run.queued': 'A2',
  'run.started': 'S1',
  'step.completed': 'T4',
  'items.recorded': 'T4',
  'run.finished': 'C2',
};

const COMMITTED: Partial<Record<RunChangeType, CrashPoint>> = {
  'run.queued': 'A3',
  'run.started': 'S2',
  'step.completed': 'T5',
  'items.recorded': 'T5',
  'run.waiting': 'R1',
  'signal.received': 'R2',
  'review.decided': 'R2',
  'run.cancel-requested': 'C1',
  'run.finished': 'C3',
  'artifact.recorded': 'F4',
};

function pass(): void {
  hitsLeft -= 1;
  if (hitsLeft === 0) process.kill(process.pid, 'SIGKILL');
}

function isCrashPoint(value: unknown): value is CrashPoint {
  return typeof value === 'string' && Object.hasOwn(CRASH_POINTS, value);
}
