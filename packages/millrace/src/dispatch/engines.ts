import type { Claim } from '../domain/claim.ts';

export type EngineOrder =
  | { readonly type: 'cancel'; readonly runId: string; readonly reason: 'cancelled_by_user' | 'cancelled_by_parent' }
  | { readonly type: 'pause' | 'unpause' | 'input'; readonly runId: string }
  /** Overdue is a run that was ended because it did not end by itself: its engine may be stuck in it. */
  | { readonly type: 'drop'; readonly runId: string; readonly isOverdue: boolean };

/** One engine as the dispatcher sees it. An order is known to the engine before it begins any work that comes later. */
export interface EngineHandle {
  execute(claim: Claim): void;
  order(order: EngineOrder): void;
}

/** Who can take a run. */
export interface Engines {
  /** The engine with the least to do that has the workflow loaded; null when there is none. */
  engineFor(workflow: string): EngineHandle | null;
  /** An engine that nothing else uses, for a run that may take its thread with it; null while it is being made. */
  isolatedEngineFor(workflow: string): EngineHandle | null;
}
