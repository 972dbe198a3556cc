import type { ArtifactEntry, LogLevel, RowOutcome, RunChange, RunChangeOf } from '../../domain/change.ts';
import { encodeJson, trustJsonText } from '../../domain/json-text.ts';
import type { Json } from '../../domain/json.ts';
import type { TerminalStatus } from '../../domain/run-status.ts';
import type { Correction, Verdict } from '../../domain/verdict.ts';

/** Changes as an engine or a command would make them, with what a test does not care about filled in. */

/** A wait begins after its run has seen everything that came in before. */
export const SEEN_ALL = Number.MAX_SAFE_INTEGER;

export const STARTED: RunChange = { type: 'run.started' };
export const PAUSED: RunChange = { type: 'run.paused', actor: null };
export const RESUMED: RunChange = { type: 'run.resumed', actor: null };

export function finished(status: TerminalStatus, output: Json = null): RunChange {
  const payload = status === 'completed' ? encodeJson(output) : null;
  const error = status === 'failed' ? { code: 'workflow_error', message: 'It broke.', step: 'load', attempt: 2, stack: null } : null;
  const reason = { completed: 'finished', failed: 'workflow_error', cancelled: 'cancelled_by_user' } as const;
  return { type: 'run.finished', status, reason: reason[status], error, payload };
}

export function stepCompleted(name: string, result: Json = null): RunChange {
  const op = `step:${name}#1`;
  return { type: 'step.completed', op, name, attempt: 1, stage: null, startedAt: 1, copiedFrom: null, payload: encodeJson(result) };
}

export function waitForSignal(name: string, until: number | null = null): RunChange {
  const waitingFor = { kind: 'signal', name, until } as const;
  return { type: 'run.waiting', reason: 'signal', waitingFor, wakeOn: [`signal:${name}`], runnableAt: until, seenInputSeq: SEEN_ALL };
}

export function sleepUntil(until: number): RunChange {
  const waitingFor = { kind: 'timer', name: 'nap', until } as const;
  return { type: 'run.waiting', reason: 'timer', waitingFor, wakeOn: [], runnableAt: until, seenInputSeq: SEEN_ALL };
}

export function signal(name: string, value: Json = null): RunChange {
  return { type: 'signal.received', name, actor: null, payload: encodeJson(value) };
}

export function log(level: LogLevel, message: string): RunChange {
  return { type: 'log.written', op: null, level, message, step: null, fields: {} };
}

export function usage(costMicros: number): RunChange {
  const entry = { provider: 'acme', meter: 'calls', quantity: 1, costMicros, currency: 'USD', credits: 0, step: null, attempt: null };
  return { type: 'usage.recorded', op: null, entry };
}

export function progress(percent: number): RunChange {
  return { type: 'progress.reported', op: null, percent, message: null, unitsDone: null, unitsTotal: null };
}

export function records(name: string, rows: readonly Json[]): RunChange {
  return { type: 'records.appended', op: `records:${name}#1`, name, count: rows.length, payload: encodeJson(rows) };
}

export function artifact(path: string, more: Partial<ArtifactEntry> = {}): RunChange {
  const entry: ArtifactEntry = {
    id: `id of ${path}`,
    path,
    role: 'output',
    step: null,
    mediaType: 'text/csv',
    sizeBytes: 12,
    sha256: 'ab'.repeat(32),
    storageKey: `key of ${path}`,
    ...more,
  };
  return { type: 'artifact.recorded', op: `artifact:${path}#1`, artifact: entry };
}

export function reviewRequested(reviewId: string, name: string, until: number | null = null): RunChangeOf<'review.requested'> {
  const op = `review:${name}#1`;
  return {
    type: 'review.requested',
    op,
    reviewId,
    name,
    title: `Check ${name}`,
    until,
    form: { type: 'object' },
    payload: encodeJson({ total: 7 }),
  };
}

export function reviewDecided(reviewId: string, name: string, value: Json = null): RunChange {
  const payload = encodeJson(value);
  return { type: 'review.decided', reviewId, name, decision: 'edited', actor: 'key-1', note: 'Looks right.', payload };
}

export function outcomes(name: string, rows: readonly Json[], of: readonly RowOutcome[]): RunChange {
  return { type: 'records.appended', op: `records:${name}#1`, name, count: rows.length, outcomes: of, payload: encodeJson(rows) };
}

/** A verdict on a run that is at `basedOn`. */
export function verdictGiven(basedOn: number, different: Partial<Verdict> = {}): RunChange {
  const { corrections = [], correctedOutput = null, ...more } = different;
  const verdict = {
    verdict: 'correct',
    status: 'closed',
    note: null,
    reviewedBy: 'key-1',
    reviewedAt: 5,
    closedBy: null,
    closedAt: null,
    closedNote: null,
    createdAt: 5,
    updatedAt: 5,
    ...more,
  } as const;
  const payload = trustJsonText(`{"correctedOutput":${correctedOutput ?? 'null'},"corrections":${JSON.stringify(corrections)}}`);
  return { type: 'verdict.given', basedOn, corrections: corrections.length, verdict, payload };
}

export function correction(id: string): Correction {
  const none = { label: null, note: null, correctedArtifactPath: null };
  return { id, kind: 'field', path: '/total', originalValue: 1, correctedValue: { sum: [2] }, ...none };
}
