import { cutText } from './cut-text.ts';
import { LIMITS } from './limits.ts';
import type { StageState } from './stage.ts';

/** How far a run is. `percent` never goes back and is 100 only when the run completed. */
export interface Progress {
  readonly percent: number;
  readonly message: string | null;
  readonly unitsDone: number | null;
  readonly unitsTotal: number | null;
}

export const NO_PROGRESS: Progress = { percent: 0, message: null, unitsDone: null, unitsTotal: null };

/** What a run said about itself; null or left out is what it did not say. */
export interface ProgressUpdate {
  readonly percent?: number | null;
  readonly message?: string | null;
  readonly unitsDone?: number | null;
  readonly unitsTotal?: number | null;
}

/**
 * Takes over what the update says. The percent is whole, at most 99, never lower than before, and derived from the units
 * when none is given. Units go back only together with another total: then the run counts something else.
 * Numbers that are negative or not finite are left out; a message is cut at `LIMITS.progressMessageLength`.
 */
export function reportProgress(current: Progress, update: ProgressUpdate): Progress {
  const unitsTotal = countOf(update.unitsTotal) ?? current.unitsTotal;
  const unitsDone = unitsDoneAfter(current, countOf(update.unitsDone), unitsTotal);
  const percent = countOf(update.percent) ?? percentOf(unitsDone, unitsTotal) ?? 0;
  return {
    percent: Math.max(current.percent, Math.min(99, Math.floor(percent))),
    message: messageOf(update) ?? current.message,
    unitsDone,
    unitsTotal,
  };
}

function messageOf(update: ProgressUpdate): string | null {
  return typeof update.message === 'string' ? cutText(update.message, LIMITS.progressMessageLength) : null;
}

function countOf(value: number | null | undefined): number | null {
  return value !== null && value !== undefined && Number.isFinite(value) && value >= 0 ? value : null;
}

function unitsDoneAfter(current: Progress, reported: number | null, unitsTotal: number | null): number | null {
  const sameTotal = unitsTotal === current.unitsTotal;
  const done = sameTotal ? higher(current.unitsDone, reported) : reported;
  return done !== null && unitsTotal !== null ? Math.min(done, unitsTotal) : done;
}

function higher(a: number | null, b: number | null): number | null {
  if (a === null || b === null) return a ?? b;
  return Math.max(a, b);
}

function percentOf(done: number | null, total: number | null): number | null {
  return done === null || total === null || total === 0 ? null : (done / total) * 100;
}

/** The progress of a run that completed: 100 percent; units stay as they were reported. */
export function completeProgress(current: Progress): Progress {
  return { ...current, percent: 100 };
}

/**
 * Percent of the weights of stages that are done, completed or skipped. `withinRunning` is the share, 0 to 1, that is
 * done of each stage that is running. Stages without weights give 0.
 */
export function stageProgress(stages: readonly StageState[], withinRunning: number): number {
  let total = 0;
  let done = 0;
  for (const stage of stages) {
    total += stage.weight;
    done += stage.weight * shareDone(stage, withinRunning);
  }
  if (total <= 0) return 0;
  // A sum of decimal weights may end a hair below the whole percent that it stands for.
  return Math.min(100, Math.floor((done / total) * 100 + 1e-9));
}

function shareDone(stage: StageState, withinRunning: number): number {
  if (stage.status === 'completed' || stage.status === 'skipped') return 1;
  return stage.status === 'running' ? Math.min(1, Math.max(0, withinRunning)) : 0;
}

/**
 * The milliseconds that are left if the run goes on as fast as so far; time spent waiting does not count as speed.
 * Null when there is nothing to go by: no start, no progress yet, or the run is done.
 */
export function estimateRemainingMs(facts: {
  readonly percent: number;
  readonly startedAt: number | null;
  readonly now: number;
  readonly waitingMs: number;
}): { readonly etaMs: number; readonly method: 'linear' } | null {
  const { percent, startedAt, now, waitingMs } = facts;
  if (startedAt === null || percent <= 0 || percent >= 100) return null;
  const worked = now - startedAt - waitingMs;
  return worked <= 0 ? null : { etaMs: Math.round((worked * (100 - percent)) / percent), method: 'linear' };
}
