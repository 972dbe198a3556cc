import type { WorkflowVersionEntry } from '../domain/change.ts';
import type { EngineOrder } from '../dispatch/engines.ts';
import type { Claim } from '../domain/claim.ts';

/** What is posted to an engine thread. */
export type ToEngine =
  | { readonly type: 'execute'; readonly claims: readonly Claim[] }
  | EngineOrder
  | { readonly type: 'ping' | 'yield' }
  | { readonly type: 'close' };

/** What an engine thread posts. */
export type FromEngine =
  | { readonly type: 'ready'; readonly workflows: readonly WorkflowVersionEntry[]; readonly problems: readonly string[] }
  /** These runs are out of the engine's hands. */
  | { readonly type: 'released'; readonly claims: readonly Claim[] }
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
