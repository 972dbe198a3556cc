import type { Manifest } from './manifest.ts';
import type { Lineage, RunExample, RunIdentity, Trigger } from './run.ts';
import type { StartRequest } from './start-request.ts';

export type NewRun = Omit<RunIdentity, 'runNumber'>;

interface Birth {
  readonly id: string;
  readonly workspaceId: string;
  readonly workflow: string;
  readonly version: string;
  readonly at: number;
  readonly trigger: Trigger;
  readonly lineage: Lineage;
  /** None unless given. */
  readonly example?: RunExample | null;
}

/** A run from what was asked for and, where nothing was, from what its workflow declares. */
export function newRun(
  birth: Birth,
  request: Omit<StartRequest, 'workflow' | 'input' | 'example' | 'idempotencyKey'>,
  manifest: Manifest,
): NewRun {
  const { at, ...identity } = birth;
  const startAt = startTime(request, at);
  const ttlMs = request.ttlMs ?? manifest.ttlMs;
  return {
    ...identity,
    createdAt: at,
    startAt,
    expiresAt: ttlMs === null ? null : Math.max(startAt ?? at, at) + ttlMs,
    timeoutMs: request.timeoutMs ?? manifest.timeoutMs,
    priority: request.priority ?? 0,
    concurrencyKey: request.concurrencyKey ?? null,
    tags: [...new Set(request.tags)],
    metadata: request.metadata ?? {},
    example: birth.example ?? null,
    credits: null,
  };
}

function startTime({ startAt, delayMs }: Pick<StartRequest, 'startAt' | 'delayMs'>, now: number): number | null {
  return delayMs === undefined || delayMs === null ? (startAt ?? null) : now + delayMs;
}

/** The lineage of a run that nothing came before. */
export function firstOfItsLine(runId: string): Lineage {
  return { attempt: 1, previousRunId: null, forkedFrom: null, parentRunId: null, rootRunId: runId, depth: 0, batchId: null };
}
