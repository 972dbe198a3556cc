import type { RunStatus } from './run-status.ts';

/** Why the journal did not take a change. Races are decided here and nowhere else. */
export type Refusal =
  | { readonly kind: 'not_found' }
  /** The run is in a status that does not allow the change; terminal ones never do. */
  | { readonly kind: 'wrong_status'; readonly status: RunStatus }
  /** The sender no longer owns the run. */
  | { readonly kind: 'stale_owner'; readonly claimEpoch: number }
  | { readonly kind: 'idempotency_replay'; readonly runId: string }
  | { readonly kind: 'idempotency_mismatch'; readonly runId: string }
  /** The run is to be cancelled: it has to end, and may neither wait nor go back into the queue. */
  | { readonly kind: 'cancel_requested'; readonly reason: 'cancelled_by_user' | 'cancelled_by_parent' }
  | { readonly kind: 'already_decided' }
  | { readonly kind: 'already_requested' }
  | { readonly kind: 'duplicate_id' }
  /** The run has changed since the sender looked at it. */
  | { readonly kind: 'outdated'; readonly seq: number }
  | { readonly kind: 'limit_exceeded'; readonly limit: string; readonly max: number }
  /** A limit of the plan, or of the start itself, on runs that have not ended. */
  | { readonly kind: 'too_many_runs'; readonly max: number; readonly workflow: string | null }
  | { readonly kind: 'plan_inactive' }
  | { readonly kind: 'insufficient_credits'; readonly available: number }
  | { readonly kind: 'quote_invalid'; readonly problem: 'unknown' | 'expired' | 'used' }
  /** The grant was made before, with the same idempotency key. */
  | { readonly kind: 'grant_replay'; readonly entryId: string }
  | { readonly kind: 'grant_mismatch' }
  /** A file that a new run was to take over has been removed since it was looked up. */
  | { readonly kind: 'file_gone'; readonly path: string }
  | { readonly kind: 'storage_full' };
