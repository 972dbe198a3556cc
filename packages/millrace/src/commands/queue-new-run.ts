import type { IdempotencyClaim, RunChange, RunChangeOf, RunCommit } from '../domain/change.ts';
import { decodeChange } from '../domain/decode-change.ts';
import { MillraceError } from '../domain/errors.ts';
import type { JsonText } from '../domain/json.ts';
import { LIMITS } from '../domain/limits.ts';
import type { NewRun } from '../domain/new-run.ts';
import { queueRun } from '../domain/queue-run.ts';
import type { Run } from '../domain/run.ts';
import type { StageDeclaration } from '../domain/stage.ts';
import { crashPoint } from '../journal/crash-point.ts';
import type { CommandContext } from './command-context.ts';
import { outsideChange } from './commit-run-change.ts';
import { refusalToError } from './refusal-to-error.ts';

export interface StartedRun {
  /** The run as it was when it had just been accepted, the same for every request with its idempotency key. */
  readonly run: Run;
  /** True when an earlier request with the same key started it. */
  readonly replayed: boolean;
}

export interface RunToQueue {
  readonly run: NewRun;
  readonly stages: readonly StageDeclaration[];
  readonly input: JsonText;
  /** Files and copied history, in the same commit: a run is there with all of it, or not at all. */
  readonly follow: readonly RunChange[];
  readonly idempotency: IdempotencyClaim | null;
}

/** Accepts a new run. When it resolves, the run is durable. */
export async function queueNewRun(context: CommandContext, { run, stages, input, follow, idempotency }: RunToQueue): Promise<StartedRun> {
  const queued: RunChangeOf<'run.queued'> = { type: 'run.queued', run, stages, idempotency, payload: input };
  const giveBack = reservePlace(context, run);
  const changes: RunCommit[] = [queued, ...follow].map((change) => outsideChange(run.workspaceId, run.id, run.createdAt, change));
  if (giveBack !== null) changes.push({ ...outsideChange(run.workspaceId, run.id, run.createdAt, { type: 'run.started' }), epoch: 1 });
  crashPoint('A1');
  const result = await context.journal.commit(changes);
  if (!result.ok) {
    giveBack?.();
    if (result.refusal.kind !== 'idempotency_replay') throw refusalToError(result.refusal);
    return { run: asAccepted(context, run.workspaceId, result.refusal.runId), replayed: true };
  }
  const committed = result.runs.find((candidate) => candidate.runId === run.id);
  if (committed === undefined) throw new MillraceError('internal', 'The journal took a run and did not say so.');
  return { run: queueRun(queued, committed.runNumber, run.createdAt), replayed: false };
}

/** A run that is not to start later is started at once when there is room. */
function reservePlace(
  { headStart }: CommandContext,
  { workspaceId, id, workflow, concurrencyKey, startAt, createdAt }: NewRun,
): (() => void) | null {
  return startAt !== null && startAt > createdAt ? null : headStart.reserve({ workspaceId, runId: id, workflow, concurrencyKey });
}

export function claimKey(key: string | null | undefined, fingerprint: () => string, now: number): IdempotencyClaim | null {
  return key === undefined || key === null ? null : { key, fingerprint: fingerprint(), expiresAt: now + LIMITS.idempotencyKeepMs };
}

function asAccepted(context: CommandContext, workspaceId: string, runId: string): Run {
  const run = context.store.runs.get(workspaceId, runId);
  const first = context.store.events.after(workspaceId, runId, 0, 1)[0];
  if (run === null || first === undefined) {
    throw new MillraceError('conflict', `The idempotency key belongs to run ${runId}, which was deleted. Use a new key.`);
  }
  const change = decodeChange(first.type, first.data, null);
  return change.type === 'run.queued' ? queueRun(change, run.runNumber, first.at) : run;
}
