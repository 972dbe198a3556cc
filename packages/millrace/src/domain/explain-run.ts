import { formatDuration } from './duration.ts';
import { quoted } from './quoted.ts';
import { isTerminal } from './run-status.ts';
import type { RunStatus } from './run-status.ts';
import { STATUS_REASONS } from './status-reason.ts';
import type { StatusReason } from './status-reason.ts';

/** What an explanation needs to know of a run; any surface can give it. Times are epoch milliseconds. */
export interface ExplainableRun {
  readonly status: RunStatus;
  /** A code of `STATUS_REASONS`, or one that only a newer release knows. */
  readonly reason: string;
  readonly waitingFor: {
    readonly kind: string;
    readonly name: string;
    readonly until: number | null;
    readonly target: string | null;
  } | null;
  readonly startAt: number | null;
  readonly expiresAt: number | null;
  readonly startedAt: number | null;
  readonly timeoutMs: number | null;
  readonly pauseRequestedAt: number | null;
  readonly cancelRequestedAt: number | null;
  readonly error: { readonly code: string; readonly message: string; readonly step: string | null } | null;
}

/** What keeps a live run from being forgotten. */
export type Keeper = 'owner' | 'timer' | 'wait' | 'none';

/** Who or what takes a live run further; null for a run that has ended. */
export function keeperOf(run: ExplainableRun): Keeper | null {
  switch (run.status) {
    case 'queued':
      // The queue itself, or the time at which the run enters it.
      return 'timer';
    case 'running':
      return 'owner';
    case 'waiting':
      if (run.waitingFor === null || run.waitingFor.name === '') return 'none';
      return run.waitingFor.until === null ? 'wait' : 'timer';
    case 'paused':
      return 'wait';
    case 'completed':
    case 'failed':
    case 'cancelled':
      return null;
  }
}

/** Why a run is where it is and what can be done about it, in sentences. */
export function explainRun(run: ExplainableRun, now: number): readonly string[] {
  const reason = knownReason(run.reason);
  return [
    `The run is ${run.status} (${run.reason}). ${reason?.meaning ?? 'This release does not know the reason; a newer one does.'}`,
    ...waitWords(run, now),
    ...timeWords(run, now),
    ...wishWords(run, now),
    ...errorWords(run),
    ...(reason === null ? [] : [`${reason.fix}${reason.retryable ? ' Another attempt may end differently.' : ''}`]),
  ];
}

function knownReason(code: string): StatusReason | null {
  return Object.entries(STATUS_REASONS).find(([known]) => known === code)?.[1] ?? null;
}

function waitWords({ waitingFor }: ExplainableRun, now: number): readonly string[] {
  if (waitingFor === null) return [];
  const target = waitingFor.target === null ? '' : ` (${waitingFor.target})`;
  const until = waitingFor.until === null ? 'It waits until that happens.' : `The wait ends by itself ${when(waitingFor.until, now)}.`;
  return [`It waits for the ${waitingFor.kind} ${quoted(waitingFor.name)}${target}. ${until}`];
}

function timeWords(run: ExplainableRun, now: number): readonly string[] {
  const words: string[] = [];
  if (run.status === 'queued' && run.startAt !== null && run.startAt > now) words.push(`It may start ${when(run.startAt, now)}.`);
  if (run.status === 'queued' && run.startedAt === null && run.expiresAt !== null) {
    words.push(`It expires ${when(run.expiresAt, now)} unless it has started by then.`);
  }
  if (!isTerminal(run.status) && run.startedAt !== null && run.timeoutMs !== null) {
    words.push(`Its time is up ${when(run.startedAt + run.timeoutMs, now)}.`);
  }
  return words;
}

function wishWords(run: ExplainableRun, now: number): readonly string[] {
  if (isTerminal(run.status)) return [];
  const words: string[] = [];
  if (run.pauseRequestedAt !== null) {
    words.push(`It was asked to pause ${when(run.pauseRequestedAt, now)} and does so at its next safe point.`);
  }
  if (run.cancelRequestedAt !== null) {
    words.push(`It was asked to stop ${when(run.cancelRequestedAt, now)} and does so at its next safe point, or when its grace is over.`);
  }
  return words;
}

function errorWords({ error }: ExplainableRun): readonly string[] {
  if (error === null) return [];
  const where = error.step === null ? '' : ` in step ${quoted(error.step)}`;
  return [`The error${where}: ${error.message} (${error.code})`];
}

function when(time: number, now: number): string {
  const distance = formatDuration(Math.abs(time - now));
  return `${time >= now ? `in ${distance}` : `${distance} ago`} (${new Date(time).toISOString()})`;
}
