import type { Progress } from './progress.ts';
import { NO_PROGRESS } from './progress.ts';
import type { RunHistory, RunState } from './run.ts';
import type { Short } from './short.ts';

type StateColumn = 'seq' | 'updatedAt' | 'claimEpoch' | 'crashes' | 'inputSeq' | 'children';

/** The part of what changes that is stored as JSON; the rest has columns of its own. */
export type HistoryDetails = Omit<RunHistory, StateColumn>;

/** What most runs have not is left out: a run is written at each change of its status. */
export type StoredHistory = Short<Omit<HistoryDetails, 'statusAt' | 'progress'>> & {
  readonly statusAt: number;
  readonly progress?: Short<Progress> | undefined;
};
export type StoredRunState = StoredHistory & RunState;

const NO_STEPS: RunHistory['steps'] = { completed: 0, failed: 0, attempts: 0 };
const NOTHING: readonly never[] = [];
const NO_COSTS = {};

export function shortenHistory(run: HistoryDetails): StoredHistory {
  return {
    startedAt: run.startedAt ?? undefined,
    queuedMs: nonZero(run.queuedMs),
    waitingMs: nonZero(run.waitingMs),
    statusAt: run.statusAt,
    pauseRequestedAt: run.pauseRequestedAt ?? undefined,
    cancelRequestedAt: run.cancelRequestedAt ?? undefined,
    cancelReason: run.cancelReason ?? undefined,
    progress: shortenProgress(run.progress),
    stages: nonEmpty(run.stages),
    steps: run.steps.attempts === 0 && run.steps.completed === 0 && run.steps.failed === 0 ? undefined : run.steps,
    items: run.items ?? undefined,
    costs: Object.keys(run.costs).length === 0 ? undefined : run.costs,
    creditsUsed: nonZero(run.creditsUsed),
    artifacts: nonZero(run.artifacts),
    reviews: nonZero(run.reviews),
    finishedSeq: run.finishedSeq ?? undefined,
    evaluation: run.evaluation ?? undefined,
    verdict: run.verdict ?? undefined,
    deleted: nonEmpty(run.deleted),
  };
}

/** Reads what `shortenHistory` made, and what releases before it wrote in full. */
export function fillHistory(stored: StoredHistory): HistoryDetails {
  return {
    startedAt: stored.startedAt ?? null,
    queuedMs: stored.queuedMs ?? 0,
    waitingMs: stored.waitingMs ?? 0,
    statusAt: stored.statusAt,
    pauseRequestedAt: stored.pauseRequestedAt ?? null,
    cancelRequestedAt: stored.cancelRequestedAt ?? null,
    cancelReason: stored.cancelReason ?? null,
    progress: fillProgress(stored.progress),
    stages: stored.stages ?? NOTHING,
    steps: stored.steps ?? NO_STEPS,
    items: stored.items ?? null,
    costs: stored.costs ?? NO_COSTS,
    creditsUsed: stored.creditsUsed ?? 0,
    artifacts: stored.artifacts ?? 0,
    reviews: stored.reviews ?? 0,
    finishedSeq: stored.finishedSeq ?? null,
    evaluation: stored.evaluation ?? null,
    verdict: stored.verdict ?? null,
    deleted: stored.deleted ?? NOTHING,
  };
}

function shortenProgress({ percent, message, unitsDone, unitsTotal }: Progress): Short<Progress> | undefined {
  if (percent === 0 && message === null && unitsDone === null && unitsTotal === null) return undefined;
  return { percent, message: message ?? undefined, unitsDone: unitsDone ?? undefined, unitsTotal: unitsTotal ?? undefined };
}

function fillProgress(stored: Short<Progress> | undefined): Progress {
  if (stored === undefined) return NO_PROGRESS;
  const { percent = 0, message = null, unitsDone = null, unitsTotal = null } = stored;
  return { percent, message, unitsDone, unitsTotal };
}

function nonZero(value: number): number | undefined {
  return value === 0 ? undefined : value;
}

function nonEmpty<T>(list: readonly T[]): readonly T[] | undefined {
  return list.length === 0 ? undefined : list;
}
