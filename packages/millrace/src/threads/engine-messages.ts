import type { WorkflowVersionEntry } from '../domain/change.ts';
import type { EngineOrder } from '../dispatch/engines.ts';
import type { Claim } from '../domain/claim.ts';
import { trustJsonText } from '../domain/json-text.ts';

/** What is posted to an engine thread. */
export type ToEngine =
  /** Runs to execute, as `writeClaim` writes them. */
  | { readonly type: 'execute'; readonly claims: readonly ClaimValue[] }
  | EngineOrder
  | { readonly type: 'ping' | 'yield' }
  | { readonly type: 'close' };

/** What an engine thread posts. */
export type FromEngine =
  | { readonly type: 'ready'; readonly workflows: readonly WorkflowVersionEntry[]; readonly problems: readonly string[] }
  /** These runs are out of the engine's hands. */
  | { readonly type: 'released'; readonly claims: readonly ReleasedClaim[] }
  | { readonly type: 'refused'; readonly runId: string; readonly refusal: string }
  /** Something in the code of a workflow failed outside of what its function waited for. */
  | { readonly type: 'stray'; readonly problem: string }
  | { readonly type: 'pong' };

/** Only the pool posts to an engine. */
export function asToEngine(message: unknown): ToEngine {
  assertToEngine(message);
  return message;
}

function assertToEngine(value: unknown): asserts value is ToEngine {
  void value;
}

export type ReleasedClaim = Pick<Claim, 'runId' | 'epoch'>;

/** A flat list costs a third of what the same objects would. */
type ClaimValue = string | number | boolean | null;

const VALUES_PER_CLAIM = 8;

export function writeClaim(to: ClaimValue[], { workspaceId, runId, runNumber, epoch, isStarted, accepted }: Claim): void {
  to.push(workspaceId, runId, runNumber, epoch, isStarted, accepted?.at ?? null, accepted?.data ?? null, accepted?.payload ?? null);
}

export function* readClaims(values: readonly ClaimValue[]): Generator<Claim> {
  for (let from = 0; from < values.length; from += VALUES_PER_CLAIM) {
    const [workspaceId, runId, runNumber, epoch, isStarted, at, data, payload] = values.slice(from, from + VALUES_PER_CLAIM);
    const isWhole = typeof workspaceId === 'string' && typeof runId === 'string' && typeof runNumber === 'number';
    if (!isWhole || typeof epoch !== 'number') throw new TypeError('A message to an engine is out of step.');
    const hasLog = typeof at === 'number' && typeof data === 'string';
    const accepted = hasLog
      ? { at, data: trustJsonText(data), payload: typeof payload === 'string' ? trustJsonText(payload) : null }
      : null;
    yield { workspaceId, runId, runNumber, epoch, isStarted: isStarted === true, accepted };
  }
}
