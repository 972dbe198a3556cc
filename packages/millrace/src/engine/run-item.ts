import { nextAttempt, type RetryPolicy } from '../domain/retry-policy.ts';
import { cutText } from '../domain/cut-text.ts';
import { LIMITS } from '../domain/limits.ts';
import { attemptContext } from './attempt-context.ts';
import { callWithTimeout } from './call-with-timeout.ts';
import type { Execution } from './execution.ts';
import { failureFacts } from './failure-facts.ts';
import type { ItemContext, ItemResult } from './run-context.ts';
import { DroppedItem, type NestedCall } from './run-errors.ts';
import { insideWork, type Work } from './run-scope.ts';
import { sleepInMemory } from './sleep-in-memory.ts';

const LOOK_EVERY_MS = 500;

export interface ItemCall<I, T> {
  readonly op: string;
  readonly name: string;
  readonly fn: (item: I, step: ItemContext) => T | Promise<T>;
  readonly policy: RetryPolicy;
  readonly timeoutMs: number | null;
}

/**
 * Calls the function for one item until it delivers, is dropped, or has failed for good. Null for an item that failed
 * while its run is about to leave memory: it is tried again when the run goes on. A `NestedCall` is a fault of the code and
 * not of this item. Never throws.
 */
export async function runItem<I, T>(
  execution: Execution,
  call: ItemCall<I, T>,
  items: readonly I[],
  index: number,
): Promise<ItemResult<T> | NestedCall | null> {
  for (let attempt = 1; ; attempt++) {
    const work: Work = { kind: 'map', name: call.name, attempt, fault: null };
    try {
      const value = await insideWork(execution.run, work, () =>
        callWithTimeout(execution, call.timeoutMs, (deadline) => callFor(execution, call, items, { index, attempt, deadline })),
      );
      return work.fault ?? { outcome: 'delivered', value };
    } catch (error) {
      if (work.fault !== null) return work.fault;
      if (error instanceof DroppedItem) return { outcome: 'dropped', reason: error.reason };
      const facts = failureFacts(error);
      const next =
        facts.retryable && !execution.cancelled
          ? nextAttempt(call.policy, { number: attempt, error: facts }, execution.ports.random(), facts.retryAfterMs)
          : { retry: false as const };
      if (!next.retry) return { outcome: 'failed', reason: reasonOf(error) };
      await waitForNext(execution, next.delayMs);
      execution.ports.hearControl();
      if (execution.stopping || execution.isOver) return null;
    }
  }
}

/** An item waits in memory, since others go on beside it; a run that is to stop does not wait for its next attempt. */
async function waitForNext(execution: Execution, delayMs: number): Promise<void> {
  const until = execution.ports.now() + delayMs;
  for (let left = delayMs; left > 0 && !execution.stopping && !execution.isOver; left = until - execution.ports.now()) {
    await sleepInMemory(Math.min(left, LOOK_EVERY_MS), execution.abort.signal);
  }
}

function callFor<I, T>(
  execution: Execution,
  call: ItemCall<I, T>,
  items: readonly I[],
  { index, attempt, deadline }: { readonly index: number; readonly attempt: number; readonly deadline: AbortSignal | null },
): T | Promise<T> {
  for (const item of items.slice(index, index + 1)) {
    const effectId = `${execution.run.id}:${call.op}:${index}`;
    return call.fn(item, Object.assign(attemptContext(execution, { effectId, name: call.name, attempt, deadline }), { index, drop }));
  }
  throw new RangeError(`The map ${call.name} has no item ${index}.`);
}

/** Code that no compiler has seen may hand over anything. */
function drop(reason: unknown): never {
  throw new DroppedItem(cutText(String(reason), LIMITS.errorMessageLength));
}

function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return cutText(message === '' ? 'failed' : message, LIMITS.errorMessageLength);
}
