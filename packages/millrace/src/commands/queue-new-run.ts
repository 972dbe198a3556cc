import type { IdempotencyClaim, RunChange, RunChangeOf, RunCommit } from '../domain/change.ts';
import { decodeChange } from '../domain/decode-change.ts';
import { encodeChange } from '../domain/encode-change.ts';
import { MillraceError } from '../domain/errors.ts';
import { fundStart, leastCredits, startGuards, type Price } from '../domain/fund-start.ts';
import type { JsonText } from '../domain/json.ts';
import { LIMITS } from '../domain/limits.ts';
import type { NewRun } from '../domain/new-run.ts';
import { queueRun } from '../domain/queue-run.ts';
import type { Run } from '../domain/run.ts';
import type { StageDeclaration } from '../domain/stage.ts';
import type { StartGuard } from '../domain/start-guard.ts';
import { crashPoint } from '../journal/crash-point.ts';
import type { CommitResult } from '../journal/journal.ts';
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
  readonly price: Price;
  readonly onlyOneOfWorkflow?: boolean | undefined;
}

/** An input up to this length goes to the engine with its run; a longer one is read there. */
const HANDED_ON_LENGTH = 16_384;

/** Credits move while a start is on its way; so often it looks again at what is left. */
const FUNDING_TRIES = 20;

/**
 * Accepts a new run. When it resolves, the run is durable, and so is what was put aside for it. What it may cost, how many
 * runs there may be and whether a quote is still good is decided in the commit that accepts it.
 */
export async function queueNewRun(context: CommandContext, start: RunToQueue): Promise<StartedRun> {
  const { workspaceId, workflow } = start.run;
  const plan = context.plans.get(workspaceId);
  const guards = startGuards(plan, workflow, start.onlyOneOfWorkflow ?? false);
  const isMetered = plan.metered && start.price.kind !== 'free';
  let available = isMetered ? context.store.credits.balances(workspaceId).available : 0;
  for (let tries = 1; ; tries += 1) {
    const funding = fundStart(start.price, plan, available);
    const run = { ...start.run, credits: funding.terms };
    const queued = { type: 'run.queued', run, stages: start.stages, idempotency: start.idempotency, payload: start.input } as const;
    const result = await commitStart(context, queued, { follow: start.follow, guards: [...guards, ...funding.guards] });
    if (result.ok) return { run: queueRun(queued, runNumberOf(result, run.id), run.createdAt), replayed: false };
    const { refusal } = result;
    if (refusal.kind === 'idempotency_replay') return { run: asAccepted(context, workspaceId, refusal.runId), replayed: true };
    const isAffordable = refusal.kind === 'insufficient_credits' && refusal.available >= leastCredits(start.price);
    if (!isAffordable || tries >= FUNDING_TRIES) throw refusalToError(refusal);
    available = refusal.available;
  }
}

async function commitStart(
  context: CommandContext,
  queued: RunChangeOf<'run.queued'>,
  { follow, guards }: { readonly follow: readonly RunChange[]; readonly guards: readonly StartGuard[] },
): Promise<CommitResult> {
  const { workspaceId, id, createdAt } = queued.run;
  const giveBack = reservePlace(context, queued, follow.length === 0);
  const first = { ...outsideChange(workspaceId, id, createdAt, queued), ...(guards.length === 0 ? {} : { guards }) };
  const changes: RunCommit[] = [first, ...follow.map((change) => outsideChange(workspaceId, id, createdAt, change))];
  if (giveBack !== null) changes.push({ ...outsideChange(workspaceId, id, createdAt, { type: 'run.started' }), epoch: 1 });
  crashPoint('A1');
  const result = await context.journal.commit(changes);
  if (!result.ok) giveBack?.();
  return result;
}

function runNumberOf(result: Extract<CommitResult, { ok: true }>, runId: string): number {
  const committed = result.runs.find((candidate) => candidate.runId === runId);
  if (committed === undefined) throw new MillraceError('internal', 'The journal took a run and did not say so.');
  return committed.runNumber;
}

/** A run that is not to start later is started at once when there is room. */
function reservePlace({ headStart }: CommandContext, queued: RunChangeOf<'run.queued'>, isAll: boolean): (() => void) | null {
  const { workspaceId, id, workflow, concurrencyKey, startAt, createdAt } = queued.run;
  if (startAt !== null && startAt > createdAt) return null;
  const isHandedOn = isAll && (queued.payload?.length ?? 0) <= HANDED_ON_LENGTH;
  const accepted = isHandedOn ? { at: createdAt, ...encodeChange(queued) } : null;
  return headStart.reserve({ workspaceId, runId: id, workflow, concurrencyKey }, accepted);
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
