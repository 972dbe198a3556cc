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
  | { readonly kind: 'limit_exceeded'; readonly limit: string; readonly max: number }
  | { readonly kind: 'storage_full' };
